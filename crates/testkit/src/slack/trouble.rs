//! Bad days: faults, limits, revoked tokens, and sockets that fail in every way.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    FakeSlack, ReadyFault, Trouble,
    sockets::{Push, disconnect},
    world,
};

impl FakeSlack {
    /// Injects a fault; the first that fits a request is taken.
    pub fn fault(&self, fault: ReadyFault) -> Trouble {
        self.shared.change(|state| state.faults.add(fault))
    }

    /// Takes all faults away and releases what hangs.
    pub fn clear_faults(&self) {
        self.shared.change(|state| state.faults.clear());
    }

    /// A real limit: more than `limit` requests of a method in `window` get 429. There is none without one.
    pub fn limit(&self, method: &str, limit: usize, window: Duration) {
        self.shared
            .change(|state| state.limits.set(method, limit, window));
    }

    /// Every token is refused from now on, with `token_revoked`, `account_inactive` or `invalid_auth`.
    pub fn revoke_token(&self, error: &str) {
        self.shared.change(|state| {
            let tokens = json!({ "tokens": { "oauth": [], "bot": [self.bot().id()] } });
            state.notice(&self.shared, "tokens_revoked", None, tokens);
            state.app.refused = Some(error.into());
        });
    }

    /// The tokens are taken again.
    pub fn restore_token(&self) {
        self.shared.change(|state| state.app.refused = None);
    }

    /// The app loses a scope.
    pub fn take_scope(&self, scope: &str) {
        self.shared.change(|state| state.app.scopes.remove(scope));
    }

    /// The app gets a scope.
    pub fn give_scope(&self, scope: &str) {
        self.shared
            .change(|state| state.app.scopes.insert(scope.into()));
    }

    /// Socket Mode is switched off in the app's settings, or on again.
    pub fn set_socket_mode(&self, on: bool) {
        self.shared.change(|state| {
            state.app.socket_mode = on;
            if !on {
                state.sockets.push(&Push::Text(disconnect("link_disabled")));
                state.sockets.push(&Push::Close(1000));
                state.sockets.list.clear();
            }
        });
    }

    /// Asks every socket to go, with `warning`, `refresh_requested` or another reason; the sockets stay open.
    pub fn ask_reconnect(&self, reason: &str) {
        self.shared.change(|state| {
            for socket in &mut state.sockets.list {
                socket.leaving = true;
            }
            state.sockets.push(&Push::Text(disconnect(reason)));
        });
    }

    /// Closes every socket with a code.
    pub fn close_sockets(&self, code: u16) {
        self.end_sockets(&Push::Close(code));
    }

    /// Drops every socket without a word.
    pub fn drop_sockets(&self) {
        self.end_sockets(&Push::Drop);
    }

    /// Nothing is brought to them any more from this moment on.
    fn end_sockets(&self, push: &Push) {
        self.shared.change(|state| {
            state.sockets.push(push);
            state.sockets.list.clear();
        });
    }

    /// From now on no open socket reads, writes or pings, as on connections that died without a word; new ones work.
    pub fn freeze_sockets(&self) {
        self.shared.change(|state| {
            for socket in &mut state.sockets.list {
                socket.frozen = true;
            }
            state.sockets.push(&Push::Freeze);
        });
    }

    /// New sockets open and then say nothing at all, or speak again.
    pub fn set_mute(&self, mute: bool) {
        self.shared.change(|state| state.sockets.mute = mute);
    }

    /// The next `sockets` are told to go, and closed, as soon as they are open.
    pub fn storm(&self, sockets: usize) {
        self.shared.change(|state| state.sockets.storm = sockets);
    }

    /// Pings every socket at once.
    pub fn ping(&self) {
        self.shared.change(|state| state.sockets.push(&Push::Ping));
    }

    /// Events that were not acknowledged are sent again now, under new envelopes and with `retry_attempt`.
    pub fn redeliver(&self) {
        self.shared.change(super::State::redeliver);
    }

    /// The next event comes `copies` times more, each under an id of its own.
    pub fn duplicate(&self, copies: usize) {
        self.shared.change(|state| state.deliveries.copies = copies);
    }

    /// Events name no team in their authorizations from now on, or do again.
    pub fn set_nameless_team(&self, nameless: bool) {
        self.shared
            .change(|state| state.app.nameless_team = nameless);
    }

    /// Sends any event, as it is, whatever the bot asked for.
    pub fn send_event(&self, event: &Value) {
        self.shared
            .change(|state| state.send_event(&self.shared, event));
    }

    /// Sends any event of another workspace, for the app's installation there.
    pub fn send_foreign_event(&self, event: &Value) {
        let team = Value::String(world::other_team());
        self.shared
            .change(|state| state.send_event_of(&self.shared, event, &team, &team));
    }

    /// Sends any frame over every socket.
    pub fn send_frame(&self, frame: &str) {
        self.shared
            .change(|state| state.sockets.push(&Push::Text(frame.into())));
    }
}

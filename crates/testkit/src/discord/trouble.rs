//! Bad days: faults, limits, and a gateway that fails in every way.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{FakeDiscord, GUILDS, ReadyFault, Trouble, session::Push};

impl FakeDiscord {
    /// Injects a fault; the first that fits a request is taken.
    pub fn fault(&self, fault: ReadyFault) -> Trouble {
        self.shared.change(|state| state.faults.add(fault))
    }

    /// Takes all faults away and releases what hangs.
    pub fn clear_faults(&self) {
        self.shared.change(|state| state.faults.clear());
    }

    /// A real limit: more than `limit` requests in `window` get 429. Without one the headers promise a million a second.
    pub fn limit(&self, method: &str, pattern: &str, limit: u64, window: Duration) {
        self.shared
            .change(|state| state.limits.set(method, pattern, limit, window));
    }

    /// Dates every answer with this from now on. Without it answers carry no date.
    pub fn set_date(&self, date: DateTime<Utc>) {
        self.shared.change(|state| state.date = Some(date));
    }

    /// Closes every gateway connection with a code, such as 4004 or 4009.
    pub fn close_gateway(&self, code: u16) {
        self.shared.lock().sessions.push(|| Push::Close(code));
    }

    /// Drops every gateway connection without a word; the sessions can be resumed.
    pub fn drop_gateway(&self) {
        self.shared.lock().sessions.push(|| Push::Drop);
    }

    /// Asks every connection to reconnect (operation 7).
    pub fn ask_reconnect(&self) {
        let text = json!({ "op": 7, "s": null, "t": null, "d": null }).to_string();
        self.shared
            .lock()
            .sessions
            .push(|| Push::Text(text.clone()));
    }

    /// Declares all sessions invalid (operation 9); those that cannot be resumed are forgotten.
    pub fn invalidate_sessions(&self, resumable: bool) {
        let text = json!({ "op": 9, "s": null, "t": null, "d": resumable }).to_string();
        self.shared.change(|state| {
            state.sessions.push(|| Push::Text(text.clone()));
            if !resumable {
                state.sessions.list.clear();
            }
        });
    }

    /// From now on heartbeats are not answered, or are again.
    pub fn set_zombie(&self, zombie: bool) {
        self.shared.change(|state| state.sessions.zombie = zombie);
    }

    /// The next IDENTIFY is refused with this close code.
    pub fn refuse_identify(&self, code: u16) {
        self.shared
            .change(|state| state.sessions.refuse = Some(code));
    }

    /// What `GET /gateway/bot` says is left of the day's IDENTIFYs.
    pub fn set_remaining_identifies(&self, remaining: u64) {
        self.shared
            .change(|state| state.sessions.remaining = remaining);
    }

    /// The server is unavailable for a while, or is back.
    pub fn set_outage(&self, outage: bool) {
        self.shared.change(|state| {
            if outage {
                let data = json!({ "id": state.world.guild.to_string(), "unavailable": true });
                state.sessions.dispatch(GUILDS, "GUILD_DELETE", &data);
            } else {
                let data = state.world.guild_create();
                state.sessions.dispatch(GUILDS, "GUILD_CREATE", &data);
            }
        });
    }

    /// Sends any event over the gateway, as it is, to every session.
    pub fn send_event(&self, name: &str, data: &Value) {
        self.shared
            .change(|state| state.sessions.dispatch(0, name, data));
    }
}

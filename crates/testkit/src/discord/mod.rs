//! A fake Discord on real sockets: gateway, HTTP API and the people who use them.
//!
//! ```no_run
//! # use testkit::discord::FakeDiscord;
//! # use serde_json::json;
//! # async fn example() {
//! let discord = FakeDiscord::start().await;
//! // … start the bot with discord.address(), discord.ca_pem() and discord.token() …
//! let anna = discord.join("Anna");
//! let answer = discord.slash(&anna, discord.general(), "ask", json!({ "question": "?" })).await;
//! println!("{}", answer.to_text());
//! discord.press(&anna, &answer, "Helpful").await;
//! discord.finish();
//! # }
//! ```

mod act;
mod api;
mod body;
mod certificate;
mod commands;
mod events;
mod fault;
mod form;
mod gateway;
mod interaction;
mod limits;
mod message;
mod payload;
/// Permission bits, for roles and exceptions.
pub mod permissions;
mod record;
mod routes;
mod rules;
mod say;
/// Intents, as a bot asks for them.
mod session;
mod shown;
mod specification;
mod state;
mod text;
mod waiting;
mod world;

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use clock::Clock;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::http;

pub use act::{Act, Interaction};
pub use fault::{Fault, ReadyFault, Trouble};
pub use message::{Message, MessageRef};
pub use record::Recorded;
pub use say::Said;
pub use session::{
    DIRECT_MESSAGES, GUILD_MEMBERS, GUILD_MESSAGES, GUILD_PRESENCES, GUILDS, MESSAGE_CONTENT,
};
pub use shown::{Form, Shown};
pub use state::State;
pub use world::{Channel, Member, Role};

use session::Push;
use state::Shared;

/// How long a test waits for anything before it fails, in real time.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// How the fake is to be; [`FakeDiscord::builder`].
#[derive(Debug, Clone)]
pub struct Builder {
    clock: Clock,
    token: String,
    validate: bool,
    record: bool,
    answer_limit: Duration,
    heartbeat: Duration,
    privileged: u64,
}

impl Builder {
    /// The clock that dates messages, nonces and tokens; the system's without it. The 3 s for a first answer are real.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// The bot's token.
    #[must_use]
    pub fn token(mut self, token: &str) -> Self {
        self.token = token.into();
        self
    }

    /// Whether requests are checked; off for benchmarks.
    #[must_use]
    pub fn validate(mut self, on: bool) -> Self {
        self.validate = on;
        self
    }

    /// Whether requests are kept; off for benchmarks.
    #[must_use]
    pub fn record(mut self, on: bool) -> Self {
        self.record = on;
        self
    }

    /// How long the bot has for its first answer; 3 s without it.
    #[must_use]
    pub fn answer_limit(mut self, limit: Duration) -> Self {
        self.answer_limit = limit;
        self
    }

    /// How often the bot has to send a heartbeat; 41.25 s without it.
    #[must_use]
    pub fn heartbeat(mut self, interval: Duration) -> Self {
        self.heartbeat = interval;
        self
    }

    /// The privileged intents that are switched on for the application; none without it.
    #[must_use]
    pub fn privileged_intents(mut self, intents: u64) -> Self {
        self.privileged = intents;
        self
    }

    /// Opens the sockets.
    pub async fn start(self) -> FakeDiscord {
        let listen = async || {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
            let listener = listener.expect("a free port on the loopback address");
            let address = listener
                .local_addr()
                .expect("a bound socket has an address");
            (listener, address)
        };
        let (tls, address) = listen().await;
        let (plain, plain_address) = listen().await;
        let (socket, gateway) = listen().await;
        let state = State::new(self.record);
        let shared = Arc::new(Shared::new(state, self, format!("ws://{gateway}")));
        let (acceptor, ca) = certificate::authority();
        for (listener, acceptor) in [(tls, Some(acceptor)), (plain, None)] {
            let shared = shared.clone();
            let stop = shared.stop.clone();
            http::serve(listener, acceptor, stop, move |request| {
                api::answer(shared.clone(), request)
            });
        }
        gateway::serve(socket, shared.clone());
        FakeDiscord {
            shared,
            address,
            plain: plain_address,
            ca,
        }
    }
}

/// A Discord with one server. Dropped, it panics if the bot asked for something that Discord would not take.
#[derive(Debug)]
pub struct FakeDiscord {
    shared: Arc<Shared>,
    address: SocketAddr,
    plain: SocketAddr,
    ca: String,
}

impl FakeDiscord {
    /// A Discord as it is in production.
    pub async fn start() -> Self {
        Self::builder().start().await
    }

    /// A Discord with other properties.
    pub fn builder() -> Builder {
        Builder {
            clock: Clock::system(),
            token: "fake.discord.token".into(),
            validate: true,
            record: true,
            answer_limit: Duration::from_secs(3),
            heartbeat: Duration::from_millis(41_250),
            privileged: 0,
        }
    }

    /// Where `discord.com` and `cdn.discordapp.com` are, over TLS.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The root that vouches for `discord.com`, as PEM.
    pub fn ca_pem(&self) -> String {
        self.ca.clone()
    }

    /// The same API without TLS, `http://127.0.0.1:PORT`.
    pub fn plain_base(&self) -> String {
        format!("http://{}", self.plain)
    }

    /// Where the gateway is, `ws://127.0.0.1:PORT`.
    pub fn gateway_url(&self) -> String {
        self.shared.gateway.clone()
    }

    /// The bot's token, without `Bot `.
    pub fn token(&self) -> String {
        self.shared.token.clone()
    }

    /// The server's id.
    pub fn guild_id(&self) -> u64 {
        world::GUILD
    }

    /// The application's id, and its bot user's.
    pub fn application_id(&self) -> u64 {
        world::APPLICATION
    }

    /// The bot as a member.
    pub fn bot(&self) -> Member {
        Member(world::APPLICATION)
    }

    /// The channel where everyone talks.
    pub fn general(&self) -> Channel {
        world::GENERAL
    }

    /// The channel for announcements.
    pub fn announcements(&self) -> Channel {
        world::ANNOUNCEMENTS
    }

    /// The channel that only staff and the bot see.
    pub fn staff_channel(&self) -> Channel {
        world::STAFF
    }

    /// The role of staff.
    pub fn staff_role(&self) -> Role {
        world::STAFF_ROLE
    }

    /// Somebody becomes a member.
    pub fn join(&self, name: &str) -> Member {
        self.shared.change(|state| state.world.add_member(name))
    }

    /// Somebody with the staff role becomes a member.
    pub fn join_staff(&self, name: &str) -> Member {
        let member = self.join(name);
        self.grant(&member, self.staff_role());
        member
    }

    /// Another text channel.
    pub fn add_channel(&self, name: &str) -> Channel {
        self.shared.change(|state| {
            let channel = state.world.add_channel(name, world::TEXT);
            let row = state.world.channel(&state.world.channels[&channel.0]);
            state.sessions.dispatch(GUILDS, "CHANNEL_CREATE", &row);
            channel
        })
    }

    /// A channel is deleted, with all that was said in it.
    pub fn delete_channel(&self, channel: Channel) {
        self.shared.change(|state| {
            if let Some(row) = state.world.channels.remove(&channel.0) {
                let data = state.world.channel(&row);
                state.sessions.dispatch(GUILDS, "CHANNEL_DELETE", &data);
            }
            state
                .messages
                .retain(|_, message| message.channel != channel);
        });
    }

    /// Another role, with these permission bits.
    pub fn add_role(&self, name: &str, permissions: u64) -> Role {
        self.shared
            .change(|state| state.world.add_role(name, permissions))
    }

    /// A member gets a role.
    pub fn grant(&self, member: &Member, role: Role) {
        self.update(*member, |row| {
            row.roles.retain(|known| *known != role.0);
            row.roles.push(role.0);
        });
    }

    /// A member loses a role.
    pub fn revoke(&self, member: &Member, role: Role) {
        self.update(*member, |row| row.roles.retain(|known| *known != role.0));
    }

    /// A member's name in the server.
    pub fn set_nick(&self, member: &Member, nick: &str) {
        self.update(*member, |row| row.nick = Some(nick.into()));
    }

    /// The language of a member's own Discord, such as `nl`.
    pub fn set_locale(&self, member: &Member, locale: &str) {
        self.update(*member, |row| row.locale = locale.into());
    }

    /// The language of the server, such as `nl`.
    pub fn set_guild_locale(&self, locale: &str) {
        self.shared
            .change(|state| state.world.locale = locale.into());
    }

    /// A member takes no private messages from now on.
    pub fn close_dms(&self, member: &Member) {
        self.update(*member, |row| row.closed = true);
    }

    /// A member takes private messages again.
    pub fn open_dms(&self, member: &Member) {
        self.update(*member, |row| row.closed = false);
    }

    /// A member leaves the server.
    pub fn leave(&self, member: &Member) {
        self.shared.change(|state| {
            if let Some(row) = state.world.members.get_mut(&member.0) {
                row.left = true;
            }
            let user = state.world.user(member.0);
            let data = json!({ "guild_id": state.world.guild.to_string(), "user": user });
            state
                .sessions
                .dispatch(GUILD_MEMBERS, "GUILD_MEMBER_REMOVE", &data);
        });
    }

    fn update(&self, member: Member, change: impl FnOnce(&mut world::MemberRow)) {
        self.shared.change(|state| {
            if let Some(row) = state.world.members.get_mut(&member.0) {
                change(row);
            }
            let mut data = state.world.member(member.0);
            data["guild_id"] = json!(state.world.guild.to_string());
            state
                .sessions
                .dispatch(GUILD_MEMBERS, "GUILD_MEMBER_UPDATE", &data);
        });
    }

    /// Takes permissions from the bot in one channel.
    pub fn deny(&self, channel: Channel, permissions: u64) {
        self.except(channel, 0, permissions);
    }

    /// Gives the bot permissions in one channel; what was denied before is allowed again.
    pub fn allow(&self, channel: Channel, permissions: u64) {
        self.except(channel, permissions, 0);
    }

    fn except(&self, channel: Channel, allow: u64, deny: u64) {
        let overwrite = permissions::Overwrite {
            id: world::APPLICATION,
            is_member: true,
            allow,
            deny,
        };
        self.shared.change(|state| {
            state.world.overwrite(channel.0, overwrite);
            if let Some(row) = state.world.channels.get(&channel.0) {
                let data = state.world.channel(row);
                state.sessions.dispatch(GUILDS, "CHANNEL_UPDATE", &data);
            }
        });
    }

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

    /// Everything that was wrong with the bot's requests.
    pub fn violations(&self) -> Vec<String> {
        self.shared.lock().record.violations.clone()
    }

    /// Forgets the violations so far: for tests that provoke them.
    pub fn forgive(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.lock().record.violations)
    }

    /// Ends the fake; panics when there are violations.
    pub fn finish(self) {}
}

impl Drop for FakeDiscord {
    fn drop(&mut self) {
        self.shared.stop.cancel();
        let (validated, violations) = {
            let record = &self.shared.lock().record;
            (record.validated, record.violations.clone())
        };
        waiting::count_validated(validated);
        if !std::thread::panicking() {
            let list = violations.join("\n  ");
            assert!(
                violations.is_empty(),
                "Discord would not have taken this:\n  {list}"
            );
        }
    }
}

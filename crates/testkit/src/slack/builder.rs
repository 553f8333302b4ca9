//! How a fake Slack is made.

use std::{collections::BTreeSet, net::Ipv4Addr, sync::Arc, time::Duration};

use clock::Clock;
use serde_json::Value;
use tokio::net::TcpListener;

use super::{
    FakeSlack, api, delivery, rules, socket, specification,
    state::{App, Shared, State},
};
use crate::http;

/// The scopes that the app has from the beginning.
const SCOPES: [&str; 16] = [
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "team:read",
    "usergroups:read",
    "users:read",
    "channels:join",
];
/// The events that it asks for from the beginning.
const EVENTS: [&str; 12] = [
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_left",
    "group_archive",
    "group_left",
    "message.channels",
    "message.groups",
    "message.im",
    "subteam_updated",
    "tokens_revoked",
    "user_change",
];

/// How the fake is to be; [`FakeSlack::builder`].
#[derive(Debug, Clone)]
pub struct Builder {
    pub(super) clock: Clock,
    pub(super) answer_clock: Clock,
    pub(super) answer_limit: Duration,
    pub(super) retries: Vec<Duration>,
    pub(super) ping: Duration,
    pub(super) token: String,
    pub(super) app_token: String,
    pub(super) signing_secret: String,
    pub(super) validate: bool,
    record: bool,
    app: App,
    receiver: Option<String>,
    problems: Vec<String>,
}

impl Default for Builder {
    fn default() -> Self {
        let texts = |list: &[&str]| -> BTreeSet<String> {
            list.iter().map(|one| (*one).to_owned()).collect()
        };
        Self {
            clock: Clock::system(),
            answer_clock: Clock::system(),
            answer_limit: Duration::from_secs(3),
            retries: vec![
                Duration::ZERO,
                Duration::from_secs(60),
                Duration::from_secs(300),
            ],
            ping: Duration::from_secs(10),
            token: "xoxb-1-2-fake".into(),
            app_token: "xapp-1-A1-2-fake".into(),
            signing_secret: "8f742231b10e8888abcd99yyyzzz85a5".into(),
            validate: true,
            record: true,
            app: App {
                scopes: texts(&SCOPES),
                events: texts(&EVENTS),
                commands: None,
                shortcuts: None,
                refused: None,
                socket_mode: true,
                nameless_team: false,
            },
            receiver: None,
            problems: Vec::new(),
        }
    }
}

impl Builder {
    /// The clock that dates messages, files, signatures and response URLs; the system's without it. The 3 s for an
    /// acknowledgement and for a `trigger_id` have [their own](Builder::answer_clock).
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// The clock by which acknowledgements are in time, triggers and tickets expire, events are sent again, limits pass
    /// and sockets are pinged; the system's without it.
    #[must_use]
    pub fn answer_clock(mut self, clock: Clock) -> Self {
        self.answer_clock = clock;
        self
    }

    /// How long the bot has to acknowledge; 3 s without it.
    #[must_use]
    pub fn answer_limit(mut self, limit: Duration) -> Self {
        self.answer_limit = limit;
        self
    }

    /// After which times an event is sent again that was not acknowledged; at once, after 1 min and 5 min without it.
    #[must_use]
    pub fn retries(mut self, after: &[Duration]) -> Self {
        self.retries = after.to_vec();
        self
    }

    /// How often each socket is pinged; every 10 s without it.
    #[must_use]
    pub fn ping(mut self, interval: Duration) -> Self {
        self.ping = interval;
        self
    }

    /// The scopes that the app has, in place of those of a bot that answers and announces.
    #[must_use]
    pub fn scopes(mut self, scopes: &[&str]) -> Self {
        self.app.scopes = scopes.iter().map(|one| (*one).to_owned()).collect();
        self
    }

    /// The events that the app asks for.
    #[must_use]
    pub fn events(mut self, events: &[&str]) -> Self {
        self.app.events = events.iter().map(|one| (*one).to_owned()).collect();
        self
    }

    /// Scopes, events, commands and shortcuts from a manifest, which is checked as Slack would.
    #[must_use]
    pub fn manifest(mut self, manifest: &Value) -> Self {
        self.problems.extend(specification::manifest(manifest));
        self.problems.extend(rules::manifest::check(manifest));
        let texts = |list: &Value, name: Option<&str>| -> Vec<String> {
            let list = list.as_array().into_iter().flatten();
            let list = list.map(|one| name.map_or(one, |name| &one[name]));
            list.filter_map(|one| one.as_str().map(str::to_owned))
                .collect()
        };
        let scopes = &manifest["oauth_config"]["scopes"]["bot"];
        let settings = &manifest["settings"];
        let events = &settings["event_subscriptions"]["bot_events"];
        let features = &manifest["features"];
        self.app.scopes = texts(scopes, None).into_iter().collect();
        self.app.events = texts(events, None).into_iter().collect();
        self.app.commands = Some(texts(&features["slash_commands"], Some("command")));
        self.app.shortcuts = Some(texts(&features["shortcuts"], Some("callback_id")));
        self.app.socket_mode = settings["socket_mode_enabled"] == true;
        self
    }

    /// The bot's address: requests are posted there, and sockets get nothing.
    #[must_use]
    pub fn receiver(mut self, url: &str) -> Self {
        self.receiver = Some(url.into());
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

    /// Opens the sockets.
    pub async fn start(self) -> FakeSlack {
        let listen = async || {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
            let listener = listener.expect("a free port on the loopback address");
            let address = listener
                .local_addr()
                .expect("a bound socket has an address");
            (listener, address)
        };
        let (plain, address) = listen().await;
        let (sockets, socket_address) = listen().await;
        let base = format!("http://{address}");
        let mut state = State::new(self.app.clone(), self.record, self.clock.now());
        state.receiver.clone_from(&self.receiver);
        for problem in &self.problems {
            state.record.violation(format!("manifest: {problem}"));
        }
        let shared = Arc::new(Shared::new(
            state,
            self,
            base,
            format!("ws://{socket_address}"),
        ));
        let stop = shared.stop.clone();
        let answering = shared.clone();
        http::serve(plain, None, stop, move |request| {
            api::answer(answering.clone(), request)
        });
        socket::serve(sockets, shared.clone());
        delivery::run(shared.clone());
        FakeSlack { shared }
    }
}

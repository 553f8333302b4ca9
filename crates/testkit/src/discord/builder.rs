//! How a fake Discord is made.

use std::{net::Ipv4Addr, sync::Arc, time::Duration};

use clock::Clock;
use tokio::net::TcpListener;

use super::{FakeDiscord, State, api, gateway, state::Shared};
use crate::{certificate::Authority, http};

/// The names that the fake answers to over TLS: the API, files, the gateway.
pub(super) const NAMES: [&str; 3] = ["discord.com", "cdn.discordapp.com", "gateway.discord.gg"];

/// How the fake is to be; [`FakeDiscord::builder`].
#[derive(Debug, Clone)]
pub struct Builder {
    pub(super) clock: Clock,
    pub(super) token: String,
    pub(super) validate: bool,
    pub(super) record: bool,
    pub(super) answer_limit: Duration,
    pub(super) answer_clock: Clock,
    pub(super) heartbeat: Duration,
    pub(super) privileged: u64,
    plain_gateway: bool,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            clock: Clock::system(),
            token: "fake.discord.token".into(),
            validate: true,
            record: true,
            answer_limit: Duration::from_secs(3),
            answer_clock: Clock::system(),
            heartbeat: Duration::from_millis(41_250),
            privileged: 0,
            plain_gateway: false,
        }
    }
}

impl Builder {
    /// The clock that dates messages, nonces and tokens; the system's without it. The 3 s for a first answer have
    /// [their own](Builder::answer_clock).
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

    /// The clock by which the first answer is in time; the system's without it.
    #[must_use]
    pub fn answer_clock(mut self, clock: Clock) -> Self {
        self.answer_clock = clock;
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

    /// The gateway is said to be at `ws://127.0.0.1:PORT`, for libraries that know no other authorities than their own;
    /// `wss://gateway.discord.gg` without it. It takes both.
    #[must_use]
    pub fn plain_gateway(mut self) -> Self {
        self.plain_gateway = true;
        self
    }

    /// Opens the sockets, with certificates of an authority that vouches for this fake alone.
    pub async fn start(self) -> FakeDiscord {
        self.start_under(&Authority::new("fake Discord")).await
    }

    /// The same with certificates of this authority.
    pub async fn start_under(self, authority: &Authority) -> FakeDiscord {
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
        let url = if self.plain_gateway {
            format!("ws://{gateway}")
        } else {
            "wss://gateway.discord.gg".to_owned()
        };
        let shared = Arc::new(Shared::new(state, self, url));
        let identity = authority.issue(&NAMES);
        for (listener, identity) in [(tls, Some(identity.clone())), (plain, None)] {
            let shared = shared.clone();
            let stop = shared.stop.clone();
            http::serve(listener, identity, stop, move |request| {
                api::answer(shared.clone(), request)
            });
        }
        gateway::serve(socket, identity.clone(), shared.clone());
        FakeDiscord {
            shared,
            address,
            plain: plain_address,
            gateway,
            identity,
            ca: authority.pem(),
        }
    }
}

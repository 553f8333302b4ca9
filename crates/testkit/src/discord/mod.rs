//! A fake Discord on real sockets: gateway, HTTP API and the people who use them.
//!
//! ```no_run
//! # use testkit::discord::FakeDiscord;
//! # use serde_json::json;
//! # async fn example() {
//! let discord = FakeDiscord::start().await;
//! // … start the bot with discord.hosts(), discord.ca_pem() and discord.token() …
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
mod builder;
mod commands;
mod community;
mod events;
mod fault;
mod forge;
mod form;
mod gateway;
mod interaction;
mod limits;
mod message;
mod objects;
mod payload;
pub mod permissions;
mod record;
mod response;
mod routes;
mod rules;
mod say;
mod session;
mod shown;
mod specification;
mod state;
mod text;
mod trouble;
mod waiting;
mod world;

use std::{net::SocketAddr, sync::Arc};

pub use act::{Act, Interaction};
pub use builder::Builder;
pub use fault::{Fault, ReadyFault};
pub use message::{Message, MessageRef};
pub use record::Recorded;
pub use say::Said;
pub use session::{
    DIRECT_MESSAGES, GUILD_MEMBERS, GUILD_MESSAGES, GUILD_PRESENCES, GUILDS, MESSAGE_CONTENT,
};
pub use shown::{Form, Shown};
pub use state::State;
pub use world::{Channel, Member, Role};

use crate::certificate::{Authority, Identity};
pub(crate) use crate::trouble::PATIENCE;
pub use crate::trouble::Trouble;
use state::Shared;

/// A Discord with one server. Dropped, it panics if the bot asked for something that Discord would not take.
#[derive(Debug)]
pub struct FakeDiscord {
    shared: Arc<Shared>,
    address: SocketAddr,
    plain: SocketAddr,
    gateway: SocketAddr,
    identity: Identity,
    ca: String,
}

impl FakeDiscord {
    /// A Discord as it is in production.
    pub async fn start() -> Self {
        Self::builder().start().await
    }

    /// A Discord with other properties.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Where Discord's hosts are, over TLS: the API's `discord.com`, `cdn.discordapp.com` for files, and the gateway's
    /// `gateway.discord.gg`.
    pub fn hosts(&self) -> Vec<(String, SocketAddr)> {
        let at = [self.address, self.address, self.gateway];
        let names = builder::NAMES.iter().map(ToString::to_string);
        names.zip(at).collect()
    }

    /// Shows a certificate of another authority from now on; open connections stay.
    pub fn show_certificate_of(&self, authority: &Authority) {
        authority.replace(&self.identity, &builder::NAMES);
    }

    /// The root that vouches for `discord.com`, as PEM.
    pub fn ca_pem(&self) -> String {
        self.ca.clone()
    }

    /// A client that finds Discord's hosts here and trusts the fake's root.
    pub fn client(&self) -> reqwest::Client {
        let root = reqwest::Certificate::from_pem(self.ca.as_bytes());
        let mut builder = reqwest::Client::builder()
            .use_rustls_tls()
            .no_proxy()
            .add_root_certificate(root.expect("the root is PEM"));
        for (name, address) in self.hosts() {
            builder = builder.resolve(&name, address);
        }
        builder.build().expect("a client can be built")
    }

    /// The same API without TLS, `http://127.0.0.1:PORT`.
    pub fn plain_base(&self) -> String {
        format!("http://{}", self.plain)
    }

    /// Where the gateway is said to be.
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

//! A fake Slack on real sockets: Web API, Socket Mode, signed requests and the people who use them.
//!
//! ```no_run
//! # use testkit::slack::FakeSlack;
//! # async fn example() {
//! let slack = FakeSlack::start().await;
//! // … start the bot with slack.api_base(), slack.token() and slack.app_token() …
//! let anna = slack.join("Anna");
//! let answer = slack.slash(&anna, slack.general(), "/dash", "what is DASH?").await;
//! println!("{}", answer.to_text());
//! slack.press(&anna, &answer, "Helpful").await;
//! slack.finish();
//! # }
//! ```

mod acknowledgement;
mod act;
mod answer;
mod api;
mod blocks;
mod builder;
mod call;
mod choice;
mod community;
mod deed;
mod delivery;
mod events;
mod fault;
mod files;
mod forge;
mod limits;
mod message;
mod methods;
mod payload;
mod receiver;
mod record;
mod rules;
mod say;
mod shown;
mod signature;
mod socket;
mod sockets;
mod specification;
mod state;
mod surface;
mod text;
mod trouble;
mod views;
mod waiting;
mod world;

use std::sync::Arc;

pub use crate::trouble::Trouble;
pub use act::{Act, Interaction};
pub use builder::Builder;
pub use deed::Surface;
pub use fault::{Fault, ReadyFault};
pub use forge::Forgery;
pub use message::{Message, MessageRef, Ts};
pub use record::Recorded;
pub use say::Said;
pub use shown::{Shown, View};
pub use state::State;
pub use world::{Channel, Member};

use crate::trouble::PATIENCE;
use state::Shared;

/// A Slack with one workspace. Dropped, it panics if the bot asked for something that Slack would not take.
#[derive(Debug)]
pub struct FakeSlack {
    shared: Arc<Shared>,
}

impl FakeSlack {
    /// A Slack as it is in production.
    pub async fn start() -> Self {
        Self::builder().start().await
    }

    /// A Slack with other properties.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Where the Web API is, `http://127.0.0.1:PORT/api/`.
    pub fn api_base(&self) -> String {
        format!("{}/api/", self.shared.base)
    }

    /// The bot's token, `xoxb-…`.
    pub fn token(&self) -> String {
        self.shared.token.clone()
    }

    /// The app's token for Socket Mode, `xapp-…`.
    pub fn app_token(&self) -> String {
        self.shared.app_token.clone()
    }

    /// The secret that requests are signed with in HTTP mode.
    pub fn signing_secret(&self) -> String {
        self.shared.signing_secret.clone()
    }

    /// From now on requests are posted to the bot's own address, and sockets get nothing.
    pub fn receiver(&self, url: &str) {
        self.shared
            .change(|state| state.receiver = Some(url.into()));
    }

    /// The workspace's id, `T…`.
    pub fn team_id(&self) -> String {
        world::team()
    }

    /// The app's id, `A…`.
    pub fn app_id(&self) -> String {
        world::app()
    }

    /// The id of the bot that the app has, `B…`; its user is [`FakeSlack::bot`].
    pub fn bot_id(&self) -> String {
        world::bot()
    }

    /// The bot's user.
    pub fn bot(&self) -> Member {
        world::BOT
    }

    /// The channel where everyone talks.
    pub fn general(&self) -> Channel {
        world::GENERAL
    }

    /// The channel for announcements.
    pub fn announcements(&self) -> Channel {
        world::ANNOUNCEMENTS
    }

    /// The private channel of staff and the bot.
    pub fn staff_channel(&self) -> Channel {
        world::STAFF
    }

    /// The id of the user group of staff, `S…`.
    pub fn staff_group(&self) -> String {
        world::staff_group()
    }

    /// Everything that was wrong with the bot's requests and acknowledgements.
    pub fn violations(&self) -> Vec<String> {
        self.shared.lock().record.violations.clone()
    }

    /// Forgets the violations so far: for tests that provoke them.
    pub fn forgive(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.lock().record.violations)
    }

    /// What is wrong with an app's manifest: the schema's word and the table's.
    pub fn check_manifest(manifest: &serde_json::Value) -> Vec<String> {
        let mut found = specification::manifest(manifest);
        found.extend(rules::manifest::check(manifest));
        found
    }

    /// Ends the fake; panics when there are violations.
    pub fn finish(self) {}
}

impl Drop for FakeSlack {
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
                "Slack would not have taken this:\n  {list}"
            );
        }
    }
}

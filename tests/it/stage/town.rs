//! The bot as a process of its own, in a town.

use chrono::TimeDelta;
use testkit::{slack::State, youtube::FakeYouTube};

use super::House;
use crate::bot::{Bot, Town};

/// A town and the bot in it.
pub(crate) struct InTown {
    pub(crate) town: Town,
    bot: Bot,
}

impl InTown {
    pub(crate) async fn start(town: Town) -> Self {
        let bot = town.bot().await;
        Self { town, bot }
    }

    /// Moves the bot's clock on, a few seconds at a time, until Slack looks as it should.
    pub(crate) async fn until_slack(&mut self, look: impl FnMut(&State) -> bool) {
        self.bot.until_slack(&mut self.town, look).await;
    }
}

impl House for InTown {
    fn youtube(&self) -> &FakeYouTube {
        &self.town.youtube
    }

    async fn watches(&mut self) {
        self.bot.watches().await;
    }

    async fn advance(&mut self, by: TimeDelta) {
        self.bot.advance(&mut self.town, by).await;
    }

    async fn end(self) {
        assert_eq!(self.bot.stop().await, Some(0), "the bot ends by itself");
        self.town.finish();
    }
}

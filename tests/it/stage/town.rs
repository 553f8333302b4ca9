//! The bot as a process of its own, in a town.

use chrono::TimeDelta;
use testkit::youtube::FakeYouTube;

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

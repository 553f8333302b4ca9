//! Discord.

use chrono::TimeDelta;
use serde_json::json;
use testkit::{
    discord::{Channel, Member, Shown},
    youtube::FakeYouTube,
};

use super::{Stage, object, older_lecture};
use crate::bot::{Bot, Town};

/// A server on Discord.
pub(crate) struct OnDiscord {
    town: Town,
    bot: Bot,
}

impl OnDiscord {
    pub(crate) async fn new(town: Town) -> Self {
        older_lecture(&town.youtube);
        let bot = town.bot().await;
        Self { town, bot }
    }
}

impl Stage for OnDiscord {
    type Person = Member;
    type Shown = Shown;
    type Channel = Channel;

    const NAME: &'static str = "discord";

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

    fn join(&self, name: &'static str) -> Member {
        self.town.discord.join(name)
    }

    fn join_staff(&self, name: &'static str) -> Member {
        self.town.discord.join_staff(name)
    }

    fn set_locale(&self, person: Member, lang: &'static str) {
        self.town.discord.set_locale(&person, lang);
    }

    fn close_directs(&self, person: Member) -> bool {
        self.town.discord.close_dms(&person);
        true
    }

    fn general(&self) -> Channel {
        self.town.discord.general()
    }

    fn staff_channel(&self) -> Channel {
        self.town.discord.staff_channel()
    }

    fn announcements(&self) -> Channel {
        self.town.discord.announcements()
    }

    fn add_channel(&self, name: &str) -> Channel {
        self.town.discord.add_channel(name)
    }

    async fn call(
        &self,
        person: Member,
        channel: Channel,
        name: &str,
        args: &[(&str, &str)],
    ) -> Shown {
        let discord = &self.town.discord;
        discord.slash(&person, channel, name, object(args)).await
    }

    async fn typing(&self, person: Member) -> Option<Shown> {
        let discord = &self.town.discord;
        let typed = json!({ "topic": "web" });
        let completed = discord.type_option(&person, discord.general(), "topics", typed, "topic");
        Some(completed.await)
    }

    async fn press(&self, person: Member, on: &Shown, button: &str) -> Shown {
        self.town.discord.press(&person, on, button).await
    }

    async fn choose(&self, person: Member, on: &Shown, menu: &str, choice: &str) -> Shown {
        let discord = &self.town.discord;
        discord.choose(&person, on, menu, &[choice]).await
    }

    async fn submit(&self, person: Member, form: &Shown, values: &[(&str, &str)]) -> Shown {
        let discord = &self.town.discord;
        discord.submit(&person, form, object(values)).await
    }

    async fn keep_editing(&self, person: Member, refused: &Shown, button: &str) -> Shown {
        self.press(person, refused, button).await
    }

    async fn mention(&self, person: Member, text: &str) -> Shown {
        let discord = &self.town.discord;
        discord.mention(&person, discord.general(), text).await
    }

    async fn direct(&self, person: Member, text: &str) -> Shown {
        self.town.discord.dm(&person, text).await
    }

    async fn post(&self, channel: Channel, number: usize) -> Shown {
        self.town.discord.post(channel, number).await
    }

    async fn private_post(&self, person: Member, number: usize) -> Shown {
        self.town.discord.private_post(&person, number).await
    }

    async fn changed(&self, message: &Shown, says: &str) -> Shown {
        self.town.changed(message, says).await
    }

    async fn quiet(&self) {}

    async fn count(&self, channel: Channel) -> usize {
        self.town.discord.messages(channel).len()
    }
}

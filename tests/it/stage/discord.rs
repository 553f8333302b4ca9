//! Discord.

use serde_json::json;
use testkit::discord::{Channel, Member, Shown};

use super::{Stage, object, town::InTown};

/// A server on Discord.
pub(crate) struct OnDiscord(pub(crate) InTown);

impl Stage for OnDiscord {
    type House = InTown;
    type Person = Member;
    type Shown = Shown;
    type Channel = Channel;

    const NAME: &'static str = "discord";

    fn house(&mut self) -> &mut InTown {
        &mut self.0
    }

    fn into_house(self) -> InTown {
        self.0
    }

    fn join(&self, name: &'static str) -> Member {
        self.0.town.discord.join(name)
    }

    fn join_staff(&self, name: &'static str) -> Member {
        self.0.town.discord.join_staff(name)
    }

    fn set_locale(&self, person: Member, lang: &'static str) {
        self.0.town.discord.set_locale(&person, lang);
    }

    fn close_directs(&self, person: Member) -> bool {
        self.0.town.discord.close_dms(&person);
        true
    }

    fn general(&self) -> Channel {
        self.0.town.discord.general()
    }

    fn staff_channel(&self) -> Channel {
        self.0.town.discord.staff_channel()
    }

    fn announcements(&self) -> Channel {
        self.0.town.discord.announcements()
    }

    fn add_channel(&self, name: &str) -> Channel {
        self.0.town.discord.add_channel(name)
    }

    async fn call(
        &self,
        person: Member,
        channel: Channel,
        name: &str,
        args: &[(&str, &str)],
    ) -> Shown {
        let discord = &self.0.town.discord;
        discord.slash(&person, channel, name, object(args)).await
    }

    async fn typing(&self, person: Member) -> Option<Shown> {
        let discord = &self.0.town.discord;
        let typed = json!({ "topic": "web" });
        let completed = discord.type_option(&person, discord.general(), "topics", typed, "topic");
        Some(completed.await)
    }

    async fn press(&self, person: Member, on: &Shown, button: &str) -> Shown {
        self.0.town.discord.press(&person, on, button).await
    }

    async fn choose(&self, person: Member, on: &Shown, menu: &str, choice: &str) -> Shown {
        let discord = &self.0.town.discord;
        discord.choose(&person, on, menu, &[choice]).await
    }

    async fn submit(&self, person: Member, form: &Shown, values: &[(&str, &str)]) -> Shown {
        let discord = &self.0.town.discord;
        discord.submit(&person, form, object(values)).await
    }

    async fn keep_editing(&self, person: Member, refused: &Shown, button: &str) -> Shown {
        self.press(person, refused, button).await
    }

    async fn mention(&self, person: Member, text: &str) -> Shown {
        let discord = &self.0.town.discord;
        discord.mention(&person, discord.general(), text).await
    }

    async fn ask_on(&self, person: Member, answer: &Shown, text: &str) -> Shown {
        let place = answer.as_message().place();
        self.0.town.discord.reply(&person, place, text).await
    }

    async fn direct(&self, person: Member, text: &str) -> Shown {
        self.0.town.discord.dm(&person, text).await
    }

    async fn post(&self, channel: Channel, number: usize) -> Shown {
        self.0.town.discord.post(channel, number).await
    }

    async fn private_post(&self, person: Member, number: usize) -> Shown {
        self.0.town.discord.private_post(&person, number).await
    }

    async fn changed(&self, message: &Shown, says: &str) -> Shown {
        self.0.town.changed(message, says).await
    }

    async fn quiet(&self) {}

    async fn count(&self, channel: Channel) -> usize {
        self.0.town.discord.messages(channel).len()
    }
}

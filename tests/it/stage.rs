//! The same deeds on each platform, so that a story is told once: what differs is visible in its snapshot alone.

mod discord;
mod page;
mod served;
mod slack;
mod town;

use std::fmt::Display;

use chrono::TimeDelta;
use serde_json::{Map, Value, json};
use testkit::youtube::FakeYouTube;

pub(crate) use self::{
    discord::OnDiscord,
    page::Browsing,
    slack::{OnSlack, settled},
    town::InTown,
};

/// The bot at work, and what it is at work in.
pub(crate) trait House {
    fn youtube(&self) -> &FakeYouTube;
    /// Waits until the feed was read and the next look is some minutes away.
    async fn watches(&mut self);
    async fn advance(&mut self, by: TimeDelta);
    /// Lets the bot end by itself; panics when it does not, or when it asked for what the platform would not take.
    async fn end(self);
}

/// A platform on which a story plays.
pub(crate) trait Stage {
    /// In what it plays.
    type House: House;
    /// Somebody on it.
    type Person: Copy;
    /// What somebody is shown.
    type Shown: Display + Clone;
    /// A channel.
    type Channel: Copy;

    /// The platform's name, for snapshots.
    const NAME: &'static str;

    fn house(&mut self) -> &mut Self::House;
    fn into_house(self) -> Self::House;

    fn join(&self, name: &'static str) -> Self::Person;
    fn join_staff(&self, name: &'static str) -> Self::Person;
    fn set_locale(&self, person: Self::Person, lang: &'static str);
    /// Takes no more direct messages; whether the platform has that.
    fn close_directs(&self, person: Self::Person) -> bool;
    fn general(&self) -> Self::Channel;
    fn staff_channel(&self) -> Self::Channel;
    fn announcements(&self) -> Self::Channel;
    /// Another channel, where the platform has that; else the one for all.
    fn add_channel(&self, name: &str) -> Self::Channel;

    /// A command by its name, with what is typed behind it.
    async fn call(
        &self,
        person: Self::Person,
        channel: Self::Channel,
        name: &str,
        args: &[(&str, &str)],
    ) -> Self::Shown;
    /// The completion of what is being typed behind a command, where the platform has that.
    async fn typing(&self, person: Self::Person) -> Option<Self::Shown>;
    async fn press(&self, person: Self::Person, on: &Self::Shown, button: &str) -> Self::Shown;
    async fn choose(
        &self,
        person: Self::Person,
        on: &Self::Shown,
        menu: &str,
        choice: &str,
    ) -> Self::Shown;
    /// A form is sent in; what is not named keeps what stood in it.
    async fn submit(
        &self,
        person: Self::Person,
        form: &Self::Shown,
        values: &[(&str, &str)],
    ) -> Self::Shown;
    /// The form in which something was wrong, again: behind a button, or still open.
    async fn keep_editing(
        &self,
        person: Self::Person,
        refused: &Self::Shown,
        button: &str,
    ) -> Self::Shown;
    /// The form with which one can go on after a refusal of what was sent in: behind a button, or below it.
    async fn go_on(
        &self,
        person: Self::Person,
        refused: &Self::Shown,
        button: &str,
    ) -> Self::Shown {
        self.press(person, refused, button).await
    }
    /// What is said to the bot where others hear it.
    async fn mention(&self, person: Self::Person, text: &str) -> Self::Shown;
    /// What is said to the bot at an answer of its: as a reply, in its thread, or below it.
    async fn ask_on(&self, person: Self::Person, answer: &Self::Shown, text: &str) -> Self::Shown;
    async fn direct(&self, person: Self::Person, text: &str) -> Self::Shown;
    /// The bot's message of this number in a channel (1 is the first), once it stands there.
    async fn post(&self, channel: Self::Channel, number: usize) -> Self::Shown;
    async fn private_post(&self, person: Self::Person, number: usize) -> Self::Shown;
    /// The same, of those messages that are no answer to a press or a word of theirs.
    async fn private_notice(&self, person: Self::Person, number: usize) -> Self::Shown {
        self.private_post(person, number).await
    }
    /// A message, once it says this.
    async fn changed(&self, message: &Self::Shown, says: &str) -> Self::Shown;
    /// Waits until the bot has taken all that the platform told it.
    async fn quiet(&self);
    /// How many messages of the bot's stand in a channel for all to see.
    async fn count(&self, channel: Self::Channel) -> usize;
}

fn object(pairs: &[(&str, &str)]) -> Value {
    let pairs = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value)));
    Value::Object(pairs.collect::<Map<_, _>>())
}

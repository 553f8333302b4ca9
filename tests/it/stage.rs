//! The same deeds on each platform, so that a story is told once: what differs is visible in its snapshot alone.

use std::fmt::Display;

use serde_json::{Map, Value, json};
use testkit::{discord, slack};

use crate::bot::Town;

/// A platform on which a story plays.
pub(crate) trait Stage {
    /// Somebody on it.
    type Person: Copy;
    /// What somebody is shown.
    type Shown: Display + Clone;
    /// A channel.
    type Channel: Copy;

    /// The platform's name, for snapshots.
    const NAME: &'static str;

    fn join(town: &Town, name: &str) -> Self::Person;
    fn join_staff(town: &Town, name: &str) -> Self::Person;
    fn set_locale(town: &Town, person: &Self::Person, lang: &str);
    fn close_directs(town: &Town, person: &Self::Person);
    fn general(town: &Town) -> Self::Channel;
    fn staff_channel(town: &Town) -> Self::Channel;
    fn announcements(town: &Town) -> Self::Channel;
    fn add_channel(town: &Town, name: &str) -> Self::Channel;

    /// A command by its name, with what is typed behind it.
    async fn call(
        town: &Town,
        person: &Self::Person,
        channel: Self::Channel,
        name: &str,
        args: &[(&str, &str)],
    ) -> Self::Shown;
    /// The completion of what is being typed behind a command, where the platform has that.
    async fn typing(town: &Town, person: &Self::Person) -> Option<Self::Shown>;
    async fn press(
        town: &Town,
        person: &Self::Person,
        on: &Self::Shown,
        button: &str,
    ) -> Self::Shown;
    async fn choose(
        town: &Town,
        person: &Self::Person,
        on: &Self::Shown,
        menu: &str,
        choice: &str,
    ) -> Self::Shown;
    /// A form is sent in; what is not named keeps what stood in it.
    async fn submit(
        town: &Town,
        person: &Self::Person,
        form: &Self::Shown,
        values: &[(&str, &str)],
    ) -> Self::Shown;
    /// The form in which something was wrong, again: behind a button, or still open.
    async fn keep_editing(
        town: &Town,
        person: &Self::Person,
        refused: &Self::Shown,
        button: &str,
    ) -> Self::Shown;
    async fn mention(town: &Town, person: &Self::Person, text: &str) -> Self::Shown;
    async fn direct(town: &Town, person: &Self::Person, text: &str) -> Self::Shown;
    /// The bot's message of this number in a channel (1 is the first), once it stands there.
    async fn post(town: &Town, channel: Self::Channel, number: usize) -> Self::Shown;
    async fn private_post(town: &Town, person: &Self::Person, number: usize) -> Self::Shown;
    /// A message, once it says this.
    async fn changed(town: &Town, message: &Self::Shown, says: &str) -> Self::Shown;
    /// Waits until the bot has taken all that the platform told it.
    async fn quiet(town: &Town);
    /// How many messages of the bot's stand in a channel for all to see.
    fn count(town: &Town, channel: Self::Channel) -> usize;
}

/// Discord.
pub(crate) enum OnDiscord {}

impl Stage for OnDiscord {
    type Person = discord::Member;
    type Shown = discord::Shown;
    type Channel = discord::Channel;

    const NAME: &'static str = "discord";

    fn join(town: &Town, name: &str) -> Self::Person {
        town.discord.join(name)
    }

    fn join_staff(town: &Town, name: &str) -> Self::Person {
        town.discord.join_staff(name)
    }

    fn set_locale(town: &Town, person: &Self::Person, lang: &str) {
        town.discord.set_locale(person, lang);
    }

    fn close_directs(town: &Town, person: &Self::Person) {
        town.discord.close_dms(person);
    }

    fn general(town: &Town) -> Self::Channel {
        town.discord.general()
    }

    fn staff_channel(town: &Town) -> Self::Channel {
        town.discord.staff_channel()
    }

    fn announcements(town: &Town) -> Self::Channel {
        town.discord.announcements()
    }

    fn add_channel(town: &Town, name: &str) -> Self::Channel {
        town.discord.add_channel(name)
    }

    async fn call(
        town: &Town,
        person: &Self::Person,
        channel: Self::Channel,
        name: &str,
        args: &[(&str, &str)],
    ) -> Self::Shown {
        town.discord
            .slash(person, channel, name, object(args))
            .await
    }

    async fn typing(town: &Town, person: &Self::Person) -> Option<Self::Shown> {
        let typed = json!({ "topic": "web" });
        let general = town.discord.general();
        let completed = town
            .discord
            .type_option(person, general, "topics", typed, "topic");
        Some(completed.await)
    }

    async fn press(
        town: &Town,
        person: &Self::Person,
        on: &Self::Shown,
        button: &str,
    ) -> Self::Shown {
        town.discord.press(person, on, button).await
    }

    async fn choose(
        town: &Town,
        person: &Self::Person,
        on: &Self::Shown,
        menu: &str,
        choice: &str,
    ) -> Self::Shown {
        town.discord.choose(person, on, menu, &[choice]).await
    }

    async fn submit(
        town: &Town,
        person: &Self::Person,
        form: &Self::Shown,
        values: &[(&str, &str)],
    ) -> Self::Shown {
        town.discord.submit(person, form, object(values)).await
    }

    async fn keep_editing(
        town: &Town,
        person: &Self::Person,
        refused: &Self::Shown,
        button: &str,
    ) -> Self::Shown {
        town.discord.press(person, refused, button).await
    }

    async fn mention(town: &Town, person: &Self::Person, text: &str) -> Self::Shown {
        town.discord
            .mention(person, town.discord.general(), text)
            .await
    }

    async fn direct(town: &Town, person: &Self::Person, text: &str) -> Self::Shown {
        town.discord.dm(person, text).await
    }

    async fn post(town: &Town, channel: Self::Channel, number: usize) -> Self::Shown {
        town.discord.post(channel, number).await
    }

    async fn private_post(town: &Town, person: &Self::Person, number: usize) -> Self::Shown {
        town.discord.private_post(person, number).await
    }

    async fn changed(town: &Town, message: &Self::Shown, says: &str) -> Self::Shown {
        town.changed(message, says).await
    }

    async fn quiet(_: &Town) {}

    fn count(town: &Town, channel: Self::Channel) -> usize {
        town.discord.messages(channel).len()
    }
}

/// Slack.
pub(crate) enum OnSlack {}

impl Stage for OnSlack {
    type Person = slack::Member;
    type Shown = slack::Shown;
    type Channel = slack::Channel;

    const NAME: &'static str = "slack";

    fn join(town: &Town, name: &str) -> Self::Person {
        town.slack().join(name)
    }

    fn join_staff(town: &Town, name: &str) -> Self::Person {
        town.slack().join_staff(name)
    }

    fn set_locale(town: &Town, person: &Self::Person, lang: &str) {
        let locale = if lang == "nl" { "nl-NL" } else { lang };
        town.slack().set_locale(person, locale);
    }

    fn close_directs(town: &Town, person: &Self::Person) {
        town.slack().set_dms(person, false);
    }

    fn general(town: &Town) -> Self::Channel {
        town.slack().general()
    }

    fn staff_channel(town: &Town) -> Self::Channel {
        town.slack().staff_channel()
    }

    fn announcements(town: &Town) -> Self::Channel {
        town.slack().announcements()
    }

    fn add_channel(town: &Town, name: &str) -> Self::Channel {
        let channel = town.slack().add_channel(name);
        town.slack().invite_bot(channel);
        channel
    }

    async fn call(
        town: &Town,
        person: &Self::Person,
        channel: Self::Channel,
        name: &str,
        args: &[(&str, &str)],
    ) -> Self::Shown {
        let values = args.iter().map(|(_, value)| *value);
        let words: Vec<&str> = std::iter::once(name).chain(values).collect();
        let typed = words.join(" ");
        // What changed about the person has come through.
        town.slack().acknowledged().await;
        settled(town.slack().slash(person, channel, "/dash", &typed)).await
    }

    async fn typing(_: &Town, _: &Self::Person) -> Option<Self::Shown> {
        None
    }

    async fn press(
        town: &Town,
        person: &Self::Person,
        on: &Self::Shown,
        button: &str,
    ) -> Self::Shown {
        // Who has just joined is known.
        town.slack().acknowledged().await;
        let pressed = town.slack().press(person, on, button).send().await;
        let place = match on {
            slack::Shown::Message { message, .. } if !message.is_ephemeral() => {
                Some(message.place())
            }
            _ => None,
        };
        for number in 0.. {
            let shown = pressed.nth(number).await;
            // A post that changes meanwhile is no answer.
            let post = matches!(&shown, slack::Shown::Message { message, .. } if Some(message.place()) == place);
            if !post && !is_on_the_way(&shown) {
                return shown;
            }
        }
        unreachable!("it is shown or waited for in vain")
    }

    async fn choose(
        town: &Town,
        person: &Self::Person,
        on: &Self::Shown,
        menu: &str,
        choice: &str,
    ) -> Self::Shown {
        settled(town.slack().choose(person, on, menu, &[choice])).await
    }

    async fn submit(
        town: &Town,
        person: &Self::Person,
        form: &Self::Shown,
        values: &[(&str, &str)],
    ) -> Self::Shown {
        settled(town.slack().submit(person, form, object(values))).await
    }

    async fn keep_editing(
        _: &Town,
        _: &Self::Person,
        refused: &Self::Shown,
        _: &str,
    ) -> Self::Shown {
        // It stands open, with what is wrong at its field.
        refused.clone()
    }

    async fn mention(town: &Town, person: &Self::Person, text: &str) -> Self::Shown {
        let slack = town.slack();
        slack.mention(person, slack.general(), text).await
    }

    async fn direct(town: &Town, person: &Self::Person, text: &str) -> Self::Shown {
        town.slack().dm(person, text).await
    }

    async fn post(town: &Town, channel: Self::Channel, number: usize) -> Self::Shown {
        town.slack().post(channel, number).await
    }

    async fn private_post(town: &Town, person: &Self::Person, number: usize) -> Self::Shown {
        town.slack().private_post(person, number).await
    }

    async fn changed(town: &Town, message: &Self::Shown, says: &str) -> Self::Shown {
        let slack = town.slack();
        let place = message.as_message().place();
        slack
            .until(|state| {
                let found = state.message(place);
                found.is_some_and(|found| format!("{found:?}").contains(says))
            })
            .await;
        slack.look(place).expect("it stands")
    }

    async fn quiet(town: &Town) {
        town.slack().acknowledged().await;
    }

    fn count(town: &Town, channel: Self::Channel) -> usize {
        town.slack().messages(channel).len()
    }
}

/// What somebody is shown in the end: "one moment" and a form that closes before its answer are on the way there.
pub(crate) async fn settled(act: slack::Act<'_>) -> slack::Shown {
    let interaction = act.send().await;
    for number in 0.. {
        let shown = interaction.nth(number).await;
        if !is_on_the_way(&shown) {
            return shown;
        }
    }
    unreachable!("it is shown or waited for in vain")
}

fn is_on_the_way(shown: &slack::Shown) -> bool {
    match shown {
        slack::Shown::View(view) => view.data["callback_id"] == "loading",
        slack::Shown::Closed => true,
        _ => false,
    }
}

fn object(pairs: &[(&str, &str)]) -> Value {
    let pairs = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value)));
    Value::Object(pairs.collect::<Map<_, _>>())
}

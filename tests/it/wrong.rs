//! Wrong things are tried through the real entrance, and answered kindly.

mod asking;
mod elsewhere;
mod feed;
pub(crate) mod form;
mod often;
mod patient;
mod pressing;
mod room;
mod slow;
mod start;

use testkit::discord::{Channel, FakeDiscord, Shown};

use crate::bot::{Bot, Database, Town};

/// A town with a bot that keeps its log.
async fn begun() -> (Town, Bot) {
    let town = Town::new(Database::sqlite()).await.set("CHILD_LOG", "info");
    let bot = town.bot().await;
    (town, bot)
}

/// Panics when somebody would be told of this message by more than its standing there.
fn pings_nobody(shown: &Shown) {
    let message = shown.as_message();
    let told = (&message.pings, &message.role_pings, message.pings_everyone);
    assert_eq!(told, (&vec![], &vec![], false), "{shown}");
}

/// The same for all that the bot has written there.
fn nobody_was_pinged(discord: &FakeDiscord, channel: Channel) {
    let bot = discord.bot();
    for message in discord.messages(channel) {
        if message.author == bot {
            let shown = discord.look(&message).expect("it stands");
            pings_nobody(&shown);
        }
    }
}

/// Cuts long texts for a snapshot: its middle says nothing.
fn short(shown: &Shown) -> String {
    let cut = |line: &str| {
        let length = line.chars().count();
        if length < 600 {
            return line.to_owned();
        }
        let part: String = line.chars().take(80).collect();
        format!("{part} [… {length} characters]")
    };
    let lines: Vec<String> = shown.to_text().lines().map(cut).collect();
    lines.join("\n")
}

/// An error's number in place of its own: it is another each time.
fn numbered(text: &str) -> String {
    let Some(start) = text.find("Fault ").map(|at| at + "Fault ".len()) else {
        return text.to_owned();
    };
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    format!("{}NUMBER{}", &text[..start], &text[end..])
}

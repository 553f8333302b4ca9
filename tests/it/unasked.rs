//! Messages that do not name the bot, where it may read them: in a channel that staff chose it answers by itself, in a
//! thread, what it is sure of; whom it answered there goes on without naming it. All else is left alone.

use testkit::{discord, slack};

use crate::{
    bot::{Database, Town},
    stage::{House as _, InTown, OnDiscord, OnSlack, Stage},
    transcript::Transcript,
};

const WEBINAR: &str = "Does anybody know when the next webinar of DASH is?";
/// What is said in the channel and is for others, or about a patient, or no question.
const LEFT_ALONE: [&str; 4] = [
    "Is anybody having lunch at twelve?",
    "I liked the DASH webinar of yesterday.",
    "Can DASH help with patient 1234567, born 3 Feb 1961?",
    "My shoulder hurts, which doctor should I see?",
];

#[tokio::test(flavor = "multi_thread")]
async fn it_answers_by_itself_in_discord_where_staff_let_it() {
    let town = Town::that_is_read(Database::sqlite(), true).await;
    let stage = OnDiscord(InTown::start(town).await);
    let discord = &stage.0.town.discord;
    let mut seen = Transcript::default();
    let (anna, bram) = (stage.join("Anna"), stage.join("Bram"));
    let (sam, general) = (stage.join_staff("Sam"), stage.general());
    discord.say(&anna, general, WEBINAR);
    let on = stage.call(sam, general, "staff settings here", &[]).await;
    seen.add("Sam lets it answer here", on);
    for left in LEFT_ALONE {
        discord.say(&anna, general, left);
    }
    discord.say_as_bot("Another bot", general, WEBINAR);
    let asked = discord.say(&anna, general, WEBINAR);
    let thread = discord::Channel::from(asked.place());
    let answer = discord.post(thread, 1).await;
    seen.add("Anna asks everybody, and is answered in a thread", &answer);
    discord.repeat(asked.place());
    discord.say(&bram, thread, "and in Dutch?");
    discord.say(&anna, thread, "and can I watch it back afterwards?");
    let on = discord.post(thread, 2).await;
    seen.add("Anna asks on in it, without naming the bot", on);
    discord.say(&anna, thread, "Thanks, that helps.");
    let within = stage.call(sam, thread, "staff settings here", &[]).await;
    seen.add("Sam gives the command in the thread", within);
    let off = stage.call(sam, general, "staff settings here", &[]).await;
    seen.add("Sam takes that back", off);
    discord.say(&bram, general, WEBINAR);
    let named = stage.mention(bram, "what is DASH?").await;
    seen.add("Who names it is answered as ever", &named);
    discord.reply_quietly(&anna, asked.place(), "And who is behind DASH?");
    let on = discord.reply_quietly(&bram, &named, "And who is behind DASH?");
    seen.add("Bram replies to that without telling it", on.await);
    let threads = discord.requests_to("POST", "/channels/*/messages/*/threads");
    assert_eq!(threads.len(), 1);
    assert_eq!(by_bot_in_discord(discord, thread), 2);
    assert_eq!(by_bot_in_discord(discord, general), 2);
    stage.into_house().end().await;
    insta::assert_snapshot!("unasked_discord", seen.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn it_answers_by_itself_in_slack_where_staff_let_it() {
    let town = Town::on_slack_that_is_read(Database::sqlite()).await;
    let stage = OnSlack(InTown::start(town).await);
    let slack = stage.0.town.slack();
    let mut seen = Transcript::default();
    let (anna, bram) = (stage.join("Anna"), stage.join("Bram"));
    let (sam, general) = (stage.join_staff("Sam"), stage.general());
    slack.say(&anna, general, WEBINAR);
    let on = stage.call(sam, general, "staff settings here", &[]).await;
    seen.add("Sam lets it answer here", on);
    for left in LEFT_ALONE {
        slack.say(&anna, general, left);
    }
    slack.say_as_bot("Another bot", general, WEBINAR);
    let asked = slack.say(&anna, general, WEBINAR);
    let place = asked.place();
    let answer = asked.await;
    seen.add("Anna asks everybody, and is answered in a thread", &answer);
    slack.repeat(place);
    slack.reply(&bram, place, "and in Dutch?");
    let on = slack.reply(&anna, place, "and can I watch it back afterwards?");
    seen.add("Anna asks on in it, without naming the bot", on.await);
    slack.reply(&anna, place, "Thanks, that helps.");
    stage.quiet().await;
    let off = stage.call(sam, general, "staff settings here", &[]).await;
    seen.add("Sam takes that back", off);
    slack.say(&bram, general, WEBINAR);
    let named = stage.mention(bram, "what is DASH?").await;
    seen.add("Who names it is answered as ever", named);
    assert_eq!(by_bot_in_slack(slack, general), 3);
    stage.into_house().end().await;
    insta::assert_snapshot!("unasked_slack", seen.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_discord_does_not_allow_it_the_bot_reads_what_names_it_and_says_so() {
    let town = Town::that_is_read(Database::sqlite(), false)
        .await
        .set("CHILD_LOG", "info");
    let bot = town.bot().await;
    let anna = town.discord.join("Anna");
    let general = town.discord.general();
    let named = town.discord.mention(&anna, general, "what is DASH?").await;
    assert!(named.to_text().contains("DASH is"), "{named}");
    let says = "the Message Content Intent is switched off";
    assert_eq!(bot.log.lines(says).len(), 1);
    assert_eq!(bot.stop().await, Some(0));
    town.finish();
}

fn by_bot_in_discord(discord: &discord::FakeDiscord, channel: discord::Channel) -> usize {
    let messages = discord.messages(channel).into_iter();
    messages
        .filter(|it| it.author == discord.bot() && !it.is_ephemeral())
        .count()
}

fn by_bot_in_slack(slack: &slack::FakeSlack, channel: slack::Channel) -> usize {
    let messages = slack.messages(channel).into_iter();
    messages
        .filter(|it| it.author == slack.bot() && !it.is_ephemeral())
        .count()
}

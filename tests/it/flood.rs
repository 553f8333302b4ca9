//! One person floods the bot: the others are answered as ever, and nothing is flooded by the answers.

use serde_json::json;
use testkit::discord::{Member, Message};

use crate::bot::{Bot, Database, Town};

/// So many come at once.
const MANY: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_mentions_are_answered_thirty_times_and_refused_once() {
    let (town, bot, flooder, other) = begun().await;
    let discord = &town.discord;
    let general = discord.general();
    for _ in 0..MANY {
        discord.mention(&flooder, general, "what is DASH?").place();
    }
    let answered = discord.mention(&other, general, "what is DASH?").await;
    assert!(!answered.to_text().contains("a lot at once"), "{answered}");
    settled(&town, &bot, &other).await;
    let answers = answers(&town, &discord.messages(general));
    let refused = answers.iter().filter(|text| text.contains("a lot at once"));
    assert_eq!(refused.count(), 1, "it is said once");
    assert_eq!(
        answers.len(),
        30 + 1 + 1 + 1,
        "thirty, the refusal, and the other's two"
    );
    ended(town, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_direct_messages_ask_discord_once_who_wrote_them() {
    let (town, bot, flooder, other) = begun().await;
    let discord = &town.discord;
    for _ in 0..MANY {
        discord.dm(&flooder, "what is DASH?").place();
    }
    let answered = discord.dm(&other, "what is DASH?").await;
    assert!(!answered.to_text().contains("a lot at once"), "{answered}");
    settled(&town, &bot, &other).await;
    let conversation = discord.conversation(&flooder);
    let answers = answers(&town, &discord.messages(conversation));
    assert_eq!(answers.len(), 31, "thirty, and the refusal");
    let member = format!("/guilds/*/members/{}", flooder.id());
    assert_eq!(discord.requests_to("GET", &member).len(), 1);
    ended(town, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_clicks_do_thirty_times_what_they_ask() {
    let (town, bot, flooder, other) = begun().await;
    let discord = &town.discord;
    let help = discord
        .slash(&flooder, discord.general(), "help", json!({}))
        .await;
    let mut clicks = Vec::new();
    for _ in 0..MANY {
        clicks.push(discord.press(&flooder, &help, "All topics").send().await);
    }
    let asked = discord
        .slash(&other, discord.general(), "help", json!({}))
        .await;
    assert!(!asked.to_text().contains("a lot at once"), "{asked}");
    let mut refused = 0;
    for click in &clicks {
        // Discord wants every click answered; this is seen by the one who clicked alone.
        refused += usize::from(click.shown().await.to_text().contains("a lot at once"));
    }
    assert_eq!(refused, MANY - 29, "the first call was the help");
    let numbers = bot.asked("/metrics").await.1;
    let done = "dash_bot_calls_total{command=\"topics\",result=\"answered\"} 29";
    assert!(numbers.contains(done), "{numbers}");
    let refused = "dash_bot_limit_refusals_total{limit=\"person\"} 171";
    assert!(numbers.contains(refused), "{numbers}");
    ended(town, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_to_one_costs_the_others_nothing_and_all_together_have_a_limit() {
    let town = Town::new(Database::sqlite())
        .await
        .set("CHILD_LOG", "info")
        .set("DASH_BOT_LIMITS__CALLS_PER_MINUTE_OVERALL", "40");
    let bot = town.bot().await;
    let discord = &town.discord;
    let flooder = discord.join("Fred");
    let call = |member: Member| discord.slash(&member, discord.general(), "help", json!({}));
    for _ in 0..60 {
        call(flooder).await;
    }
    // Thirty of the forty are spent. Ten others come through, and then it is busy.
    for number in 0..10 {
        let other = discord.join(&format!("Other {number}"));
        let shown = call(other).await.to_text();
        assert!(shown.contains("What I can do"), "{shown}");
    }
    let late = discord.join("Late");
    insta::assert_snapshot!(call(late).await.to_text());
    discord.set_locale(&late, "nl");
    insta::assert_snapshot!(call(late).await.to_text());
    ended(town, bot).await;
}

async fn begun() -> (Town, Bot, Member, Member) {
    let town = Town::new(Database::sqlite()).await.set("CHILD_LOG", "info");
    let bot = town.bot().await;
    let (flooder, other) = (town.discord.join("Fred"), town.discord.join("Olga"));
    town.discord.registered("help").await;
    (town, bot, flooder, other)
}

/// What came before has been dealt with: a later question of another is answered, and no call is under way.
async fn settled(town: &Town, bot: &Bot, other: &Member) {
    town.discord
        .mention(other, town.discord.general(), "what is DASH?")
        .await;
    let total = |numbers: &str| {
        let answered =
            |line: &str| line.starts_with("dash_bot_calls_total") && line.contains("\"answered\"");
        let refused = |line: &str| line.starts_with("dash_bot_limit_refusals_total");
        let lines = numbers.lines();
        let counts = lines.filter(|line| answered(line) || refused(line));
        let counts = counts.filter_map(|line| line.rsplit(' ').next()?.parse::<usize>().ok());
        counts.sum::<usize>()
    };
    while total(&bot.asked("/metrics").await.1) < MANY + 2 {
        tokio::task::yield_now().await;
    }
}

/// What the bot said.
fn answers(town: &Town, messages: &[Message]) -> Vec<String> {
    let me = town.discord.bot();
    let mine = messages.iter().filter(|message| message.author == me);
    mine.map(|message| format!("{:?}", message.embeds))
        .collect()
}

async fn ended(town: Town, bot: Bot) {
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

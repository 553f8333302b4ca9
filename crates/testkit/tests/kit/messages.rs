//! Messages, members and faults, by HTTP alone.

use std::time::Duration;

use serenity::all::{
    ChannelId, CreateActionRow, CreateButton, CreateEmbed, CreateMessage, GetMessages, GuildId,
    Nonce, UserId,
};
use testkit::discord::{FakeDiscord, Fault, permissions};

use crate::{http, refusal};

#[tokio::test]
async fn messages_are_posted_once_and_refused_as_discord_refuses_them() {
    let discord = FakeDiscord::start().await;
    let http = http(&discord);
    let anna = discord.join("Anna");
    let general = ChannelId::new(discord.general().id());
    let message = || {
        let nonce = Nonce::String("AZ0aaaaaaaaaaaaaaaaaaa".into());
        CreateMessage::new()
            .content("Sparkle Event")
            .nonce(nonce)
            .enforce_nonce(true)
    };
    // The answer is lost, and the second attempt with the same nonce finds the first message.
    let lost = discord.fault(Fault::on("POST", "/channels/*/messages").lose());
    assert!(general.send_message(&http, message()).await.is_err());
    let posted = general
        .send_message(&http, message())
        .await
        .expect("the second is taken");
    assert_eq!(lost.hits(), 1);
    assert_eq!(discord.messages(discord.general()).len(), 1);
    let fetched = general
        .message(&http, posted.id)
        .await
        .expect("it is there");
    assert!(fetched.nonce.is_none());

    // The limiter waits and tries again.
    discord.fault(Fault::on("POST", "/channels/*/messages").too_many(0.05));
    general
        .say(&http, "Later")
        .await
        .expect("the limiter tries again");
    discord.fault(Fault::on("POST", "/channels/*/messages").status(503));
    assert_eq!(refusal(general.say(&http, "Never").await), (503, -1));

    discord.close_dms(&anna);
    let dm = UserId::new(anna.id())
        .create_dm_channel(&http)
        .await
        .expect("it opens");
    assert_eq!(refusal(dm.say(&http, "Hello").await), (403, 50007));
    discord.deny(discord.general(), permissions::SEND_MESSAGES);
    assert_eq!(refusal(general.say(&http, "No").await), (403, 50013));
    discord.deny(discord.general(), permissions::VIEW_CHANNEL);
    assert_eq!(refusal(general.say(&http, "No").await), (403, 50001));
    assert_eq!(
        refusal(ChannelId::new(5).say(&http, "No").await),
        (404, 10003)
    );
    let member = GuildId::new(discord.guild_id())
        .member(&http, anna.id())
        .await;
    assert_eq!(member.expect("she is a member").user.name, "anna");
    discord.leave(&anna);
    let member = GuildId::new(discord.guild_id())
        .member(&http, anna.id())
        .await;
    assert_eq!(refusal(member), (404, 10007));

    assert_eq!(discord.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn what_discord_would_not_take_is_noted() {
    let discord = FakeDiscord::start().await;
    let http = http(&discord);
    let general = ChannelId::new(discord.general().id());
    let long = CreateMessage::new().embed(CreateEmbed::new().title("x".repeat(257)));
    assert_eq!(
        refusal(general.send_message(&http, long).await),
        (400, 50035)
    );
    let row = vec![
        CreateButton::new("a").label("A"),
        CreateButton::new("a").label("B"),
    ];
    let twice = CreateMessage::new()
        .content("?")
        .components(vec![CreateActionRow::Buttons(row)]);
    assert_eq!(
        refusal(general.send_message(&http, twice).await),
        (400, 50035)
    );
    let found = discord.forgive();
    assert!(
        found.iter().any(|one| one.contains("has 257 characters")),
        "{found:?}"
    );
    assert!(
        found.iter().any(|one| one.contains("stands twice")),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_request_that_hangs_is_done_when_it_is_released() {
    let discord = FakeDiscord::start().await;
    let http = http(&discord);
    let general = ChannelId::new(discord.general().id());
    let hang = discord.fault(Fault::on("POST", "/channels/*/messages").hang());
    let waiting = tokio::spawn(async move { general.say(&http, "At last").await });
    hang.met(1).await;
    assert_eq!(discord.messages(discord.general()).len(), 0);
    hang.release();
    waiting.await.expect("no panic").expect("it is posted");
    assert_eq!(discord.messages(discord.general()).len(), 1);
}

#[tokio::test]
async fn a_limit_is_waited_for() {
    let discord = FakeDiscord::start().await;
    discord.limit(
        "POST",
        "/channels/*/messages",
        2,
        Duration::from_millis(300),
    );
    let http = http(&discord);
    let general = ChannelId::new(discord.general().id());
    for text in ["one", "two", "three"] {
        general.say(&http, text).await.expect("the limiter waits");
    }
    assert_eq!(discord.messages(discord.general()).len(), 3);
    // serenity waited by the headers: nothing was refused.
    assert_eq!(discord.now(testkit::discord::State::refusals), 0);
    let latest = general
        .messages(&http, GetMessages::new().limit(2))
        .await
        .expect("a list");
    let texts: Vec<&str> = latest
        .iter()
        .map(|message| message.content.as_str())
        .collect();
    assert_eq!(texts, ["three", "two"]);
}

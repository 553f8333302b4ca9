//! The rules of interactions, answered by hand.

use std::sync::Arc;

use chrono::TimeDelta;
use serde_json::{Value, json};
use serenity::{
    all::{
        ApplicationId, ClientBuilder, Context, EventHandler, GatewayIntents, GuildId, Http,
        Interaction, InteractionId,
    },
    async_trait,
};
use testkit::{
    discord::{FakeDiscord, Interaction as Sent},
    time::ManualTime,
};

use crate::{http, refusal};

/// Takes everything and answers nothing.
struct Silent;

#[async_trait]
impl EventHandler for Silent {
    async fn interaction_create(&self, _: Context, _: Interaction) {}
}

/// A connected bot with the command `/form`, and an `Http` to answer by.
async fn silent(discord: &FakeDiscord) -> (Arc<Http>, tokio::task::JoinHandle<()>) {
    let builder = ClientBuilder::new_with_http(http(discord), GatewayIntents::empty());
    let mut client = builder.event_handler(Silent).await.expect("a client");
    let http = client.http.clone();
    http.set_application_id(ApplicationId::new(discord.application_id()));
    let command = json!([{ "name": "form", "description": "A form" }]);
    let guild = GuildId::new(discord.guild_id());
    http.create_guild_commands(guild, &command)
        .await
        .expect("the command is taken");
    let task = tokio::spawn(async move {
        let _ = client.start().await;
    });
    discord.ready().await;
    (http, task)
}

async fn answer(http: &Http, to: &Sent, body: Value) -> serenity::Result<()> {
    let id = InteractionId::new(to.id());
    http.create_interaction_response(id, to.token(), &body, Vec::new())
        .await
}

fn form() -> Value {
    let input = json!({ "type": 4, "custom_id": "a", "label": "A", "style": 1 });
    let row = json!({ "type": 1, "components": [input] });
    json!({ "type": 9, "data": { "custom_id": "f", "title": "F", "components": [row] } })
}

#[tokio::test]
async fn a_first_answer_is_taken_once_and_in_time() {
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse().expect("an instant"));
    let discord = FakeDiscord::builder()
        .plain_gateway()
        .answer_clock(time.clock())
        .start()
        .await;
    let (http, bot) = silent(&discord).await;
    let anna = discord.join("Anna");
    let slash = || {
        discord
            .slash(&anna, discord.general(), "form", json!({}))
            .send()
    };

    let call = slash().await;
    let text = json!({ "type": 4, "data": { "content": "Once", "flags": 64 } });
    answer(&http, &call, text.clone())
        .await
        .expect("the first is taken");
    assert_eq!(
        refusal(answer(&http, &call, text.clone()).await),
        (400, 40060)
    );
    assert_eq!(
        call.shown().await.to_text(),
        "dash-bot (only you)\n  Once\n"
    );
    let bob = discord.join("Bob");
    assert_eq!(discord.view(&bob, discord.general()), "");

    // A form cannot follow a form.
    let call = slash().await;
    answer(&http, &call, form()).await.expect("a form is taken");
    let sent = discord
        .submit(&anna, &call.shown().await, json!({ "A": "x" }))
        .send()
        .await;
    assert_eq!(refusal(answer(&http, &sent, form()).await), (400, 50035));

    // "Thinking …" becomes the message, as private as it was announced.
    let call = slash().await;
    answer(&http, &call, json!({ "type": 5, "data": { "flags": 64 } }))
        .await
        .expect("deferred");
    let body = json!({ "content": "Found" });
    let follow = http
        .create_followup_message(call.token(), &body, Vec::new())
        .await;
    follow.expect("the follow-up is taken");
    assert_eq!(
        call.shown().await.to_text(),
        "dash-bot (only you)\n  Found\n"
    );

    let call = slash().await;
    time.advance(TimeDelta::milliseconds(3001));
    assert_eq!(refusal(answer(&http, &call, text).await), (404, 10062));
    bot.abort();
}

#[tokio::test]
async fn commands_come_back_with_their_defaults() {
    let discord = FakeDiscord::builder().plain_gateway().start().await;
    let (http, bot) = silent(&discord).await;
    let guild = GuildId::new(discord.guild_id());
    let known = http
        .get_guild_commands_with_localizations(guild)
        .await
        .expect("the list");
    assert_eq!(known[0].name, "form");
    assert!(known[0].name_localizations.is_none());
    let before = discord.commands()[0]["id"].clone();
    let changed = json!([{ "name": "form", "description": "Another" }]);
    http.create_guild_commands(guild, &changed)
        .await
        .expect("the command is taken");
    assert_eq!(discord.commands()[0]["id"], before);
    assert_eq!(discord.now(testkit::discord::State::command_writes), 2);
    bot.abort();
}

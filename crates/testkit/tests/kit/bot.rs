//! A small bot on serenity, as in production: TLS, limiter on, gateway; driven by the fake from end to end.

use std::{sync::Arc, time::Duration};

use serde_json::json;
use serenity::{
    all::{
        ActionRowComponent, ButtonStyle, ClientBuilder, CommandInteraction, CommandOptionType,
        ComponentInteraction, Context, CreateActionRow, CreateAllowedMentions, CreateAttachment,
        CreateAutocompleteResponse, CreateButton, CreateCommand, CreateCommandOption, CreateEmbed,
        CreateInputText, CreateInteractionResponse, CreateInteractionResponseFollowup,
        CreateInteractionResponseMessage, CreateMessage, CreateModal, CreateSelectMenu,
        CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse, EventHandler,
        GatewayIntents, GuildId, InputTextStyle, Interaction, Message, Ready,
    },
    async_trait,
};
use testkit::discord::FakeDiscord;

use crate::http;

const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::DIRECT_MESSAGES);

struct Bot {
    guild: GuildId,
}

fn commands() -> Vec<CreateCommand> {
    let question = CreateCommandOption::new(CommandOptionType::String, "question", "What to ask")
        .name_localized("nl", "vraag")
        .required(true)
        .set_autocomplete(true);
    let person = CreateCommandOption::new(CommandOptionType::User, "person", "For whom");
    let list = CreateCommandOption::new(CommandOptionType::SubCommand, "list", "The list");
    let signups =
        CreateCommandOption::new(CommandOptionType::SubCommandGroup, "signups", "Sign-ups")
            .add_sub_option(list);
    vec![
        CreateCommand::new("ask")
            .description("Ask")
            .add_option(question)
            .add_option(person),
        CreateCommand::new("form").description("A form"),
        CreateCommand::new("staff")
            .description("For staff")
            .default_member_permissions(serenity::all::Permissions::MANAGE_GUILD)
            .add_option(signups),
    ]
}

fn message(text: &str) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new()
        .content(text)
        .allowed_mentions(CreateAllowedMentions::new())
}

fn form() -> CreateModal {
    let input = CreateInputText::new(InputTextStyle::Short, "Topic", "topic")
        .placeholder("survival analysis")
        .max_length(100);
    let more = CreateInputText::new(InputTextStyle::Paragraph, "More", "more").required(false);
    CreateModal::new("form-sent", "Sign up").components(vec![
        CreateActionRow::InputText(input),
        CreateActionRow::InputText(more),
    ])
}

async fn command(context: &Context, call: CommandInteraction) -> serenity::Result<()> {
    match call.data.name.as_str() {
        "ask" => {
            let question = call.data.options[0].value.as_str().unwrap_or_default();
            let embed = CreateEmbed::new()
                .title("Answer")
                .url("https://dash.example/answers/1")
                .description(format!("You asked <@{}>: {question}", call.user.id))
                .field("Source", "[page](https://dash.example)", false);
            let helpful = CreateButton::new("helpful").label("Helpful").emoji('👍');
            let form = CreateButton::new("form")
                .label("Sign up")
                .style(ButtonStyle::Success);
            let option = CreateSelectMenuOption::new("Neural networks", "nn").description("deep");
            let menu = CreateSelectMenuKind::String {
                options: vec![option],
            };
            let menu = CreateSelectMenu::new("topics", menu).placeholder("Other topics");
            let answer = message("").embed(embed).components(vec![
                CreateActionRow::Buttons(vec![helpful, form]),
                CreateActionRow::SelectMenu(menu),
            ]);
            call.create_response(context, CreateInteractionResponse::Message(answer))
                .await
        }
        "form" => {
            call.create_response(context, CreateInteractionResponse::Modal(form()))
                .await
        }
        _ => {
            call.defer_ephemeral(context).await?;
            let file = CreateAttachment::bytes("a,b\n".as_bytes(), "signups.csv");
            let edit = EditInteractionResponse::new()
                .content("The list")
                .new_attachment(file);
            call.edit_response(context, edit).await?;
            let more = CreateInteractionResponseFollowup::new()
                .content("And more")
                .ephemeral(true);
            call.create_followup(context, more).await.map(|_| ())
        }
    }
}

async fn component(context: &Context, call: ComponentInteraction) -> serenity::Result<()> {
    let response = match call.data.custom_id.as_str() {
        "form" => CreateInteractionResponse::Modal(form()),
        "topics" => CreateInteractionResponse::UpdateMessage(message("Chosen").components(vec![])),
        _ => CreateInteractionResponse::Message(message("Thank you").ephemeral(true)),
    };
    call.create_response(context, response).await
}

#[async_trait]
impl EventHandler for Bot {
    async fn ready(&self, context: Context, _: Ready) {
        self.guild
            .set_commands(&context, commands())
            .await
            .expect("the commands are taken");
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let done = match interaction {
            Interaction::Command(call) => command(&context, call).await,
            Interaction::Component(call) => component(&context, call).await,
            Interaction::Autocomplete(call) => {
                let typed = call.data.autocomplete().map_or("", |option| option.value);
                let choice = format!("{typed}?");
                let choices = CreateAutocompleteResponse::new().add_string_choice(&choice, &choice);
                call.create_response(&context, CreateInteractionResponse::Autocomplete(choices))
                    .await
            }
            Interaction::Modal(call) => {
                let rows = call.data.components.iter().flat_map(|row| &row.components);
                let values: Vec<&str> = rows
                    .filter_map(|one| match one {
                        ActionRowComponent::InputText(input) => input.value.as_deref(),
                        _ => None,
                    })
                    .collect();
                let text = message(&format!("Got {}", values.join("/"))).ephemeral(true);
                call.create_response(&context, CreateInteractionResponse::Message(text))
                    .await
            }
            _ => Ok(()),
        };
        done.expect("Discord takes the answer");
    }

    async fn message(&self, context: Context, said: Message) {
        if !said.author.bot && !said.content.is_empty() {
            let text = format!("{} heard: {}", said.author.name, said.content);
            let answer = CreateMessage::new().content(text).reference_message(&said);
            said.channel_id
                .send_message(&context, answer)
                .await
                .expect("it is said");
        }
    }
}

/// Starts the bot in the background.
fn start(discord: &FakeDiscord) -> tokio::task::JoinHandle<serenity::Result<()>> {
    let (http, guild) = (http(discord), GuildId::new(discord.guild_id()));
    tokio::spawn(async move {
        let builder = ClientBuilder::new_with_http(http, INTENTS);
        builder
            .event_handler_arc(Arc::new(Bot { guild }))
            .await?
            .start()
            .await
    })
}

#[tokio::test]
async fn a_bot_on_serenity_is_driven_from_end_to_end() {
    let discord = FakeDiscord::builder().plain_gateway().start().await;
    let bot = start(&discord);
    let anna = discord.join("Anna");
    let question = json!({ "question": "What is DASH?", "person": anna });

    let choices = discord.type_option(
        &anna,
        discord.general(),
        "ask",
        json!({ "question": "Wh" }),
        "question",
    );
    assert_eq!(choices.await.to_text(), "- Wh?\n");

    let answer = discord
        .slash(&anna, discord.general(), "ask", question)
        .await;
    insta::assert_snapshot!(answer.to_text(), @r#"
    dash-bot
      │ # Answer <dash.example>
      │ You asked @Anna: What is DASH?
      │ Source: [page](https://dash.example)
      [👍 Helpful](primary) [Sign up](success)
      {Other topics}
        - Neural networks — deep
    "#);

    let thanks = discord.press(&anna, &answer, "👍 Helpful").await;
    insta::assert_snapshot!(thanks, @r#"
    dash-bot (only you)
      Thank you
    "#);

    let form = discord.press(&anna, &answer, "Sign up").await;
    insta::assert_snapshot!(form, @r#"
    form: Sign up
      Topic (short, required, at most 100)
        e.g. survival analysis
      More (paragraph, optional)
    "#);
    let sent = discord
        .submit(&anna, &form, json!({ "Topic": "trees" }))
        .await;
    insta::assert_snapshot!(sent, @r#"
    dash-bot (only you)
      Got trees/
    "#);

    let chosen = discord
        .choose(&anna, &answer, "Other topics", &["Neural networks"])
        .await;
    insta::assert_snapshot!(chosen, @r#"
    dash-bot
      Chosen
      │ # Answer <dash.example>
      │ You asked @Anna: What is DASH?
      │ Source: [page](https://dash.example)
    "#);

    let form = discord
        .slash(&anna, discord.general(), "form", json!({}))
        .await;
    discord
        .submit(&anna, &form, json!({ "topic": "forests", "More": "soon" }))
        .await;

    let bea = discord.join_staff("Bea");
    let list = discord.slash(
        &bea,
        discord.staff_channel(),
        "staff signups list",
        json!({}),
    );
    let list = list.send().await;
    assert_eq!(list.callback().await, 5);
    insta::assert_snapshot!(list.shown().await, @r#"
    dash-bot (only you)
      The list
      file: signups.csv (text/csv)
    "#);
    insta::assert_snapshot!(list.nth(1).await, @r#"
    dash-bot (only you)
      And more
    "#);

    // Without the message-content intent only what is meant for the bot can be read.
    discord.say(&anna, discord.general(), "Just talking");
    let heard = discord.mention(&anna, discord.general(), "hello").await;
    insta::assert_snapshot!(heard, @r#"
    dash-bot (reply)
      anna heard: @dash-bot hello
    "#);
    let thread = discord.add_thread(discord.general(), "trees");
    let heard = discord.mention(&anna, thread, "and here?").await;
    assert_eq!(heard.as_message().channel, thread);
    let heard = discord.dm(&anna, "help").await;
    insta::assert_snapshot!(heard, @r#"
    dash-bot (reply)
      anna heard: help
    "#);

    insta::assert_snapshot!(discord.view(&discord.join("Bob"), discord.general()), @r#"
    dash-bot
      Chosen
      │ # Answer <dash.example>
      │ You asked @Anna: What is DASH?
      │ Source: [page](https://dash.example)

    Anna
      Just talking

    Anna
      @dash-bot hello

    dash-bot (reply)
      anna heard: @dash-bot hello
    "#);
    assert_eq!(
        discord.now(|state| (state.identifies(), state.command_writes())),
        (1, 1)
    );
    bot.abort();
    discord.finish();
}

#[tokio::test]
async fn a_dropped_socket_is_resumed_and_what_was_missed_is_sent_again() {
    let discord = FakeDiscord::builder().plain_gateway().start().await;
    let bot = start(&discord);
    let anna = discord.join("Anna");
    discord.registered("ask").await;
    discord.drop_gateway();
    discord.until(|state| state.connected() == 0).await;
    // Nobody listens at this moment.
    let asked = discord.mention(&anna, discord.general(), "are you there?");
    insta::assert_snapshot!(asked.await, @r#"
    dash-bot (reply)
      anna heard: @dash-bot are you there?
    "#);
    assert_eq!(
        discord.now(|state| (state.identifies(), state.resumes())),
        (1, 1)
    );

    discord.ask_reconnect();
    discord
        .until(|state| state.resumes() == 2 && state.connected() == 1)
        .await;
    discord.invalidate_sessions(false);
    discord.until(|state| state.identifies() == 2).await;
    bot.abort();
}

#[tokio::test]
async fn a_socket_that_is_dead_and_does_not_say_so_is_found_out() {
    let heartbeat = Duration::from_millis(100);
    let discord = FakeDiscord::builder()
        .plain_gateway()
        .heartbeat(heartbeat)
        .start()
        .await;
    let bot = start(&discord);
    discord.registered("ask").await;
    discord.set_zombie(true);
    // serenity does not resume then: it starts anew, with another IDENTIFY.
    discord.until(|state| state.identifies() > 1).await;
    bot.abort();
}

#[tokio::test]
async fn a_refused_identify_ends_the_bot() {
    for code in [4004, 4014] {
        let discord = FakeDiscord::builder().plain_gateway().start().await;
        discord.refuse_identify(code);
        let ended = start(&discord).await.expect("no panic");
        assert!(ended.is_err());
    }
}

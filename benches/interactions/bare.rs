//! The bot to compare with: serenity and one fixed answer, nothing else.

use serenity::{
    all::{
        ClientBuilder, CommandOptionType, Context, CreateActionRow, CreateAllowedMentions,
        CreateButton, CreateCommand, CreateCommandOption, CreateEmbed, CreateEmbedFooter,
        CreateInteractionResponse, CreateInteractionResponseMessage, EventHandler, GatewayIntents,
        GuildId, HttpBuilder, Interaction, Ready,
    },
    async_trait,
};

struct Bare(GuildId);

#[async_trait]
impl EventHandler for Bare {
    async fn ready(&self, context: Context, _: Ready) {
        let question = CreateCommandOption::new(CommandOptionType::String, "question", "Question")
            .required(true);
        let ask = CreateCommand::new("ask")
            .description("Ask")
            .add_option(question);
        self.0
            .set_commands(&context.http, vec![ask])
            .await
            .expect("the command is registered");
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let Interaction::Command(call) = interaction else {
            return;
        };
        let embed = CreateEmbed::new()
            .title("❓ Machine learning counseling")
            .description(
                "The Machine Learning Lab helps clinicians to move their machine-learning project forward in a \
                 meeting of its own. You sign up here; someone of the lab picks it up and plans a time with you.",
            )
            .footer(CreateEmbedFooter::new("About DASH, last reviewed Mon 23 Nov 2026"));
        let buttons = vec![
            CreateButton::new("counseling.signup").label("Sign up"),
            CreateButton::new("counseling.status").label("My sign-up"),
            CreateButton::new("topics contact").label("Ask the team"),
        ];
        let message = CreateInteractionResponseMessage::new()
            .embed(embed)
            .ephemeral(true)
            .components(vec![CreateActionRow::Buttons(buttons)])
            .allowed_mentions(CreateAllowedMentions::new());
        let answer = CreateInteractionResponse::Message(message);
        call.create_response(&context.http, answer)
            .await
            .expect("the answer is taken");
    }
}

/// Runs until it is killed; `place` is base address, token and server, separated by spaces.
pub(crate) async fn run(place: &str) {
    let mut parts = place.split(' ');
    let (base, token, guild) = (parts.next(), parts.next(), parts.next());
    let (Some(base), Some(token), Some(guild)) = (base, token, guild) else {
        panic!("base, token and guild")
    };
    let guild = GuildId::new(guild.parse().expect("a snowflake"));
    let http = HttpBuilder::new(token)
        .proxy(base)
        .ratelimiter_disabled(true)
        .build();
    let intents =
        GatewayIntents::GUILDS | GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    let mut client = ClientBuilder::new_with_http(http, intents)
        .event_handler(Bare(guild))
        .await
        .expect("a client");
    client.start().await.expect("it runs until it is killed");
}

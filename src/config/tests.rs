//! What a person gets who configures the program: what counts, and what is wrong.

use std::{fs, path::Path};

use secrecy::ExposeSecret as _;

use super::*;

/// A configuration of the text of a file, and of variables.
fn config(file: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let file = File::parse(Path::new("dash-bot.toml"), file);
    Config::of(file, Environment::new(variables))
}

fn refusal(file: &str, variables: &[(&str, &str)]) -> String {
    config(file, variables).unwrap_err().to_string()
}

#[test]
fn without_anything_the_database_is_a_file_and_nothing_is_connected() {
    let config = config("", &[]).unwrap();
    assert_eq!(config.database.expose_secret(), "sqlite:dash-bot.sqlite");
    assert_eq!(config.lang, Lang::Nl);
    assert!(config.discord.is_none());
    assert!(config.youtube.is_none());
    assert_eq!(config.web.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.limits.calls_per_minute, 30);
    assert_eq!(config.community().contact, Contact::default());
}

#[test]
fn the_file_is_read() {
    let config = config(
        r#"
database = "postgres://bot:pw@db/dash"
[community]
language = "en"
[discord]
token = "t0ken"
guild = 1180000000000000001
staff_roles = ["1180000000000000002", 1180000000000000003]
[youtube]
channel = "UC9PBzalIcEQCsiIkq36PyUA"
[contact]
website = "https://dash.example/"
[counseling]
email_purpose_en = "Only for the invitation"
email_purpose_nl = "Alleen voor de uitnodiging"
[limits]
calls_per_minute = 5
"#,
        &[],
    )
    .unwrap();
    let discord = config.discord.as_ref().unwrap();
    assert_eq!(discord.token.expose_secret(), "t0ken");
    assert_eq!(discord.guild, "1180000000000000001");
    assert_eq!(
        discord.staff_roles,
        ["1180000000000000002", "1180000000000000003"]
    );
    assert_eq!(
        config.youtube.as_ref().unwrap().base,
        "https://www.youtube.com"
    );
    assert_eq!(config.limits.calls_per_minute, 5);
    let community = config.community();
    assert_eq!(community.lang, Lang::En);
    assert_eq!(
        community.contact.website.as_deref(),
        Some("https://dash.example")
    );
    assert_eq!(
        community.email_purpose.unwrap().nl,
        "Alleen voor de uitnodiging"
    );
}

#[test]
fn variables_override_the_file_and_lists_are_parted_by_commas() {
    let config = config(
        "[community]\nlanguage = \"nl\"\n[discord]\ntoken = \"old\"\nguild = \"1\"\nstaff_roles = [\"2\"]",
        &[
            ("DASH_BOT_COMMUNITY__LANGUAGE", "en"),
            ("DASH_BOT_DISCORD__TOKEN", "new"),
            ("DASH_BOT_DISCORD__STAFF_ROLES", "3, 4"),
            ("HOME", "/root"),
        ],
    )
    .unwrap();
    let discord = config.discord.unwrap();
    assert_eq!(config.lang, Lang::En);
    assert_eq!(discord.token.expose_secret(), "new");
    assert_eq!(discord.staff_roles, ["3", "4"]);
}

#[test]
fn the_database_has_a_variable_that_hosting_platforms_set_too() {
    let url = ("DATABASE_URL", "sqlite:general.sqlite");
    let own = ("DASH_BOT_DATABASE", "sqlite:own.sqlite");
    let database = |variables: &[_]| {
        let config = config("database = \"sqlite:file.sqlite\"", variables).unwrap();
        config.database.expose_secret().to_owned()
    };
    assert_eq!(database(&[]), "sqlite:file.sqlite");
    assert_eq!(database(&[url]), "sqlite:general.sqlite");
    assert_eq!(database(&[url, own]), "sqlite:own.sqlite");
}

#[test]
fn secrets_can_stand_in_files_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    fs::write(&token, "t0ken\n").unwrap();
    let token = token.to_str().unwrap();
    let guild = "[discord]\nguild = \"1\"";
    let read = config(guild, &[("DASH_BOT_DISCORD__TOKEN_FILE", token)]).unwrap();
    assert_eq!(read.discord.unwrap().token.expose_secret(), "t0ken");
    let both = [
        ("DASH_BOT_DISCORD__TOKEN_FILE", token),
        ("DASH_BOT_DISCORD__TOKEN", "t0ken"),
    ];
    insta::assert_snapshot!(refusal(guild, &both), @r"
    the configuration cannot work:
      DASH_BOT_DISCORD__TOKEN_FILE: DASH_BOT_DISCORD__TOKEN is set, too: expected only one of the two
    ");
    // The token itself, given to the wrong variable, is not shown.
    insta::assert_snapshot!(refusal(guild, &[("DASH_BOT_DISCORD__TOKEN_FILE", "t0ken")]), @r"
    the configuration cannot work:
      DASH_BOT_DISCORD__TOKEN_FILE: cannot read the file that it names: No such file or directory (os error 2)
    ");
    insta::assert_snapshot!(refusal("", &[("DASH_BOT_DISCORD__GUILD_FILE", token)]), @r"
    the configuration cannot work:
      DASH_BOT_DISCORD__GUILD_FILE: this variable is unknown: expected DASH_BOT_KEY or DASH_BOT_SECTION__KEY for a key of the file, for a secret also with _FILE at the end
    ");
}

#[test]
fn everything_that_is_wrong_is_said_at_once_with_its_place() {
    let file = r#"
databse = "sqlite:a.sqlite"
[community]
language = "de"
[dicsord]
token = "t0ken"
[discord]
token = ["t0ken"]
guild = "dash"
staff_roles = ["1", "staff"]
staff_chanel = "1"
api = "discord.com"
[youtube]
channel = "@dash"
[web]
listen = "localhost:8080"
public_url = true
[contact]
email = "dash at umcg"
website = ""
[counseling]
email_purpose_en = "Only for the invitation"
[limits]
calls_per_minute = 0
"#;
    let variables = [
        ("DASH_BOT_DATABASE", "mysql://bot:t0ken@db/dash"),
        ("DASH_BOT_DISCORD__ANNOUNCE_CHANNEL", "general"),
        ("DASH_BOT_DISCORD_GUILD", "1"),
    ];
    let refusal = refusal(file, &variables);
    assert!(!refusal.contains("t0ken"));
    insta::assert_snapshot!(refusal, @r#"
    the configuration cannot work:
      dash-bot.toml:2: the key databse is unknown: expected database or one of the sections [community], [discord], [youtube], [web], [knowledge], [contact], [counseling], [limits]
      dash-bot.toml:4: community.language is "de": expected nl or en
      dash-bot.toml:5: the section [dicsord] is unknown: expected one of [community], [discord], [youtube], [web], [knowledge], [contact], [counseling], [limits]
      dash-bot.toml:8: discord.token does not fit: expected a text that is not empty
      dash-bot.toml:9: discord.guild is "dash": expected an id of Discord, digits only (Developer Mode, right click, Copy ID)
      dash-bot.toml:10: discord.staff_roles is "staff": expected an id of Discord, digits only (Developer Mode, right click, Copy ID)
      dash-bot.toml:11: the key discord.staff_chanel is unknown: expected one of token, guild, staff_roles, announce_channel, staff_channel, api
      dash-bot.toml:12: discord.api is "discord.com": expected an address with http:// or https://
      dash-bot.toml:14: youtube.channel is "@dash": expected the id of a channel, which begins with UC (not its @name)
      dash-bot.toml:16: web.listen is "localhost:8080": expected an IP address and a port, such as 127.0.0.1:8080 or [::1]:8080
      dash-bot.toml:17: web.public_url is a boolean: expected an address with http:// or https://
      dash-bot.toml:19: contact.email is "dash at umcg": expected an e-mail address
      dash-bot.toml:20: contact.website is empty: expected an address with http:// or https://
      dash-bot.toml:24: limits.calls_per_minute is "0": expected a whole number from 1 to 1000
      DASH_BOT_DATABASE: database does not fit: expected sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE
      DASH_BOT_DISCORD_GUILD: this variable is unknown: expected DASH_BOT_DISCORD__GUILD
      DASH_BOT_DISCORD__ANNOUNCE_CHANNEL: discord.announce_channel is "general": expected an id of Discord, digits only (Developer Mode, right click, Copy ID)
      counseling.email_purpose_nl is missing: expected together with counseling.email_purpose_en, in the file or as DASH_BOT_COUNSELING__EMAIL_PURPOSE_NL
    "#);
}

#[test]
fn what_is_needed_together_is_asked_for_together() {
    insta::assert_snapshot!(refusal("[discord]\nguild = \"1\"", &[]), @r"
    the configuration cannot work:
      discord.token is missing: expected together with discord.guild, in the file or as DASH_BOT_DISCORD__TOKEN or DASH_BOT_DISCORD__TOKEN_FILE
    ");
    insta::assert_snapshot!(refusal("", &[("DASH_BOT_DISCORD__TOKEN", "t0ken")]), @r"
    the configuration cannot work:
      discord.guild is missing: expected together with discord.token, in the file or as DASH_BOT_DISCORD__GUILD
    ");
    insta::assert_snapshot!(refusal("[youtube]\nbase = \"http://localhost:1\"", &[]), @r"
    the configuration cannot work:
      youtube.channel is missing: expected together with youtube.base, in the file or as DASH_BOT_YOUTUBE__CHANNEL
    ");
}

#[test]
fn what_is_no_toml_is_said_without_quoting_it() {
    let refusal = refusal("[discord]\ntoken = t0ken\nguild = \"1\"\n", &[]);
    assert!(!refusal.contains("t0ken"));
    insta::assert_snapshot!(refusal, @r"
    the configuration cannot work:
      dash-bot.toml:2: this is not TOML: invalid boolean, expected `true`
    ");
}

#[test]
fn a_file_that_is_named_must_be_there() {
    let refusal = Config::load(Some(Path::new("no-such.toml")), std::iter::empty());
    insta::assert_snapshot!(refusal.unwrap_err(), @r"
    the configuration cannot work:
      no-such.toml: cannot read the file: No such file or directory (os error 2)
    ");
}

#[test]
fn who_needs_only_the_answers_hears_nothing_of_other_keys() {
    let variables = [
        ("DASH_BOT_KNOWLEDGE__PATH", "answers"),
        ("DASH_BOT_NONSENSE", "1"),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let folder = Config::load_knowledge(None, variables.into_iter()).unwrap();
    assert_eq!(folder, Some(PathBuf::from("answers")));
}

#[test]
fn secrets_are_not_shown() {
    let file = "database = \"postgres://bot:passw0rd@db/dash\"\n[discord]\ntoken = \"t0ken\"\nguild = \"1\"";
    let shown = format!("{:?}", config(file, &[]).unwrap());
    assert!(
        !shown.contains("t0ken") && !shown.contains("passw0rd"),
        "{shown}"
    );
}

#[test]
fn the_file_of_init_changes_nothing() {
    let template = Config::template();
    let with = format!("{:?}", config(&template, &[]).unwrap());
    assert_eq!(with, format!("{:?}", config("", &[]).unwrap()));
    insta::assert_snapshot!(template, @r#"
    # The configuration of dash-bot. A key behind a # is not in force: take the # away to set it.
    #
    # Each key can also be given as a variable of the environment, which overrides this file:
    # DASH_BOT_DATABASE for a key at the top, DASH_BOT_DISCORD__GUILD for guild in [discord]. The values
    # of a list are parted by commas there. A secret can also stand in a file of its own, which a variable
    # with _FILE at its end names: DASH_BOT_DISCORD__TOKEN_FILE.

    # The database: a file (sqlite:FILE), or PostgreSQL (postgres://USER:PASSWORD@HOST/DATABASE),
    # with which several processes can run. DATABASE_URL sets it, too.
    #database = "sqlite:dash-bot.sqlite" # the default

    # The community.
    [community]

    # The language of what is posted for everyone, and of people of whom nothing else is known: nl or
    # en.
    #language = "nl" # the default

    # The Discord server: the only one that is answered. Nothing runs there without token and guild.
    [discord]

    # The bot's token, from the Discord Developer Portal (Bot, Reset Token). Better not kept here,
    # but in DASH_BOT_DISCORD__TOKEN or in a file named by DASH_BOT_DISCORD__TOKEN_FILE.
    #token = "the bot's token"

    # The server's id: in Discord switch on Developer Mode, right-click the server, Copy Server ID.
    #guild = "1180000000000000001"

    # The roles that make a member staff. Without any, nobody can moderate sign-ups in Discord.
    #staff_roles = ["1180000000000000002"]

    # The channel in which new lectures are announced.
    #announce_channel = "1180000000000000003"

    # The channel of the staff, in which sign-ups appear; only staff should see it.
    #staff_channel = "1180000000000000004"

    # Another server that speaks Discord's HTTP API, for a proxy or a benchmark.
    #api = "http://127.0.0.1:3000"

    # The YouTube channel whose new videos are announced.
    [youtube]

    # The channel's id: on its page under About, Share channel, Copy channel ID.
    #channel = "UC0123456789abcdefghijkl"

    # Where YouTube is.
    #base = "https://www.youtube.com" # the default

    # The local page, and what monitoring asks for.
    [web]

    # Where it listens. Nobody logs in to the page: let only those reach it who may.
    #listen = "127.0.0.1:8080" # the default

    # Its address as people reach it, through a proxy.
    #public_url = "https://dash-bot.example.org"

    # The answers.
    [knowledge]

    # A folder with answers of your own, in en and nl, in place of those that are compiled in. Check
    # them with: dash-bot knowledge check
    #path = "knowledge"

    # Where people can turn to; what is missing is not shown.
    [contact]

    # The team's e-mail address.
    #email = "dash@example.org"

    # The website.
    #website = "https://example.org/dash"

    # Where people sign up for the newsletter.
    #newsletter = "https://example.org/newsletter"

    # The YouTube channel, as people open it.
    #youtube = "https://www.youtube.com/@example"

    # Who is responsible for the personal data of sign-ups (the controller of the GDPR).
    #controller = "University Hospital, Example Street 1"

    # How the privacy officer is reached.
    #privacy_officer = "privacy@example.org"

    # The privacy statement.
    #privacy_statement = "https://example.org/privacy"

    # Where a data leak is reported: an e-mail or web address.
    #data_leak = "https://example.org/data-leak"

    # Sign-ups for counseling.
    [counseling]

    # What an applicant's e-mail address is used for, in English; it stands in the field of the form.
    # Set it in both languages, or in none: then no address is asked for.
    #email_purpose_en = "Only used to invite you to the meeting"

    # The same in Dutch.
    #email_purpose_nl = "Alleen om je voor het spreekuur uit te nodigen"

    # How much one person may ask.
    [limits]

    # Commands and clicks a minute.
    #calls_per_minute = 30 # the default
    "#);
}

#[test]
fn every_example_of_the_file_of_init_is_one_that_fits() {
    let template = Config::template();
    let is_key = |line: &str| line.starts_with('#') && !line.starts_with("# ") && line != "#";
    let lines = template
        .lines()
        .map(|line| if is_key(line) { &line[1..] } else { line });
    let config = config(&lines.collect::<Vec<_>>().join("\n"), &[]).unwrap();
    assert!(config.discord.is_some() && config.youtube.is_some() && config.email_purpose.is_some());
}

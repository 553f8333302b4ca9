//! What a person gets who configures the program: what counts, and what is wrong.

mod network;

use commands::Upkeep;
use std::{fs, path::Path};

use clock::Ids;
use secrecy::ExposeSecret as _;
use store::Key;

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
    assert_eq!(config.upkeep, Upkeep::default());
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
[answers]
review = true
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
    assert!(config.upkeep.review);
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
fn the_databases_general_variable_can_name_a_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("database");
    fs::write(&path, "postgres://bot:passw0rd@db/dash\n").unwrap();
    let file = ("DATABASE_URL_FILE", path.to_str().unwrap());
    let own = ("DASH_BOT_DATABASE", "sqlite:own.sqlite");
    let database = |variables: &[_]| {
        let config = config("database = \"sqlite:file.sqlite\"", variables).unwrap();
        config.database.expose_secret().to_owned()
    };
    assert_eq!(database(&[file]), "postgres://bot:passw0rd@db/dash");
    assert_eq!(database(&[file, own]), "sqlite:own.sqlite");
    let both = [file, ("DATABASE_URL", "sqlite:general.sqlite")];
    insta::assert_snapshot!(refusal("", &both), @r"
    the configuration cannot work:
      DATABASE_URL_FILE: DATABASE_URL is set, too: expected only one of the two
    ");
    insta::assert_snapshot!(refusal("", &[("DATABASE_URL_FILE", "no-such-file")]), @r"
    the configuration cannot work:
      DATABASE_URL_FILE: cannot read the file that it names: No such file or directory (os error 2)
    ");
}

#[test]
fn a_secret_that_came_to_the_wrong_key_is_not_shown() {
    let file = r#"
[discord]
token = "t0ken"
guild = "MTE4.t0ken"
staff_roles = ["1", "MTE4.t0ken"]
api = "https://bot:t0ken@proxy.example"
[contact]
website = "http://dash.example"
data_leak = "https://t0ken@dash.example"
"#;
    let refusal = refusal(file, &[("DASH_BOT_DISCORD__STAFF_CHANNEL", "t0ken")]);
    assert!(!refusal.contains("t0ken"));
    insta::assert_snapshot!(refusal, @r#"
    the configuration cannot work:
      dash-bot.toml:4: discord.guild is no number: expected an id of Discord, digits only (Developer Mode, right click, Copy ID)
      dash-bot.toml:5: discord.staff_roles is no number: expected an id of Discord, digits only (Developer Mode, right click, Copy ID)
      dash-bot.toml:6: discord.api has a user name or password in it: expected an address with http:// or https://
      dash-bot.toml:8: contact.website is "http://dash.example": expected an address with https://
      dash-bot.toml:9: contact.data_leak has a user name or password in it: expected an e-mail address, or an address with https://
      DASH_BOT_DISCORD__STAFF_CHANNEL: discord.staff_channel is no number: expected an id of Discord, digits only (Developer Mode, right click, Copy ID)
    "#);
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
      dash-bot.toml:2: the key databse is unknown: expected database or one of the sections [store], [community], [discord], [slack], [youtube], [network], [web], [knowledge], [answers], [contact], [counseling], [limits]
      dash-bot.toml:4: community.language is "de": expected nl or en
      dash-bot.toml:5: the section [dicsord] is unknown: expected one of [store], [community], [discord], [slack], [youtube], [network], [web], [knowledge], [answers], [contact], [counseling], [limits]
      dash-bot.toml:8: discord.token does not fit: expected a text that is not empty
      dash-bot.toml:9: discord.guild is no number: expected an id of Discord, digits only (Developer Mode, right click, Copy ID)
      dash-bot.toml:10: discord.staff_roles is no number: expected an id of Discord, digits only (Developer Mode, right click, Copy ID)
      dash-bot.toml:11: the key discord.staff_chanel is unknown: expected one of token, guild, staff_roles, announce_channel, staff_channel, message_content, api
      dash-bot.toml:12: discord.api is "discord.com": expected an address with http:// or https://
      dash-bot.toml:14: youtube.channel is "@dash": expected the id of a channel, which begins with UC (not its @name)
      dash-bot.toml:16: web.listen is "localhost:8080": expected an IP address and a port, such as 127.0.0.1:8080 or [::1]:8080
      dash-bot.toml:17: web.public_url is a boolean: expected an address with http:// or https://
      dash-bot.toml:19: contact.email is "dash at umcg": expected an e-mail address
      dash-bot.toml:20: contact.website is empty: expected an address with https://
      dash-bot.toml:24: limits.calls_per_minute is "0": expected a whole number from 1 to 1000
      DASH_BOT_DATABASE: database does not fit: expected sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE
      DASH_BOT_DISCORD_GUILD: this variable is unknown: expected DASH_BOT_DISCORD__GUILD
      DASH_BOT_DISCORD__ANNOUNCE_CHANNEL: discord.announce_channel is no number: expected an id of Discord, digits only (Developer Mode, right click, Copy ID)
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
fn a_section_that_is_written_as_a_value_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dash-bot.toml");
    std::fs::write(&path, "knowledge = \"answers\"\n").unwrap();
    let error = Config::load_knowledge(Some(&path), std::iter::empty()).unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("knowledge is a section: write [knowledge]"),
        "{error}"
    );
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
fn the_keys_of_the_store_can_stand_in_files_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two, three] = [1, 2, 3].map(|seed| Key::generate(&Ids::seeded(seed)));
    let (key, previous) = (folder.path().join("key"), folder.path().join("previous"));
    fs::write(&key, format!("{one}\n")).unwrap();
    fs::write(&previous, format!("{two}\r\n{three}\n")).unwrap();
    let files = [
        ("DASH_BOT_STORE__KEY_FILE", key.to_str().unwrap()),
        (
            "DASH_BOT_STORE__PREVIOUS_KEYS_FILE",
            previous.to_str().unwrap(),
        ),
    ];
    let read = config("", &files).unwrap();
    assert_eq!(read.key_file, Some(key));
    let [first, others @ ..] = [one, two, three].map(|key| Key::parse(&key).unwrap());
    let expected = Keys::new(Some(first), others.to_vec());
    assert_eq!(format!("{:?}", read.keys), format!("{expected:?}"));
}

#[test]
fn what_is_no_key_of_the_store_is_not_shown() {
    let file = "[store]\nkey = \"what dash-bot key new prints\"\nprevious_keys = [\"s3cret\"]";
    let variables = [("DASH_BOT_STORE__PREVIOUS_KEYS", "s3cret,t0o")];
    let refusal = refusal(file, &variables);
    assert!(!refusal.contains("s3cret") && !refusal.contains("t0o"));
    insta::assert_snapshot!(refusal, @r"
    the configuration cannot work:
      dash-bot.toml:2: store.key does not fit: expected a key as `dash-bot key new` prints it, 32 bytes as base64 or in hexadecimal
      DASH_BOT_STORE__PREVIOUS_KEYS: store.previous_keys does not fit: expected a key as `dash-bot key new` prints it, 32 bytes as base64 or in hexadecimal
      DASH_BOT_STORE__PREVIOUS_KEYS: store.previous_keys does not fit: expected a key as `dash-bot key new` prints it, 32 bytes as base64 or in hexadecimal
    ");
}

#[test]
fn a_backup_needs_neither_token_nor_key() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dash-bot.toml");
    std::fs::write(
        &file,
        "database = \"sqlite:a.sqlite\"\n[discord]\nguild = \"1\"",
    )
    .unwrap();
    let none = || std::iter::empty();
    assert!(Config::load(Some(&file), none()).is_err());
    let database = Config::load_database(Some(&file), none()).unwrap();
    assert_eq!(database.expose_secret(), "sqlite:a.sqlite");
}

//! The commented file that `dash-bot init` writes.

use super::reader::{Key, Section};

/// How long a line of comment may be.
const WIDTH: usize = 96;

const HEAD: &str = "\
# The configuration of dash-bot. A key behind a # is not in force: take the # away to set it.
#
# Each key can also be given as a variable of the environment, which overrides this file:
# DASH_BOT_DATABASE for a key at the top, DASH_BOT_DISCORD__GUILD for guild in [discord]. The values
# of a list are parted by commas there. A secret can also stand in a file of its own, which a variable
# with _FILE at its end names: DASH_BOT_DISCORD__TOKEN_FILE.
";

/// The file with every key, commented out.
pub(super) fn template(sections: &[Section]) -> String {
    let mut text = HEAD.to_owned();
    for section in sections {
        if !section.name.is_empty() {
            text.push_str(&format!("\n{}[{}]\n", comment(section.about), section.name));
        }
        for key in &section.keys {
            text.push('\n');
            text.push_str(&described(key));
        }
    }
    text
}

fn described(key: &Key) -> String {
    let default = if key.default { " # the default" } else { "" };
    format!(
        "{}#{} = {}{default}\n",
        comment(key.about),
        key.name,
        key.example
    )
}

/// The sentence as lines of comment.
fn comment(sentence: &str) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    for word in sentence.split_whitespace() {
        if line.len() + 1 + word.len() > WIDTH {
            lines.push_str(&format!("#{line}\n"));
            line.clear();
        }
        line.push(' ');
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push_str(&format!("#{line}\n"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::{iter, path::Path};

    use clock::Ids;
    use store::Key;

    use crate::config::{Config, environment::Environment, file::File, sections::KEY_EXAMPLE};

    fn load(file: &str) -> Config {
        let file = File::parse(Path::new("dash-bot.toml"), file);
        Config::of(file, Environment::new(iter::empty())).unwrap()
    }

    #[test]
    fn the_file_of_init_changes_nothing() {
        let template = Config::template();
        let with = format!("{:?}", load(&template));
        assert_eq!(with, format!("{:?}", load("")));
        insta::assert_snapshot!(template, @r#"
        # The configuration of dash-bot. A key behind a # is not in force: take the # away to set it.
        #
        # Each key can also be given as a variable of the environment, which overrides this file:
        # DASH_BOT_DATABASE for a key at the top, DASH_BOT_DISCORD__GUILD for guild in [discord]. The values
        # of a list are parted by commas there. A secret can also stand in a file of its own, which a variable
        # with _FILE at its end names: DASH_BOT_DISCORD__TOKEN_FILE.

        # The database: a file (sqlite:FILE), or PostgreSQL (postgres://USER:PASSWORD@HOST/DATABASE),
        # with which several processes can run. DATABASE_URL sets it, too, or a file that
        # DATABASE_URL_FILE names.
        #database = "sqlite:dash-bot.sqlite" # the default

        # How what people write is kept. Without a key it stands readable in the database and its
        # backups.
        [store]

        # The key under which it is sealed. Better not kept here, but in a file that is not backed up
        # with the database, named by DASH_BOT_STORE__KEY_FILE. Lost, what was sealed under it can't be
        # read by anybody.
        #key = "what dash-bot key new prints"

        # Earlier keys, until dash-bot rekey has brought everything under the present one.
        #previous_keys = ["what dash-bot key new prints"]

        # The file that remembers, by hashes, who was erased, so that a backup of the database that is
        # put back does not bring them back. Without this it lies beside a SQLite database, else as
        # dash-bot.erased in the working directory. It belongs on a disk that stays, and not into the
        # backups of the database.
        #erased = "dash-bot.sqlite.erased"

        # The community.
        [community]

        # The language of people of whom nothing else is known, and of what is posted, unless staff set
        # others for what is posted for everyone: nl or en.
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

        # Whether the bot may read messages that do not name it: to answer by itself in channels that
        # staff choose (/staff settings here), and what is asked on in threads. Switch the Message
        # Content Intent on, too: Developer Portal, Bot.
        #message_content = false # the default

        # Another server that speaks Discord's HTTP API, for a proxy or a benchmark.
        #api = "http://127.0.0.1:3000"

        # The Slack workspace: the only one that is answered. Nothing runs there without bot_token.
        [slack]

        # The bot's token, xoxb-…, from the app's page OAuth & Permissions. Better not kept here, but
        # in DASH_BOT_SLACK__BOT_TOKEN or in a file named by DASH_BOT_SLACK__BOT_TOKEN_FILE.
        #bot_token = "the bot's token"

        # How events come: over a WebSocket that the bot opens (socket), or to a public address that
        # leads to [web] listen (http).
        #mode = "socket" # the default

        # For socket: the app's token, xapp-…, with the scope connections:write, from Basic
        # Information, App-Level Tokens.
        #app_token = "the app's token"

        # For http: the signing secret, from Basic Information, App Credentials.
        #signing_secret = "the signing secret"

        # The user group whose members are staff. Without one the members of staff_channel are.
        #staff_group = "S0123456789"

        # The channel of the staff, in which sign-ups appear: a private one, into which the bot is
        # invited.
        #staff_channel = "C0123456780"

        # The channel in which new lectures are announced.
        #announce_channel = "C0123456789"

        # Whether the bot may read messages that do not name it: to answer by itself in channels that
        # staff choose (/staff settings here), and what is asked on in threads. Print the manifest with
        # --message-content then, and give it to the app: it hears of more.
        #message_content = false # the default

        # How commands are typed: all behind /dash (one), or each as a slash command, too (each; print
        # the manifest anew then).
        #command_style = "one" # the default

        # Another server that speaks Slack's Web API, for a proxy or a benchmark.
        #api = "http://127.0.0.1:3000/api/"

        # The YouTube channel whose new videos are announced.
        [youtube]

        # The channel's id: on its page under About, Share channel, Copy channel ID.
        #channel = "UC0123456789abcdefghijkl"

        # Where YouTube is.
        #base = "https://www.youtube.com" # the default

        # How the rest of the world is reached: Discord's API and its gateway, Slack, and YouTube. The
        # database is reached directly.
        [network]

        # The proxy that leads out, with USER:PASSWORD@ before the host where it wants them; better then
        # as DASH_BOT_NETWORK__PROXY, or in a file named by DASH_BOT_NETWORK__PROXY_FILE. Without it
        # HTTPS_PROXY, HTTP_PROXY and ALL_PROXY count.
        #proxy = "http://proxy.example.org:3128"

        # What is reached without the proxy: host names with all below them, IP addresses, networks
        # (10.0.0.0/8), or * for everything. Without it NO_PROXY counts.
        #no_proxy = ["example.org"]

        # A file with certificates (PEM) of authorities that are trusted beside the machine's own: that
        # of a firewall, say, that inspects encrypted connections. It holds for PostgreSQL, too, unless
        # its address names an sslrootcert.
        #ca_file = "/etc/ssl/hospital.pem"

        # What monitoring asks for.
        [web]

        # Where /healthz, /readyz, /metrics (Prometheus) and /status are served: whether the bot is well.
        # dash-bot health, status and doctor ask there. Nothing of people is said; still, let only those
        # reach it who may know.
        #listen = "127.0.0.1:8080" # the default

        # Its address as people reach it, through a proxy. Nothing uses it yet.
        #public_url = "https://dash-bot.example.org"

        # The answers.
        [knowledge]

        # A folder with answers of your own, in en and nl, in place of those that are compiled in. Check
        # them with: dash-bot knowledge check
        #path = "knowledge"

        # What staff do with the answers in the chat.
        [answers]

        # Whether a change waits until somebody else of staff publishes it: true or false. It takes two.
        #review = false # the default

        # After so many months staff are asked whether an answer still holds, once a month.
        #review_after_months = 12 # the default

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

        # Where patients find care; the page stands under what is said to questions about somebody's
        # treatment.
        #care = "https://example.org/patients"

        # Sign-ups for counseling.
        [counseling]

        # What an applicant's e-mail address is used for, in English; it stands in the field of the form.
        # Set it in both languages, or in none: then no address is asked for.
        #email_purpose_en = "Only used to invite you to the meeting"

        # The same in Dutch.
        #email_purpose_nl = "Alleen om je voor het spreekuur uit te nodigen"

        # How much may be asked.
        [limits]

        # Commands, clicks and questions of one person a minute.
        #calls_per_minute = 30 # the default

        # The same of all people together; what is refused to one person does not count.
        #calls_per_minute_overall = 1200 # the default
        "#);
    }

    #[test]
    fn every_example_of_the_file_of_init_is_one_that_fits() {
        let template = Config::template();
        let is_key = |line: &str| line.starts_with('#') && !line.starts_with("# ") && line != "#";
        let lines = template
            .lines()
            .map(|line| if is_key(line) { &line[1..] } else { line });
        let lines = lines.collect::<Vec<_>>().join("\n");
        let key = Key::generate(&Ids::seeded(1));
        let config = load(&lines.replace(KEY_EXAMPLE, &key));
        assert!(
            config.discord.is_some() && config.youtube.is_some() && config.email_purpose.is_some()
        );
    }
}

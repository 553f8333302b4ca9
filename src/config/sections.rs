//! Every key, once: its name, kind, default or example, and the sentence that explains it.

use std::{net::SocketAddr, path::PathBuf};

use announcer::feed::Source;
use commands::{Limits, Upkeep};
use domain::{Bilingual, Contact, Lang};
use store::Keys;

use super::{Network, Web, kind, reader::Reader};

mod platforms;

pub(super) use platforms::{application, discord, slack};

/// No key: whoever took one from here would share it with everybody.
pub(super) const KEY_EXAMPLE: &str = "what dash-bot key new prints";

pub(super) fn database(from: &mut Reader) -> String {
    from.section("", "");
    from.with_default(
        &kind::DATABASE,
        "database",
        "sqlite:dash-bot.sqlite".to_owned(),
        "The database: a file (sqlite:FILE), or PostgreSQL (postgres://USER:PASSWORD@HOST/DATABASE), with \
         which several processes can run. DATABASE_URL sets it, too, or a file that DATABASE_URL_FILE names.",
    )
}

/// The keys, and the file that the present one stands in.
pub(super) fn store(from: &mut Reader) -> (Keys, Option<PathBuf>, Option<PathBuf>) {
    from.section(
        "store",
        "How what people write is kept. Without a key it stands readable in the database and its backups.",
    );
    let key = from.optional(
        &kind::SEALING_KEY,
        "key",
        KEY_EXAMPLE,
        "The key under which it is sealed. Better not kept here, but in a file that is not backed up with the \
         database, named by DASH_BOT_STORE__KEY_FILE. Lost, what was sealed under it can't be read by anybody.",
    );
    let file = from.file_of("key");
    let previous = from.list(
        &kind::SEALING_KEY,
        "previous_keys",
        KEY_EXAMPLE,
        "Earlier keys, until dash-bot rekey has brought everything under the present one.",
    );
    let erased = from.optional(
        &kind::PATH,
        "erased",
        "dash-bot.sqlite.erased",
        "The file that remembers, by hashes, who was erased, so that a backup of the database that is put back does not \
         bring them back. Without this it lies beside a SQLite database, else as dash-bot.erased in the working \
         directory. It belongs on a disk that stays, and not into the backups of the database.",
    );
    (Keys::new(key, previous), file, erased)
}

pub(super) fn community(from: &mut Reader) -> Lang {
    from.section("community", "The community.");
    from.with_default(
        &kind::LANGUAGE,
        "language",
        Lang::Nl,
        "The language of people of whom nothing else is known, and of what is posted, unless staff set others for what is \
         posted for everyone: nl or en.",
    )
}

pub(super) fn youtube(from: &mut Reader) -> Option<Source> {
    from.section(
        "youtube",
        "The YouTube channel whose new videos are announced.",
    );
    let channel = from.optional(
        &kind::CHANNEL,
        "channel",
        "UC0123456789abcdefghijkl",
        "The channel's id: on its page under About, Share channel, Copy channel ID.",
    );
    let base = from.with_default(
        &kind::URL,
        "base",
        "https://www.youtube.com".to_owned(),
        "Where YouTube is.",
    );
    from.require(&["channel"]);
    Some(Source {
        base,
        ..Source::new(channel?)
    })
}

pub(super) fn network(from: &mut Reader) -> Network {
    from.section(
        "network",
        "How the rest of the world is reached: Discord's API and its gateway, Slack, and YouTube. The database is \
         reached directly.",
    );
    let proxy = from.optional(
        &kind::PROXY,
        "proxy",
        "http://proxy.example.org:3128",
        "The proxy that leads out, with USER:PASSWORD@ before the host where it wants them; better then as \
         DASH_BOT_NETWORK__PROXY, or in a file named by DASH_BOT_NETWORK__PROXY_FILE. Without it HTTPS_PROXY, \
         HTTP_PROXY and ALL_PROXY count.",
    );
    let no_proxy = from.list(
        &kind::HOST,
        "no_proxy",
        "example.org",
        "What is reached without the proxy: host names with all below them, IP addresses, networks (10.0.0.0/8), or \
         * for everything. Without it NO_PROXY counts.",
    );
    let ca_file = from.optional(
        &kind::PATH,
        "ca_file",
        "/etc/ssl/hospital.pem",
        "A file with certificates (PEM) of authorities that are trusted beside the machine's own: that of a \
         firewall, say, that inspects encrypted connections. It holds for PostgreSQL, too, unless its address names \
         an sslrootcert.",
    );
    let no_proxy = if no_proxy.is_empty() {
        from.usual(&kind::TEXT, &["NO_PROXY", "no_proxy"])
    } else {
        Some(no_proxy.join(","))
    };
    let mut or_usual = |names: &[&'static str]| {
        let configured = proxy.clone();
        configured.or_else(|| from.usual(&kind::PROXY, names))
    };
    Network {
        https_proxy: or_usual(&["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]),
        http_proxy: or_usual(&["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"]),
        no_proxy: no_proxy.unwrap_or_default(),
        ca_file,
    }
}

pub(super) fn web(from: &mut Reader) -> Web {
    from.section("web", "What monitoring asks for.");
    Web {
        listen: from.with_default(
            &kind::LISTEN,
            "listen",
            SocketAddr::from(([127, 0, 0, 1], 8080)),
            "Where /healthz, /readyz, /metrics (Prometheus) and /status are served: whether the bot is well. \
             dash-bot health, status and doctor ask there. Nothing of people is said; still, let only those \
             reach it who may know.",
        ),
        public_url: from.optional(
            &kind::URL,
            "public_url",
            "https://dash-bot.example.org",
            "Its address as people reach it, through a proxy. Nothing uses it yet.",
        ),
    }
}

pub(super) fn knowledge(from: &mut Reader) -> Option<PathBuf> {
    from.section("knowledge", "The answers.");
    from.optional(
        &kind::FOLDER,
        "path",
        "knowledge",
        "A folder with answers of your own, in en and nl, in place of those that are compiled in. Check them \
         with: dash-bot knowledge check",
    )
}

pub(super) fn answers(from: &mut Reader) -> Upkeep {
    from.section("answers", "What staff do with the answers in the chat.");
    Upkeep {
        review: from.with_default(
            &kind::FLAG,
            "review",
            Upkeep::default().review,
            "Whether a change waits until somebody else of staff publishes it: true or false. It takes two.",
        ),
        review_after_months: from.with_default(
            &kind::COUNT,
            "review_after_months",
            Upkeep::default().review_after_months,
            "After so many months staff are asked whether an answer still holds, once a month.",
        ),
    }
}

pub(super) fn contact(from: &mut Reader) -> Contact {
    from.section(
        "contact",
        "Where people can turn to; what is missing is not shown.",
    );
    Contact {
        email: from.optional(
            &kind::EMAIL,
            "email",
            "dash@example.org",
            "The team's e-mail address.",
        ),
        website: from.optional(
            &kind::LINK,
            "website",
            "https://example.org/dash",
            "The website.",
        ),
        newsletter: from.optional(
            &kind::LINK,
            "newsletter",
            "https://example.org/newsletter",
            "Where people sign up for the newsletter.",
        ),
        youtube: from.optional(
            &kind::LINK,
            "youtube",
            "https://www.youtube.com/@example",
            "The YouTube channel, as people open it.",
        ),
        controller: from.optional(
            &kind::TEXT,
            "controller",
            "University Hospital, Example Street 1",
            "Who is responsible for the personal data of sign-ups (the controller of the GDPR).",
        ),
        privacy_officer: from.optional(
            &kind::TEXT,
            "privacy_officer",
            "privacy@example.org",
            "How the privacy officer is reached.",
        ),
        privacy_statement: from.optional(
            &kind::LINK,
            "privacy_statement",
            "https://example.org/privacy",
            "The privacy statement.",
        ),
        data_leak: from.optional(
            &kind::ADDRESS,
            "data_leak",
            "https://example.org/data-leak",
            "Where a data leak is reported: an e-mail or web address.",
        ),
        care: from.optional(
            &kind::LINK,
            "care",
            "https://example.org/patients",
            "Where patients find care; the page stands under what is said to questions about somebody's treatment.",
        ),
    }
}

pub(super) fn counseling(from: &mut Reader) -> Option<Bilingual> {
    from.section("counseling", "Sign-ups for counseling.");
    let en = from.optional(
        &kind::HINT,
        "email_purpose_en",
        "Only used to invite you to the meeting",
        "What an applicant's e-mail address is used for, in English; it stands in the field of the form. Set \
         it in both languages, or in none: then no address is asked for.",
    );
    let nl = from.optional(
        &kind::HINT,
        "email_purpose_nl",
        "Alleen om je voor het spreekuur uit te nodigen",
        "The same in Dutch.",
    );
    from.require(&["email_purpose_en", "email_purpose_nl"]);
    Some(Bilingual { en: en?, nl: nl? })
}

pub(super) fn limits(from: &mut Reader) -> Limits {
    from.section("limits", "How much may be asked.");
    Limits {
        calls_per_minute: from.with_default(
            &kind::COUNT,
            "calls_per_minute",
            Limits::default().calls_per_minute,
            "Commands, clicks and questions of one person a minute.",
        ),
        calls_per_minute_overall: from.with_default(
            &kind::LARGE_COUNT,
            "calls_per_minute_overall",
            Limits::default().calls_per_minute_overall,
            "The same of all people together; what is refused to one person does not count.",
        ),
    }
}

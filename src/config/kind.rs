//! What a key's value can be: how it is read from text, and what is expected when it can't be.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use domain::Lang;
use network::ProxyAddress;
use reqwest::Url;
use secrecy::SecretString;
use store::Key;

/// What a key's value can be.
pub(super) struct Kind<T> {
    /// What stands after "expected" in an error.
    pub(super) expected: &'static str,
    /// Reads the value; `None` when it is not what is expected.
    pub(super) parse: fn(&str) -> Option<T>,
    /// Whether the value is never shown, and can be read from a file of its own.
    pub(super) secret: bool,
    /// What is said in place of a value that may be a secret which came to the wrong key; `None` when the
    /// value can be shown.
    pub(super) hidden: fn(&str) -> Option<&'static str>,
    /// Whether it stands in quotation marks in the file.
    pub(super) quoted: bool,
    /// Whether it is yes or no.
    pub(super) truth: bool,
}

impl<T> Kind<T> {
    const fn new(expected: &'static str, parse: fn(&str) -> Option<T>) -> Self {
        Self {
            expected,
            parse,
            secret: false,
            hidden: |_| None,
            quoted: true,
            truth: false,
        }
    }
}

/// Any text.
pub(super) const TEXT: Kind<String> =
    Kind::new("a text that is not empty", |text| Some(text.to_owned()));

/// A text that stands in a field of a form until something is typed.
pub(super) const HINT: Kind<String> = Kind::new("a text of at most 100 characters", |text| {
    (text.chars().count() <= 100).then(|| text.to_owned())
});

/// A secret.
pub(super) const SECRET: Kind<SecretString> = Kind {
    secret: true,
    ..Kind::new("a text that is not empty", |text| Some(text.into()))
};

/// A key under which texts are sealed.
pub(super) const SEALING_KEY: Kind<Key> = Kind {
    secret: true,
    ..Kind::new(
        "a key as `dash-bot key new` prints it, 32 bytes as base64 or in hexadecimal",
        Key::parse,
    )
};

/// A database; its address may hold a password.
pub(super) const DATABASE: Kind<String> = Kind {
    secret: true,
    ..Kind::new(
        "sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE",
        |text| {
            let (scheme, rest) = text.split_once(':')?;
            let known = match scheme {
                "sqlite" => !rest.trim_start_matches('/').is_empty(),
                "postgres" | "postgresql" => Url::parse(text).is_ok_and(|url| url.has_host()),
                _ => false,
            };
            known.then(|| text.to_owned())
        },
    )
};

/// A proxy; its address may hold a password.
pub(super) const PROXY: Kind<ProxyAddress> = Kind {
    secret: true,
    ..Kind::new(
        "http://HOST:PORT or http://USER:PASSWORD@HOST:PORT",
        |text| text.parse().ok(),
    )
};

/// What can be reached without a proxy.
pub(super) const HOST: Kind<String> = Kind {
    hidden: login,
    ..Kind::new(
        "a host name without port, an IP address, a network such as 10.0.0.0/8, or *",
        |text| {
            let (address, size) = text.split_once('/').unwrap_or((text, "0"));
            let is_address = address.parse::<IpAddr>().is_ok() && size.parse::<u8>().is_ok();
            let in_name =
                |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_');
            let fits = text == "*" || is_address || text.chars().all(in_name);
            fits.then(|| text.to_owned())
        },
    )
};

/// A Discord id. The largest number is none: the library refuses it.
pub(super) const SNOWFLAKE: Kind<String> = Kind {
    hidden: |text| (!text.bytes().all(|byte| byte.is_ascii_digit())).then_some("is no number"),
    ..Kind::new(
        "an id of Discord, digits only (Developer Mode, right click, Copy ID)",
        |text| {
            let id: u64 = text.parse().ok()?;
            ((1..u64::MAX).contains(&id) && !text.starts_with('+')).then(|| text.to_owned())
        },
    )
};

/// A channel of Slack.
pub(super) const SLACK_CHANNEL: Kind<String> = Kind {
    hidden: no_id,
    ..Kind::new(
        "an id of Slack that begins with C or G (at the end of the channel's details; not its #name)",
        |text| slack_id(text, &['C', 'G']),
    )
};

/// A user group of Slack.
pub(super) const SLACK_GROUP: Kind<String> = Kind {
    hidden: no_id,
    ..Kind::new(
        "an id of Slack that begins with S (in the user group's menu, Copy group ID; not its @name)",
        |text| slack_id(text, &['S']),
    )
};

/// How Slack's events come.
pub(super) const SLACK_MODE: Kind<String> = Kind::new("socket or http", |text| {
    matches!(text, "socket" | "http").then(|| text.to_owned())
});

/// How commands are typed in Slack.
pub(super) const SLACK_COMMANDS: Kind<String> = Kind::new("one or each", |text| {
    matches!(text, "one" | "each").then(|| text.to_owned())
});

/// A web address that the program itself turns to.
pub(super) const URL: Kind<String> = Kind {
    hidden: login,
    ..Kind::new("an address with http:// or https://", |text| {
        web_address(text, &["http://", "https://"])
    })
};

/// A web address that people are shown: only such a one becomes a link.
pub(super) const LINK: Kind<String> = Kind {
    hidden: login,
    ..Kind::new("an address with https://", link)
};

/// An e-mail address.
pub(super) const EMAIL: Kind<String> = Kind::new("an e-mail address", mail_address);

/// An address that people can turn to.
pub(super) const ADDRESS: Kind<String> = Kind {
    hidden: login,
    ..Kind::new("an e-mail address, or an address with https://", |text| {
        mail_address(text).or_else(|| link(text))
    })
};

/// A YouTube channel.
pub(super) const CHANNEL: Kind<String> = Kind::new(
    "the id of a channel, which begins with UC (not its @name)",
    |text| {
        let rest = text.strip_prefix("UC")?;
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (!rest.is_empty() && rest.bytes().all(fits)).then(|| text.to_owned())
    },
);

/// A language of the community.
pub(super) const LANGUAGE: Kind<Lang> = Kind::new("nl or en", |text| {
    Lang::ALL.into_iter().find(|lang| lang.code() == text)
});

/// Where to listen.
pub(super) const LISTEN: Kind<SocketAddr> = Kind::new(
    "an IP address and a port, such as 127.0.0.1:8080 or [::1]:8080",
    |text| text.parse().ok(),
);

/// A folder.
pub(super) const FOLDER: Kind<PathBuf> =
    Kind::new("the path of a folder", |text| Some(PathBuf::from(text)));

/// A file.
pub(super) const PATH: Kind<PathBuf> =
    Kind::new("the path of a file", |text| Some(PathBuf::from(text)));

/// Yes or no.
pub(super) const FLAG: Kind<bool> = Kind {
    quoted: false,
    truth: true,
    ..Kind::new("true or false", |text| text.parse().ok())
};

/// How often something may happen.
pub(super) const COUNT: Kind<u32> = Kind {
    quoted: false,
    ..Kind::new("a whole number from 1 to 1000", |text| {
        text.parse().ok().filter(|count| (1..=1000).contains(count))
    })
};

pub(super) const LARGE_COUNT: Kind<u32> = Kind {
    quoted: false,
    ..Kind::new("a whole number from 1 to 1000000", |text| {
        text.parse()
            .ok()
            .filter(|count| (1..=1_000_000).contains(count))
    })
};

fn link(text: &str) -> Option<String> {
    web_address(text, &["https://"])
}

fn web_address(text: &str, schemes: &[&str]) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let lower = text.to_ascii_lowercase();
    let begins = schemes.iter().any(|scheme| lower.starts_with(scheme));
    let fits = begins && url.has_host() && !has_login(&url) && !text.contains(char::is_whitespace);
    fits.then(|| text.trim_end_matches('/').to_owned())
}

fn has_login(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// A password may stand before the `@` of an address, also of one that can't be read.
fn login(text: &str) -> Option<&'static str> {
    let holds = match Url::parse(text) {
        Ok(url) if url.has_host() => has_login(&url),
        _ => text.contains("://") && text.contains('@'),
    };
    holds.then_some("has a user name or password in it")
}

/// What is no id may be a token.
fn no_id(text: &str) -> Option<&'static str> {
    text.starts_with("xox").then_some("is a token")
}

/// An id of Slack, by its first letter.
fn slack_id(text: &str, first: &[char]) -> Option<String> {
    let fits = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let is = text.starts_with(first) && text.len() > 2 && text.bytes().all(fits);
    is.then(|| text.to_owned())
}

fn mail_address(text: &str) -> Option<String> {
    let (name, host) = text.split_once('@')?;
    let fits = |part: &str| !part.is_empty() && !part.contains(['@', '/', ':', '<', '>', ' ', ',']);
    (fits(name) && fits(host) && host.contains('.')).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_have_a_scheme_and_a_host() {
        for good in ["http://localhost:3000", "https://umcgresearch.org/dash"] {
            assert_eq!((URL.parse)(good).as_deref(), Some(good));
        }
        let trimmed = (URL.parse)("https://dash.example/");
        assert_eq!(trimmed.as_deref(), Some("https://dash.example"));
        for bad in [
            "dash.example",
            "ftp://dash.example",
            "https:dash",
            "https://",
            "https://a b",
            "https://bot:secret@dash.example",
        ] {
            assert_eq!((URL.parse)(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_encrypted_addresses_are_shown_to_people() {
        assert!((LINK.parse)("https://dash.example").is_some());
        assert!((ADDRESS.parse)("https://dash.example/leak").is_some());
        assert_eq!((LINK.parse)("http://dash.example"), None);
        assert_eq!((ADDRESS.parse)("http://dash.example"), None);
    }

    #[test]
    fn addresses_with_a_login_are_not_shown() {
        for hidden in [
            "https://bot:secret@dash.example",
            "https://secret@dash.example",
            "https://bot:secret@",
            "postgres://bot:secret@db/dash",
        ] {
            assert!((URL.hidden)(hidden).is_some(), "{hidden}");
        }
        for shown in ["dash.example", "https://a b", "http://dash.example/@dash"] {
            assert_eq!((URL.hidden)(shown), None, "{shown}");
        }
    }

    #[test]
    fn ids_of_discord_are_digits() {
        assert!((SNOWFLAKE.parse)("1180000000000000001").is_some());
        for bad in [
            "0",
            "-1",
            "+1",
            "1 2",
            "dash",
            "18446744073709551615",
            "18446744073709551616",
        ] {
            assert_eq!((SNOWFLAKE.parse)(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_needs_no_proxy_is_a_host_or_a_network() {
        for good in [
            "*",
            "umcg.nl",
            ".umcg.nl",
            "10.0.0.0/8",
            "10.1.2.3",
            "::1",
            "fd00::/8",
        ] {
            assert!((HOST.parse)(good).is_some(), "{good}");
        }
        for bad in [
            "*.umcg.nl",
            "umcg.nl:80",
            "https://umcg.nl",
            "a b",
            "10.0.0.0/wide",
            "a/8",
        ] {
            assert_eq!((HOST.parse)(bad), None, "{bad}");
        }
    }

    #[test]
    fn databases_are_of_two_kinds() {
        for good in [
            "sqlite:dash-bot.sqlite",
            "sqlite:///data/a.sqlite",
            "postgres://bot@db/dash",
        ] {
            assert!((DATABASE.parse)(good).is_some(), "{good}");
        }
        for bad in [
            "dash-bot.sqlite",
            "sqlite:",
            "sqlite://",
            "postgres:dash",
            "mysql://db/dash",
        ] {
            assert!((DATABASE.parse)(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn addresses_are_for_mail_or_the_web() {
        for good in ["dash@umcg.nl", "https://umcg.nl/leak"] {
            assert!((ADDRESS.parse)(good).is_some(), "{good}");
        }
        for bad in [
            "dash",
            "@umcg.nl",
            "dash@",
            "dash@umcg",
            "a@b@c.nl",
            "dash at umcg.nl",
        ] {
            assert_eq!((ADDRESS.parse)(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_channel_is_known_by_its_id() {
        assert!((CHANNEL.parse)("UC9PBzalIcEQCsiIkq36PyUA").is_some());
        for bad in [
            "@dash",
            "UC",
            "UCdash/videos",
            "https://www.youtube.com/@dash",
        ] {
            assert_eq!((CHANNEL.parse)(bad), None, "{bad}");
        }
    }
}

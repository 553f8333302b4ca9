//! Addresses that Slack takes: it refuses a whole message for a bad one.

use crate::limits;

/// The address as it may stand in a link: `https`, or `http` on this machine.
pub(crate) fn address(url: &str) -> Option<String> {
    let url = url.trim();
    if is_plain(url) {
        return Some(url.to_owned());
    }
    let mut address = String::with_capacity(url.len());
    for character in url.chars() {
        match character {
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '|' => address.push_str("%7C"),
            '"' => address.push_str("%22"),
            '\\' => address.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => return None,
            c => address.push(c),
        }
    }
    let parsed = reqwest::Url::parse(&address).ok()?;
    let host = parsed.host_str().filter(|host| !host.is_empty())?;
    let local = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    let followed = parsed.scheme() == "https" || parsed.scheme() == "http" && local;
    (followed && limits::length(&address) <= limits::URL).then_some(address)
}

/// Whether it is an `https` address of a named host in characters that stand for themselves, as nearly all are: then
/// it need not be parsed.
fn is_plain(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else {
        return false;
    };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let label = |label: &str| {
        let inside = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !label.is_empty() && !label.starts_with("xn--") && label.bytes().all(inside)
    };
    // The last label of an IPv4 address begins with a digit.
    let top = host.rsplit('.').next().unwrap_or_default();
    host.len() < 254
        && host.split('.').all(label)
        && top.starts_with(|first: char| first.is_ascii_alphabetic())
        && path
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/-_.~=&?".contains(&byte))
        && url.len() <= limits::URL
}

/// The bytes of the web address with which a text begins; 0 when there is none.
pub(crate) fn at_start(text: &str) -> usize {
    if !text.starts_with("https://") {
        return 0;
    }
    let ends =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '|' | '`' | '"');
    let run = text.find(ends).unwrap_or(text.len());
    let trailing = [
        '.', ',', ':', ';', '\'', ']', ')', '}', '*', '_', '~', '!', '?', '\\', '…',
    ];
    let found = text[..run].trim_end_matches(trailing);
    if address(found).is_some() {
        found.len()
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::{address, at_start};

    #[test]
    fn only_what_can_be_followed_is_an_address() {
        assert_eq!(
            address(" https://a.nl/x|y<z> ").as_deref(),
            Some("https://a.nl/x%7Cy%3Cz%3E")
        );
        assert!(address("http://localhost:8080/x").is_some());
        for bad in [
            "http://a.nl",
            "http://localhost.evil.nl",
            "ftp://x",
            "javascript:1",
            "https://",
            "https://a b",
            "",
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_address_in_a_text_ends_before_its_punctuation() {
        assert_eq!(at_start("https://a.nl/b_c_d. And"), 18);
        assert_eq!(at_start("https://x|y"), 9);
        assert_eq!(at_start("https:// a"), 0);
    }
}

//! What people write, without Slack's marks.

use memchr::memchr2;

/// The words as they were typed: mentions and links in their plain form, nothing escaped.
pub(crate) fn plain(text: &str) -> String {
    if memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return text.trim().to_owned();
    }
    let (mut plain, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let Some((inside, behind)) = after.split_once('>') else {
            plain.push('<');
            rest = after;
            continue;
        };
        let (address, label) = match inside.split_once('|') {
            Some((address, label)) => (address, Some(label)),
            None => (inside, None),
        };
        match (address.chars().next(), label) {
            // Who is named is no part of a question, and is not kept with it.
            (Some('@'), _) => {}
            (Some('#' | '!'), Some(label)) => plain.push_str(label),
            (Some('#' | '!') | None, None) => {}
            (_, Some(label)) if address.ends_with(label) => plain.push_str(label),
            (_, Some(label)) => {
                plain.push_str(label);
                plain.push_str(" (");
                plain.push_str(address);
                plain.push(')');
            }
            (_, None) => plain.push_str(address.strip_prefix("mailto:").unwrap_or(address)),
        }
        rest = behind;
    }
    plain.push_str(rest);
    let plain = plain.replace("&lt;", "<").replace("&gt;", ">");
    plain.replace("&amp;", "&").trim().to_owned()
}

/// The words behind the mention of the bot; `None` where it is not named.
pub(crate) fn without_mention(text: &str, bot: &str) -> Option<String> {
    let mark = format!("<@{bot}");
    let named = text.split(&mark).skip(1);
    let named = named.into_iter().any(|after| after.starts_with(['>', '|']));
    named.then(|| plain(text))
}

#[cfg(test)]
mod tests {
    use super::{plain, without_mention};

    #[test]
    fn marks_are_read_as_people_see_them() {
        for (written, words) in [
            ("<@U1> what is DASH?", "what is DASH?"),
            ("is p &lt; 0.05 &amp; q &gt; 1?", "is p < 0.05 & q > 1?"),
            ("see <https://a.nl|the page>", "see the page (https://a.nl)"),
            ("see <https://a.nl>", "see https://a.nl"),
            ("see <http://a.nl|a.nl>", "see a.nl"),
            (
                "<mailto:a@b.nl|a@b.nl> <#C1|general> <!here>",
                "a@b.nl general",
            ),
            ("a < b", "a < b"),
            ("&amp;lt;", "&lt;"),
        ] {
            assert_eq!(plain(written), words, "{written}");
        }
    }

    #[test]
    fn the_bot_is_named_or_not() {
        assert_eq!(
            without_mention("hi <@B0> what is DASH?", "B0").as_deref(),
            Some("hi  what is DASH?")
        );
        assert_eq!(without_mention("<@B01> what?", "B0"), None);
        assert_eq!(without_mention("B0", "B0"), None);
    }
}

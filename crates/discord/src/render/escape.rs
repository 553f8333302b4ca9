//! People's words, so that Discord shows them as they are: no formatting, no mention, no emoji.

/// What shows `text` as it is. Web addresses stay whole, because Discord would show the backslashes in them.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    let mut line_start = true;
    while let Some(character) = rest.chars().next() {
        if line_start && let Some(length) = line_marker(rest) {
            out.push_str(&rest[..length - 1]);
            out.push('\\');
            out.push_str(&rest[length - 1..length]);
            rest = &rest[length..];
            line_start = false;
            continue;
        }
        let length = address(rest);
        if length > 0 {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            line_start = false;
            continue;
        }
        let after = &rest[character.len_utf8()..];
        if turns_around(character) {
            rest = after;
            continue;
        }
        let special = match character {
            '\\' | '*' | '_' | '~' | '`' | '|' | '[' | '<' => true,
            '@' => after.starts_with("everyone") || after.starts_with("here"),
            ':' => shortcode(after),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(character);
        line_start = character == '\n' || line_start && character == ' ';
        rest = after;
    }
    out
}

/// The bytes of what would make a heading, quote or list of a line, up to the sign to escape.
fn line_marker(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return line[digits..].starts_with(". ").then_some(digits + 1);
    }
    match line.as_bytes() {
        [b'>' | b'#', ..] => Some(1),
        [b'-', b' ' | b'#', ..] => Some(1),
        _ => None,
    }
}

/// The bytes of the web address at the beginning, as Discord finds it; 0 when there is none.
fn address(text: &str) -> usize {
    if !text.starts_with("http") {
        return 0;
    }
    let scheme = if text.starts_with("https://") {
        8
    } else if text.starts_with("http://") {
        7
    } else {
        return 0;
    };
    let run = text
        .find(|c: char| c.is_whitespace() || c == '<' || c == '|' || c == '`' || turns_around(c))
        .unwrap_or(text.len());
    let trailing = [
        '.', ',', ':', ';', '"', '\'', ']', ')', '*', '_', '~', '!', '?', '\\',
    ];
    let length = text[..run].trim_end_matches(trailing).len();
    if length > scheme { length } else { 0 }
}

/// Whether what follows a colon makes an emoji of it: `smile:`.
fn shortcode(after: &str) -> bool {
    let name = after
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-'))
        .count();
    name > 1 && after[name..].starts_with(':')
}

/// The signs that turn the direction of writing around, with which a text can look like another one.
fn turns_around(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::escape;

    #[test]
    fn formatting_is_shown_and_not_done() {
        assert_eq!(
            escape("**fat** _x_ ~~y~~ `z` ||s||"),
            r"\*\*fat\*\* \_x\_ \~\~y\~\~ \`z\` \|\|s\|\|"
        );
        assert_eq!(
            escape("# a\n> b\n- c\n-# d\n12. e\n  > f"),
            "\\# a\n\\> b\n\\- c\n\\-# d\n12\\. e\n  \\> f"
        );
        assert_eq!(escape("a > b, C-0042, 3.5 # 1"), "a > b, C-0042, 3.5 # 1");
    }

    #[test]
    fn nobody_is_mentioned() {
        assert_eq!(
            escape("@everyone @here a@b.nl"),
            r"\@everyone \@here a@b.nl"
        );
        assert_eq!(
            escape("<@1> <@&2> <#3> <t:4:R> <:em:5> </ask:6> :smile: 10:30:15"),
            r"\<@1> \<@&2> \<#3> \<t:4:R> \<\:em:5> \</ask:6> \:smile: 10\:30:15"
        );
    }

    #[test]
    fn links_can_be_followed_but_do_not_hide_where_they_go() {
        assert_eq!(
            escape("see https://a.nl/b_c_d. [x](https://evil.nl)"),
            r"see https://a.nl/b_c_d. \[x](https://evil.nl)"
        );
        assert_eq!(escape("https:// http"), "https:// http");
    }

    #[test]
    fn a_text_can_not_be_turned_around() {
        assert_eq!(escape("abc\u{202e}def"), "abcdef");
    }

    proptest! {
        #[test]
        fn every_sign_that_formats_is_escaped(text in "[a-z*_~`|<\\[\\\\ \n>#@:-]{0,40}") {
            let out = escape(&text);
            let mut escaped = false;
            for character in out.chars() {
                let formats = matches!(character, '*' | '_' | '~' | '`' | '|' | '<' | '[');
                prop_assert!(!formats || escaped, "{out}");
                escaped = character == '\\' && !escaped;
            }
        }
    }
}

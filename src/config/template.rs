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

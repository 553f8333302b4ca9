//! Facts that are looked up when an answer is given.

use std::time::Duration;

use chat::texts;
use chrono_tz::Europe::Amsterdam;
use domain::{Lang, Lecture};
use knowledge::{Fact, facts, with_facts};
use store::Store;

/// An answer does not wait longer for a fact: it is given without it.
const PATIENCE: Duration = Duration::from_millis(300);

/// The text with its facts as they are now, in Markdown.
pub(super) async fn live(store: &Store, text: &str, lang: Lang) -> String {
    if facts(text).next().is_none() {
        return text.to_owned();
    }
    // So far all facts are about the newest lecture.
    let looked = store.clock().timeout(PATIENCE, newest(store)).await;
    let lecture = match looked {
        Ok(Ok(lecture)) => lecture,
        Ok(Err(error)) => {
            let error = format!("{error:#}");
            tracing::warn!(error, "cannot look up what an answer names");
            None
        }
        Err(_) => None,
    };
    with_facts(text, |fact| {
        let lecture = lecture.as_ref()?;
        Some(match fact {
            Fact::LatestLecture => format!("[{}](<{}>)", escaped(&lecture.title), lecture.url),
            Fact::LatestLectureDay => {
                let at = lecture.published_at.with_timezone(&Amsterdam);
                texts::day(lang, at.date_naive())
            }
        })
    })
}

async fn newest(store: &Store) -> anyhow::Result<Option<Lecture>> {
    let mut tx = store.read().await?;
    Ok(tx.lectures_latest(1).await?.pop())
}

/// A publisher's words in Markdown: they are read as they stand.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        for c in word.chars() {
            if c.is_ascii_punctuation() {
                text.push('\\');
            }
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_publishers_words_are_no_markup() {
        assert_eq!(
            escaped("[AI](https://x) *now*\n&amp; `then`"),
            r"\[AI\]\(https\:\/\/x\) \*now\* \&amp\; \`then\`"
        );
    }
}

//! Facts that are looked up when an answer is given; who asks within a second shares one look.

use std::time::Duration;

use chat::texts;
use chrono_tz::Europe::Amsterdam;
use domain::{Lang, Lecture};
use knowledge::{Fact, facts, with_facts};
use store::Store;
use tokio::sync::{Mutex, MutexGuard};

/// An answer does not wait longer for a fact: it is given without it.
const PATIENCE: Duration = Duration::from_millis(300);
/// For so long what was looked up holds.
const FRESH: Duration = Duration::from_secs(1);

/// What answers name and may change at any time. So far all of it is about the newest lecture.
#[derive(Default)]
pub(crate) struct Live(Mutex<Looked>);

/// What was found, and when by what has passed on the clock.
#[derive(Default)]
struct Looked {
    at: Option<Duration>,
    newest: Option<Lecture>,
}

impl Live {
    /// The text with its facts as they are now, in Markdown.
    pub(super) async fn fill(&self, store: &Store, text: &str, lang: Lang) -> String {
        if facts(text).next().is_none() {
            return text.to_owned();
        }
        let looked = store.clock().timeout(PATIENCE, self.look(store)).await;
        let looked = match looked {
            Ok(Ok(looked)) => Some(looked),
            Ok(Err(error)) => {
                let error = format!("{error:#}");
                tracing::warn!(error, "cannot look up what an answer names");
                None
            }
            Err(_) => None,
        };
        with_facts(text, |fact| {
            let lecture = looked.as_ref()?.newest.as_ref()?;
            Some(match fact {
                Fact::LatestLecture => format!("[{}](<{}>)", escaped(&lecture.title), lecture.url),
                Fact::LatestLectureDay => {
                    let at = lecture.published_at.with_timezone(&Amsterdam);
                    texts::day(lang, at.date_naive())
                }
            })
        })
    }

    async fn look(&self, store: &Store) -> anyhow::Result<MutexGuard<'_, Looked>> {
        let mut looked = self.0.lock().await;
        let now = store.clock().elapsed();
        if looked.at.is_none_or(|at| now - at >= FRESH) {
            let mut tx = store.read().await?;
            looked.newest = tx.lectures_latest(1).await?.pop();
            looked.at = Some(now);
        }
        Ok(looked)
    }
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

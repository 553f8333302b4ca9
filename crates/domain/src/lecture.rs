//! Mini-lectures: videos of the channel, each announced once.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::signup::named;

/// The platform's own id of a video, as in `watch?v=…`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VideoId(String);

impl VideoId {
    /// Reads an id: letters, digits, `-` and `_`, 1 to 64 of them; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        (plain && (1..=64).contains(&text.len())).then(|| Self(text.to_owned()))
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for VideoId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

named! {
    /// Whether a video can be seen.
    Phase {
        /// Planned: a premiere or a stream that has a time.
        Upcoming = "upcoming",
        /// Being streamed.
        Live = "live",
        /// Can be watched.
        Published = "published",
    }
}

/// One mini-lecture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lecture {
    /// Its video.
    pub video: VideoId,
    /// Its title, as the publisher wrote it.
    pub title: String,
    /// What it is about, as the publisher wrote it; may be empty.
    pub description: String,
    /// Where it is watched.
    pub url: String,
    /// Its picture.
    pub thumbnail: Option<String>,
    /// Whether it can be seen.
    pub phase: Phase,
    /// When it was, or will be, published.
    pub published_at: DateTime<Utc>,
}

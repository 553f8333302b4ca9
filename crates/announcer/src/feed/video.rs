//! A video, as the channel's feed tells of it.
//!
//! The feed tells little of premieres and streams. It lists them before they can be seen, and has no
//! field for the time at which they begin, nor for whether they are over. All that it tells is
//! `published`: for most videos the moment at which they became public. A video that is published in
//! the future is upcoming; any other counts as published. So a premiere whose `published` is the moment
//! of its planning is announced when it is planned; its page then says when it begins.

use chrono::{DateTime, Utc};
use domain::{Lecture, Phase, VideoId};

/// What is kept of a title, in characters; the platform itself takes 100.
const TITLE_MAX: usize = 300;

/// What is kept of a description, in characters; the platform itself takes 5,000.
const DESCRIPTION_MAX: usize = 5_000;

/// What is kept of an address, in bytes.
const URL_MAX: usize = 2_000;

/// One video, as the feed tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Video {
    /// Its id.
    pub id: VideoId,
    /// The channel's id, from the entry: the feed's own lacks its first two letters.
    pub channel: Option<String>,
    /// Its title, on one line.
    pub title: String,
    /// Its description; may be empty.
    pub description: String,
    /// Where it is watched; `https`.
    pub url: String,
    /// Its picture; `https`.
    pub thumbnail: Option<String>,
    /// When it was, or will be, published.
    pub published_at: DateTime<Utc>,
    /// Whether it is a Short.
    pub short: bool,
}

impl Video {
    /// Whether it can be seen, as far as the feed tells.
    pub fn phase(&self, now: DateTime<Utc>) -> Phase {
        if self.published_at > now {
            Phase::Upcoming
        } else {
            Phase::Published
        }
    }

    /// The mini-lecture that it is.
    pub fn lecture(&self, now: DateTime<Utc>) -> Lecture {
        Lecture {
            video: self.id.clone(),
            title: self.title.clone(),
            description: self.description.clone(),
            url: self.url.clone(),
            thumbnail: self.thumbnail.clone(),
            phase: self.phase(now),
            published_at: self.published_at,
        }
    }
}

/// The texts of one entry, as they stand in the feed.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) channel: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) link: String,
    pub(super) thumbnail: String,
    pub(super) published: String,
}

impl Entry {
    /// The video that it is; `None` when it lacks an id, a title or a date.
    pub(super) fn video(self) -> Option<Video> {
        let id = VideoId::parse(self.id.trim())?;
        let title = one_line(&self.title);
        let channel = one_line(&self.channel);
        Some(Video {
            channel: Some(channel).filter(|channel| !channel.is_empty()),
            title: Some(title).filter(|title| !title.is_empty())?,
            description: paragraphs(&self.description),
            short: self.link.contains("/shorts/"),
            url: if is_https(&self.link) {
                self.link
            } else {
                format!("https://www.youtube.com/watch?v={id}")
            },
            thumbnail: Some(self.thumbnail).filter(|url| is_https(url)),
            published_at: self.published.trim().parse().ok()?,
            id,
        })
    }
}

fn is_https(url: &str) -> bool {
    url.len() <= URL_MAX
        && reqwest::Url::parse(url).is_ok_and(|url| url.scheme() == "https" && url.has_host())
}

/// The text on one line, without control characters.
fn one_line(text: &str) -> String {
    let words: String = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    words.chars().take(TITLE_MAX).collect()
}

/// The text with its line breaks, without other control characters.
fn paragraphs(text: &str) -> String {
    text.chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .take(DESCRIPTION_MAX)
        .collect::<String>()
        .trim()
        .to_owned()
}

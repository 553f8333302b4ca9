//! What a channel's Atom feed says: its videos.
//!
//! The feed tells little of premieres and streams. It lists them before they can be seen, and has no
//! field for the time at which they begin, nor for whether they are over. All that it tells is
//! `published`: for most videos the moment at which they became public. A video that is published in
//! the future is upcoming; any other counts as published. So a premiere whose `published` is the moment
//! of its planning is announced when it is planned; its page then says when it begins.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::{Lecture, Phase, VideoId};
use feed_rs::{
    model::{Entry, FeedType},
    parser::{ParseErrorKind, ParseFeedError},
};
use quick_xml::{Reader, events::Event};

use super::FeedProblem;

/// What is kept of a title, in characters; the platform itself takes 100.
const TITLE_MAX: usize = 300;

/// What is kept of a description, in characters; the platform itself takes 5,000.
const DESCRIPTION_MAX: usize = 5_000;

/// How deep a feed's elements may stand in each other; the platform's stand five deep. The parser calls
/// itself for each level and would take the whole program with it at the end of the stack.
const DEPTH_MAX: usize = 64;

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

/// Reads a feed's bytes; its entries that are videos, each once, in the feed's order.
///
/// # Errors
/// A [`FeedProblem`] that says what came instead of a whole feed of videos.
pub fn parse(bytes: &[u8]) -> Result<Vec<Video>, FeedProblem> {
    if bytes.trim_ascii().is_empty() {
        return Err(FeedProblem::Empty);
    }
    if is_too_deep(bytes) {
        return Err(FeedProblem::NotAFeed);
    }
    let feed = feed_rs::parser::parse(bytes).map_err(|error| match error {
        ParseFeedError::ParseError(ParseErrorKind::NoFeedRoot)
        | ParseFeedError::JsonSerde(_)
        | ParseFeedError::JsonUnsupportedVersion(_) => FeedProblem::NotAFeed,
        ParseFeedError::ParseError(_)
        | ParseFeedError::IoError(_)
        | ParseFeedError::XmlReader(_) => FeedProblem::Broken,
    })?;
    if feed.feed_type != FeedType::Atom {
        return Err(FeedProblem::NotAFeed);
    }
    let mut seen = HashSet::new();
    let videos: Vec<Video> = feed
        .entries
        .iter()
        .filter_map(video)
        .filter(|video| seen.insert(video.id.clone()))
        .collect();
    if videos.is_empty() && !feed.entries.is_empty() {
        return Err(FeedProblem::NoVideos);
    }
    Ok(videos)
}

/// The video that an entry is; `None` when it lacks an id, a title or a date.
fn video(entry: &Entry) -> Option<Video> {
    let id = VideoId::parse(entry.id.strip_prefix("yt:video:")?)?;
    let media = entry.media.first();
    let title = entry
        .title
        .as_ref()
        .or_else(|| media.and_then(|media| media.title.as_ref()))
        .map(|title| one_line(&title.content))
        .filter(|title| !title.is_empty())?;
    let link = entry
        .links
        .iter()
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
        .map(|link| link.href.as_str())
        .unwrap_or_default();
    Some(Video {
        channel: entry
            .authors
            .iter()
            .find_map(|author| author.uri.as_deref()?.rsplit_once("/channel/"))
            .map(|(_, channel)| channel.to_owned()),
        title,
        description: media
            .and_then(|media| media.description.as_ref())
            .map(|description| paragraphs(&description.content))
            .unwrap_or_default(),
        url: if is_https(link) {
            link.to_owned()
        } else {
            format!("https://www.youtube.com/watch?v={id}")
        },
        thumbnail: media
            .and_then(|media| media.thumbnails.first())
            .map(|thumbnail| thumbnail.image.uri.clone())
            .filter(|uri| is_https(uri)),
        published_at: entry.published?,
        short: link.contains("/shorts/"),
        id,
    })
}

fn is_https(url: &str) -> bool {
    url.len() <= 2_000
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

/// Whether elements stand too deep in each other, or the bytes are no XML as far as they were read. A NUL
/// means an encoding that this reader takes no account of, and that no feed is written in.
fn is_too_deep(bytes: &[u8]) -> bool {
    let mut reader = Reader::from_reader(bytes);
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) | Err(_) => return bytes.contains(&0),
            Ok(_) => {}
        }
        if depth > DEPTH_MAX {
            return true;
        }
    }
}

#[cfg(test)]
mod tests;

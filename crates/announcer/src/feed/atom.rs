//! Reads a channel's feed: Atom (RFC 4287) with the platform's and Media RSS's own elements.
//!
//! It is read with an XML reader and not with a library for all feeds: feed-rs 3.0 refuses a whole feed when
//! one description in it is empty, passes over `yt:videoId` and `yt:channelId`, and calls itself for
//! each element within another until the stack ends.

use std::{collections::HashSet, mem};

use quick_xml::{
    NsReader,
    escape::resolve_predefined_entity,
    events::{BytesRef, BytesStart, Event},
    name::ResolveResult,
};

use super::{FeedProblem, Video, video::Entry};

const ATOM: &str = "http://www.w3.org/2005/Atom";
const MEDIA: &str = "http://search.yahoo.com/mrss/";
const YOUTUBE: &str = "http://www.youtube.com/xml/schemas/2015";

/// An element that says something; all others are [`Element::Other`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Feed,
    Entry,
    Title,
    Link,
    Published,
    Group,
    Thumbnail,
    Description,
    VideoId,
    ChannelId,
    Other,
}

impl Element {
    fn of(namespace: &ResolveResult<'_>, name: &str) -> Self {
        let ResolveResult::Bound(namespace) = namespace else {
            return Self::Other;
        };
        match (namespace.as_ref(), name) {
            (ATOM, "feed") => Self::Feed,
            (ATOM, "entry") => Self::Entry,
            (ATOM, "title") => Self::Title,
            (ATOM, "link") => Self::Link,
            (ATOM, "published") => Self::Published,
            (MEDIA, "group") => Self::Group,
            (MEDIA, "thumbnail") => Self::Thumbnail,
            (MEDIA, "description") => Self::Description,
            (YOUTUBE, "videoId") => Self::VideoId,
            (YOUTUBE, "channelId") => Self::ChannelId,
            _ => Self::Other,
        }
    }
}

/// Reads a feed's bytes, which are UTF-8 whatever the server says; its entries that are videos, each once,
/// in the feed's order.
///
/// # Errors
/// A [`FeedProblem`] that says what came instead of a whole feed of videos.
pub fn parse(bytes: &[u8]) -> Result<Vec<Video>, FeedProblem> {
    if bytes.trim_ascii().is_empty() {
        return Err(FeedProblem::Empty);
    }
    let text = str::from_utf8(bytes).map_err(|_| FeedProblem::Broken)?;
    let entries = entries(text.trim_start_matches('\u{feff}'))?;
    let has_entries = !entries.is_empty();
    let mut seen = HashSet::new();
    let videos: Vec<Video> = entries
        .into_iter()
        .filter_map(Entry::video)
        .filter(|video| seen.insert(video.id.clone()))
        .collect();
    if has_entries && videos.is_empty() {
        return Err(FeedProblem::NoVideos);
    }
    Ok(videos)
}

fn entries(text: &str) -> Result<Vec<Entry>, FeedProblem> {
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut entries = Vec::new();
    let mut entry = Entry::default();
    let mut path: Vec<Element> = Vec::new();
    let mut is_feed = false;
    let mut content = String::new();
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|_| problem(is_feed))?;
        match event {
            Event::Start(start) => {
                let element = Element::of(&namespace, start.local_name().as_ref());
                if path.is_empty() && (is_feed || element != Element::Feed) {
                    return Err(FeedProblem::NotAFeed);
                }
                is_feed = true;
                path.push(element);
                content.clear();
                attributes(&mut entry, &path, &start).ok_or(FeedProblem::Broken)?;
            }
            Event::Text(text) => content.push_str(&text.xml10_content()),
            Event::CData(text) => content.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => push_reference(&mut content, &reference),
            Event::End(_) => {
                if path == [Element::Feed, Element::Entry] {
                    entries.push(mem::take(&mut entry));
                } else {
                    take_text(&mut entry, &path, &mut content);
                }
                path.pop();
            }
            Event::Eof if path.is_empty() && is_feed => return Ok(entries),
            Event::Eof => return Err(problem(is_feed)),
            _ => {}
        }
    }
}

/// What ends early is a broken feed only if it began as one.
const fn problem(is_feed: bool) -> FeedProblem {
    if is_feed {
        FeedProblem::Broken
    } else {
        FeedProblem::NotAFeed
    }
}

/// Keeps what an element says in its attributes; `None` when they are not well-formed.
fn attributes(entry: &mut Entry, path: &[Element], start: &BytesStart<'_>) -> Option<()> {
    use Element::{Entry as InEntry, Feed, Group, Link, Thumbnail};
    let value = |name: &str| -> Option<Option<String>> {
        let Some(attribute) = start.try_get_attribute(name).ok()? else {
            return Some(None);
        };
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
        Some(Some(value.ok()?.into_owned()))
    };
    match path {
        [Feed, InEntry, Link] if value("rel")?.is_none_or(|rel| rel == "alternate") => {
            entry.link = value("href")?.unwrap_or_default();
        }
        [Feed, InEntry, Group, Thumbnail] if entry.thumbnail.is_empty() => {
            entry.thumbnail = value("url")?.unwrap_or_default();
        }
        _ => {}
    }
    Some(())
}

/// Keeps the text of an element that ends here.
fn take_text(entry: &mut Entry, path: &[Element], content: &mut String) {
    use Element::{
        ChannelId, Description, Entry as InEntry, Feed, Group, Published, Title, VideoId,
    };
    let field = match path {
        [Feed, InEntry, VideoId] => &mut entry.id,
        [Feed, InEntry, ChannelId] => &mut entry.channel,
        [Feed, InEntry, Title] => &mut entry.title,
        [Feed, InEntry, Published] => &mut entry.published,
        [Feed, InEntry, Group, Description] => &mut entry.description,
        _ => return,
    };
    *field = mem::take(content);
}

/// Writes what a reference such as `&amp;` or `&#8217;` stands for; one that nobody knows stays as it is.
fn push_reference(content: &mut String, reference: &BytesRef<'_>) {
    if let Ok(Some(char)) = reference.resolve_char_ref() {
        content.push(char);
    } else if let Some(known) = resolve_predefined_entity(reference) {
        content.push_str(known);
    } else {
        content.push('&');
        content.push_str(reference);
        content.push(';');
    }
}

#[cfg(test)]
mod tests;

//! Channel feeds in YouTube's own form.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};

/// How many videos a feed holds.
const HELD: usize = 15;

/// A video in a channel's feed.
#[derive(Debug, Clone)]
pub struct Video {
    pub(super) id: String,
    title: String,
    description: String,
    published: DateTime<Utc>,
    updated: DateTime<Utc>,
    short: bool,
}

impl Video {
    /// A video, by the 11 characters of its id.
    pub fn new(id: &str, title: &str, published: DateTime<Utc>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            description: String::new(),
            published,
            updated: published,
            short: false,
        }
    }

    /// The text below it.
    #[must_use]
    pub fn description(mut self, text: &str) -> Self {
        self.description = text.into();
        self
    }

    /// When it was changed last.
    #[must_use]
    pub fn updated(mut self, updated: DateTime<Utc>) -> Self {
        self.updated = updated;
        self
    }

    /// It is a Short: `/shorts/` stands in its link.
    #[must_use]
    pub fn short(mut self) -> Self {
        self.short = true;
        self
    }
}

/// When anything in the feed was changed last.
pub(super) fn modified(videos: &[Video]) -> DateTime<Utc> {
    videos
        .iter()
        .map(|video| video.updated)
        .max()
        .unwrap_or(DateTime::UNIX_EPOCH)
}

/// The feed of a channel. In it the feed's own `yt:channelId` lacks the leading `UC`, the entries' has it.
pub(super) fn write(channel: &str, title: &str, videos: &[Video]) -> String {
    let bare = channel.strip_prefix("UC").unwrap_or(channel);
    let title = escape(title);
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
 <link rel="self" href="http://www.youtube.com/feeds/videos.xml?channel_id={channel}"/>
 <id>yt:channel:{bare}</id>
 <yt:channelId>{bare}</yt:channelId>
 <title>{title}</title>
 <link rel="alternate" href="https://www.youtube.com/channel/{channel}"/>
 <author>
  <name>{title}</name>
  <uri>https://www.youtube.com/channel/{channel}</uri>
 </author>
 <published>2020-02-03T12:15:11+00:00</published>
"#
    );
    for video in videos.iter().take(HELD) {
        entry(&mut out, channel, &title, video);
    }
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, channel: &str, author: &str, video: &Video) {
    let id = &video.id;
    let link = if video.short {
        format!("https://www.youtube.com/shorts/{id}")
    } else {
        format!("https://www.youtube.com/watch?v={id}")
    };
    let _ = write!(
        out,
        r#" <entry>
  <id>yt:video:{id}</id>
  <yt:videoId>{id}</yt:videoId>
  <yt:channelId>{channel}</yt:channelId>
  <title>{title}</title>
  <link rel="alternate" href="{link}"/>
  <author>
   <name>{author}</name>
   <uri>https://www.youtube.com/channel/{channel}</uri>
  </author>
  <published>{published}</published>
  <updated>{updated}</updated>
  <media:group>
   <media:title>{title}</media:title>
   <media:content url="https://www.youtube.com/v/{id}?version=3" type="application/x-shockwave-flash" width="640" height="390"/>
   <media:thumbnail url="https://i2.ytimg.com/vi/{id}/hqdefault.jpg" width="480" height="360"/>
   <media:description>{description}</media:description>
   <media:community>
    <media:starRating count="12" average="5.00" min="1" max="5"/>
    <media:statistics views="345"/>
   </media:community>
  </media:group>
 </entry>
"#,
        title = escape(&video.title),
        description = escape(&video.description),
        published = stamp(video.published),
        updated = stamp(video.updated),
    );
}

fn stamp(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, false)
}

fn escape(text: &str) -> String {
    let text = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    text.replace('"', "&quot;")
}

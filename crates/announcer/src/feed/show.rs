//! What would be done with a feed, as text for the operator.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use domain::Phase;

use super::{FeedProblem, Video, parse};

/// What a watcher would do with these bytes at `now`: a line for each video, or the problem.
pub fn show(bytes: &[u8], shorts: bool, now: DateTime<Utc>) -> String {
    match parse(bytes) {
        Ok(videos) => list(&videos, shorts, now),
        Err(problem) => show_problem(&problem),
    }
}

/// What a watcher would do without a feed.
pub fn show_problem(problem: &FeedProblem) -> String {
    format!(
        "problem {}: {problem}\nNothing would be posted and nothing forgotten; it would be tried again after 5 minutes, then less often.\n",
        problem.code()
    )
}

fn list(videos: &[Video], shorts: bool, now: DateTime<Utc>) -> String {
    let channel = videos.iter().find_map(|video| video.channel.as_deref());
    let mut text = format!(
        "channel {}, videos: {}\nA first look posts none of them; after it, each is announced once if it is not known yet:\n\n",
        channel.unwrap_or("(unknown)"),
        videos.len()
    );
    for video in videos {
        // Writing to a String can't fail.
        let _ = writeln!(
            text,
            "{}  {}  {:<23}  {}",
            video.published_at.format("%Y-%m-%d %H:%M UTC"),
            video.id,
            verdict(video, shorts, now),
            video.title
        );
    }
    text
}

fn verdict(video: &Video, shorts: bool, now: DateTime<Utc>) -> &'static str {
    if video.short && !shorts {
        "leave out: a Short"
    } else if video.phase(now) == Phase::Upcoming {
        "announce once it is out"
    } else {
        "announce"
    }
}

#[cfg(test)]
mod tests {
    use super::show;

    #[test]
    fn each_video_is_a_line_that_says_what_would_be_done() {
        let entry = |id: &str, path: &str, published: &str| {
            format!(
                "<entry><y:videoId>{id}</y:videoId><y:channelId>UCdash</y:channelId><title>About {id}</title>\
                 <link rel='alternate' href='https://videos.example/{path}{id}'/>\
                 <published>{published}</published></entry>"
            )
        };
        let feed = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:y='http://www.youtube.com/xml/schemas/2015'>{}{}{}</feed>",
            entry("new-video-1", "watch?v=", "2026-03-02T10:00:00+01:00"),
            entry("a-short-one", "shorts/", "2026-03-01T10:00:00Z"),
            entry("premiere-12", "watch?v=", "2026-03-09T10:00:00Z"),
        );
        let now = "2026-03-02T12:00:00Z".parse().unwrap();
        insta::assert_snapshot!(show(feed.as_bytes(), false, now), @r"
        channel UCdash, videos: 3
        A first look posts none of them; after it, each is announced once if it is not known yet:

        2026-03-02 09:00 UTC  new-video-1  announce                 About new-video-1
        2026-03-01 10:00 UTC  a-short-one  leave out: a Short       About a-short-one
        2026-03-09 10:00 UTC  premiere-12  announce once it is out  About premiere-12
        ");
    }

    #[test]
    fn what_is_no_feed_is_a_problem() {
        let now = "2026-03-02T12:00:00Z".parse().unwrap();
        insta::assert_snapshot!(show(b"<html></html>", false, now), @r"
        problem not_a_feed: the answer is no Atom feed
        Nothing would be posted and nothing forgotten; it would be tried again after 5 minutes, then less often.
        ");
    }
}

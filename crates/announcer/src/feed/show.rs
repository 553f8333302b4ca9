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
        "problem {}: {problem}\nNothing would be posted and nothing forgotten; the next look is due in at least 5 minutes.\n",
        problem.code()
    )
}

fn list(videos: &[Video], shorts: bool, now: DateTime<Utc>) -> String {
    let channel = videos.iter().find_map(|video| video.channel.as_deref());
    let mut text = format!(
        "{} videos of channel {}\nA first look posts none of them; after it, each is announced once if it is not known yet:\n\n",
        videos.len(),
        channel.unwrap_or("(unknown)")
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
        "left out: a Short"
    } else if video.phase(now) == Phase::Upcoming {
        "announced when it is out"
    } else {
        "announced"
    }
}

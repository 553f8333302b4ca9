//! Feeds as they come, and what comes instead of them.

use std::path::Path;

use chrono::{DateTime, Utc};
use domain::Phase;

use super::parse;
use crate::feed::FeedProblem;

fn entry(id: &str, title: &str, link: &str, published: &str) -> String {
    format!(
        r#"<entry><id>yt:video:{id}</id><yt:videoId>{id}</yt:videoId><yt:channelId>UCdash</yt:channelId><title>{title}</title>
        <link rel="alternate" href="{link}"/>
        <author><name>DASH</name><uri>https://www.youtube.com/channel/UCdash</uri></author>
        <published>{published}</published><updated>{published}</updated>
        <media:group><media:title>{title}</media:title>
        <media:content url="https://www.youtube.com/v/{id}" type="application/x-shockwave-flash"/>
        <media:thumbnail url="https://i.ytimg.com/vi/{id}/hqdefault.jpg" width="480" height="360"/>
        <media:description>About {title}
Second line</media:description></media:group></entry>"#
    )
}

fn feed(entries: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
<id>yt:channel:dash</id><yt:channelId>dash</yt:channelId><title>DASH</title>{entries}</feed>"#
    )
}

fn one() -> String {
    feed(&entry(
        "abc-_1",
        "Bias &amp; &lt;b&gt;fairness&lt;/b&gt;",
        "https://www.youtube.com/watch?v=abc-_1",
        "2026-03-01T10:00:00+00:00",
    ))
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn an_entry_is_a_mini_lecture() {
    let videos = parse(one().as_bytes()).unwrap();
    insta::assert_debug_snapshot!(videos[0].lecture(at("2026-03-02T00:00:00Z")), @r#"
    Lecture {
        video: VideoId(
            "abc-_1",
        ),
        title: "Bias & <b>fairness</b>",
        description: "About Bias & <b>fairness</b>\nSecond line",
        url: "https://www.youtube.com/watch?v=abc-_1",
        thumbnail: Some(
            "https://i.ytimg.com/vi/abc-_1/hqdefault.jpg",
        ),
        phase: Published,
        published_at: 2026-03-01T10:00:00Z,
    }
    "#);
    assert_eq!(videos[0].channel.as_deref(), Some("UCdash"));
    assert!(!videos[0].short);
}

#[test]
fn a_video_of_the_future_is_upcoming() {
    let video = &parse(one().as_bytes()).unwrap()[0];
    assert_eq!(video.phase(at("2026-03-01T09:59:59Z")), Phase::Upcoming);
    assert_eq!(video.phase(at("2026-03-01T10:00:00Z")), Phase::Published);
}

#[test]
fn a_short_is_known_by_its_link_and_no_link_but_https_is_kept() {
    let entries = [
        entry(
            "s",
            "S",
            "https://www.youtube.com/shorts/s",
            "2026-03-01T10:00:00Z",
        ),
        entry("j", "J", "javascript:alert(1)", "2026-03-01T10:00:00Z"),
    ];
    let videos = parse(feed(&entries.concat()).as_bytes()).unwrap();
    assert!(videos[0].short);
    assert_eq!(videos[1].url, "https://www.youtube.com/watch?v=j");
}

#[test]
fn an_entry_that_is_no_video_is_passed_over_and_none_comes_twice() {
    let good = entry(
        "a",
        "A",
        "https://www.youtube.com/watch?v=a",
        "2026-03-01T10:00:00Z",
    );
    let odd = [
        good.replace("<yt:videoId>a</yt:videoId>", ""),
        good.replace("<published>2026-03-01T10:00:00Z</published>", ""),
        good.replace(">A<", "> <"),
        good.clone(),
        good,
    ];
    let videos = parse(feed(&odd.concat()).as_bytes()).unwrap();
    assert_eq!(videos.len(), 1);
    assert_eq!(
        parse(feed(&odd[..3].concat()).as_bytes()),
        Err(FeedProblem::NoVideos)
    );
}

#[test]
fn a_video_may_have_no_description_and_no_picture() {
    let entry = entry(
        "a",
        "A",
        "https://www.youtube.com/watch?v=a",
        "2026-03-01T10:00:00Z",
    );
    let (begin, rest) = entry.split_once("<media:thumbnail").unwrap();
    let (_, end) = rest.split_once("</media:description>").unwrap();
    for description in [
        "",
        "<media:description/>",
        "<media:description></media:description>",
    ] {
        let videos = parse(feed(&[begin, description, end].concat()).as_bytes()).unwrap();
        assert_eq!(
            (videos[0].description.as_str(), &videos[0].thumbnail),
            ("", &None)
        );
    }
}

#[test]
fn references_and_character_data_are_read() {
    let entry = entry(
        "a",
        "Z&#235; <![CDATA[<&>]]> &quot;&nbsp;",
        "https://x.example/a?b=1&amp;c=2",
        "2026-03-01T10:00:00Z",
    );
    let video = &parse(feed(&entry).as_bytes()).unwrap()[0];
    assert_eq!(video.title, "Zë <&> \"&nbsp;");
    assert_eq!(video.url, "https://x.example/a?b=1&c=2");
}

#[test]
fn a_channel_may_have_no_videos_yet() {
    assert_eq!(parse(feed("").as_bytes()), Ok(Vec::new()));
}

#[test]
fn what_is_no_feed_says_what_it_is_instead() {
    let rss = "<rss version=\"2.0\"><channel><title>x</title></channel></rss>";
    for (bytes, problem) in [
        ("", FeedProblem::Empty),
        (" \r\n", FeedProblem::Empty),
        ("gone", FeedProblem::NotAFeed),
        ("{\"error\": 404}", FeedProblem::NotAFeed),
        (
            "<!DOCTYPE html><html><body><p>Before you continue</body></html>",
            FeedProblem::NotAFeed,
        ),
        (rss, FeedProblem::NotAFeed),
        ("<feed/>", FeedProblem::NotAFeed),
        ("\u{0}<feed", FeedProblem::NotAFeed),
    ] {
        assert_eq!(parse(bytes.as_bytes()), Err(problem), "{bytes}");
    }
}

#[test]
fn a_feed_that_is_cut_off_anywhere_is_no_feed() {
    let whole = one();
    for end in 0..whole.len() {
        assert!(parse(&whole.as_bytes()[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn elements_within_elements_do_not_end_the_program() {
    for name in ["media:group", "media:content"] {
        for count in [1_900, 300_000] {
            let deep = format!("<{name}>").repeat(count) + &format!("</{name}>").repeat(count);
            let entry = entry("a", "A", "https://x.example/a", "2026-03-01T10:00:00Z");
            let bytes = feed(&entry.replace("</entry>", &format!("{deep}</entry>")));
            drop(parse(bytes.as_bytes()));
        }
    }
}

#[test]
fn a_byte_order_mark_is_no_problem() {
    let marked = format!("\u{feff}{}", one());
    assert_eq!(parse(marked.as_bytes()).map(|videos| videos.len()), Ok(1));
}

#[test]
fn the_platforms_own_feed_is_taken_as_it_is() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/fixtures/youtube/channel-feed.xml");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: the recorded feed is not there");
        return;
    };
    let videos = parse(&bytes).unwrap();
    assert_eq!(videos.len(), 15);
    assert_eq!(videos[0].id.as_str(), "W_S7iKZZdHw");
    assert_eq!(
        videos[0].channel.as_deref(),
        Some("UC9PBzalIcEQCsiIkq36PyUA")
    );
    assert!(
        videos.iter().all(|video| !video.short
            && !video.description.is_empty()
            && video.thumbnail.is_some())
    );
    for end in (0..bytes.trim_ascii_end().len()).step_by(97) {
        assert!(parse(&bytes[..end]).is_err(), "cut at {end}");
    }
}

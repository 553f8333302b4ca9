//! Feeds, good and bad.

use std::time::Duration;

use clock::Clock;
use testkit::youtube::{FakeYouTube, FeedFault, Video};

const CHANNEL: &str = "UC0123456789abcdefghijkl";

async fn channel() -> FakeYouTube {
    let youtube = FakeYouTube::start().await;
    youtube.add_channel(CHANNEL, "DASH");
    let video = Video::new("abcdefghijk", "Trees & forests", Clock::system().now());
    youtube.publish(CHANNEL, video.description("Mini-lecture").short());
    youtube
}

#[tokio::test]
async fn a_feed_is_in_youtubes_form_and_not_sent_twice() {
    let youtube = channel().await;
    let client = reqwest::Client::new();
    let url = youtube.feed_url(CHANNEL);
    let first = client.get(&url).send().await.expect("an answer");
    let tag = first.headers()["etag"].clone();
    let text = first.text().await.expect("a body");
    assert!(text.contains("<yt:channelId>0123456789abcdefghijkl</yt:channelId>"));
    assert!(text.contains("<yt:channelId>UC0123456789abcdefghijkl</yt:channelId>"));
    assert!(text.contains("Trees &amp; forests") && text.contains("/shorts/abcdefghijk"));
    for (tag, status) in [(tag.to_str().expect("text"), 304), ("", 200)] {
        let answer = client.get(&url).header("if-none-match", tag).send().await;
        assert_eq!(answer.expect("an answer").status(), status);
    }
    assert_eq!(youtube.requests().len(), 3);
}

#[tokio::test]
async fn a_feed_can_be_served_badly() {
    let youtube = channel().await;
    let client = reqwest::Client::new();
    let get = async || client.get(youtube.feed_url(CHANNEL)).send().await;
    youtube.fault(FeedFault::Status(404), 1);
    youtube.fault(FeedFault::TooMany(60), 1);
    youtube.fault(FeedFault::CutOff, 1);
    youtube.fault(FeedFault::Huge, 1);
    youtube.fault(FeedFault::Endless, 1);
    youtube.fault(FeedFault::Drop, 1);
    assert_eq!(get().await.expect("an answer").status(), 404);
    assert_eq!(
        get().await.expect("an answer").headers()["retry-after"],
        "60"
    );
    let cut = get()
        .await
        .expect("an answer")
        .text()
        .await
        .expect("a body");
    assert!(!cut.contains("</feed>"));
    assert!(
        get()
            .await
            .expect("an answer")
            .bytes()
            .await
            .expect("a body")
            .len()
            > 50 << 20
    );
    let endless = get().await.expect("an answer").text();
    let limit = Duration::from_millis(200);
    assert!(Clock::system().timeout(limit, endless).await.is_err());
    assert!(get().await.is_err());
    assert_eq!(get().await.expect("an answer").status(), 200);
    youtube.answered(7).await;
}

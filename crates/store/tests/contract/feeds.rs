//! Feeds.

use store::Feed;

use crate::world::{World, minutes, start};

on_every_database! {
    how_a_feed_goes_is_remembered_and_written_over,
}

async fn how_a_feed_goes_is_remembered_and_written_over(world: World) {
    let first = Feed {
        name: "videos".to_owned(),
        failures: 2,
        ..Feed::default()
    };
    let second = Feed {
        name: "videos".to_owned(),
        etag: Some("\"a\"".to_owned()),
        last_modified: Some("Mon, 02 Mar 2026 09:00:00 GMT".to_owned()),
        baseline_at: Some(start()),
        looked_at: Some(start() + minutes(1)),
        good_at: Some(start() + minutes(2)),
        failures: 0,
        failing_since: Some(start() + minutes(4)),
        next_at: Some(start() + minutes(3)),
        problem: Some("http_500".to_owned()),
    };
    let mut tx = world.begin().await;
    assert_eq!(tx.feed("videos").await.unwrap(), None);
    for feed in [&first, &second, &first] {
        tx.feed_save(feed).await.unwrap();
        assert_eq!(tx.feed("videos").await.unwrap().as_ref(), Some(feed));
    }
}

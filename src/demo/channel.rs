//! The demo's video channel: a feed of our own making, in the form that YouTube gives its feeds, that
//! gains a video a few seconds after the first look.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use anyhow::Context as _;
use axum::{Router, extract::State, http::header, response::IntoResponse, routing::get};
use chrono::{DateTime, TimeDelta, Utc};
use clock::Clock;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// The channel's id.
pub(super) const ID: &str = "UCdemo0000000000000000AA";

/// How long after the first look the new video is there.
const NEW_AFTER: Duration = Duration::from_secs(6);

/// Videos that are there from the beginning: id, title, description, days ago.
const OLD: [(&str, &str, &str, i64); 3] = [
    (
        "demo-split01",
        "Splitting data: train, validate, test",
        "Why a patient must not stand in two of the three sets, and how to see that one does.",
        9,
    ),
    (
        "demo-calib01",
        "Is your risk score calibrated?",
        "A model can rank patients well and still be wrong about every risk. How to look, and what to do.",
        23,
    ),
    (
        "demo-fair001",
        "Fairness in prediction models",
        "For whom does the model work less well? Three questions to ask before it is used.",
        44,
    ),
];

/// The video that comes in while one watches.
const NEW: (&str, &str, &str) = (
    "demo-miss001",
    "Missing data, and what to do about it",
    "Imputation or leaving out: when which one misleads you.",
);

struct Channel {
    clock: Clock,
    first_look: OnceLock<DateTime<Utc>>,
}

/// Serves the channel on a free loopback port until `shutdown`; gives its base address.
pub(super) async fn serve(clock: Clock, shutdown: CancellationToken) -> anyhow::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .context("cannot listen on loopback")?;
    let address = listener
        .local_addr()
        .context("cannot read the feed's address")?;
    let channel = Arc::new(Channel {
        clock,
        first_look: OnceLock::new(),
    });
    let router = Router::new()
        .route("/feeds/videos.xml", get(feed))
        .with_state(channel);
    tokio::spawn(async move {
        let ended = axum::serve(listener, router)
            .with_graceful_shutdown(shutdown.cancelled_owned())
            .await;
        if let Err(error) = ended {
            tracing::error!(error = %error, "the demo's feed is gone");
        }
    });
    Ok(format!("http://{address}"))
}

async fn feed(State(channel): State<Arc<Channel>>) -> impl IntoResponse {
    let now = channel.clock.now();
    let first = *channel.first_look.get_or_init(|| now);
    let mut entries = String::new();
    if let Ok(passed) = (now - first).to_std()
        && passed >= NEW_AFTER
    {
        entries.push_str(&entry(NEW.0, NEW.1, NEW.2, first));
    }
    for (id, title, description, days) in OLD {
        entries.push_str(&entry(
            id,
            title,
            description,
            first - TimeDelta::days(days),
        ));
    }
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns:yt=\"http://www.youtube.com/xml/schemas/2015\" xmlns:media=\"http://search.yahoo.com/mrss/\" \
         xmlns=\"http://www.w3.org/2005/Atom\">\n<id>yt:channel:{channel}</id>\n<title>Demo</title>\n{entries}</feed>\n",
        channel = &ID[2..],
    );
    ([(header::CONTENT_TYPE, "text/xml; charset=UTF-8")], body)
}

fn entry(id: &str, title: &str, description: &str, published: DateTime<Utc>) -> String {
    let at = published.to_rfc3339();
    format!(
        "<entry><id>yt:video:{id}</id><yt:videoId>{id}</yt:videoId><yt:channelId>{ID}</yt:channelId>\
         <title>{title}</title><link rel=\"alternate\" href=\"https://www.youtube.com/watch?v={id}\"/>\
         <published>{at}</published><updated>{at}</updated><media:group><media:title>{title}</media:title>\
         <media:description>{description}</media:description></media:group></entry>\n"
    )
}

//! The watcher: looks at the feed when it is due, and survives restarts without hammering or reposting.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use clock::{Clock, Ids};
use network::Network;
use reqwest::{Client, Url};
use store::Store;
use tokio_util::sync::CancellationToken;

use super::{FeedProblem, client};

/// The wait after the first failed look; it doubles with each further one.
const RETRY_FIRST: TimeDelta = TimeDelta::minutes(5);

/// The longest wait after a failed look, unless the server asks for more.
const RETRY_MOST: TimeDelta = TimeDelta::hours(2);

/// The longest wait that a server is granted, and that a stored instant is believed.
const WAIT_MOST: TimeDelta = TimeDelta::hours(24);

/// The wait after the store could not be read.
const STORE_RETRY: Duration = Duration::from_secs(60);

/// Which channel is watched, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where the platform is: `https://www.youtube.com`.
    pub base: String,
    /// The channel's id: `UC…`.
    pub channel: String,
    /// Whether Shorts are announced like other videos.
    pub shorts: bool,
    /// How long after a good look the next one follows.
    pub every: Duration,
}

impl Source {
    /// A channel on the platform itself, without Shorts, looked at every ten minutes.
    pub fn new(channel: impl Into<String>) -> Self {
        Self {
            base: "https://www.youtube.com".to_owned(),
            channel: channel.into(),
            shorts: false,
            every: Duration::from_secs(10 * 60),
        }
    }

    /// The feed's name in the store. Another channel or another rule is another feed, with a first look
    /// of its own; else what stands in it already would be posted.
    pub fn name(&self) -> String {
        let shorts = if self.shorts { "+shorts" } else { "" };
        format!("youtube:{}{shorts}", self.channel)
    }

    /// The feed's address.
    ///
    /// # Errors
    /// [`FeedProblem::Address`] when the base is no address.
    pub fn url(&self) -> Result<Url, FeedProblem> {
        let feed = format!("{}/feeds/videos.xml", self.base.trim_end_matches('/'));
        Url::parse_with_params(&feed, [("channel_id", &self.channel)])
            .map_err(|_| FeedProblem::Address)
    }
}

/// Watches one channel's feed.
#[derive(Clone)]
pub struct Watcher {
    pub(super) store: Store,
    pub(super) clock: Clock,
    pub(super) ids: Ids,
    pub(super) network: Network,
    pub(super) http: Client,
    pub(super) source: Source,
}

impl Watcher {
    /// A watcher on the store's clock that goes out through `network`.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn new(store: Store, network: Network, source: Source) -> anyhow::Result<Self> {
        Ok(Self {
            clock: store.clock().clone(),
            ids: store.ids().clone(),
            store,
            http: client(&network)?,
            network,
            source,
        })
    }

    /// Looks whenever a look is due, until `shutdown`. What goes wrong is logged and tried again.
    pub async fn run(&self, shutdown: CancellationToken) {
        shutdown.run_until_cancelled(self.watch()).await;
    }

    async fn watch(&self) {
        loop {
            let looked = match self.due().await {
                Ok(due) => {
                    self.clock.sleep_until(due).await;
                    self.look().await.map(drop)
                }
                Err(error) => Err(error),
            };
            if let Err(error) = looked {
                tracing::error!(
                    feed.name = self.source.name(),
                    error = format!("{error:#}"),
                    "cannot look at the feed"
                );
                self.clock.sleep(STORE_RETRY).await;
            }
        }
    }

    /// When the next look is due; a stored instant that lies absurdly far ahead was made by a wrong clock.
    async fn due(&self) -> anyhow::Result<DateTime<Utc>> {
        let now = self.clock.now();
        let feed = self.store.read().await?.feed(&self.source.name()).await?;
        let due = feed.and_then(|feed| feed.next_at).unwrap_or(now);
        Ok(due.min(now + WAIT_MOST))
    }

    /// When to look again after a good look; at the latest when `upcoming` can be seen.
    pub(super) fn next(&self, upcoming: Option<DateTime<Utc>>) -> DateTime<Utc> {
        let every = TimeDelta::from_std(self.source.every).unwrap_or(WAIT_MOST);
        let regular = self.clock.now() + self.jittered(every.min(WAIT_MOST));
        upcoming.map_or(regular, |instant| regular.min(instant))
    }

    /// When to look again after `failures` failed looks in a row, and not before `retry_at`.
    pub(super) fn next_after_failure(
        &self,
        failures: i64,
        retry_at: Option<DateTime<Utc>>,
    ) -> DateTime<Utc> {
        let now = self.clock.now();
        let doublings = u32::try_from(failures.clamp(1, 11) - 1).unwrap_or_default();
        let wait = (RETRY_FIRST * 2_i32.pow(doublings)).min(RETRY_MOST);
        let own = now + self.jittered(wait);
        retry_at.map_or(own, |instant| own.max(instant.min(now + WAIT_MOST)))
    }

    /// The wait and up to a tenth more, so that many do not come at once.
    fn jittered(&self, wait: TimeDelta) -> TimeDelta {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "a wait of hours, in milliseconds, is exact enough"
        )]
        let more = (wait.num_milliseconds() as f64 * 0.1 * self.ids.fraction()) as i64;
        wait + TimeDelta::milliseconds(more)
    }
}

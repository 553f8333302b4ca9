//! One look at the feed: what came is recorded, and what is new is announced, in one transaction.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{Cause, Phase, Purpose};
use store::{Enqueue, Feed, Saved, Tx};

use crate::posts::start_changed;

use super::{
    FeedProblem, Video, Watcher,
    fetch::{Answer, NoAnswer, Validators, ask},
    parse,
};

/// How long a feed may give nothing before staff hear of it.
const PATIENCE: TimeDelta = TimeDelta::hours(24);

/// How many videos the feed holds at most.
const WINDOW: usize = 15;

/// How a look ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// The first good one: the videos are known from now on, and nothing was posted.
    Baseline {
        /// How many there are.
        videos: usize,
    },
    /// The feed was read.
    Read {
        /// How many videos are announced now.
        announced: usize,
        /// How many others changed.
        changed: usize,
    },
    /// The server says that nothing changed.
    NotModified,
    /// Nothing came; it is tried again later.
    Failed(FeedProblem),
}

/// What a feed said.
struct Content {
    /// The videos that are announced.
    videos: Vec<Video>,
    /// Whether there may be older ones that do not fit into the feed.
    is_full: bool,
    /// What the server wants to be asked with the next time.
    validators: Validators,
}

impl Watcher {
    /// Looks at the feed once and records what came. A video that is no longer in it is left as it is:
    /// absence is not deletion.
    ///
    /// # Errors
    /// Those of the store; what the server does wrong is [`Look::Failed`].
    pub async fn look(&self) -> anyhow::Result<Look> {
        let name = self.source.name();
        let feed = self.store.read().await?.feed(&name).await?;
        let feed = feed.unwrap_or_else(|| Feed {
            name: name.clone(),
            ..Feed::default()
        });
        let validators = Validators {
            etag: feed.etag.clone(),
            last_modified: feed.last_modified.clone(),
        };
        let look = match self.ask(&validators).await {
            Ok(None) => self.not_modified(feed).await?,
            Ok(Some(content)) => self.read(feed, content).await?,
            Err(no_answer) => self.failed(feed, no_answer).await?,
        };
        let outcome = match &look {
            Look::Failed(problem) => {
                tracing::warn!(
                    feed.name = name,
                    feed.problem = problem.code(),
                    "the feed gave nothing"
                );
                problem.code()
            }
            _ => {
                tracing::debug!(feed.name = name, feed.look = ?look, "looked at the feed");
                "good".to_owned()
            }
        };
        metrics::counter!("dash_bot_feed_looks_total", "outcome" => outcome).increment(1);
        Ok(look)
    }

    /// What the server gives: `None` when nothing changed.
    async fn ask(&self, validators: &Validators) -> Result<Option<Content>, NoAnswer> {
        match ask(&self.http, &self.clock, self.source.url()?, validators).await? {
            Answer::NotModified => Ok(None),
            Answer::Body { bytes, validators } => {
                // Megabytes may have come, and what reads them is not ours: off the async threads, where
                // a panic ends nothing else.
                let mut videos = tokio::task::spawn_blocking(move || parse(&bytes))
                    .await
                    .map_err(|_| FeedProblem::Broken)??;
                let is_full = videos.len() >= WINDOW;
                videos.retain(|video| self.source.shorts || !video.short);
                Ok(Some(Content {
                    videos,
                    is_full,
                    validators,
                }))
            }
        }
    }

    async fn not_modified(&self, feed: Feed) -> anyhow::Result<Look> {
        let feed = Feed {
            next_at: Some(self.next(None)),
            ..feed
        };
        let mut tx = self.store.begin().await?;
        save_good(&mut tx, feed).await?;
        tx.commit().await?;
        Ok(Look::NotModified)
    }

    async fn read(&self, feed: Feed, content: Content) -> anyhow::Result<Look> {
        let now = self.clock.now();
        let upcoming = content
            .videos
            .iter()
            .filter(|video| video.phase(now) == Phase::Upcoming)
            .map(|video| video.published_at)
            .min();
        // With validators the server would say that nothing changed when an upcoming video's time has come.
        let validators = match upcoming {
            Some(_) => Validators::default(),
            None => content.validators.clone(),
        };
        let baseline_at = feed.baseline_at;
        let feed = Feed {
            etag: validators.etag,
            last_modified: validators.last_modified,
            baseline_at: baseline_at.or(Some(now)),
            next_at: Some(self.next(upcoming)),
            ..feed
        };
        let mut tx = self.store.begin().await?;
        let look = match baseline_at {
            Some(baseline_at) => announce(&mut tx, content, baseline_at, now).await?,
            None => baseline(&mut tx, &content.videos, now).await?,
        };
        save_good(&mut tx, feed).await?;
        tx.commit().await?;
        Ok(look)
    }

    async fn failed(&self, feed: Feed, no_answer: NoAnswer) -> anyhow::Result<Look> {
        if no_answer.problem == FeedProblem::Unreachable {
            self.network.explain(&self.source.base);
        }
        let now = self.clock.now();
        let failures = feed.failures + 1;
        let since = feed.failing_since.unwrap_or(now);
        let feed = Feed {
            looked_at: Some(now),
            failures,
            failing_since: Some(since),
            next_at: Some(self.next_after_failure(failures, no_answer.retry_at)),
            problem: Some(no_answer.problem.code()),
            ..feed
        };
        let mut tx = self.store.begin().await?;
        if now - since >= PATIENCE {
            let key = format!("feed_failed:{}:{}", feed.name, since.timestamp());
            let news = News {
                cause: Cause::FeedFailed,
                subject: &feed.name,
                key: &key,
                since: now,
            };
            enqueue(&mut tx, Purpose::Staff, &news).await?;
        }
        tx.feed_save(&feed).await?;
        tx.commit().await?;
        Ok(Look::Failed(no_answer.problem))
    }
}

/// Records a good look; where staff were told that there was none, the message says so now.
async fn save_good(tx: &mut Tx, feed: Feed) -> anyhow::Result<()> {
    if feed.failures > 0 {
        tx.deliveries_changed(Cause::FeedFailed, &feed.name).await?;
    }
    let now = Some(tx.now());
    tx.feed_save(&Feed {
        looked_at: now,
        good_at: now,
        failures: 0,
        failing_since: None,
        problem: None,
        ..feed
    })
    .await
}

async fn baseline(tx: &mut Tx, videos: &[Video], now: DateTime<Utc>) -> anyhow::Result<Look> {
    for video in videos {
        tx.lecture_save(&video.lecture(now)).await?;
    }
    start_changed(tx).await?;
    Ok(Look::Baseline {
        videos: videos.len(),
    })
}

async fn announce(
    tx: &mut Tx,
    mut content: Content,
    baseline_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> anyhow::Result<Look> {
    let resurfaced = Resurfaced::find(tx, &content, baseline_at).await?;
    // The feed has the newest first; they are announced in the order in which they appeared.
    content.videos.sort_by_key(|video| video.published_at);
    // What is found by catching up after a gap is as old as it is; else it is new when it is seen.
    let catching_up = tx.gap_aftermath().await?.is_some();
    let (mut announced, mut changed) = (0, 0);
    for video in &content.videos {
        let lecture = video.lecture(now);
        let id = lecture.video.as_str();
        let saved = tx.lecture_save(&lecture).await?;
        if saved == Saved::Same {
            continue;
        }
        if saved != Saved::New {
            tx.deliveries_changed(Cause::Lecture, id).await?;
            changed += 1;
        }
        let is_news = match saved {
            Saved::New => !resurfaced.is(video),
            Saved::PhaseChanged(_) => true,
            Saved::Changed | Saved::Same => false,
        };
        if is_news && lecture.phase == Phase::Published {
            let key = format!("lecture:{id}:published");
            let news = News {
                cause: Cause::Lecture,
                subject: id,
                key: &key,
                since: if catching_up {
                    video.published_at.min(now)
                } else {
                    now
                },
            };
            enqueue(tx, Purpose::Announcements, &news).await?;
            announced += 1;
        }
    }
    if announced + changed > 0 {
        start_changed(tx).await?;
    }
    Ok(Look::Read { announced, changed })
}

/// What is to be told.
struct News<'a> {
    cause: Cause,
    subject: &'a str,
    key: &'a str,
    /// Since when it can be told.
    since: DateTime<Utc>,
}

/// One delivery for each target of this purpose, unless it had this one already.
async fn enqueue(tx: &mut Tx, purpose: Purpose, news: &News<'_>) -> anyhow::Result<()> {
    for target in tx.targets(purpose).await? {
        tx.deliver(&Enqueue {
            dedupe_key: format!("{}:{}", news.key, target.id),
            target: target.id,
            cause: news.cause,
            subject: news.subject.to_owned(),
            not_after: news.cause.lasts().map(|lasts| news.since + lasts),
        })
        .await
        .context("cannot enqueue what the feed says")?;
    }
    Ok(())
}

/// Tells videos that are new from old ones that come back into a full feed because a newer one was
/// deleted: those are older than the first look and than all in the feed that are known.
struct Resurfaced {
    before: Option<DateTime<Utc>>,
}

impl Resurfaced {
    async fn find(
        tx: &mut Tx,
        content: &Content,
        baseline_at: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        let mut before = baseline_at;
        for video in &content.videos {
            if tx.lecture(&video.id).await?.is_some() {
                before = before.min(video.published_at);
            }
        }
        Ok(Self {
            before: content.is_full.then_some(before),
        })
    }

    fn is(&self, video: &Video) -> bool {
        self.before
            .is_some_and(|before| video.published_at < before)
    }
}

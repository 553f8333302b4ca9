//! A fake YouTube that serves channel feeds, and serves them badly when asked to.

mod answer;
mod feed;

use std::{
    collections::{BTreeMap, VecDeque},
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    body::Body,
    http::{Request, Response, header},
};
use clock::Clock;
use tokio::{net::TcpListener, sync::Notify};
use tokio_util::sync::CancellationToken;

use crate::{
    certificate::{Authority, Identity},
    http,
};

pub use feed::Video;

/// How long a test waits for anything before it fails, in real time.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a feed's server does instead of serving the feed.
#[derive(Debug, Clone)]
pub enum FeedFault {
    /// An empty answer with this status, such as 404 or 500.
    Status(u16),
    /// 429 with `Retry-After` in seconds.
    TooMany(u64),
    /// A page of HTML with status 200, as a consent wall is.
    Html,
    /// The feed, cut off in its middle, with status 200.
    CutOff,
    /// A well-formed beginning and then 50 MB.
    Huge,
    /// A beginning and then a byte now and then, without an end.
    Endless,
    /// No answer until [`FakeYouTube::release`]; then the feed.
    Hang,
    /// The feed in UTF-8 under a `Content-Type` that says ISO-8859-1.
    WrongCharset,
    /// 302 to this address.
    Redirect(String),
    /// The connection is dropped without an answer.
    Drop,
}

/// A request for a feed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FeedRequest {
    /// Path and query.
    pub target: String,
    /// The channel that was asked for.
    pub channel: String,
    /// `If-None-Match`.
    pub if_none_match: Option<String>,
    /// `If-Modified-Since`.
    pub if_modified_since: Option<String>,
    /// `User-Agent`.
    pub user_agent: Option<String>,
    /// The answer's status; 0 while there is none.
    pub status: u16,
}

#[derive(Debug, Default)]
struct State {
    /// Channels by id, with title and videos, newest upload first.
    channels: BTreeMap<String, (String, Vec<Video>)>,
    faults: VecDeque<(FeedFault, usize)>,
    requests: Vec<FeedRequest>,
    released: bool,
    without_validators: bool,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Notify,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let output = change(&mut self.lock());
        self.changed.notify_waiters();
        output
    }

    async fn wait(&self, look: impl Fn(&State) -> bool) {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if look(&self.lock()) {
                return;
            }
            changed.await;
        }
    }
}

/// A YouTube with the channels that a test makes up.
#[derive(Debug)]
pub struct FakeYouTube {
    shared: Arc<Shared>,
    address: SocketAddr,
    stop: CancellationToken,
}

impl FakeYouTube {
    /// Opens its socket.
    pub async fn start() -> Self {
        Self::serve(None).await
    }

    /// The same over TLS, as `www.youtube.com` under this authority.
    pub async fn start_under(authority: &Authority) -> Self {
        Self::serve(Some(authority.issue(&["www.youtube.com"]))).await
    }

    async fn serve(identity: Option<Identity>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("a free port on the loopback address");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let shared = Arc::new(Shared::default());
        let stop = CancellationToken::new();
        let known = shared.clone();
        http::serve(listener, identity, stop.clone(), move |request| {
            answer(known.clone(), request)
        });
        Self {
            shared,
            address,
            stop,
        }
    }

    /// Where it is.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:PORT`.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A channel's feed, by the id that begins with `UC`.
    pub fn feed_url(&self, channel: &str) -> String {
        format!("{}/feeds/videos.xml?channel_id={channel}", self.base())
    }

    /// Adds a channel without videos, by the id that begins with `UC`.
    pub fn add_channel(&self, id: &str, title: &str) {
        self.shared.change(|state| {
            state.channels.insert(id.into(), (title.into(), Vec::new()));
        });
    }

    /// Uploads a video: it stands first in the feed, which holds the 15 newest. One with a known id takes the place of that.
    pub fn publish(&self, channel: &str, video: Video) {
        self.shared.change(|state| {
            let known = state.channels.get_mut(channel);
            let (_, videos) = known.unwrap_or_else(|| panic!("there is no channel {channel}"));
            match videos.iter_mut().find(|known| known.id == video.id) {
                Some(known) => *known = video,
                None => videos.insert(0, video),
            }
        });
    }

    /// Takes a video out of the feed.
    pub fn remove(&self, channel: &str, video: &str) {
        self.shared.change(|state| {
            if let Some((_, videos)) = state.channels.get_mut(channel) {
                videos.retain(|known| known.id != video);
            }
        });
    }

    /// The next `times` requests meet this fault; faults are met in the order of their adding.
    pub fn fault(&self, fault: FeedFault, times: usize) {
        self.shared
            .change(|state| state.faults.push_back((fault, times)));
    }

    /// Takes all faults away.
    pub fn clear_faults(&self) {
        self.shared.change(|state| state.faults.clear());
    }

    /// Lets everything go on that hangs, now and later.
    pub fn release(&self) {
        self.shared.change(|state| state.released = true);
    }

    /// From now on no `ETag` and no `Last-Modified` is sent, and every answer is whole.
    pub fn without_validators(&self) {
        self.shared.change(|state| state.without_validators = true);
    }

    /// The requests so far, oldest first.
    pub fn requests(&self) -> Vec<FeedRequest> {
        self.shared.lock().requests.clone()
    }

    /// Waits until so many requests were answered; panics after 20 s.
    pub async fn answered(&self, count: usize) {
        let answered = |request: &&FeedRequest| request.status != 0;
        self.until(count, |state| {
            state.requests.iter().filter(answered).count() >= count
        })
        .await;
    }

    /// Waits until so many requests came, answered or not; panics after 20 s.
    pub async fn asked(&self, count: usize) {
        self.until(count, |state| state.requests.len() >= count)
            .await;
    }

    async fn until(&self, count: usize, look: impl Fn(&State) -> bool) {
        let waited = Clock::system()
            .timeout(PATIENCE, self.shared.wait(look))
            .await;
        assert!(
            waited.is_ok(),
            "{count} requests did not come: {:#?}",
            self.requests()
        );
    }
}

impl Drop for FakeYouTube {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn answer(shared: Arc<Shared>, request: Request<Body>) -> Option<Response<Body>> {
    let (place, fault) = shared.change(|state| {
        state.requests.push(note(&request));
        let fault = state.faults.front_mut().map(|(fault, left)| {
            *left = left.saturating_sub(1);
            fault.clone()
        });
        if state.faults.front().is_some_and(|(_, left)| *left == 0) {
            state.faults.pop_front();
        }
        (state.requests.len() - 1, fault)
    });
    if let Some(FeedFault::Hang) = fault {
        shared.wait(|state| state.released).await;
    }
    let response = match fault {
        Some(FeedFault::Drop) => None,
        fault => Some(answer::serve(&shared, place, request.headers(), fault)),
    };
    shared.change(|state| {
        // A dropped connection counts as an answer, with a status that there is none of.
        state.requests[place].status = response.as_ref().map_or(999, |one| one.status().as_u16());
    });
    response
}

fn note(request: &Request<Body>) -> FeedRequest {
    let text = |name| {
        let value = request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok());
        value.map(str::to_owned)
    };
    let query = request.uri().query().unwrap_or_default();
    let channel = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("channel_id="));
    FeedRequest {
        target: request.uri().to_string(),
        channel: channel.unwrap_or_default().to_owned(),
        if_none_match: text(header::IF_NONE_MATCH),
        if_modified_since: text(header::IF_MODIFIED_SINCE),
        user_agent: text(header::USER_AGENT),
        status: 0,
    }
}

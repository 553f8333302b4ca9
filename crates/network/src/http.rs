//! HTTP over the same connections as everything else, for a server that is called often: what it is sent passes through
//! nothing but the pool of connections. Nothing is followed elsewhere.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper_util::{
    client::legacy::{
        Client,
        connect::{Connected, Connection},
    },
    rt::{TokioExecutor, TokioIo, TokioTimer},
};
use tower::Service;

use crate::{End, Network, Place, Stream, Trouble};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(8);
/// A connection that is not used for so long is closed: before the server closes it, or what is between forgets it.
const IDLE: Duration = Duration::from_secs(20);
/// So many are kept at most.
const KEPT: usize = 64;
/// The most that is read of an answer.
const MOST: usize = 32 << 20;

/// A client for a server that is called often. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Http(Client<Connector, Full<Bytes>>);

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAnswer {
    /// There was no connection: nothing was sent.
    Unreachable,
    /// It may have been sent.
    Unknown,
}

/// What a server answers; its content is still to be read.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    body: Incoming,
}

impl Http {
    /// Sends a request, whose address is a whole one. But for the connection there is no time limit. What is in the way
    /// of one is said in the log.
    ///
    /// # Errors
    /// [`NoAnswer`].
    pub async fn send(&self, request: Request<Vec<u8>>) -> Result<Answer, NoAnswer> {
        let request = request.map(|body| Full::new(Bytes::from(body)));
        match self.0.request(request).await {
            Ok(response) => {
                let (head, body) = response.into_parts();
                Ok(Answer {
                    status: head.status,
                    headers: head.headers,
                    body,
                })
            }
            Err(error) if error.is_connect() => Err(NoAnswer::Unreachable),
            Err(_) => Err(NoAnswer::Unknown),
        }
    }
}

impl Answer {
    /// Its content; `None` where it breaks off, or is larger than anything that is expected.
    pub async fn bytes(self) -> Option<Bytes> {
        let all = Limited::new(self.body, MOST).collect().await.ok()?;
        Some(all.to_bytes())
    }
}

impl Network {
    /// A client that goes this way.
    pub fn calls(&self) -> Http {
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(KEPT)
            .pool_timer(TokioTimer::new())
            .build(Connector(self.clone()));
        Http(client)
    }
}

/// Opens connections for a client.
#[derive(Debug, Clone)]
struct Connector(Network);

impl Service<Uri> for Connector {
    type Response = TokioIo<Stream>;
    type Error = Trouble;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Trouble>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Trouble>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, address: Uri) -> Self::Future {
        let network = self.0.clone();
        Box::pin(async move {
            let address = address.to_string();
            let Some(place) = Place::of(&address) else {
                return Err(Trouble::Address { address });
            };
            let connected = network.connect(&place);
            let connected = network.0.clock.timeout(CONNECT, connected).await;
            let connected = connected.unwrap_or_else(|_| {
                let proxy = network.proxy(&place).map(End::Proxy);
                let end = proxy.unwrap_or_else(|| End::Server(place.authority()));
                Err(Trouble::Silent { end })
            });
            let stream = connected.inspect_err(|trouble| network.say(&address, trouble))?;
            Ok(TokioIo::new(stream))
        })
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

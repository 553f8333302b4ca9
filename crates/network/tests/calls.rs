//! Calls of a server over TLS: through the proxy, on connections that are kept, and when the server lets us down.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use chrono::{DateTime, TimeDelta, Utc};
use clock::{Clock, Ids};
use http::{Request, header::CONTENT_LENGTH};
use network::{Authorities, Http, Network, NoAnswer, Settings};
use testkit::{
    certificate::{Authority, Identity},
    proxy::FakeProxy,
    time::ManualTime,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpListener,
};

/// A server on whose pages it behaves as their names say.
struct Site {
    address: SocketAddr,
    identity: Identity,
    authority: Authority,
    connections: Arc<AtomicUsize>,
}

impl Site {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let authority = Authority::new("the house");
        let identity = authority.issue(&["chat.example"]);
        let connections = Arc::new(AtomicUsize::new(0));
        let site = Self {
            address: listener.local_addr().expect("it is bound"),
            identity: identity.clone(),
            authority,
            connections: connections.clone(),
        };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (identity, connections) = (identity.clone(), connections.clone());
                tokio::spawn(async move {
                    if let Ok(stream) = identity.acceptor().accept(stream).await {
                        connections.fetch_add(1, Ordering::Relaxed);
                        serve(stream).await;
                    }
                });
            }
        });
        site
    }

    fn settings(&self) -> Settings {
        Settings {
            authorities: Authorities::from_pem(self.authority.pem().as_bytes())
                .expect("a certificate"),
            hosts: vec![("chat.example".to_owned(), self.address)],
            ..Settings::default()
        }
    }

    fn calls(&self) -> Http {
        calls(self.settings(), Clock::system())
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

fn calls(settings: Settings, clock: Clock) -> Http {
    let network = Network::new(settings, clock, Ids::seeded(1));
    network.expect("somebody is trusted").calls()
}

/// Answers requests until a page says otherwise.
async fn serve(mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    loop {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let Ok(byte) = stream.read_u8().await else {
                return;
            };
            head.push(byte);
        }
        let head = String::from_utf8(head)
            .expect("a head is text")
            .to_lowercase();
        let length = head.split("content-length: ").nth(1);
        let length = length.and_then(|rest| rest.lines().next()?.parse().ok());
        let length: usize = length.expect("it says how long it is");
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await.expect("a body");
        let page = head.split(' ').nth(1).expect("a page");
        let answer = match page {
            "/silent" => return,
            "/cut" => b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc".to_vec(),
            "/elsewhere" => b"HTTP/1.1 307 Go\r\nlocation: /\r\ncontent-length: 0\r\n\r\n".to_vec(),
            _ => {
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
                [head.as_bytes(), &body].concat()
            }
        };
        stream.write_all(&answer).await.expect("it is written");
        stream.flush().await.expect("it is sent");
        if matches!(page, "/cut" | "/last") {
            // Without saying so before, as servers do that have waited for long.
            let _ = stream.shutdown().await;
            return;
        }
    }
}

fn post(page: &str, body: &str) -> Request<Vec<u8>> {
    let request = Request::post(format!("https://chat.example{page}"));
    let request = request.header(CONTENT_LENGTH, body.len());
    request.body(body.as_bytes().to_vec()).expect("an address")
}

async fn said(calls: &Http, page: &str, body: &str) -> Result<(u16, Option<String>), NoAnswer> {
    let answer = calls.send(post(page, body)).await?;
    let status = answer.status.as_u16();
    let said = answer.bytes().await;
    Ok((
        status,
        said.map(|it| String::from_utf8(it.into()).expect("it is text")),
    ))
}

fn fine(body: &str) -> Result<(u16, Option<String>), NoAnswer> {
    Ok((200, Some(body.to_owned())))
}

#[tokio::test]
async fn calls_share_one_connection_through_the_proxy() {
    let (site, proxy) = (Site::start().await, FakeProxy::start().await);
    proxy.require("dash", "s3cret");
    proxy.lead("chat.example:443", site.address);
    let settings = Settings {
        https_proxy: Some(proxy.url_for("dash", "s3cret").parse().unwrap()),
        hosts: Vec::new(),
        ..site.settings()
    };
    let calls = calls(settings, Clock::system());
    for words in ["one", "two", ""] {
        assert_eq!(said(&calls, "/", words).await, fine(words));
    }
    assert_eq!((proxy.led("chat.example:443"), site.connections()), (1, 1));
}

#[tokio::test]
async fn what_was_not_sent_is_told_from_what_may_have_been() {
    let site = Site::start().await;
    let calls = site.calls();
    assert_eq!(said(&calls, "/silent", "x").await, Err(NoAnswer::Unknown));
    // Whoever is not who they say they are is sent nothing.
    Authority::new("somebody else").replace(&site.identity, &["chat.example"]);
    assert_eq!(said(&calls, "/", "x").await, Err(NoAnswer::Unreachable));
    let nobody = Settings {
        hosts: vec![("chat.example".to_owned(), "127.0.0.1:1".parse().unwrap())],
        ..site.settings()
    };
    let calls = self::calls(nobody, Clock::system());
    assert_eq!(said(&calls, "/", "x").await, Err(NoAnswer::Unreachable));
}

#[tokio::test]
async fn a_connection_that_the_server_has_closed_is_opened_anew() {
    let site = Site::start().await;
    let calls = site.calls();
    for round in 1..=3 {
        assert_eq!(said(&calls, "/last", "x").await, fine("x"));
        assert_eq!(site.connections(), round);
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_none_and_nothing_is_followed_elsewhere() {
    let site = Site::start().await;
    let calls = site.calls();
    assert_eq!(said(&calls, "/cut", "x").await, Ok((200, None)));
    let sent_on = said(&calls, "/elsewhere", "x").await;
    assert_eq!(sent_on, Ok((307, Some(String::new()))));
}

#[tokio::test]
async fn a_way_that_does_not_come_about_is_given_up() {
    let (site, proxy) = (Site::start().await, FakeProxy::start().await);
    proxy.hang(true);
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse::<DateTime<Utc>>().unwrap());
    let settings = Settings {
        https_proxy: Some(proxy.url().parse().unwrap()),
        ..site.settings()
    };
    let calls = calls(settings, time.clock());
    let sent = tokio::spawn(async move { said(&calls, "/", "x").await });
    while proxy.asked() == 0 {
        tokio::task::yield_now().await;
    }
    let limit = time.now() + TimeDelta::seconds(8);
    time.until_somebody_sleeps(limit..=limit).await;
    time.set(limit);
    assert_eq!(sent.await.unwrap(), Err(NoAnswer::Unreachable));
}

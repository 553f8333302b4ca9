//! The way out on real sockets: direct and through a proxy, over IPv4 and IPv6, with and without TLS.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use chrono::{DateTime, Utc};
use clock::{Clock, Ids};
use network::{Authorities, Distrust, End, Network, Place, Settings, Stream, Trouble, Tunnel};
use testkit::{
    certificate::{Authority, Identity},
    proxy::FakeProxy,
    time::ManualTime,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

const GATEWAY: &str = "wss://gateway.example";

/// A server that sends back what it gets, a line at a time.
struct Echo {
    address: SocketAddr,
    identity: Identity,
    authority: Authority,
}

impl Echo {
    async fn on(ip: IpAddr) -> Option<Self> {
        let listener = TcpListener::bind((ip, 0)).await.ok()?;
        let authority = Authority::new("the house");
        let identity = authority.issue(&["gateway.example", "127.0.0.1", "::1"]);
        let echo = Self {
            address: listener
                .local_addr()
                .expect("a bound socket has an address"),
            identity: identity.clone(),
            authority,
        };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let identity = identity.clone();
                tokio::spawn(async move {
                    if let Ok(stream) = identity.acceptor().accept(stream).await {
                        echo_lines(stream).await;
                    }
                });
            }
        });
        Some(echo)
    }

    async fn start() -> Self {
        Self::on(Ipv4Addr::LOCALHOST.into())
            .await
            .expect("a free port")
    }

    fn settings(&self) -> Settings {
        Settings {
            authorities: Authorities::from_pem(self.authority.pem().as_bytes())
                .expect("a certificate"),
            ..Settings::default()
        }
    }

    /// A way on which its name is known to the proxy alone.
    fn through(&self, proxy: &FakeProxy, url: &str) -> Network {
        proxy.lead("gateway.example:443", self.address);
        network(Settings {
            https_proxy: Some(url.parse().expect("a proxy")),
            ..self.settings()
        })
    }
}

async fn echo_lines(mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    let mut bytes = [0; 1024];
    while let Ok(count @ 1..) = stream.read(&mut bytes).await {
        if stream.write_all(&bytes[..count]).await.is_err() || stream.flush().await.is_err() {
            return;
        }
    }
}

fn network(settings: Settings) -> Network {
    Network::new(settings, Clock::system(), Ids::seeded(1)).expect("somebody is trusted")
}

async fn echoed(stream: &mut Stream, said: &str) -> String {
    stream
        .write_all(said.as_bytes())
        .await
        .expect("it is written");
    stream.flush().await.expect("it is sent");
    let mut bytes = vec![0; said.len()];
    stream.read_exact(&mut bytes).await.expect("it comes back");
    String::from_utf8(bytes).expect("it is text")
}

/// What says a socket of a library that was given the tunnel's address.
async fn knock(tunnel: &Tunnel, path: &str) -> TcpStream {
    let place = Place::of(tunnel.url()).expect("an address");
    let mut socket = TcpStream::connect((&*place.host, place.port))
        .await
        .expect("it works");
    let head = format!(
        "GET {path}?v=10 HTTP/1.1\r\nHost: {}\r\n\r\n",
        place.authority()
    );
    socket
        .write_all(head.as_bytes())
        .await
        .expect("it is written");
    socket
}

async fn said(socket: &mut TcpStream) -> String {
    let mut bytes = [0; 1024];
    let count = socket.read(&mut bytes).await.unwrap_or_default();
    String::from_utf8_lossy(&bytes[..count]).into_owned()
}

const LED: &str = "GET /?v=10 HTTP/1.1\r\nHost: gateway.example\r\n\r\n";

#[tokio::test]
async fn a_server_is_reached_directly_over_either_kind_of_address() {
    for ip in [IpAddr::V4(Ipv4Addr::LOCALHOST), Ipv6Addr::LOCALHOST.into()] {
        let Some(echo) = Echo::on(ip).await else {
            eprintln!("skipped: this machine has no IPv6");
            continue;
        };
        let network = network(echo.settings());
        let place = Place::of(&format!("wss://{}", echo.address)).unwrap();
        let mut stream = network.connect(&place).await.unwrap();
        assert_eq!(echoed(&mut stream, "hello").await, "hello");
    }
}

#[tokio::test]
async fn a_proxy_leads_the_gateway_and_http_over_either_kind_of_address() {
    let echo = Echo::start().await;
    let proxies = [Some(FakeProxy::start().await), FakeProxy::start_v6().await];
    for proxy in proxies.into_iter().flatten() {
        proxy.require("dash", "s3cret");
        let network = echo.through(&proxy, &proxy.url_for("dash", "s3cret"));
        let tunnel = network.tunnel(GATEWAY).await.unwrap();
        let path = Place::of(tunnel.url()).unwrap().path;
        let mut socket = knock(&tunnel, &path).await;
        assert_eq!(said(&mut socket).await, LED);
        assert_eq!(proxy.led("gateway.example:443"), 1);
        // It is opened again when the library comes back.
        drop(socket);
        assert_eq!(said(&mut knock(&tunnel, &path).await).await, LED);
        assert_eq!(proxy.led("gateway.example:443"), 2);
        // HTTP goes the same way: what comes back is no answer, but it has come through.
        let client = network.http().build().unwrap();
        let sent = client.get("https://gateway.example").send().await;
        assert!(!sent.unwrap_err().is_connect());
        assert_eq!(proxy.led("gateway.example:443"), 3);
        assert_eq!(proxy.refused(), 0);
    }
}

#[tokio::test]
async fn other_programs_of_the_machine_are_not_led_on() {
    let echo = Echo::start().await;
    let proxy = FakeProxy::start().await;
    let tunnel = echo
        .through(&proxy, &proxy.url())
        .tunnel(GATEWAY)
        .await
        .unwrap();
    for path in ["/", "/0123456789abcdef0123456789abcdef"] {
        assert_eq!(said(&mut knock(&tunnel, path).await).await, "", "{path}");
    }
    // The library's own connection still finds the way that was opened for it.
    let path = Place::of(tunnel.url()).unwrap().path;
    assert_eq!(said(&mut knock(&tunnel, &path).await).await, LED);
    assert_eq!(proxy.led("gateway.example:443"), 1);
}

#[tokio::test]
async fn what_needs_no_proxy_goes_past_it() {
    let echo = Echo::start().await;
    let proxy = FakeProxy::start().await;
    let network = network(Settings {
        https_proxy: Some(proxy.url().parse().unwrap()),
        no_proxy: "10.0.0.0/8,.example".to_owned(),
        hosts: vec![("gateway.example".to_owned(), echo.address)],
        ..echo.settings()
    });
    network.try_out(GATEWAY).await.unwrap();
    assert_eq!(proxy.led("gateway.example:443") + proxy.refused(), 0);
}

#[tokio::test]
async fn what_stands_in_the_way_is_named() {
    let echo = Echo::start().await;
    let proxy = FakeProxy::start().await;
    let at_proxy = || End::Proxy(proxy.url().trim_start_matches("http://").to_owned());
    let gateway = || End::Server("gateway.example:443".to_owned());
    let network = echo.through(&proxy, &proxy.url_for("dash", "wrong"));
    proxy.require("dash", "s3cret");
    let trouble = network.try_out(GATEWAY).await.unwrap_err();
    assert_eq!(trouble, Trouble::Login { proxy: at_proxy() });
    assert!(!trouble.to_string().contains("wrong"), "{trouble}");

    let network = echo.through(&proxy, &proxy.url_for("dash", "s3cret"));
    assert_eq!(
        network.try_out("wss://elsewhere.example").await,
        Err(Trouble::Refused {
            proxy: at_proxy(),
            to: "elsewhere.example:443".to_owned(),
            status: 403
        })
    );
    Authority::new("somebody else").replace(&echo.identity, &["gateway.example"]);
    let distrusted = |why| {
        Err(Trouble::Certificate {
            end: gateway(),
            why,
        })
    };
    assert_eq!(network.try_out(GATEWAY).await, distrusted(Distrust::Issuer));
    echo.authority.replace(&echo.identity, &["other.example"]);
    assert_eq!(network.try_out(GATEWAY).await, distrusted(Distrust::Name));

    proxy.stop();
    let gone = network.try_out(GATEWAY).await.unwrap_err();
    assert!(
        matches!(&gone, Trouble::Unreachable { end, .. } if *end == at_proxy()),
        "{gone:?}"
    );
    assert!(gone.what_to_do().contains("[network] proxy"));
}

#[tokio::test]
async fn a_proxy_that_says_nothing_is_not_waited_for_for_ever() {
    let echo = Echo::start().await;
    let proxy = FakeProxy::start().await;
    proxy.hang(true);
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse::<DateTime<Utc>>().unwrap());
    let settings = Settings {
        https_proxy: Some(proxy.url().parse().unwrap()),
        ..echo.settings()
    };
    let network = Network::new(settings, time.clock(), Ids::seeded(1)).unwrap();
    let trying = tokio::spawn(async move { network.try_out(GATEWAY).await });
    let limit = time.now() + chrono::TimeDelta::seconds(8);
    // Connecting has its own, shorter limit; this is the wait for the answer.
    while proxy.asked() == 0 {
        tokio::task::yield_now().await;
    }
    time.until_somebody_sleeps(limit..=limit).await;
    time.set(limit);
    let trouble = trying.await.unwrap().unwrap_err();
    assert!(
        matches!(trouble, Trouble::Silent { end: End::Proxy(_) }),
        "{trouble:?}"
    );
}

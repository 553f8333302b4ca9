//! A proxy as a hospital has it: everything goes through it, and it says no to what it does not know.

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional},
    net::{TcpListener, TcpStream},
};
use tokio_util::sync::CancellationToken;

/// A proxy that leads only where a test says, to addresses that only the test knows.
#[derive(Debug)]
pub struct FakeProxy {
    address: SocketAddr,
    shared: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// Where `host:port` is found.
    ways: BTreeMap<String, SocketAddr>,
    /// What has to stand in `Proxy-Authorization`.
    login: Option<String>,
    /// How often it was asked for `host:port`, and let somebody through.
    led: BTreeMap<String, usize>,
    /// How often anything was asked of it.
    asked: usize,
    /// How often it said no.
    refused: usize,
    hangs: bool,
    /// Ends what is open now.
    open: CancellationToken,
    /// Ends the serving.
    serving: CancellationToken,
}

impl FakeProxy {
    /// One on an IPv4 address.
    pub async fn start() -> Self {
        let proxy = Self::on(Ipv4Addr::LOCALHOST.into()).await;
        proxy.expect("a free port on the loopback address")
    }

    /// One on an IPv6 address; `None`, saying so, where the machine has none.
    pub async fn start_v6() -> Option<Self> {
        let proxy = Self::on(Ipv6Addr::LOCALHOST.into()).await;
        if let Err(error) = &proxy {
            eprintln!("skipped: this machine has no IPv6 ({error})");
        }
        proxy.ok()
    }

    async fn on(ip: IpAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind((ip, 0)).await?;
        let proxy = Self {
            address: listener.local_addr()?,
            shared: Arc::default(),
        };
        proxy.serve(listener);
        Ok(proxy)
    }

    /// Its address, `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same with user and password in it.
    pub fn url_for(&self, user: &str, password: &str) -> String {
        format!("http://{user}:{password}@{}", self.address)
    }

    /// From now on it leads to `host:port`, which is at this address.
    pub fn lead(&self, to: &str, at: SocketAddr) {
        self.lock().ways.insert(to.to_owned(), at);
    }

    /// From now on it leads no more to `host:port`.
    pub fn forget(&self, to: &str) {
        self.lock().ways.remove(to);
    }

    /// From now on it wants user and password.
    pub fn require(&self, user: &str, password: &str) {
        let login = BASE64_STANDARD.encode(format!("{user}:{password}"));
        self.lock().login = Some(format!("Basic {login}"));
    }

    /// How often it has led somebody to `host:port`.
    pub fn led(&self, to: &str) -> usize {
        self.lock().led.get(to).copied().unwrap_or_default()
    }

    /// How often anything was asked of it, answered or not.
    pub fn asked(&self) -> usize {
        self.lock().asked
    }

    /// How often it has said no.
    pub fn refused(&self) -> usize {
        self.lock().refused
    }

    /// From now on it takes connections and says nothing, or answers again.
    pub fn hang(&self, hangs: bool) {
        self.lock().hangs = hangs;
    }

    /// Breaks everything off that goes through it.
    pub fn cut(&self) {
        let open = std::mem::take(&mut self.lock().open);
        open.cancel();
    }

    /// Goes away: what is open breaks off, and nobody takes new connections.
    pub fn stop(&self) {
        self.cut();
        self.lock().serving.cancel();
    }

    /// Comes back, at the same address.
    pub async fn restart(&self) {
        self.lock().serving = CancellationToken::new();
        let listener = TcpListener::bind(self.address).await;
        self.serve(listener.expect("nobody else took the port"));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.shared)
    }

    fn serve(&self, listener: TcpListener) {
        let (shared, serving) = (self.shared.clone(), self.lock().serving.clone());
        tokio::spawn(serving.clone().run_until_cancelled_owned(async move {
            loop {
                let Ok((stream, _)) = listener.accept().await else {
                    continue;
                };
                let (shared, open) = (shared.clone(), lock(&shared).open.clone());
                tokio::spawn(open.run_until_cancelled_owned(async move {
                    // A client or server that went away.
                    let _ = connection(stream, &shared).await;
                }));
            }
        }));
    }
}

impl Drop for FakeProxy {
    fn drop(&mut self) {
        self.stop();
    }
}

fn lock(shared: &Mutex<State>) -> MutexGuard<'_, State> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a client wants.
struct Wanted {
    /// `host:port`.
    to: String,
    /// What the server is to get first; empty for a tunnel.
    first: String,
    login: Option<String>,
}

async fn connection(mut client: TcpStream, shared: &Mutex<State>) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(client.read_u8().await?);
    }
    let hangs = {
        let mut state = lock(shared);
        state.asked += 1;
        state.hangs
    };
    if hangs {
        std::future::pending::<()>().await;
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let Some(wanted) = understood(&head) else {
        return client.write_all(&answer("400 Bad Request")).await;
    };
    let way = {
        let mut state = lock(shared);
        let way = if state.login.is_some() && state.login != wanted.login {
            Err("407 Proxy Authentication Required")
        } else {
            let way = state.ways.get(&wanted.to).copied();
            way.ok_or("403 Forbidden")
        };
        match way {
            Ok(_) => *state.led.entry(wanted.to).or_default() += 1,
            Err(_) => state.refused += 1,
        }
        way
    };
    let at = match way {
        Ok(at) => at,
        Err(status) => return client.write_all(&answer(status)).await,
    };
    let mut server = TcpStream::connect(at).await?;
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    if wanted.first.is_empty() {
        let answer = b"HTTP/1.1 200 Connection established\r\n\r\n";
        client.write_all(answer).await?;
    } else {
        server.write_all(wanted.first.as_bytes()).await?;
    }
    copy_bidirectional(&mut client, &mut server).await.map(drop)
}

/// A request for a tunnel (`CONNECT host:port`), or for an address without TLS (`GET http://host:port/path`).
fn understood(head: &str) -> Option<Wanted> {
    let (request, headers) = head.split_once("\r\n")?;
    let mut words = request.split(' ');
    let (method, target) = (words.next()?, words.next()?);
    let mut login = None;
    let mut kept = String::new();
    for line in headers.lines().take_while(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':')?;
        match name.to_ascii_lowercase().as_str() {
            "proxy-authorization" => login = Some(value.trim().to_owned()),
            "connection" | "proxy-connection" => {}
            _ => kept.push_str(&format!("{line}\r\n")),
        }
    }
    if method == "CONNECT" {
        return Some(Wanted {
            to: target.to_owned(),
            first: String::new(),
            login,
        });
    }
    let (to, path) = target.strip_prefix("http://")?.split_once('/')?;
    Some(Wanted {
        to: to.to_owned(),
        first: format!("{method} /{path} HTTP/1.1\r\n{kept}Connection: close\r\n\r\n"),
        login,
    })
}

fn answer(status: &str) -> Vec<u8> {
    let close = "Content-Length: 0\r\nConnection: close\r\n\r\n";
    format!("HTTP/1.1 {status}\r\n{close}").into_bytes()
}

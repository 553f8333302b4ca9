//! The gateway's tunnel: a loopback address from which bytes go on to where only we know the way.
//!
//! The gateway's library opens its own socket: it knows no proxy and no authorities but built-in ones. So it is given
//! an address of this machine, and what it says there goes on through the proxy and over TLS. Only who knows the
//! address's random path is led on, so no other program of the machine is.

use std::{
    net::{Ipv4Addr, Ipv6Addr},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncWriteExt as _, copy_bidirectional},
    net::{TcpListener, TcpStream},
    sync::{Mutex, watch},
};
use tokio_util::task::{AbortOnDropHandle, TaskTracker};

use crate::{
    End, Network, Place, Stream, Trouble,
    handshake::{read_head, redirected},
};

/// How long the library has to say where it wants to go.
const HEAD: Duration = Duration::from_secs(5);
/// How long a way that is blocked is tried again, so that a session survives a short absence of the proxy.
const HOLD: Duration = Duration::from_secs(45);
/// The longest pause between two tries.
const PAUSE: Duration = Duration::from_secs(8);
/// How long the last bytes may take at the end.
const CLOSE: Duration = Duration::from_secs(1);

/// A loopback address that leads to a gateway. Dropped, it leads nowhere, and what went through it breaks off.
#[derive(Debug)]
pub struct Tunnel {
    url: String,
    network: Network,
    connections: TaskTracker,
    breaks: watch::Receiver<u64>,
    _accepting: AbortOnDropHandle<()>,
}

/// What all connections of a tunnel share.
struct Way {
    network: Network,
    secret: String,
    address: String,
    place: Place,
    /// The way that was opened first; the first connection takes it.
    ready: Mutex<Option<Stream>>,
}

impl Network {
    /// Opens a way to `address` (wss or ws) and a loopback address that leads there, now and when the connection breaks
    /// and is opened again.
    ///
    /// # Errors
    /// [`Trouble`] when there is no way.
    pub async fn tunnel(&self, address: &str) -> Result<Tunnel, Trouble> {
        let place = Place::of(address).ok_or_else(|| Trouble::Address {
            address: address.to_owned(),
        })?;
        let ready = self.connect(&place).await?;
        let (listener, port_at) = listen().await.map_err(|error| Trouble::Unreachable {
            end: End::Server("this machine's loopback address".to_owned()),
            why: error.to_string(),
        })?;
        let secret = self.0.ids.bytes::<16>();
        let secret: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        let url = format!("ws://{port_at}/{secret}");
        let connections = TaskTracker::new();
        let way = Arc::new(Way {
            network: self.clone(),
            secret,
            address: address.to_owned(),
            place,
            ready: Mutex::new(Some(ready)),
        });
        let (broken, breaks) = watch::channel(0);
        let accepting = tokio::spawn(accept(listener, way, connections.clone(), broken));
        Ok(Tunnel {
            url,
            network: self.clone(),
            connections,
            breaks,
            _accepting: AbortOnDropHandle::new(accepting),
        })
    }
}

impl Tunnel {
    /// The loopback address, `ws://127.0.0.1:PORT/SECRET`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// How often the library's connection broke off, or was given up for another.
    pub fn breaks(&self) -> watch::Receiver<u64> {
        self.breaks.clone()
    }

    /// Lets the last bytes through, for a moment, and ends.
    pub async fn close(self) {
        self.connections.close();
        let clock = &self.network.0.clock;
        // What is not through by then is dropped.
        let _ = clock.timeout(CLOSE, self.connections.wait()).await;
    }
}

/// A free port on this machine: IPv4, or IPv6 where there is nothing else.
async fn listen() -> std::io::Result<(TcpListener, std::net::SocketAddr)> {
    let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await {
        Ok(listener) => listener,
        Err(_) => TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await?,
    };
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Takes connections until it is dropped, and they with it.
async fn accept(
    listener: TcpListener,
    way: Arc<Way>,
    connections: TaskTracker,
    broken: watch::Sender<u64>,
) {
    let mut tasks = tokio::task::JoinSet::new();
    let broken = Arc::new(broken);
    // Which is the newest: how an older one ends is of no interest any more.
    let newest = Arc::new(AtomicU64::new(0));
    loop {
        while tasks.try_join_next().is_some() {}
        match listener.accept().await {
            Ok((stream, _)) => {
                let (way, newest, broken) = (way.clone(), newest.clone(), broken.clone());
                let number = newest.fetch_add(1, Ordering::Relaxed) + 1;
                if number > 1 {
                    broken.send_modify(|breaks| *breaks += 1);
                }
                tasks.spawn(connections.track_future(async move {
                    way.lead(stream).await;
                    if newest.load(Ordering::Relaxed) == number {
                        broken.send_modify(|breaks| *breaks += 1);
                    }
                }));
            }
            // No file handle is left, say: others must become free first.
            Err(_) => way.network.0.clock.sleep(Duration::from_secs(1)).await,
        }
    }
}

impl Way {
    /// Leads one connection on, to its end.
    async fn lead(&self, mut inside: TcpStream) {
        let _ = inside.set_nodelay(true);
        let clock = &self.network.0.clock;
        let head = clock.timeout(HEAD, read_head(&mut inside)).await;
        let Ok(Some(head)) = head else { return };
        let Some(head) = redirected(&head, &self.secret, &self.place) else {
            tracing::warn!("another program of this machine has knocked at the gateway's tunnel");
            return;
        };
        let Some(mut outside) = self.outside(&mut inside).await else {
            return;
        };
        if outside.write_all(head.as_bytes()).await.is_err() || outside.flush().await.is_err() {
            return;
        }
        // How it ends is seen at both ends; the library opens the next one.
        let _ = copy_bidirectional(&mut inside, &mut outside).await;
    }

    /// A way out: the one that is ready, or a new one, for which it is tried again for a while.
    async fn outside(&self, inside: &mut TcpStream) -> Option<Stream> {
        if let Some(ready) = self.ready.lock().await.take() {
            return Some(ready);
        }
        let network = &self.network;
        let clock = &network.0.clock;
        let until = clock.now() + HOLD;
        let mut pause = Duration::from_secs(1);
        let mut byte = [0];
        loop {
            match network.connect(&self.place).await {
                Ok(outside) => return Some(outside),
                Err(trouble) => network.say(&self.address, &trouble),
            }
            if clock.now() + pause >= until {
                return None;
            }
            tokio::select! {
                () = clock.sleep(pause) => {}
                // The library has given up: it says nothing before it is answered.
                _ = inside.peek(&mut byte) => return None,
            }
            pause = (pause * 2).min(PAUSE);
        }
    }
}

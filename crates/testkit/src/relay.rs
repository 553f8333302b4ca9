//! A way to PostgreSQL that can be cut: for tests in which the database is gone.

use std::net::{Ipv4Addr, SocketAddr};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream, UnixStream},
    sync::watch,
};
use tokio_util::sync::{CancellationToken, DropGuard};

/// The file on which PostgreSQL listens, in its folder.
const SOCKET: &str = ".s.PGSQL.5432";

/// A port behind which a database stands, unless the way is cut.
#[derive(Debug)]
pub struct Relay {
    url: String,
    way: watch::Sender<Way>,
    _stop: DropGuard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Open,
    /// Connections are dropped, old and new.
    Cut,
}

impl Relay {
    /// A way to the database of `url`, which names its folder as [`super::postgres::Postgres::database`] does.
    ///
    /// # Panics
    /// When the URL names none, or there is no free port.
    pub async fn to(url: &str) -> Self {
        let (server, folder) = url.split_once("?host=").expect("it names its folder");
        let socket = format!("{folder}/{SOCKET}");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("a free port on the loopback address");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let stop = CancellationToken::new();
        let (way, ways) = watch::channel(Way::Open);
        tokio::spawn(stop.clone().run_until_cancelled_owned(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(carry(stream, socket.clone(), ways.clone()));
            }
        }));
        Self {
            url: through(server, address),
            way,
            _stop: stop.drop_guard(),
        }
    }

    /// The database's URL behind the relay.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Drops every connection, and each new one at once.
    pub fn cut(&self) {
        self.way.send_replace(Way::Cut);
    }

    /// Lets connections through again.
    pub fn mend(&self) {
        self.way.send_replace(Way::Open);
    }
}

fn through(server: &str, address: SocketAddr) -> String {
    let server = server.replace("localhost", &address.to_string());
    format!("{server}?sslmode=disable")
}

/// Carries what both sides say, until one ends or the way is cut.
async fn carry(mut stream: TcpStream, socket: String, mut ways: watch::Receiver<Way>) {
    if *ways.borrow() == Way::Cut {
        return;
    }
    let Ok(mut server) = UnixStream::connect(&socket).await else {
        return;
    };
    tokio::select! {
        _ = copy_bidirectional(&mut stream, &mut server) => {}
        // An error means that the relay is gone.
        _ = ways.wait_for(|way| *way == Way::Cut) => {}
    }
}

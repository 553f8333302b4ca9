//! The socket over which a service manager is told how the service is (sd_notify(3)): a datagram each time.

use std::{io, time::Duration};

/// Where the socket is; a name that begins with `@` is in the abstract namespace.
const SOCKET: &str = "NOTIFY_SOCKET";

/// After how many microseconds without a sign of life the service is ended.
const WATCHDOG: &str = "WATCHDOG_USEC";

/// The process whose signs of life are meant.
const WATCHDOG_PROCESS: &str = "WATCHDOG_PID";

/// The service manager that has started this process, or none.
#[derive(Debug, Default)]
pub struct Manager {
    socket: Option<Socket>,
    /// How long it waits for a sign of life before it ends the process.
    pub(super) watchdog: Option<Duration>,
}

#[cfg(unix)]
type Socket = tokio::net::UnixDatagram;
#[cfg(not(unix))]
type Socket = std::convert::Infallible;

impl Manager {
    /// The one that the variables of the environment name. Needs a runtime around it.
    pub fn new(env: impl IntoIterator<Item = (String, String)>) -> Self {
        let (mut address, mut microseconds, mut process) = (None, None, None);
        for (name, value) in env {
            match name.as_str() {
                SOCKET => address = Some(value),
                WATCHDOG => microseconds = value.parse().ok(),
                WATCHDOG_PROCESS => process = Some(value),
                _ => {}
            }
        }
        let Some(address) = address else {
            return Self::default();
        };
        match connect(&address) {
            Ok(socket) => {
                let for_us = process.is_none_or(|id| id == std::process::id().to_string());
                Self {
                    socket: Some(socket),
                    watchdog: microseconds
                        .filter(|microseconds| for_us && *microseconds > 0)
                        .map(Duration::from_micros),
                }
            }
            Err(error) => {
                tracing::warn!(%error, "cannot reach the service manager that {SOCKET} names");
                Self::default()
            }
        }
    }

    /// Whether there is one.
    pub(super) fn is_there(&self) -> bool {
        self.socket.is_some()
    }

    /// Tells it something: lines of `NAME=value`. A failure is logged, for nothing depends on it here.
    pub(crate) async fn tell(&self, lines: &str) {
        let Some(socket) = &self.socket else { return };
        if let Err(error) = send(socket, lines).await {
            tracing::warn!(%error, "cannot tell the service manager how the service is");
        }
    }

    /// Tells it a sentence for people; `systemctl status` shows it.
    pub(crate) async fn status(&self, sentence: &str) {
        let line = sentence.lines().next().unwrap_or_default();
        self.tell(&format!("STATUS={line}")).await;
    }
}

#[cfg(unix)]
fn connect(address: &str) -> io::Result<Socket> {
    use std::os::unix::net::UnixDatagram;
    let socket = UnixDatagram::unbound()?;
    match address.strip_prefix('@') {
        Some(name) => socket.connect_addr(&abstract_address(name)?)?,
        None => socket.connect(address)?,
    }
    socket.set_nonblocking(true)?;
    Socket::from_std(socket)
}

#[cfg(target_os = "linux")]
fn abstract_address(name: &str) -> io::Result<std::os::unix::net::SocketAddr> {
    use std::os::linux::net::SocketAddrExt as _;
    std::os::unix::net::SocketAddr::from_abstract_name(name)
}

#[cfg(all(unix, not(target_os = "linux")))]
fn abstract_address(_name: &str) -> io::Result<std::os::unix::net::SocketAddr> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(unix)]
async fn send(socket: &Socket, lines: &str) -> io::Result<()> {
    socket.send(lines.as_bytes()).await.map(drop)
}

#[cfg(not(unix))]
fn connect(_address: &str) -> io::Result<Socket> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(unix))]
async fn send(socket: &Socket, _lines: &str) -> io::Result<()> {
    match *socket {}
}

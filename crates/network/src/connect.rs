//! Opening a connection: the name's addresses, one a moment after the other, the proxy where there is one, TLS. Each step
//! has a time limit.

use std::{io, net::SocketAddr, time::Duration};

use futures_util::{StreamExt as _, stream::FuturesUnordered};
use rustls::pki_types::ServerName;
use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::{Distrust, End, Network, Place, Trouble, handshake::read_head, proxy::Proxy};

/// How long one address may take.
const ADDRESS: Duration = Duration::from_secs(4);
/// After so long the next is tried, too.
const MOMENT: Duration = Duration::from_millis(300);
/// How long any other step may take: finding the addresses, the proxy's answer, TLS.
const STEP: Duration = Duration::from_secs(8);

/// A connection that bytes go through.
pub type Stream = Box<dyn Bytes>;

/// Reads and writes.
pub trait Bytes: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Bytes for T {}

impl Network {
    /// Opens a connection to `place`, with TLS where that is spoken there.
    ///
    /// # Errors
    /// [`Trouble`] when it does not come about.
    pub async fn connect(&self, place: &Place) -> Result<Stream, Trouble> {
        let stream: Stream = match self.0.proxies.find(place) {
            None => {
                let end = End::Server(place.authority());
                Box::new(self.dial(&place.host, place.port, &end).await?)
            }
            Some(proxy) => self.through(&proxy, place).await?,
        };
        if !place.tls {
            return Ok(stream);
        }
        let end = End::Server(place.authority());
        self.encrypted(stream, &place.host, &end).await
    }

    /// Has the proxy open a way to `place`.
    async fn through(&self, proxy: &Proxy, place: &Place) -> Result<Stream, Trouble> {
        let end = End::Proxy(proxy.shown());
        let mut stream: Stream = Box::new(self.dial(&proxy.host, proxy.port, &end).await?);
        if proxy.tls {
            stream = self.encrypted(stream, &proxy.host, &end).await?;
        }
        let to = place.authority();
        let login = proxy.login.as_ref().map_or_else(String::new, |login| {
            format!("Proxy-Authorization: {login}\r\n")
        });
        let request = format!("CONNECT {to} HTTP/1.1\r\nHost: {to}\r\n{login}\r\n");
        let asked = async {
            stream.write_all(request.as_bytes()).await.ok()?;
            stream.flush().await.ok()?;
            read_head(&mut stream).await
        };
        let answer = self.within(STEP, &end, asked).await?;
        match answer.as_deref().and_then(status) {
            Some(200..=299) => Ok(stream),
            Some(407) => Err(Trouble::Login { proxy: end }),
            Some(status) => Err(Trouble::Refused {
                proxy: end,
                to,
                status,
            }),
            None => Err(Trouble::Broken {
                end,
                why: "it does not answer as a proxy does".to_owned(),
            }),
        }
    }

    async fn encrypted(&self, stream: Stream, host: &str, end: &End) -> Result<Stream, Trouble> {
        let name = ServerName::try_from(host.to_owned()).map_err(|_| Trouble::Address {
            address: host.to_owned(),
        })?;
        let shaken = self.0.tls.0.connect(name, stream);
        match self.within(STEP, end, shaken).await? {
            Ok(stream) => Ok(Box::new(stream)),
            Err(error) => Err(of_tls(&error, end.clone())),
        }
    }

    async fn dial(&self, host: &str, port: u16, end: &End) -> Result<TcpStream, Trouble> {
        let addresses = self.addresses(host, port, end).await?;
        self.first(addresses, end).await
    }

    /// Connects to the first of these addresses that takes it. The next is tried when one does not, or has not for a
    /// moment: where one kind of address leads nowhere, that costs this moment (RFC 8305).
    async fn first(&self, addresses: Vec<SocketAddr>, end: &End) -> Result<TcpStream, Trouble> {
        let mut last = Trouble::NotFound { end: end.clone() };
        let mut addresses = addresses.into_iter();
        let mut trying = FuturesUnordered::new();
        loop {
            let more = match addresses.next() {
                Some(address) => {
                    trying.push(self.reach(address, end));
                    addresses.len() > 0
                }
                None => false,
            };
            tokio::select! {
                biased;
                reached = trying.next() => match reached {
                    Some(Ok(stream)) => return Ok(stream),
                    Some(Err(trouble)) => last = trouble,
                    None => return Err(last),
                },
                () = self.0.clock.sleep(MOMENT), if more => {}
            }
        }
    }

    async fn reach(&self, address: SocketAddr, end: &End) -> Result<TcpStream, Trouble> {
        let connected = self
            .within(ADDRESS, end, TcpStream::connect(address))
            .await?;
        let stream = connected.map_err(|error| Trouble::Unreachable {
            end: end.clone(),
            why: error.to_string(),
        })?;
        // A small frame must not wait for the next packet.
        let _ = stream.set_nodelay(true);
        Ok(stream)
    }

    async fn addresses(
        &self,
        host: &str,
        port: u16,
        end: &End,
    ) -> Result<Vec<SocketAddr>, Trouble> {
        let own = self.0.hosts.iter().find(|(name, _)| name == host);
        if let Some((_, address)) = own {
            return Ok(vec![*address]);
        }
        let looked = tokio::net::lookup_host((host, port));
        match self.within(STEP, end, looked).await? {
            Ok(addresses) => Ok(alternating(addresses)),
            Err(_) => Err(Trouble::NotFound { end: end.clone() }),
        }
    }

    async fn within<F: Future>(
        &self,
        limit: Duration,
        end: &End,
        step: F,
    ) -> Result<F::Output, Trouble> {
        let done = self.0.clock.timeout(limit, step).await;
        done.map_err(|_| Trouble::Silent { end: end.clone() })
    }
}

/// The addresses in the system's order, but so that IPv6 and IPv4 take turns: where one of them is broken, that costs
/// a moment.
fn alternating(addresses: impl Iterator<Item = SocketAddr>) -> Vec<SocketAddr> {
    let all: Vec<SocketAddr> = addresses.collect();
    let first_is_v6 = all.first().is_some_and(SocketAddr::is_ipv6);
    let (one, other): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|address| address.is_ipv6() == first_is_v6);
    let mut other = other.into_iter();
    let mut turns = Vec::new();
    for address in one {
        turns.push(address);
        turns.extend(other.next());
    }
    turns.extend(other);
    turns
}

/// The status of an HTTP answer.
fn status(head: &str) -> Option<u16> {
    let rest = head.strip_prefix("HTTP/1.")?;
    rest.split(' ').nth(1)?.trim_end().parse().ok()
}

/// What an error of the TLS handshake means.
fn of_tls(error: &io::Error, end: End) -> Trouble {
    let inner = error.get_ref();
    match inner.and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InvalidCertificate(error)) => Trouble::Certificate {
            end,
            why: Distrust::from(error),
        },
        _ => Trouble::Broken {
            end,
            why: error.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use clock::Ids;
    use testkit::time::ManualTime;
    use tokio::net::{TcpListener, TcpSocket, TcpStream};

    use super::{MOMENT, alternating, status};
    use crate::{End, Network};

    /// A server that takes no connection and does not say so either: others have filled its queue.
    struct Full {
        address: SocketAddr,
        _others: (TcpListener, Vec<TcpStream>),
    }

    impl Full {
        async fn start() -> Self {
            let socket = TcpSocket::new_v4().unwrap();
            socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
            let listener = socket.listen(1).unwrap();
            let address = listener.local_addr().unwrap();
            let mut queue = Vec::new();
            let patience = std::time::Duration::from_millis(200);
            #[expect(
                clippy::disallowed_methods,
                reason = "the kernel's queue has no other clock"
            )]
            while let Ok(taken) = tokio::time::timeout(patience, TcpStream::connect(address)).await
            {
                queue.push(taken.unwrap());
            }
            let _others = (listener, queue);
            Self { address, _others }
        }
    }

    #[tokio::test]
    async fn an_address_that_says_nothing_costs_a_moment_and_one_that_refuses_nothing() {
        let full = Full::start().await;
        let good = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let good = good.local_addr().unwrap();
        let end = End::Server("chat.example:443".to_owned());
        let time = ManualTime::new(chrono::DateTime::UNIX_EPOCH);
        let network = Network::local(time.clock(), Ids::seeded(1)).unwrap();
        // Nobody moves the clock.
        let refuses = "127.0.0.1:1".parse().unwrap();
        let reached = network.first(vec![refuses, good], &end).await.unwrap();
        assert_eq!(reached.peer_addr().unwrap(), good);

        let way = (network, end);
        let trying = tokio::spawn(async move {
            let (network, end) = way;
            network.first(vec![full.address, good], &end).await
        });
        let moment = time.now() + MOMENT;
        time.until_somebody_sleeps(moment..=moment).await;
        assert!(!trying.is_finished());
        time.set(moment);
        let reached = trying.await.unwrap().unwrap();
        assert_eq!(reached.peer_addr().unwrap(), good);
    }

    #[test]
    fn the_two_kinds_of_addresses_take_turns() {
        let order = |addresses: &[&str]| -> Vec<String> {
            let parsed = addresses
                .iter()
                .map(|address| address.parse::<SocketAddr>().unwrap());
            alternating(parsed)
                .iter()
                .map(|address| address.ip().to_string())
                .collect()
        };
        assert_eq!(
            order(&["[::1]:1", "[::2]:1", "[::3]:1", "1.1.1.1:1", "2.2.2.2:1"]),
            ["::1", "1.1.1.1", "::2", "2.2.2.2", "::3"]
        );
        assert_eq!(order(&["1.1.1.1:1", "[::1]:1"]), ["1.1.1.1", "::1"]);
        assert!(order(&[]).is_empty());
    }

    #[test]
    fn a_proxys_answer_begins_with_its_status() {
        assert_eq!(
            status("HTTP/1.1 200 Connection established\r\n\r\n"),
            Some(200)
        );
        assert_eq!(status("HTTP/1.0 407\r\n\r\n"), Some(407));
        assert_eq!(status("SSH-2.0-OpenSSH\r\n\r\n"), None);
    }
}

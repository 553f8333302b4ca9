//! The way out: which proxy leads there, whose certificates are trusted, and the tunnel to a chat server's gateway.
//!
//! One [`Network`] is made from what the operator says and handed to everything that opens connections, so that a rule
//! of the hospital's network holds for HTTP and for the WebSocket alike.

mod authorities;
mod connect;
mod diagnosis;
mod handshake;
mod http;
mod place;
mod proxy;
mod settings;
mod trouble;
mod tunnel;

use std::{net::SocketAddr, sync::Arc};

use clock::{Clock, Ids};
use reqwest::ClientBuilder;
use rustls::{ClientConfig, RootCertStore};
use tokio_rustls::TlsConnector;

pub use authorities::{Authorities, AuthoritiesError};
pub use connect::Stream;
pub use http::{Answer, Http, NoAnswer};
pub use place::Place;
pub use proxy::{NotAProxy, ProxyAddress};
pub use settings::{NetworkError, Settings};
pub use trouble::{Distrust, End, Trouble};
pub use tunnel::Tunnel;

use diagnosis::Said;
use proxy::Proxies;

/// The way out. Clones are the same one.
#[derive(Debug, Clone)]
pub struct Network(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    clock: Clock,
    ids: Ids,
    proxies: Arc<Proxies>,
    /// What is trusted, for reqwest's connections; it offers HTTP/2 to the server.
    http: ClientConfig,
    tls: Tls,
    hosts: Vec<(String, SocketAddr)>,
    trusted: Trusted,
    said: Said,
}

/// TLS for all other connections: nothing is offered but what is spoken there anyway.
#[derive(Clone)]
struct Tls(TlsConnector);

impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tls")
    }
}

/// How many authorities are trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trusted {
    /// Those that the machine knows.
    pub of_the_machine: usize,
    /// Those that the operator has added.
    pub of_the_operator: usize,
}

impl Network {
    /// The way out as the settings say, with the authorities that the machine knows and those of the operator.
    ///
    /// # Errors
    /// [`NetworkError`] when nobody would be trusted.
    pub fn new(settings: Settings, clock: Clock, ids: Ids) -> Result<Self, NetworkError> {
        let mut roots = RootCertStore::empty();
        // What can't be read is missed where it is needed, and said there.
        let system = rustls_native_certs::load_native_certs().certs;
        let (of_the_machine, _) = roots.add_parsable_certificates(system);
        let (of_the_operator, _) =
            roots.add_parsable_certificates(settings.authorities.certificates());
        if roots.is_empty() {
            return Err(NetworkError::NobodyTrusted);
        }
        let trusted = Trusted {
            of_the_machine,
            of_the_operator,
        };
        Self::made(settings, roots, trusted, clock, ids)
    }

    /// A way to this machine alone: no proxy, and nobody is trusted over TLS.
    ///
    /// # Errors
    /// [`NetworkError`] when the cryptography can't do TLS.
    pub fn local(clock: Clock, ids: Ids) -> Result<Self, NetworkError> {
        let trusted = Trusted {
            of_the_machine: 0,
            of_the_operator: 0,
        };
        let roots = RootCertStore::empty();
        Self::made(Settings::default(), roots, trusted, clock, ids)
    }

    fn made(
        settings: Settings,
        roots: RootCertStore,
        trusted: Trusted,
        clock: Clock,
        ids: Ids,
    ) -> Result<Self, NetworkError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(NetworkError::Tls)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let mut http = tls.clone();
        http.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self(Arc::new(Inner {
            clock,
            ids,
            proxies: Arc::new(Proxies::new(&settings)),
            http,
            tls: Tls(TlsConnector::from(Arc::new(tls))),
            hosts: settings.hosts,
            trusted,
            said: Said::default(),
        })))
    }

    /// An HTTP client that goes this way; what it reads from the environment by itself is switched off.
    pub fn http(&self) -> ClientBuilder {
        let proxies = self.0.proxies.clone();
        let mut builder = reqwest::Client::builder()
            .use_preconfigured_tls(self.0.http.clone())
            .no_proxy();
        // Where there is no proxy, none is looked for at each request.
        if !proxies.is_empty() {
            builder = builder.proxy(reqwest::Proxy::custom(move |url| proxies.url(url)));
        }
        for (name, address) in &self.0.hosts {
            builder = builder.resolve(name, *address);
        }
        builder
    }

    /// The proxy through which `place` is reached, without user and password; `None` for the direct way.
    pub fn proxy(&self, place: &Place) -> Option<String> {
        self.0.proxies.find(place).map(|proxy| proxy.shown())
    }

    /// How many authorities are trusted.
    pub fn trusted(&self) -> Trusted {
        self.0.trusted
    }
}

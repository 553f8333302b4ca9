//! What the operator says of the network.

use std::net::SocketAddr;

use crate::{Authorities, ProxyAddress};

/// What the operator says of the network. Without anything: no proxy, and only the machine's own authorities.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The proxy for what is encrypted.
    pub https_proxy: Option<ProxyAddress>,
    /// The proxy for what is not.
    pub http_proxy: Option<ProxyAddress>,
    /// What is reached without a proxy, parted by commas: host names with all below them, IP addresses, networks
    /// such as `10.0.0.0/8`, or `*` for everything.
    pub no_proxy: String,
    /// Authorities that are trusted beside the machine's own.
    pub authorities: Authorities,
    /// Host names that are found at an address of their own, as in `/etc/hosts`, with a port in place of the usual
    /// one. For tests; a proxy is given the name.
    pub hosts: Vec<(String, SocketAddr)>,
}

/// Why no connections can be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// No authority is known.
    #[error(
        "this machine knows no certificate authorities: install them (package ca-certificates), or name a file with \
         them in [network] ca_file"
    )]
    NobodyTrusted,
    /// The cryptography can't do TLS.
    #[error("cannot use TLS: {0}")]
    Tls(#[source] rustls::Error),
}

//! A throwaway certificate authority and its certificate for Discord's host names.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::{
    ServerConfig,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use tokio_rustls::TlsAcceptor;

/// The names that the fake answers to over TLS.
const NAMES: [&str; 3] = ["discord.com", "cdn.discordapp.com", "localhost"];

/// A new authority: what accepts TLS connections, and the root as PEM.
pub(crate) fn authority() -> (TlsAcceptor, String) {
    let root_key = KeyPair::generate().expect("a key for the authority");
    let mut root = CertificateParams::default();
    root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    root.distinguished_name
        .push(DnType::CommonName, "fake Discord");
    let certificate = root
        .self_signed(&root_key)
        .expect("the authority signs itself");
    let pem = certificate.pem();

    let key = KeyPair::generate().expect("a key for the server");
    let leaf = CertificateParams::new(NAMES.map(String::from))
        .expect("the names are valid")
        .signed_by(&key, &Issuer::from_params(&root, &root_key))
        .expect("the authority signs the server's certificate");

    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring knows the default versions")
        .with_no_client_auth()
        .with_single_cert(
            vec![leaf.der().clone()],
            PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
        )
        .expect("the certificate fits its key");
    (TlsAcceptor::from(Arc::new(config)), pem)
}

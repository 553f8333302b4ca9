//! Throwaway certificate authorities, and the certificates that they issue.

use std::sync::{Arc, Mutex, PoisonError};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::{
    ServerConfig,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use tokio_rustls::TlsAcceptor;

/// A certificate authority that only a test knows.
#[derive(Debug)]
pub struct Authority {
    root: CertificateParams,
    key: KeyPair,
    pem: String,
}

impl Authority {
    /// A new one of this name.
    pub fn new(name: &str) -> Self {
        let key = KeyPair::generate().expect("a key for the authority");
        let mut root = CertificateParams::default();
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        root.distinguished_name.push(DnType::CommonName, name);
        let certificate = root.self_signed(&key);
        let pem = certificate.expect("the authority signs itself").pem();
        Self { root, key, pem }
    }

    /// Its own certificate, as PEM.
    pub fn pem(&self) -> String {
        self.pem.clone()
    }

    /// A certificate for these host names and IP addresses.
    pub fn issue(&self, names: &[&str]) -> Identity {
        Identity(Arc::new(Mutex::new(self.acceptor(names))))
    }

    /// Puts a certificate of this authority in the place of another; open connections stay.
    pub fn replace(&self, identity: &Identity, names: &[&str]) {
        *identity.0.lock().unwrap_or_else(PoisonError::into_inner) = self.acceptor(names);
    }

    fn acceptor(&self, names: &[&str]) -> TlsAcceptor {
        let key = KeyPair::generate().expect("a key for the server");
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let leaf = CertificateParams::new(names)
            .expect("the names are valid")
            .signed_by(&key, &Issuer::from_params(&self.root, &self.key))
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
        TlsAcceptor::from(Arc::new(config))
    }
}

/// The certificate that a server shows. Clones are the same one.
#[derive(Clone)]
pub struct Identity(Arc<Mutex<TlsAcceptor>>);

impl Identity {
    /// What takes the next connection.
    pub fn acceptor(&self) -> TlsAcceptor {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity")
    }
}

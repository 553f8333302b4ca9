//! Certificate authorities that the operator adds, read from a PEM file.

use std::path::Path;

use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject as _},
};

/// Certificate authorities that are trusted beside the machine's own.
#[derive(Clone, Default)]
pub struct Authorities(Vec<CertificateDer<'static>>);

impl std::fmt::Debug for Authorities {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Authorities({})", self.0.len())
    }
}

/// Why a file holds no usable authorities. The text goes on after "the file".
#[derive(Debug, thiserror::Error)]
pub enum AuthoritiesError {
    /// It is not there, or not for this user to read.
    #[error("cannot be read: {0}")]
    Unreadable(#[source] std::io::Error),
    /// It is no PEM.
    #[error("is no PEM file with certificates")]
    NotPem,
    /// It holds keys or other things, but no certificate.
    #[error("holds no certificate (-----BEGIN CERTIFICATE-----)")]
    Empty,
    /// One of its certificates can't be used.
    #[error("holds a certificate that can't be used, the {place}. in it")]
    Unusable {
        /// Counted from 1.
        place: usize,
    },
}

impl Authorities {
    /// Reads a file with one certificate or more.
    ///
    /// # Errors
    /// When there is none in it, or one that can't be used.
    pub fn read(path: &Path) -> Result<Self, AuthoritiesError> {
        let text = std::fs::read(path).map_err(AuthoritiesError::Unreadable)?;
        Self::from_pem(&text)
    }

    /// The same from the file's content.
    ///
    /// # Errors
    /// When there is none in it, or one that can't be used.
    pub fn from_pem(text: &[u8]) -> Result<Self, AuthoritiesError> {
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text).collect();
        let certificates = certificates.map_err(|_| AuthoritiesError::NotPem)?;
        if certificates.is_empty() {
            return Err(AuthoritiesError::Empty);
        }
        let mut roots = RootCertStore::empty();
        for (index, certificate) in certificates.iter().enumerate() {
            let added = roots.add(certificate.clone());
            added.map_err(|_| AuthoritiesError::Unusable { place: index + 1 })?;
        }
        Ok(Self(certificates))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn certificates(&self) -> Vec<CertificateDer<'static>> {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use testkit::certificate::Authority;

    use super::Authorities;

    fn refusal(text: &str) -> String {
        Authorities::from_pem(text.as_bytes())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn all_certificates_of_a_file_are_taken() {
        let (one, two) = (Authority::new("one").pem(), Authority::new("two").pem());
        let both = Authorities::from_pem(format!("the house\n{one}\n{two}").as_bytes());
        assert_eq!(both.unwrap().count(), 2);
    }

    #[test]
    fn a_file_without_a_usable_certificate_is_refused() {
        assert!(refusal("").contains("holds no certificate"));
        assert!(refusal("Dear diary").contains("holds no certificate"));
        let cut = "-----BEGIN CERTIFICATE-----\nMIIB";
        assert!(refusal(cut).contains("no PEM"));
        let other = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert!(refusal(other).contains("the 1. in it"));
        let error = Authorities::read(std::path::Path::new("/nowhere.pem")).unwrap_err();
        assert!(error.to_string().contains("cannot be read"), "{error}");
    }
}

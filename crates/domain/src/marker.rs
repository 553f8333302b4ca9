//! The marker of a message: by it the message is known again on its platform.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use crate::Target;

/// So many bytes of the digest are kept: 22 characters, which fit wherever a platform takes a nonce.
const KEPT: usize = 16;

/// What a message carries, so that it can be found again: as nonce, in an address, or as metadata.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Marker(String);

impl Marker {
    /// The marker of what `dedupe_key` makes one message to `target`. It follows from the place and from what is told
    /// there alone, not from the ids of rows: a database that was put back gives the same message the same marker.
    pub fn of(target: &Target, dedupe_key: &str) -> Self {
        let told = dedupe_key.replace(target.id.as_str(), "");
        let mut digest = Sha256::new();
        for part in [target.platform.as_str(), &target.address, &told] {
            digest.update(part);
            digest.update([0]);
        }
        let digest = digest.finalize();
        Self(URL_SAFE_NO_PAD.encode(&digest[..KEPT]))
    }

    /// The marker as it stands in a row.
    pub fn from_row(text: String) -> Self {
        Self(text)
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Marker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Marker;
    use crate::{Platform, Purpose, Target, TargetId};

    fn target(id: &str, address: &str) -> Target {
        Target {
            id: TargetId::new(id),
            platform: Platform::new("chat"),
            purpose: Purpose::Announcements,
            address: address.to_owned(),
            person: None,
        }
    }

    #[test]
    fn a_message_has_the_same_marker_when_its_rows_are_made_anew() {
        let first = Marker::of(&target("t1", "news"), "lecture:one:published:t1");
        let anew = Marker::of(&target("t2", "news"), "lecture:one:published:t2");
        assert_eq!(first, anew);
        assert_eq!(first.as_str().len(), 22);
        let url_safe = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        assert!(first.as_str().chars().all(url_safe), "{first}");
    }

    #[test]
    fn another_message_or_another_place_has_another_marker() {
        let one = Marker::of(&target("t1", "news"), "lecture:one:published:t1");
        for (id, address, key) in [
            ("t1", "news", "lecture:two:published:t1"),
            ("t2", "lobby", "lecture:one:published:t2"),
        ] {
            assert_ne!(one, Marker::of(&target(id, address), key));
        }
    }
}

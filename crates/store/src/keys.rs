//! The keys under which texts are sealed, and what is derived from each.

use std::{fmt, sync::Arc};

use base64::{
    Engine as _, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE_NO_PAD,
};
use clock::Ids;
use ring::{aead, hkdf, hmac};

/// How many bytes a key has.
const LENGTH: usize = 32;

/// The bytes of a key's id, which everybody may see.
const ID: usize = 4;

/// A key that the operator gave. The secret itself is not kept, only what is derived from it, each for one use.
#[derive(Clone)]
pub struct Key(Arc<Derived>);

struct Derived {
    id: String,
    text: aead::LessSafeKey,
    digest: hmac::Key,
}

impl Key {
    /// Reads 32 bytes, written as base64 or in hexadecimal; `None` when it is something else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let bytes = if text.len() == 2 * LENGTH {
            of_hexadecimal(text)?
        } else {
            let plain: String = text
                .trim_end_matches('=')
                .replace('+', "-")
                .replace('/', "_");
            URL_SAFE_NO_PAD.decode(plain).ok()?
        };
        (bytes.len() == LENGTH).then(|| Self::of(&bytes))?
    }

    /// A new key, as it can be given to [`Key::parse`].
    pub fn generate(ids: &Ids) -> String {
        STANDARD.encode(ids.bytes::<LENGTH>())
    }

    /// What tells it from others: eight letters and digits that say nothing of the secret.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    pub(crate) fn text(&self) -> &aead::LessSafeKey {
        &self.0.text
    }

    pub(crate) fn digest(&self) -> &hmac::Key {
        &self.0.digest
    }

    fn of(secret: &[u8]) -> Option<Self> {
        let secret = hkdf::Salt::new(hkdf::HKDF_SHA256, b"dash-bot store 1").extract(secret);
        let mut id = [0; ID];
        secret
            .expand(&[b"id"], Short)
            .and_then(|id_of| id_of.fill(&mut id))
            .ok()?;
        let text: aead::UnboundKey = secret.expand(&[b"text"], &aead::AES_256_GCM).ok()?.into();
        let digest: hmac::Key = secret.expand(&[b"digest"], hmac::HMAC_SHA256).ok()?.into();
        Some(Self(Arc::new(Derived {
            id: id.iter().map(|byte| format!("{byte:02x}")).collect(),
            text: aead::LessSafeKey::new(text),
            digest,
        })))
    }
}

/// The length of an id, as the derivation asks for it.
struct Short;

impl hkdf::KeyType for Short {
    fn len(&self) -> usize {
        ID
    }
}

fn of_hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let pairs = digits?;
    pairs
        .chunks(2)
        .map(|pair| u8::try_from(pair.iter().fold(0, |byte, digit| byte * 16 + digit)).ok())
        .collect()
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.id())
    }
}

/// The keys of a store: the one that seals, and earlier ones that can still be read with. Without any,
/// texts stand in the database as they are. Clones are the same keys.
#[derive(Clone, Debug, Default)]
pub struct Keys(Option<Arc<Ring>>);

#[derive(Debug)]
struct Ring {
    current: Option<Key>,
    previous: Vec<Key>,
}

impl Keys {
    /// No keys.
    pub const fn none() -> Self {
        Self(None)
    }

    /// What is written is sealed under `current`; what was sealed under `previous` is read with it.
    pub fn new(current: Option<Key>, previous: Vec<Key>) -> Self {
        let any = current.is_some() || !previous.is_empty();
        Self(any.then(|| Arc::new(Ring { current, previous })))
    }

    /// The key that seals.
    pub fn current(&self) -> Option<&Key> {
        self.0.as_deref()?.current.as_ref()
    }

    /// Whether there are earlier keys.
    pub fn has_previous(&self) -> bool {
        self.0
            .as_deref()
            .is_some_and(|ring| !ring.previous.is_empty())
    }

    /// All of them, the one that seals first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Key> {
        let ring = self.0.as_deref();
        ring.into_iter()
            .flat_map(|ring| ring.current.iter().chain(&ring.previous))
    }

    /// The one with this id.
    pub(crate) fn find(&self, id: &str) -> Option<&Key> {
        self.all().find(|key| key.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_from_base64_and_from_hexadecimal() {
        let bytes = [0xfb; LENGTH];
        let hexadecimal = "fb".repeat(LENGTH);
        let forms = [
            STANDARD.encode(bytes),
            URL_SAFE_NO_PAD.encode(bytes),
            hexadecimal.to_uppercase(),
            format!(" {hexadecimal}\n"),
        ];
        let ids: Vec<String> = forms
            .iter()
            .map(|form| Key::parse(form).unwrap().id().to_owned())
            .collect();
        assert!(
            ids.iter().all(|id| *id == ids[0] && id.len() == 2 * ID),
            "{ids:?}"
        );
    }

    #[test]
    fn what_is_no_key_is_not_taken() {
        let short = STANDARD.encode([1; 31]);
        for text in [
            "",
            "secret",
            "fb",
            &short,
            &"fg".repeat(LENGTH),
            &"é".repeat(LENGTH),
        ] {
            assert!(Key::parse(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn a_new_key_is_one_and_is_another_each_time() {
        let ids = Ids::seeded(1);
        let (one, two) = (Key::generate(&ids), Key::generate(&ids));
        assert_ne!(Key::parse(&one).unwrap(), Key::parse(&two).unwrap());
    }

    #[test]
    fn a_key_is_not_printed() {
        let text = Key::generate(&Ids::seeded(1));
        let key = Key::parse(&text).unwrap();
        let keys = Keys::new(Some(key.clone()), vec![key.clone()]);
        let shown = format!("{key:?} {keys:?}");
        assert!(
            !shown.contains(&text) && shown.contains(key.id()),
            "{shown}"
        );
    }
}

//! Seals what people wrote before it comes into a row, and opens it on its way out.
//!
//! A sealed text is `MARK`, the form's number, the key's id, and base64 of nonce, ciphertext and tag (AES-256-GCM).
//! Table, column and row are authenticated with it, so that it counts nowhere else.

use std::borrow::Cow;

use anyhow::Context;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use clock::Ids;
use ring::{aead, hmac};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::{
    Tx,
    keys::{Key, Keys},
    text::{MARK, clean, clean_json},
};

/// What stands before the key's id: the mark, and the number of this form.
pub(crate) const HEAD: &str = "\u{1}1.";

/// How many characters a key's id has, and where it begins, counted from 1 as SQL does.
pub(crate) const ID_LENGTH: usize = 8;
pub(crate) const ID_BEGINS: usize = 4;

/// The key of the object that stands in place of a sealed JSON value. What is kept as JSON has no text there.
pub(crate) const SEALED: &str = "sealed";

/// A row whose texts are sealed or opened.
#[derive(Clone, Copy)]
pub(crate) struct RowSeal<'a> {
    pub(crate) keys: &'a Keys,
    pub(crate) ids: &'a Ids,
    pub(crate) table: &'static str,
    pub(crate) id: &'a str,
}

impl Tx {
    /// The row of `table` with this id, to seal its texts or open them.
    pub(crate) fn row_seal<'a>(&'a self, table: &'static str, id: &'a str) -> RowSeal<'a> {
        RowSeal {
            keys: &self.keys,
            ids: &self.ids,
            table,
            id,
        }
    }

    /// What stands for an e-mail address where equal ones are looked for.
    pub(crate) fn address_digest(&self, address: &str) -> String {
        digest(self.keys.current(), address)
    }
}

impl RowSeal<'_> {
    /// What is written for a text: sealed where there is a key, else the text without what can't stand there.
    pub(crate) fn seal<'t>(self, column: &str, text: &'t str) -> anyhow::Result<Cow<'t, str>> {
        let text = clean(text);
        let Some(key) = self.keys.current() else {
            return Ok(text);
        };
        let nonce = self.ids.bytes::<{ aead::NONCE_LEN }>();
        let mut sealed = text.into_owned().into_bytes();
        key.text()
            .seal_in_place_append_tag(
                aead::Nonce::assume_unique_for_key(nonce),
                self.bound_to(column),
                &mut sealed,
            )
            .ok()
            .context("cannot seal a text: it is too long")?;
        let mut written = format!("{HEAD}{}.", key.id());
        URL_SAFE_NO_PAD.encode_string([&nonce, sealed.as_slice()].concat(), &mut written);
        Ok(Cow::Owned(written))
    }

    /// The same for a text that may be missing.
    pub(crate) fn seal_some<'t>(
        self,
        column: &str,
        text: Option<&'t str>,
    ) -> anyhow::Result<Option<Cow<'t, str>>> {
        text.map(|text| self.seal(column, text)).transpose()
    }

    /// The text that was written.
    pub(crate) fn open(self, column: &str, written: String) -> anyhow::Result<String> {
        let Some(sealed) = written.strip_prefix(MARK) else {
            return Ok(written);
        };
        let place = || format!("{}.{column} of row {}", self.table, self.id);
        let (id, sealed) = sealed
            .strip_prefix(&HEAD[MARK.len_utf8()..])
            .and_then(|rest| rest.split_once('.'))
            .with_context(|| {
                format!(
                    "cannot open {}: a newer program sealed it; run that one",
                    place()
                )
            })?;
        let key = self.keys.find(id).with_context(|| {
            format!("cannot open {}: it was sealed under the key {id}; give that key as [store] key, or among previous_keys", place())
        })?;
        self.open_with(key, column, sealed).with_context(|| {
            format!("cannot open {}: what stands there was damaged, or moved from elsewhere; put it back from a backup", place())
        })
    }

    /// The same for a text that may be missing.
    pub(crate) fn open_some(
        self,
        column: &str,
        written: Option<String>,
    ) -> anyhow::Result<Option<String>> {
        written
            .map(|written| self.open(column, written))
            .transpose()
    }

    /// What is written for a value that is kept as JSON.
    pub(crate) fn seal_json(self, column: &str, value: &impl Serialize) -> anyhow::Result<Value> {
        let mut value = serde_json::to_value(value).context("cannot write JSON")?;
        clean_json(&mut value);
        if self.keys.current().is_none() {
            return Ok(value);
        }
        Ok(json!({ SEALED: self.seal(column, &value.to_string())? }))
    }

    /// The value that was written as JSON.
    pub(crate) fn open_json<T: DeserializeOwned>(
        self,
        column: &str,
        written: Value,
    ) -> anyhow::Result<T> {
        let value = match written.get(SEALED) {
            Some(Value::String(sealed)) => {
                let text = self.open(column, sealed.clone())?;
                serde_json::from_str(&text)
            }
            _ => serde_json::from_value(written),
        };
        value.with_context(|| format!("cannot read {}.{column} of row {}", self.table, self.id))
    }

    fn open_with(self, key: &Key, column: &str, sealed: &str) -> Option<String> {
        let mut bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_at_mut_checked(aead::NONCE_LEN)?;
        let nonce = aead::Nonce::try_assume_unique_for_key(nonce).ok()?;
        let text = key
            .text()
            .open_in_place(nonce, self.bound_to(column), sealed)
            .ok()?;
        String::from_utf8(text.to_vec()).ok()
    }

    fn bound_to(self, column: &str) -> aead::Aad<String> {
        // As the row is found by it.
        let id = clean(self.id);
        aead::Aad::from(format!("{}\0{column}\0{id}", self.table))
    }
}

/// The id of the key under which something was sealed; `None` for what stands there as it is.
pub(crate) fn key_id(written: &str) -> Option<&str> {
    written.strip_prefix(HEAD)?.get(..ID_LENGTH)
}

/// What stands for an address: its keyed hash, or without a key the address itself, in small letters.
pub(crate) fn digest(key: Option<&Key>, address: &str) -> String {
    let folded = clean(address).to_lowercase();
    match key {
        Some(key) => URL_SAFE_NO_PAD.encode(hmac::sign(key.digest(), folded.as_bytes())),
        None => folded,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(number: u64) -> Key {
        Key::parse(&Key::generate(&Ids::seeded(number))).unwrap()
    }

    fn keys() -> Keys {
        Keys::new(Some(key(1)), vec![key(2)])
    }

    fn row<'a>(keys: &'a Keys, ids: &'a Ids, id: &'a str) -> RowSeal<'a> {
        RowSeal {
            keys,
            ids,
            table: "signups",
            id,
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_out_as_it_went_in(text in any::<String>(), typed in "\\PC{12,40}") {
            let (keys, ids) = (keys(), Ids::seeded(3));
            let row = row(&keys, &ids, "1");
            for text in [text, typed.clone()] {
                let sealed = row.seal("name", &text).unwrap().into_owned();
                prop_assert!(key_id(&sealed) == Some(key(1).id()));
                prop_assert!(!sealed.contains(&typed));
                prop_assert_eq!(row.open("name", sealed).unwrap(), clean(&text));
            }
        }

        #[test]
        fn without_a_key_any_text_stands_as_it_is(text in any::<String>()) {
            let (keys, ids) = (Keys::none(), Ids::seeded(3));
            let row = row(&keys, &ids, "1");
            let written = row.seal("name", &text).unwrap().into_owned();
            prop_assert_eq!(&written, &clean(&text));
            prop_assert_eq!(row.open("name", written.clone()).unwrap(), written);
        }

        #[test]
        fn what_was_tampered_with_is_not_opened(at in 0..60_usize, put in "[A-Za-z0-9_-]") {
            let (keys, ids) = (keys(), Ids::seeded(3));
            let row = row(&keys, &ids, "1");
            let sealed = row.seal("name", "Noor de Vries").unwrap().into_owned();
            let body = HEAD.len() + ID_LENGTH + 1;
            // The last of the characters has bits that count for nothing.
            let at = body + at % (sealed.len() - body - 1);
            let mut changed = sealed.clone();
            changed.replace_range(at..=at, &put);
            prop_assume!(changed != sealed);
            let error = format!("{:#}", row.open("name", changed).unwrap_err());
            prop_assert!(error.contains("damaged") && !error.contains("Noor"), "{}", error);
        }
    }

    #[test]
    fn the_same_text_is_sealed_differently_each_time() {
        let (keys, ids) = (keys(), Ids::seeded(3));
        let row = row(&keys, &ids, "1");
        assert_ne!(
            row.seal("name", "Noor").unwrap(),
            row.seal("name", "Noor").unwrap()
        );
    }

    #[test]
    fn a_text_counts_only_where_it_was_sealed() {
        let (keys, ids) = (keys(), Ids::seeded(3));
        let (one, other) = (row(&keys, &ids, "1"), row(&keys, &ids, "2"));
        let elsewhere = RowSeal {
            table: "questions",
            ..one
        };
        let sealed = one.seal("name", "Noor").unwrap().into_owned();
        assert!(other.open("name", sealed.clone()).is_err());
        assert!(one.open("reason", sealed.clone()).is_err());
        assert!(elsewhere.open("name", sealed.clone()).is_err());
        assert_eq!(one.open("name", sealed).unwrap(), "Noor");
    }

    #[test]
    fn a_key_that_is_missing_is_named() {
        let (keys, ids) = (keys(), Ids::seeded(3));
        let sealed = row(&keys, &ids, "1")
            .seal("name", "Noor")
            .unwrap()
            .into_owned();
        let others = Keys::new(Some(key(4)), Vec::new());
        let error = row(&others, &ids, "1")
            .open("name", sealed)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(key(1).id()) && error.contains("previous_keys"),
            "{error}"
        );
    }

    #[test]
    fn addresses_are_equal_in_whichever_letters() {
        let key = key(1);
        assert_eq!(
            digest(Some(&key), "Noor@UMCG.example"),
            digest(Some(&key), "noor@umcg.example")
        );
        assert_eq!(digest(None, "Noor@UMCG.example"), "noor@umcg.example");
        assert!(!digest(Some(&key), "noor@umcg.example").contains("noor"));
    }
}

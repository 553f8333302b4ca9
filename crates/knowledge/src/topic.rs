//! The name of a topic, the same in both languages.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// The id of a topic: the file name of its answers without `.md`, such as `ml-lab-meetings`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TopicId(Arc<str>);

impl TopicId {
    /// Reads an id: 1 to 40 small letters, digits and single hyphens between them; otherwise `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() <= 40
            && text.split('-').all(|part| {
                !part.is_empty()
                    && part
                        .bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            });
        fits.then(|| Self(text.into()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TopicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for TopicId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_small_letters_digits_and_single_hyphens() {
        for good in ["bot", "ai-think-tank", "data-wise", "covid19"] {
            assert_eq!(TopicId::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "Bot", "ai--think", "-bot", "bot-", "a/b", "ai_lab", "é"] {
            assert_eq!(TopicId::parse(bad), None, "{bad}");
        }
    }
}

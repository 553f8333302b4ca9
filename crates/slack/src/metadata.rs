//! What stands in a message's metadata: ours by agreement, and whatever other apps write.

use serde::Deserialize;
use serde_json::Value;

/// A message's metadata.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Metadata(Value);

impl Metadata {
    /// What an event of this type says under this name; `None` for any other, and for what is no text.
    pub(crate) fn says(&self, event_type: &str, name: &str) -> Option<&str> {
        let Self(metadata) = self;
        let is_it = metadata["event_type"] == event_type;
        let said = is_it.then(|| metadata["event_payload"][name].as_str());
        said.flatten()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Metadata;

    #[test]
    fn only_a_text_of_our_own_event_says_something() {
        let says = |metadata: Value| {
            let metadata: Metadata = serde_json::from_value(metadata).unwrap();
            metadata.says("ours", "to").map(str::to_owned)
        };
        let event =
            |kind: &str, payload: Value| json!({ "event_type": kind, "event_payload": payload });
        assert_eq!(
            says(event("ours", json!({ "to": "1.2" }))),
            Some("1.2".to_owned())
        );
        assert_eq!(says(event("theirs", json!({ "to": "1.2" }))), None);
        assert_eq!(says(event("ours", json!({ "to": 7 }))), None);
        assert_eq!(says(event("ours", json!(["1.2"]))), None);
        assert_eq!(says(json!(null)), None);
        assert_eq!(says(json!("ours")), None);
    }
}

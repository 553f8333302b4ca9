//! What a person is shown in answer to what they did.

use serde_json::Value;

use super::{
    blocks,
    deed::Surface,
    message::{Message, MessageRef},
    text,
    world::{Member, World},
};

/// A modal that has opened before a person, or the app's home.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct View {
    /// Slack's id, `V…`.
    pub id: String,
    /// The view as Slack keeps it.
    pub data: Value,
    /// The errors that stand at its fields, by `block_id`.
    pub errors: Value,
    pub(crate) member: Member,
}

/// What a person is shown.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Shown {
    /// A message, new or changed.
    Message {
        /// The message as it was at that moment.
        message: Box<Message>,
        /// It as a person reads it.
        text: String,
    },
    /// A modal or the home.
    View(View),
    /// The options that came back for what was typed.
    Options(Value),
    /// The modal has closed.
    Closed,
    /// Slack's own word that something went wrong, such as `operation_timeout`.
    Failure(String),
}

impl Shown {
    pub(crate) fn message(world: &World, message: &Message) -> Self {
        Self::Message {
            message: Box::new(message.clone()),
            text: text::message(world, message),
        }
    }

    /// It as a person reads it; the same each time, for snapshots.
    pub fn to_text(&self) -> String {
        match self {
            Self::Message { text, .. } => text.clone(),
            Self::View(view) => text::view(&view.data, &view.errors),
            Self::Options(options) => text::options(options),
            Self::Closed => "closed\n".into(),
            Self::Failure(why) => format!("failed: {why}\n"),
        }
    }

    /// The message; panics when something else was shown.
    pub fn as_message(&self) -> &Message {
        match self {
            Self::Message { message, .. } => message,
            other => panic!("this is no message:\n{}", other.to_text()),
        }
    }

    /// The modal or home; panics when something else was shown.
    pub fn as_view(&self) -> &View {
        match self {
            Self::View(view) => view,
            other => panic!("this is no view:\n{}", other.to_text()),
        }
    }

    /// The options' texts and values; panics when something else was shown.
    pub fn as_options(&self) -> Vec<(String, String)> {
        let Self::Options(options) = self else {
            panic!("these are no options:\n{}", self.to_text());
        };
        let part = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        blocks::options(options)
            .into_iter()
            .map(|option| (part(&option["text"]["text"]), part(&option["value"])))
            .collect()
    }

    fn blocks(&self) -> &[Value] {
        match self {
            Self::Message { message, .. } => &message.blocks,
            Self::View(view) => view.data["blocks"].as_array().map_or(&[], Vec::as_slice),
            _ => &[],
        }
    }

    /// The `action_id` of a button, menu or field, by its text, placeholder or label.
    pub fn action_id(&self, name: &str) -> Option<String> {
        let found = blocks::find(self.blocks(), name)?;
        found.element["action_id"].as_str().map(str::to_owned)
    }

    /// What a button carries, by its text or `action_id`.
    pub fn value(&self, name: &str) -> Option<String> {
        let found = blocks::find(self.blocks(), name)?;
        found.element["value"].as_str().map(str::to_owned)
    }
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl From<&Shown> for MessageRef {
    fn from(shown: &Shown) -> Self {
        shown.as_message().place()
    }
}

impl From<&Message> for MessageRef {
    fn from(message: &Message) -> Self {
        message.place()
    }
}

impl From<&Shown> for Surface {
    fn from(shown: &Shown) -> Self {
        match shown {
            Shown::View(view) => Self::View(view.id.clone()),
            other => Self::Message(other.as_message().place()),
        }
    }
}

impl From<MessageRef> for Surface {
    fn from(place: MessageRef) -> Self {
        Self::Message(place)
    }
}

impl From<&Message> for Surface {
    fn from(message: &Message) -> Self {
        Self::Message(message.place())
    }
}

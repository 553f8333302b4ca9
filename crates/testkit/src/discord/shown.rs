//! What a person is shown in answer to what they did.

use serde_json::Value;

use super::{
    message::{Message, MessageRef},
    text,
    world::{Channel, World},
};

/// A form that has opened before a person.
#[derive(Debug, Clone)]
pub struct Form {
    pub(crate) data: Value,
    pub(crate) channel: Channel,
    /// The message whose button opened it.
    pub(crate) message: Option<u64>,
}

impl Form {
    /// The form as Discord was sent it.
    pub fn data(&self) -> &Value {
        &self.data
    }
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
    /// A form.
    Form(Form),
    /// The choices for an option that is being typed.
    Choices(Value),
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
            Self::Form(form) => text::form(&form.data),
            Self::Choices(choices) => text::choices(choices),
        }
    }

    /// The message; panics when a form or choices were shown.
    pub fn as_message(&self) -> &Message {
        match self {
            Self::Message { message, .. } => message,
            other => panic!("this is no message:\n{}", other.to_text()),
        }
    }

    /// The form; panics when something else was shown.
    pub fn as_form(&self) -> &Form {
        match self {
            Self::Form(form) => form,
            other => panic!("this is no form:\n{}", other.to_text()),
        }
    }

    /// The choices' names and values; panics when something else was shown.
    pub fn as_choices(&self) -> Vec<(String, Value)> {
        match self {
            Self::Choices(choices) => choices
                .as_array()
                .into_iter()
                .flatten()
                .map(|choice| {
                    let name = choice["name"].as_str().unwrap_or_default();
                    (name.to_owned(), choice["value"].clone())
                })
                .collect(),
            other => panic!("these are no choices:\n{}", other.to_text()),
        }
    }

    /// The `custom_id` of a button or menu, by its label, emoji and label, or placeholder.
    pub fn custom_id(&self, label: &str) -> Option<String> {
        let found = super::form::component(self.as_message(), label)?;
        found["custom_id"].as_str().map(str::to_owned)
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

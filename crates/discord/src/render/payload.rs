//! What Discord is sent, as JSON.

use serde::Serialize;

use super::Card;

/// An embed.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Embed {
    pub(crate) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    pub(crate) color: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) fields: Vec<EmbedField>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) image: Option<Image>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) footer: Option<Footer>,
}

#[derive(Debug, Serialize)]
pub(crate) struct EmbedField {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) inline: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct Image {
    pub(crate) url: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Footer {
    pub(crate) text: String,
}

/// A row of buttons, or of one menu, or of one text input.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    #[serde(rename = "type")]
    kind: u8,
    pub(crate) components: Vec<Component>,
}

impl Row {
    pub(crate) fn new(components: Vec<Component>) -> Self {
        Self {
            kind: 1,
            components,
        }
    }
}

/// A component. Its `kind` is 2 for a button, 3 for a menu, 4 for a text input.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Component {
    #[serde(rename = "type")]
    pub(crate) kind: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) style: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) custom_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) placeholder: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) options: Vec<MenuOption>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_length: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) required: Option<bool>,
}

#[derive(Debug, Serialize)]
pub(crate) struct MenuOption {
    pub(crate) label: String,
    pub(crate) value: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) default: bool,
}

/// A file that goes with a message.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// Nobody is pinged, whatever a message says, but the one whom it is for.
#[derive(Debug, Serialize)]
struct AllowedMentions<'a> {
    parse: [&'static str; 0],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    users: &'a [String],
    replied_user: bool,
}

#[derive(Debug, Serialize)]
struct Attachment<'a> {
    id: usize,
    filename: &'a str,
}

#[derive(Debug, Serialize)]
struct Reference<'a> {
    message_id: &'a str,
    fail_if_not_exists: bool,
}

#[derive(Debug, Serialize)]
struct Message<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<String>,
    embeds: [&'a Embed; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    components: Option<&'a [Row]>,
    allowed_mentions: AllowedMentions<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attachments: Option<Vec<Attachment<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flags: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enforce_nonce: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_reference: Option<Reference<'a>>,
}

#[derive(Debug, Serialize)]
struct Callback<T> {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<T>,
}

/// The answers to what is being typed.
#[derive(Debug, Serialize)]
pub(crate) struct Choices<T> {
    pub(crate) choices: Vec<T>,
}

const EPHEMERAL: u32 = 1 << 6;

impl Card {
    fn attachments(&self) -> Vec<Attachment<'_>> {
        let files = self.files.iter().enumerate();
        files
            .map(|(id, file)| Attachment {
                id,
                filename: &file.name,
            })
            .collect()
    }

    fn message(&self) -> Message<'_> {
        let addressed = self.addressed.as_ref();
        Message {
            content: addressed.map(|id| format!("<@{id}>")),
            embeds: [&self.embed],
            components: (!self.rows.is_empty()).then_some(&self.rows),
            allowed_mentions: AllowedMentions {
                parse: [],
                users: addressed.map_or(&[], std::slice::from_ref),
                replied_user: false,
            },
            attachments: (!self.files.is_empty()).then(|| self.attachments()),
            flags: None,
            nonce: None,
            enforce_nonce: None,
            message_reference: None,
        }
    }

    /// A message that takes the place of another: what the other had and this one has not is taken away.
    fn replacement(&self) -> Message<'_> {
        Message {
            components: Some(&self.rows),
            attachments: Some(self.attachments()),
            ..self.message()
        }
    }
}

/// The first answer to an interaction, or that there will be one.
pub(crate) mod callback {
    use serde::Serialize;

    use super::{Callback, Card, Choices, EPHEMERAL, json};
    use crate::render::Modal;

    /// A new message; `private` for the caller alone.
    pub(crate) fn message(card: &Card, private: bool) -> Vec<u8> {
        let mut message = card.message();
        message.flags = private.then_some(EPHEMERAL);
        json(&Callback {
            kind: 4,
            data: Some(message),
        })
    }

    /// The message that was pressed is replaced.
    pub(crate) fn update(card: &Card) -> Vec<u8> {
        json(&Callback {
            kind: 7,
            data: Some(card.replacement()),
        })
    }

    /// There will be a new message.
    pub(crate) fn deferred(private: bool) -> Vec<u8> {
        #[derive(Serialize)]
        struct Flags {
            flags: u32,
        }
        let data = private.then_some(Flags { flags: EPHEMERAL });
        json(&Callback { kind: 5, data })
    }

    /// The message that was pressed will be replaced.
    pub(crate) fn deferred_update() -> Vec<u8> {
        json(&Callback::<()> {
            kind: 6,
            data: None,
        })
    }

    /// What may be meant by what is being typed.
    pub(crate) fn choices<T: Serialize>(choices: Vec<T>) -> Vec<u8> {
        json(&Callback {
            kind: 8,
            data: Some(Choices { choices }),
        })
    }

    /// A form.
    pub(crate) fn modal(modal: &Modal) -> Vec<u8> {
        json(&Callback {
            kind: 9,
            data: Some(modal),
        })
    }
}

/// A message of its own: under a nonce that makes it unique for a while, in reply to a message where there is one.
pub(crate) fn post(card: &Card, nonce: &str, reply_to: Option<&str>) -> Vec<u8> {
    let mut message = card.message();
    message.nonce = Some(nonce);
    message.enforce_nonce = Some(true);
    message.message_reference = reply_to.map(|message_id| Reference {
        message_id,
        fail_if_not_exists: false,
    });
    json(&message)
}

/// A further answer to an interaction; `private` for the caller alone.
pub(crate) fn follow_up(card: &Card, private: bool) -> Vec<u8> {
    let mut message = card.message();
    message.flags = private.then_some(EPHEMERAL);
    json(&message)
}

/// The new state of a message.
pub(crate) fn edit(card: &Card) -> Vec<u8> {
    json(&card.replacement())
}

/// These structs have only text as keys, so that serialising can't fail.
pub(crate) fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

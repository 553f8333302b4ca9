//! What Slack is sent, as JSON: blocks, elements, text objects and views, under Slack's own names.

use std::sync::Arc;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::limits;

/// A block of a message or a view.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Block {
    Header {
        text: Text,
    },
    Section {
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<Text>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        fields: Vec<Text>,
    },
    RichText {
        elements: Vec<RichText>,
    },
    Context {
        elements: Vec<Text>,
    },
    Actions {
        elements: Vec<Element>,
    },
    Image {
        image_url: String,
        alt_text: String,
    },
    Divider,
    Input {
        block_id: String,
        label: Text,
        optional: bool,
        element: Element,
    },
    #[serde(untagged)]
    Written(Written),
}

/// A block that was written before.
#[derive(Debug, Clone)]
pub(crate) struct Written(pub(crate) Arc<RawValue>);

impl PartialEq for Written {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A text object.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Text {
    PlainText { text: String, emoji: bool },
    Mrkdwn { text: String, verbatim: bool },
}

impl Text {
    /// Text in which nothing means anything.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::PlainText {
            text: text.into(),
            emoji: false,
        }
    }

    /// How long it is.
    pub(crate) fn length(&self) -> usize {
        match self {
            Self::PlainText { text, .. } | Self::Mrkdwn { text, .. } => limits::length(text),
        }
    }

    /// Slack's markup, in which only what is marked up means something.
    pub(crate) const fn mrkdwn(text: String) -> Self {
        Self::Mrkdwn {
            text,
            verbatim: true,
        }
    }
}

/// One part of a rich text block.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type")]
pub(crate) enum RichText {
    #[serde(rename = "rich_text_section")]
    Section { elements: Vec<Piece> },
    #[serde(rename = "rich_text_quote")]
    Quote { elements: Vec<Piece> },
    #[serde(rename = "rich_text_preformatted")]
    Preformatted { elements: Vec<Piece> },
    /// Its elements are sections.
    #[serde(rename = "rich_text_list")]
    List {
        style: ListStyle,
        indent: usize,
        elements: Vec<RichText>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ListStyle {
    Bullet,
    Ordered,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Piece {
    Text {
        text: String,
        #[serde(skip_serializing_if = "Marks::none")]
        style: Marks,
    },
    Link {
        url: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        #[serde(skip_serializing_if = "Marks::none")]
        style: Marks,
    },
    Channel {
        channel_id: String,
        #[serde(skip_serializing_if = "Marks::none")]
        style: Marks,
    },
    /// A mention, which notifies.
    User { user_id: String },
    Date {
        timestamp: i64,
        format: &'static str,
        fallback: String,
        #[serde(skip_serializing_if = "Marks::none")]
        style: Marks,
    },
}

/// How a piece is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Marks {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) bold: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) italic: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) strike: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) code: bool,
}

impl Marks {
    pub(crate) const BOLD: Self = Self {
        bold: true,
        italic: false,
        strike: false,
        code: false,
    };
    pub(crate) const ITALIC: Self = Self {
        bold: false,
        italic: true,
        strike: false,
        code: false,
    };

    fn none(&self) -> bool {
        *self == Self::default()
    }
}

/// What can be pressed, chosen or filled in.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Element {
    Button {
        action_id: String,
        text: Text,
        #[serde(skip_serializing_if = "Option::is_none")]
        style: Option<ButtonStyle>,
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<String>,
    },
    StaticSelect {
        action_id: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        placeholder: Option<Text>,
        options: Vec<SelectOption>,
        #[serde(skip_serializing_if = "Option::is_none")]
        initial_option: Option<SelectOption>,
    },
    ExternalSelect {
        action_id: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        placeholder: Option<Text>,
        min_query_length: u8,
        #[serde(skip_serializing_if = "Option::is_none")]
        initial_option: Option<SelectOption>,
    },
    UsersSelect {
        action_id: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        placeholder: Option<Text>,
        #[serde(skip_serializing_if = "Option::is_none")]
        initial_user: Option<String>,
    },
    Checkboxes {
        action_id: String,
        options: Vec<SelectOption>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        initial_options: Vec<SelectOption>,
    },
    NumberInput {
        action_id: String,
        is_decimal_allowed: bool,
        min_value: String,
        max_value: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        initial_value: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        placeholder: Option<Text>,
    },
    Datepicker {
        action_id: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        initial_date: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        placeholder: Option<Text>,
    },
    Datetimepicker {
        action_id: String,
    },
    FileInput {
        action_id: String,
        max_files: u8,
    },
    PlainTextInput {
        action_id: String,
        multiline: bool,
        max_length: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
        initial_value: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        placeholder: Option<Text>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ButtonStyle {
    Primary,
    Danger,
}

/// One option of a select menu or of checkboxes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct SelectOption {
    pub(crate) text: Text,
    pub(crate) value: String,
}

/// A view, as `views.open`, `views.update` and `views.publish` take it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum View {
    Modal {
        callback_id: String,
        title: Text,
        #[serde(skip_serializing_if = "Option::is_none")]
        submit: Option<Text>,
        close: Text,
        private_metadata: String,
        blocks: Vec<Block>,
    },
    Home {
        blocks: Vec<Block>,
    },
}

/// A file that goes along with a message.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Upload {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
}

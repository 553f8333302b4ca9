//! A reply: a tree of meaning without any platform's markup.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::{PersonId, Platform};

use crate::{Action, Call};

/// What is answered or posted. Adapters render it; people's text is escaped there and only there.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// How it ended.
    pub notice: Notice,
    /// The sign at its head.
    pub sign: Sign,
    /// Its title, plain text.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// What can be done now, the likely one first.
    pub actions: Vec<Action>,
    /// A grey last line: source or reference. Plain text.
    pub footer: Option<String>,
    /// Whom it is for where others read it too, by their id on its platform: named above it and notified. Nobody else is,
    /// whatever it says.
    pub addressed: Option<String>,
    /// Whose data it shows, where that is not who called: what is kept of it beyond the moment goes with that person.
    pub concerns: Option<PersonId>,
}

impl Reply {
    /// A reply that has a title and nothing else yet.
    pub const fn new(sign: Sign, title: String) -> Self {
        Self {
            notice: Notice::Info,
            sign,
            title,
            blocks: Vec::new(),
            actions: Vec::new(),
            footer: None,
            addressed: None,
            concerns: None,
        }
    }

    /// Adds a paragraph in our own words.
    #[must_use]
    pub fn markdown(mut self, text: String) -> Self {
        self.blocks.push(Block::Markdown(text));
        self
    }

    /// Adds a block.
    #[must_use]
    pub fn block(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// Adds something that can be done.
    #[must_use]
    pub fn action(mut self, action: impl Into<Action>) -> Self {
        self.actions.push(action.into());
        self
    }

    /// Sets the grey last line.
    #[must_use]
    pub fn footer(mut self, text: String) -> Self {
        self.footer = Some(text);
        self
    }

    /// Says whom it is for.
    #[must_use]
    pub fn addressed(mut self, id: String) -> Self {
        self.addressed = Some(id);
        self
    }

    /// Says whose data it shows.
    #[must_use]
    pub fn concerning(mut self, person: PersonId) -> Self {
        self.concerns = Some(person);
        self
    }

    /// Says how it ended.
    #[must_use]
    pub const fn notice(mut self, notice: Notice) -> Self {
        self.notice = notice;
        self
    }

    /// Whether it is over in a moment: for now nothing was done, and the message whose button was pressed is what the
    /// person goes on with. It stands beside that one, never in its place.
    pub fn is_passing(&self) -> bool {
        self.notice == Notice::Failed || self.sign == Sign::Waiting
    }

    /// Each call that can be made from it.
    pub fn calls(&self) -> impl Iterator<Item = &Call> {
        self.actions.iter().filter_map(|action| match action {
            Action::Button(button) => Some(&button.call),
            Action::Menu(menu) => Some(&menu.call),
            Action::Link { .. } => None,
        })
    }
}

/// How it ended; adapters show it as a colour, or by a role for screen readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// An answer like any other.
    Info,
    /// It was done.
    Ok,
    /// It was not done, and the person can do something about it.
    Refused,
    /// It was not done, and the fault is ours.
    Failed,
}

/// The sign at the head of a card, with the same meaning everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// An answer to a question.
    Question,
    /// An announcement.
    Announcement,
    /// A mini-lecture.
    Lecture,
    /// A meeting or another event.
    Event,
    /// Counseling.
    Counseling,
    /// Something is being waited for.
    Waiting,
    /// It was done.
    Done,
    /// It was refused, or failed.
    Refused,
}

impl Sign {
    /// Its emoji.
    pub const fn emoji(self) -> &'static str {
        match self {
            Self::Question => "❓",
            Self::Announcement => "📣",
            Self::Lecture => "🎬",
            Self::Event => "🗓️",
            Self::Counseling => "🤝",
            Self::Waiting => "⏳",
            Self::Done => "✅",
            Self::Refused => "⛔",
        }
    }
}

/// One part of what a reply says.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Our own words, in Markdown (CommonMark: emphasis, strong, code, links, lists, paragraphs).
    Markdown(String),
    /// The same, word for word alike for everybody until it is changed: what was made of it may be [kept](crate::Kept).
    Lasting(Arc<str>),
    /// A publisher's words, plain and short.
    Text(String),
    /// People's words under a label, shown as they are. May be longer than a platform takes: then cut,
    /// with the whole in a file.
    Quote {
        /// What it is.
        label: String,
        /// The words.
        text: String,
    },
    /// Short facts.
    Fields(Vec<Field>),
    /// Rows of facts.
    Table(Table),
    /// A picture.
    Image {
        /// Where it is; `https`.
        url: String,
        /// What it shows, for who can't see it.
        alt: String,
    },
    /// A file to keep.
    File {
        /// Its name.
        name: String,
        /// Its media type.
        media_type: String,
        /// Its content.
        bytes: Vec<u8>,
    },
}

/// A fact under a label.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// What it is.
    pub label: String,
    /// The fact.
    pub value: Inline,
}

/// A fact that fits in a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Plain text, people's included.
    Text(String),
    /// An instant, shown in the reader's zone where the platform can.
    Time(DateTime<Utc>),
    /// How long ago, or how far ahead, an instant is.
    Ago(DateTime<Utc>),
    /// A person, named without pinging them.
    Person {
        /// Their platform.
        platform: Platform,
        /// Their id there.
        id: String,
        /// What stands there where the platform can't show them.
        name: String,
    },
    /// A channel; where the platform can't show it, its platform and id.
    Channel {
        /// Its platform.
        platform: Platform,
        /// Its id there.
        id: String,
    },
    /// A link; `https`.
    Link {
        /// What stands there.
        label: String,
        /// Where it goes.
        url: String,
    },
}

/// Rows of facts under headings.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The headings.
    pub columns: Vec<String>,
    /// The rows, each as long as the headings.
    pub rows: Vec<Vec<Inline>>,
    /// Which page this is, of how many; the buttons to turn stand among the actions.
    pub page: Option<(u32, u32)>,
}

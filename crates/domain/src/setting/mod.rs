//! What staff set in the chat: the list of settings, one line each, and one state of their values.

mod channel;
mod kind;
mod languages;
mod template;

use std::collections::BTreeMap;

use crate::{Lang, Platform};

pub use channel::{Channel, Channels};
pub use kind::{Kind, Number, Paragraph, Posted, Room, Wrong};
pub use languages::Languages;
pub use template::{Sentence, Template};

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident: $kind:ty = $id:literal, $value:expr, $area:ident;)*) => {
        $($(#[$doc])* pub const $name: Setting<$kind> = Setting { id: $id, kind: $value, area: Area::$area };)*

        /// Every setting, in the order in which they are shown.
        pub const ALL: &[&dyn Definition] = &[$(&$name,)*];

        /// Their ids.
        pub const IDS: &[&str] = &[$($id,)*];
    };
}

settings! {
    /// The languages of what is posted for everyone.
    POST_LANGUAGES: Posted = "post-languages", Posted, Posts;
    /// What stands above an announced lecture, in English.
    LECTURE_LEAD_EN: Sentence = "lecture-lead-en", Sentence { max: 300, known: &["title"] }, Posts;
    /// The same in Dutch.
    LECTURE_LEAD_NL: Sentence = "lecture-lead-nl", Sentence { max: 300, known: &["title"] }, Posts;
    /// What stands on the start card, in English.
    WELCOME_EN: Paragraph = "welcome-en", Paragraph { max: 500 }, Start;
    /// The same in Dutch.
    WELCOME_NL: Paragraph = "welcome-nl", Paragraph { max: 500 }, Start;
    /// Within how many working days the team says that it replies.
    REPLY_DAYS: Number = "reply-days", Number { min: 1, max: 10, usual: 2 }, Questions;
    /// The channels in which the bot answers by itself.
    ANSWER_CHANNELS: Channels = "answer-channels", Channels, Answers;
}

/// A setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting<K> {
    /// What it is stored under, and what its sentences are found by.
    pub id: &'static str,
    /// What it takes, and what it is until somebody sets it.
    pub kind: K,
    /// Where it applies.
    pub area: Area,
}

/// Where a setting applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// To what is posted for everyone.
    Posts,
    /// To the start card, also where it stands in a channel.
    Start,
    /// To questions to the team.
    Questions,
    /// To what the bot answers without being asked.
    Answers,
}

impl Area {
    /// Its name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Posts => "posts",
            Self::Start => "start",
            Self::Questions => "questions",
            Self::Answers => "answers",
        }
    }

    /// Whether the standing messages of channels may look different by it.
    pub const fn is_in_standing_messages(self) -> bool {
        matches!(self, Self::Posts | Self::Start)
    }
}

/// A setting whatever its kind. Values are text here, in the one form in which they are stored.
pub trait Definition: Sync {
    /// See [`Setting::id`].
    fn id(&self) -> &'static str;

    /// See [`Setting::area`].
    fn area(&self) -> Area;

    /// How it is asked for.
    fn room(&self) -> Room;

    /// What was typed, as it is stored.
    ///
    /// # Errors
    /// What is [`Wrong`] with it.
    fn tidy(&self, typed: &str) -> Result<String, Wrong>;

    /// What it is until somebody sets it, in a community of this language.
    fn usual(&self, lang: Lang) -> String;
}

impl<K: Kind> Definition for Setting<K> {
    fn id(&self) -> &'static str {
        self.id
    }

    fn area(&self) -> Area {
        self.area
    }

    fn room(&self) -> Room {
        self.kind.room()
    }

    fn tidy(&self, typed: &str) -> Result<String, Wrong> {
        let value = self.kind.read(typed)?;
        Ok(self.kind.write(&value))
    }

    fn usual(&self, lang: Lang) -> String {
        self.kind.write(&self.kind.usual(lang))
    }
}

/// The setting of this id.
pub fn by_id(id: &str) -> Option<&'static dyn Definition> {
    ALL.iter().copied().find(|setting| setting.id() == id)
}

/// One state of what staff set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    lang: Lang,
    /// What was set, by id.
    set: BTreeMap<String, String>,
}

impl Settings {
    /// What was set in a community of this language: ids with what is stored under them.
    pub fn new(lang: Lang, set: impl IntoIterator<Item = (String, String)>) -> Self {
        Self {
            lang,
            set: set.into_iter().collect(),
        }
    }

    /// The community's language, as the operator says.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The value of a setting. One that this program does not understand counts as not set.
    pub fn get<K: Kind>(&self, setting: &Setting<K>) -> K::Value {
        let set = self.set.get(setting.id);
        set.and_then(|text| setting.kind.read(text).ok())
            .unwrap_or_else(|| setting.kind.usual(self.lang))
    }

    /// What stands on the start card in this language; empty where nothing does.
    pub fn welcome(&self, lang: Lang) -> String {
        self.get(match lang {
            Lang::En => &WELCOME_EN,
            Lang::Nl => &WELCOME_NL,
        })
    }

    /// What stands above an announced lecture in this language.
    pub fn lecture_lead(&self, lang: Lang) -> Template {
        self.get(match lang {
            Lang::En => &LECTURE_LEAD_EN,
            Lang::Nl => &LECTURE_LEAD_NL,
        })
    }

    /// Whether the bot answers by itself in this channel.
    pub fn answers_in(&self, platform: &Platform, channel: &str) -> bool {
        let channels = self.get(&ANSWER_CHANNELS);
        channels
            .iter()
            .any(|it| it.platform == *platform && it.id == channel)
    }
}

#[cfg(test)]
mod tests;

//! What a setting takes.

use crate::{Lang, setting::Languages};

/// A kind of value: how it is read and written, and what it is until somebody sets it.
pub trait Kind: Copy + Sync + 'static {
    /// The value.
    type Value;

    /// Reads what was typed, or stored.
    ///
    /// # Errors
    /// What is [`Wrong`] with it.
    fn read(&self, text: &str) -> Result<Self::Value, Wrong>;

    /// The value as it is stored.
    fn write(&self, value: &Self::Value) -> String;

    /// What it is until somebody sets it, in a community of this language.
    fn usual(&self, lang: Lang) -> Self::Value;

    /// How it is asked for.
    fn room(&self) -> Room;
}

/// How a value is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// As a line.
    Line,
    /// As a paragraph.
    Paragraph,
    /// Not at all: each of these channels is named in the channel itself.
    Channels,
}

/// Why something is no value of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It names none of our languages, or anything else.
    Languages,
    /// It is no whole number in this range.
    Number {
        /// The smallest.
        min: u32,
        /// The largest.
        max: u32,
    },
    /// It has more characters than this.
    TooLong(u16),
    /// It has a placeholder that is none of these.
    Placeholder(&'static [&'static str]),
    /// It is no list of channels.
    Channels,
}

/// Languages of ours, in an order; the community's alone until somebody sets them.
#[derive(Clone, Copy, Debug)]
pub struct Posted;

impl Kind for Posted {
    type Value = Languages;

    fn read(&self, text: &str) -> Result<Languages, Wrong> {
        Languages::parse(text).ok_or(Wrong::Languages)
    }

    fn write(&self, value: &Languages) -> String {
        value.to_string()
    }

    fn usual(&self, lang: Lang) -> Languages {
        Languages::alone(lang)
    }

    fn room(&self) -> Room {
        Room::Line
    }
}

/// A whole number.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// The smallest.
    pub min: u32,
    /// The largest.
    pub max: u32,
    /// What it is until somebody sets it.
    pub usual: u32,
}

impl Kind for Number {
    type Value = u32;

    fn read(&self, text: &str) -> Result<u32, Wrong> {
        let Self { min, max, .. } = *self;
        let number = text.trim().parse().ok();
        number
            .filter(|number| (min..=max).contains(number))
            .ok_or(Wrong::Number { min, max })
    }

    fn write(&self, value: &u32) -> String {
        value.to_string()
    }

    fn usual(&self, _: Lang) -> u32 {
        self.usual
    }

    fn room(&self) -> Room {
        Room::Line
    }
}

/// A text of staff's own, in Markdown; empty until somebody sets it.
#[derive(Clone, Copy, Debug)]
pub struct Paragraph {
    /// The most characters.
    pub max: u16,
}

impl Kind for Paragraph {
    type Value = String;

    fn read(&self, text: &str) -> Result<String, Wrong> {
        fits(text, self.max)?;
        Ok(text.trim().to_owned())
    }

    fn write(&self, value: &String) -> String {
        value.clone()
    }

    fn usual(&self, _: Lang) -> String {
        String::new()
    }

    fn room(&self) -> Room {
        Room::Paragraph
    }
}

/// Whether a text has at most so many characters.
pub(super) fn fits(text: &str, max: u16) -> Result<(), Wrong> {
    if text.trim().chars().count() > usize::from(max) {
        return Err(Wrong::TooLong(max));
    }
    Ok(())
}

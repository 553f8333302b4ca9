//! A sentence with named places: `New on our channel: {title}`.

use crate::{
    Lang,
    setting::kind::{Kind, Room, Wrong, fits},
};

/// A sentence in which these names stand for something; empty until somebody sets it.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// The most characters.
    pub max: u16,
    /// The names that may stand in it, each in braces.
    pub known: &'static [&'static str],
}

impl Kind for Sentence {
    type Value = Template;

    fn read(&self, text: &str) -> Result<Template, Wrong> {
        fits(text, self.max)?;
        let template = Template(text.trim().to_owned());
        let is_known = |name| self.known.contains(&name);
        if template.names().all(is_known) {
            Ok(template)
        } else {
            Err(Wrong::Placeholder(self.known))
        }
    }

    fn write(&self, value: &Template) -> String {
        value.0.clone()
    }

    fn usual(&self, _: Lang) -> Template {
        Template(String::new())
    }

    fn room(&self) -> Room {
        Room::Paragraph
    }
}

/// Such a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(String);

impl Template {
    /// The sentence with what its names stand for; `None` where it is empty.
    pub fn fill(&self, values: &[(&str, &str)]) -> Option<String> {
        let mut filled = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some((before, name, after)) = next(rest) {
            let value = values.iter().find(|(of, _)| *of == name);
            filled.push_str(before);
            filled.push_str(value.map_or("", |(_, value)| value));
            rest = after;
        }
        filled.push_str(rest);
        (!filled.is_empty()).then_some(filled)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let mut rest = self.0.as_str();
        std::iter::from_fn(move || {
            let (_, name, after) = next(rest)?;
            rest = after;
            Some(name)
        })
    }
}

/// What stands before the next pair of braces, in it, and behind it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name.trim(), after))
}

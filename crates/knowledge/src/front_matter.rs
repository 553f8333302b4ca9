//! The TOML at the head of an answer, read key by key so that an error can say what is expected.

use std::fmt;

use chrono::NaiveDate;
use toml::{Table, Value};

use crate::TopicId;
use crate::entry::Link;

const FENCE: &str = "+++";
const KEYS: [&str; 8] = [
    "title",
    "questions",
    "keywords",
    "links",
    "related",
    "next",
    "source",
    "reviewed",
];

/// Why a file is not an answer: where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {problem}", Place { file, line: *line })]
pub struct EntryError {
    /// The file, such as `en/webinars.md`.
    pub file: String,
    /// The line in the file, counted from 1, where it is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

impl EntryError {
    pub(crate) fn new(file: &str, line: Option<usize>, problem: Problem) -> Self {
        Self {
            file: file.to_owned(),
            line,
            problem,
        }
    }
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The name of the file is not that of a topic.
    #[error("the file name must be the topic's id and `.md`, such as `ml-lab.md`")]
    FileName,
    /// The first line is not `+++`.
    #[error("the first line must be `+++`, the beginning of the front matter")]
    NoFrontMatter,
    /// The second `+++` is missing.
    #[error("the front matter must end with a line `+++`")]
    OpenFrontMatter,
    /// The front matter is not TOML.
    #[error("the front matter is not TOML: {0}")]
    Toml(String),
    /// A key that means nothing.
    #[error("unknown key `{0}`; the keys are {keys}", keys = KEYS.join(", "))]
    UnknownKey(String),
    /// A key that must be there.
    #[error("key `{key}` is missing; expected {expected}")]
    MissingKey {
        /// The key.
        key: &'static str,
        /// What stands there in a good file.
        expected: &'static str,
    },
    /// A value of another kind than expected.
    #[error("key `{key}` must be {expected}")]
    WrongValue {
        /// The key.
        key: &'static str,
        /// What stands there in a good file.
        expected: &'static str,
    },
    /// A link that nobody can configure.
    #[error("key `links`: `{0}` is not a link; the links are {keys}", keys = Link::ALL.map(Link::key).join(", "))]
    UnknownLink(String),
    /// A name that no topic can have.
    #[error("key `related`: `{0}` is not the id of a topic (small letters, digits and hyphens)")]
    NotATopic(String),
    /// Nothing after the front matter.
    #[error("the answer is missing: write Markdown below the front matter, the short answer first")]
    NoAnswer,
}

/// `file:line`, or the file alone.
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: Option<usize>,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(self.file),
        }
    }
}

/// A file in its two parts.
pub(crate) struct Parts<'a> {
    pub(crate) toml: &'a str,
    pub(crate) body: &'a str,
    /// The line on which the body begins, counted from 1.
    pub(crate) body_line: usize,
}

/// Parts a file at its two fences.
pub(crate) fn split<'a>(file: &str, text: &'a str) -> Result<Parts<'a>, EntryError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if first.trim_end() != FENCE {
        return Err(EntryError::new(file, Some(1), Problem::NoFrontMatter));
    }
    let mut end = 0;
    for (number, line) in rest.split_inclusive('\n').enumerate() {
        if line.trim_end() == FENCE {
            let body = &rest[end + line.len()..];
            return Ok(Parts {
                toml: &rest[..end],
                body,
                body_line: number + 3,
            });
        }
        end += line.len();
    }
    Err(EntryError::new(file, None, Problem::OpenFrontMatter))
}

/// The values of the front matter.
pub(crate) struct Fields {
    pub(crate) title: String,
    pub(crate) questions: Vec<String>,
    pub(crate) keywords: Vec<String>,
    pub(crate) links: Vec<Link>,
    pub(crate) related: Vec<TopicId>,
    pub(crate) next: Vec<String>,
    pub(crate) source: String,
    pub(crate) reviewed: NaiveDate,
}

/// Reads the front matter; `text` is the whole file, for the line numbers.
pub(crate) fn read(file: &str, toml: &str, text: &str) -> Result<Fields, EntryError> {
    let table: Table = toml.parse().map_err(|error: toml::de::Error| {
        let line = error
            .span()
            .map(|span| 2 + toml[..span.start].matches('\n').count());
        EntryError::new(file, line, Problem::Toml(error.message().to_owned()))
    })?;
    let reader = Reader {
        file,
        text,
        table: &table,
    };
    if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(reader.error(key, Problem::UnknownKey(key.clone())));
    }
    Ok(Fields {
        title: reader.text("title")?,
        questions: reader.list("questions")?,
        keywords: reader.list("keywords")?,
        links: reader.each("links", Link::from_key, Problem::UnknownLink)?,
        related: reader.each("related", TopicId::parse, Problem::NotATopic)?,
        next: reader.list("next")?,
        source: reader.text("source")?,
        reviewed: reader.date("reviewed")?,
    })
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    table: &'a Table,
}

impl Reader<'_> {
    fn error(&self, key: &str, problem: Problem) -> EntryError {
        EntryError::new(self.file, line_of_key(self.text, key), problem)
    }

    fn value(&self, key: &'static str, expected: &'static str) -> Result<&Value, EntryError> {
        let missing = || EntryError::new(self.file, None, Problem::MissingKey { key, expected });
        self.table.get(key).ok_or_else(missing)
    }

    fn text(&self, key: &'static str) -> Result<String, EntryError> {
        let expected = "text in quotes";
        let text = self
            .value(key, expected)?
            .as_str()
            .map(str::trim)
            .filter(|it| !it.is_empty());
        text.map(str::to_owned)
            .ok_or_else(|| self.error(key, Problem::WrongValue { key, expected }))
    }

    fn list(&self, key: &'static str) -> Result<Vec<String>, EntryError> {
        let expected = "a list of texts, such as [\"one\", \"two\"]";
        let wrong = || self.error(key, Problem::WrongValue { key, expected });
        let items = self.value(key, expected)?.as_array().ok_or_else(wrong)?;
        items
            .iter()
            .map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong))
            .collect()
    }

    fn each<T>(
        &self,
        key: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        problem: impl Fn(String) -> Problem,
    ) -> Result<Vec<T>, EntryError> {
        let items = self.list(key)?;
        items
            .into_iter()
            .map(|item| parse(&item).ok_or_else(|| self.error(key, problem(item))))
            .collect()
    }

    fn date(&self, key: &'static str) -> Result<NaiveDate, EntryError> {
        let expected = "a date without quotes, such as 2026-10-12";
        let value = self.value(key, expected)?;
        value
            .as_datetime()
            .filter(|moment| moment.time.is_none())
            .and_then(|moment| moment.date)
            .and_then(|date| {
                NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
            })
            .ok_or_else(|| self.error(key, Problem::WrongValue { key, expected }))
    }
}

/// The line on which a key stands, counted from 1.
pub(crate) fn line_of_key(text: &str, key: &str) -> Option<usize> {
    let is_key = |line: &str| {
        line.trim_start()
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    text.lines().position(is_key).map(|index| index + 1)
}

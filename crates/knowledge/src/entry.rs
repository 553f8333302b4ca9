//! One answer in one language, as its file says it.

use chrono::NaiveDate;
use domain::Lang;
use serde::Serialize;

use crate::TopicId;
use crate::front_matter::{self, EntryError, Problem};

/// What one file of `knowledge/` holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The topic, the same in both languages.
    pub topic: TopicId,
    /// The language of the answer.
    pub lang: Lang,
    /// The heading over the answer.
    pub title: String,
    /// Questions, as people ask them, that this answers.
    pub questions: Vec<String>,
    /// Words and phrases by which the topic is found.
    pub keywords: Vec<String>,
    /// Addresses of the organisation that belong under the answer.
    pub links: Vec<Link>,
    /// Topics that a reader may want next.
    pub related: Vec<TopicId>,
    /// Commands that a reader may want next, as they are typed: `counseling signup`.
    pub next: Vec<String>,
    /// Where the facts come from.
    pub source: String,
    /// The day on which somebody last checked the facts.
    pub reviewed: NaiveDate,
    /// The text.
    pub answer: Answer,
}

/// The text of an answer, in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The first paragraph: the answer in short.
    pub short: String,
    /// What follows it; empty when there is no more.
    pub more: String,
}

/// An address that the operator configures and that an answer can point to by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// The website.
    Website,
    /// The e-mail address.
    Email,
    /// Where to sign up for the newsletter.
    Newsletter,
    /// The privacy statement.
    PrivacyStatement,
    /// The privacy officer.
    PrivacyOfficer,
    /// Where to report a data leak.
    DataLeak,
    /// The YouTube channel.
    Youtube,
}

impl Link {
    /// Every link.
    pub const ALL: [Self; 7] = [
        Self::Website,
        Self::Email,
        Self::Newsletter,
        Self::PrivacyStatement,
        Self::PrivacyOfficer,
        Self::DataLeak,
        Self::Youtube,
    ];

    /// The name in front matter and configuration.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Website => "website",
            Self::Email => "email",
            Self::Newsletter => "newsletter",
            Self::PrivacyStatement => "privacy_statement",
            Self::PrivacyOfficer => "privacy_officer",
            Self::DataLeak => "data_leak",
            Self::Youtube => "youtube",
        }
    }

    /// The link with that name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|link| link.key() == key)
    }
}

impl Entry {
    /// The answer as its file holds it: what [`Entry::parse`] reads.
    pub fn to_text(&self) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let list = |texts: &mut dyn Iterator<Item = &str>| {
            let texts: Vec<_> = texts.map(quoted).collect();
            format!("[{}]", texts.join(", "))
        };
        let questions: String = self
            .questions
            .iter()
            .map(|it| format!("  {},\n", quoted(it)))
            .collect();
        let keywords = list(&mut self.keywords.iter().map(String::as_str));
        let links = list(&mut self.links.iter().map(|it| it.key()));
        let related = list(&mut self.related.iter().map(TopicId::as_str));
        let next = list(&mut self.next.iter().map(String::as_str));
        format!(
            "+++\ntitle = {}\nquestions = [\n{questions}]\nkeywords = {keywords}\nlinks = {links}\nrelated = {related}\n\
             next = {next}\nsource = {}\nreviewed = {}\n+++\n{}\n",
            quoted(&self.title),
            quoted(&self.source),
            self.reviewed,
            self.answer.whole()
        )
    }

    /// A short number for all that it says: another one, another answer.
    pub fn digest(&self) -> String {
        let bytes = self.to_text().into_bytes().into_iter();
        let digest = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        format!("{digest:016x}")
    }

    /// Reads an answer from its text: TOML between two `+++` lines, then Markdown.
    ///
    /// `file` is only named in errors.
    pub fn parse(topic: TopicId, lang: Lang, file: &str, text: &str) -> Result<Self, EntryError> {
        let text = text.replace("\r\n", "\n");
        let parts = front_matter::split(file, &text)?;
        let fields = front_matter::read(file, parts.toml, &text)?;
        let answer = Answer::parse(parts.body)
            .ok_or_else(|| EntryError::new(file, Some(parts.body_line), Problem::NoAnswer))?;
        Ok(Self {
            topic,
            lang,
            title: fields.title,
            questions: fields.questions,
            keywords: fields.keywords,
            links: fields.links,
            related: fields.related,
            next: fields.next,
            source: fields.source,
            reviewed: fields.reviewed,
            answer,
        })
    }
}

impl Answer {
    /// Parts Markdown at its first empty line; `None` when there is no text.
    fn parse(markdown: &str) -> Option<Self> {
        let text = markdown.trim();
        let (short, more) = text.split_once("\n\n").unwrap_or((text, ""));
        (!short.is_empty()).then(|| Self {
            short: short.trim_end().to_owned(),
            more: more.trim().to_owned(),
        })
    }

    /// The whole text in Markdown.
    pub fn whole(&self) -> String {
        if self.more.is_empty() {
            self.short.clone()
        } else {
            format!("{}\n\n{}", self.short, self.more)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEBINARS: &str = r#"+++
title = "Webinars"
questions = ["When is the next webinar?"]
keywords = ["webinar"]
links = ["youtube"]
related = ["recordings"]
next = ["lectures"]
source = "https://example.org"
reviewed = 2026-10-12
+++

DASH organises a webinar
every month.

Speakers share their work.

See [recordings](topic:recordings).
"#;

    fn parse(text: &str) -> Result<Entry, EntryError> {
        Entry::parse(
            TopicId::parse("webinars").unwrap(),
            Lang::En,
            "en/webinars.md",
            text,
        )
    }

    #[test]
    fn a_file_becomes_an_entry_whose_first_paragraph_is_the_short_answer() {
        let entry = parse(WEBINARS).unwrap();
        assert_eq!(entry.title, "Webinars");
        assert_eq!(entry.links, [Link::Youtube]);
        assert_eq!(entry.related, [TopicId::parse("recordings").unwrap()]);
        assert_eq!(
            entry.reviewed,
            NaiveDate::from_ymd_opt(2026, 10, 12).unwrap()
        );
        assert_eq!(entry.answer.short, "DASH organises a webinar\nevery month.");
        assert_eq!(
            entry.answer.more,
            "Speakers share their work.\n\nSee [recordings](topic:recordings)."
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        for entry in crate::bundled().entries {
            let text = entry.to_text();
            let again = Entry::parse(entry.topic.clone(), entry.lang, "again.md", &text);
            assert_eq!(again.unwrap(), entry);
        }
        let mut entry = parse(WEBINARS).unwrap();
        entry.title = "Say \"no\" to C:\\data\nand +++".to_owned();
        let again = parse(&entry.to_text()).unwrap();
        assert_eq!(again.title, entry.title);
        assert_ne!(again.digest(), parse(WEBINARS).unwrap().digest());
    }

    #[test]
    fn line_ends_of_windows_are_the_same_file() {
        assert_eq!(parse(&WEBINARS.replace('\n', "\r\n")), parse(WEBINARS));
    }

    #[test]
    fn an_error_names_file_line_key_and_what_is_expected() {
        let broken = [
            ("+++\ntitle", "---\ntitle"),
            ("2026-10-12\n+++", "2026-10-12"),
            ("title = \"Webinars\"", "titel = \"Webinars\""),
            ("title = \"Webinars\"\n", ""),
            ("title = \"Webinars\"", "title = \"Webinars"),
            ("[\"webinar\"]", "\"webinar\""),
            ("[\"youtube\"]", "[\"twitter\"]"),
            ("[\"recordings\"]", "[\"The recordings\"]"),
            ("2026-10-12", "\"12 October\""),
        ];
        let mut errors: Vec<_> = broken
            .iter()
            .map(|(from, to)| {
                parse(&WEBINARS.replacen(from, to, 1))
                    .unwrap_err()
                    .to_string()
            })
            .collect();
        let end = WEBINARS.rfind("+++").unwrap() + 3;
        errors.push(parse(&WEBINARS[..end]).unwrap_err().to_string());
        insta::assert_snapshot!(errors.join("\n"));
    }
}

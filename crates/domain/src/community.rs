//! What the operator says of the community: its language, its clock on the wall, its addresses.

use crate::Lang;

/// One deployment serves one community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Community {
    /// The language of what is posted, unless staff set others, and of people of whom nothing else is known.
    pub lang: Lang,
    /// Where people can turn to.
    pub contact: Contact,
    /// What an e-mail address of an applicant is used for; without it none is asked for.
    pub email_purpose: Option<Bilingual>,
}

/// One sentence in each language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Dutch.
    pub nl: String,
}

impl Bilingual {
    /// The sentence in this language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Nl => &self.nl,
        }
    }
}

/// Addresses that only the operator knows; what is missing is not shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// The team's mail address.
    pub email: Option<String>,
    /// The website.
    pub website: Option<String>,
    /// Where the newsletter is signed up for.
    pub newsletter: Option<String>,
    /// The video channel.
    pub youtube: Option<String>,
    /// Who is responsible for the personal data.
    pub controller: Option<String>,
    /// How the privacy officer is reached.
    pub privacy_officer: Option<String>,
    /// The privacy statement.
    pub privacy_statement: Option<String>,
    /// Where a data leak is reported.
    pub data_leak: Option<String>,
    /// Where people find care for themselves.
    pub care: Option<String>,
}

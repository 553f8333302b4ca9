//! What people ask that is not for this community, in groups that compete with the topics.

use domain::Lang;
use serde::Deserialize;

/// One kind of question from outside.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    /// What the group is about; for the reader of the file.
    #[expect(dead_code, reason = "names the group for those who keep the file")]
    name: String,
    /// Whether one word of the group speaks against every topic.
    #[serde(default)]
    pub(crate) decisive: bool,
    en: Vec<String>,
    nl: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    group: Vec<Group>,
}

impl Group {
    /// The words, phrases and questions in a language.
    pub(crate) fn texts(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::En => &self.en,
            Lang::Nl => &self.nl,
        }
    }
}

/// The groups that are compiled in.
pub(crate) fn groups() -> anyhow::Result<Vec<Group>> {
    let file: File = toml::from_str(include_str!("../words/outside.toml"))?;
    Ok(file.group)
}

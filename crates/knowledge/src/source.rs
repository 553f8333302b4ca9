//! Where the answers come from: compiled in, or a directory of the operator.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use domain::Lang;

use crate::check::Finding;
use crate::{Entry, Problem, TopicId};

/// The answers in `knowledge/` of the repository: file such as `en/about.md`, and its text.
const BUNDLED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// What was read: the entries, and what could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// The files that are answers, in the order of language and topic.
    pub entries: Vec<Entry>,
    /// The files that are not, each with what to do.
    pub findings: Vec<Finding>,
}

/// Reads the answers that are compiled in.
pub fn bundled() -> Loaded {
    let mut loaded = Loaded::default();
    for (file, text) in BUNDLED {
        loaded.add(file, text);
    }
    loaded
}

/// Reads `en/*.md` and `nl/*.md` of a directory.
///
/// Fails when a directory or file cannot be read; a file that is read but is not an answer is a finding.
pub fn directory(root: &Path) -> anyhow::Result<Loaded> {
    let mut loaded = Loaded::default();
    for lang in Lang::ALL {
        let folder = root.join(lang.code());
        let list = || format!("cannot list the answers in {}", folder.display());
        let mut names = Vec::new();
        for item in fs::read_dir(&folder).with_context(list)? {
            let name = item
                .with_context(list)?
                .file_name()
                .to_string_lossy()
                .into_owned();
            if name.ends_with(".md") {
                names.push(name);
            }
        }
        names.sort();
        for name in names {
            let path = folder.join(&name);
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read the answer {}", path.display()))?;
            loaded.add(&format!("{lang}/{name}"), &text);
        }
    }
    Ok(loaded)
}

impl Loaded {
    /// Reads one file, named like `en/about.md`.
    pub fn add(&mut self, file: &str, text: &str) {
        let name = file
            .strip_suffix(".md")
            .and_then(|path| path.split_once('/'))
            .and_then(|(lang, topic)| Some((Lang::from_tag(lang)?, TopicId::parse(topic)?)));
        let Some((lang, topic)) = name else {
            self.findings
                .push(Finding::new(file, None, Problem::FileName.to_string()));
            return;
        };
        match Entry::parse(topic, lang, file, text) {
            Ok(entry) => self.entries.push(entry),
            Err(error) => self.findings.push(Finding::from(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_file_is_an_answer() {
        let loaded = bundled();
        assert_eq!(loaded.findings, []);
        assert_eq!(loaded.entries.len(), BUNDLED.len());
    }

    #[test]
    fn a_directory_is_read_like_the_bundle() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
        assert_eq!(directory(&root).unwrap(), bundled());
    }

    #[test]
    fn a_missing_directory_is_named() {
        let error = directory(Path::new("no-such-place")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot list the answers in no-such-place/en"
        );
    }

    #[test]
    fn a_file_with_a_name_that_no_topic_can_have_is_a_finding() {
        let mut loaded = Loaded::default();
        loaded.add("en/About us.md", "");
        assert_eq!(
            loaded.findings[0].to_string(),
            "en/About us.md: the file name must be the topic's id and `.md`, such as `ml-lab.md`"
        );
    }
}

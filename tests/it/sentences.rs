//! The sentences in `locales/`: each stands in both languages, and each that the program asks for is there.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

#[test]
fn every_sentence_stands_in_both_languages() {
    let (en, nl) = (ids("en"), ids("nl"));
    assert_eq!(
        en.difference(&nl).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "missing in Dutch"
    );
    assert_eq!(
        nl.difference(&en).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "missing in English"
    );
}

#[test]
fn every_sentence_that_the_program_asks_for_is_there() {
    let known = ids("en");
    let mut asked = 0;
    for file in sources() {
        let source = fs::read_to_string(&file).expect("a source file");
        for id in literal_ids(&source) {
            asked += 1;
            assert!(
                known.contains(&id),
                "{} asks for {id}, which is not in locales/",
                file.display()
            );
        }
    }
    assert!(asked > 100, "only {asked} found: the search is broken");
}

#[test]
fn sentences_take_the_same_values_in_both_languages() {
    for id in ids("en") {
        assert_eq!(values("en", &id), values("nl", &id), "{id}");
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn locale(lang: &str) -> String {
    fs::read_to_string(root().join("locales").join(format!("{lang}.ftl"))).expect("a locale")
}

fn ids(lang: &str) -> BTreeSet<String> {
    locale(lang)
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once('='))
        .map(|(id, _)| id.trim().to_owned())
        .collect()
}

/// The names of the values that a sentence is filled with.
fn values(lang: &str, id: &str) -> BTreeSet<String> {
    let text = locale(lang);
    let start = text.find(&format!("\n{id} =")).expect("the id is there") + 1;
    // What goes on over further lines is indented, or closes a bracket.
    let goes_on = |line: &&str| line.starts_with([' ', '}']);
    let mut lines = text[start..].lines();
    let first = lines.next().unwrap_or_default();
    let sentence: String = std::iter::once(first)
        .chain(lines.take_while(goes_on))
        .collect();
    sentence
        .split('$')
        .skip(1)
        .map(|after| {
            after
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect()
        })
        .collect()
}

/// Every Rust file of the program.
fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in ["src", "commands/src", "crates"] {
        collect(&root().join(folder), &mut files);
    }
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The ids that stand as literals in `text!(…, "id"`, `refused("id")` and `sentence: "id"`.
fn literal_ids(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (start, _) in source.match_indices("text!(") {
        let mut parts = source[start..].splitn(3, ',');
        if let (Some(_), Some(second)) = (parts.next(), parts.next()) {
            let second = second.trim();
            if let Some(id) = second
                .strip_prefix('"')
                .and_then(|rest| rest.split('"').next())
            {
                found.push(id.to_owned());
            }
        }
    }
    for (start, matched) in source.match_indices("cx.refused(\"") {
        let id = source[start + matched.len()..]
            .split('"')
            .next()
            .unwrap_or_default();
        found.extend([format!("{id}-title"), format!("{id}-text")]);
    }
    for (start, matched) in source.match_indices("sentence: \"") {
        found.push(
            source[start + matched.len()..]
                .split('"')
                .next()
                .unwrap_or_default()
                .to_owned(),
        );
    }
    found
}

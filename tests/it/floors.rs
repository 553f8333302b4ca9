//! The floors of the house: what stands below the adapters knows none of them, and no adapter knows another.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What must not know a platform.
const BELOW: [&str; 6] = [
    "commands",
    "crates/chat",
    "crates/domain",
    "crates/store",
    "crates/knowledge",
    "crates/announcer",
];

/// The adapters, by their crates and the names of their platforms.
const ADAPTERS: [&str; 3] = ["discord", "slack", "web"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The crates that a crate depends on.
fn dependencies(of: &str) -> Vec<String> {
    let manifest = fs::read_to_string(root().join(of).join("Cargo.toml")).expect("a manifest");
    let below = manifest.split("[dependencies]").nth(1);
    let lines = below.expect("it depends on something").lines();
    lines
        .take_while(|line| !line.starts_with("[target") && !line.starts_with("[dev-"))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn nothing_below_the_adapters_depends_on_one() {
    for below in BELOW {
        let dependencies = dependencies(below);
        assert!(dependencies.len() > 2, "{below}: {dependencies:?}");
        for adapter in ADAPTERS {
            assert!(
                !dependencies.iter().any(|name| name == adapter),
                "{below} depends on {adapter}"
            );
        }
        assert!(
            !dependencies.iter().any(|name| name == "serenity"),
            "{below}"
        );
    }
}

#[test]
fn no_adapter_depends_on_another() {
    for adapter in ADAPTERS {
        let dependencies = dependencies(&format!("crates/{adapter}"));
        let others = ADAPTERS.iter().filter(|other| **other != adapter);
        for other in others {
            assert!(
                !dependencies.iter().any(|name| name == other),
                "{adapter} depends on {other}"
            );
        }
    }
}

#[test]
fn nothing_below_the_adapters_names_a_platform() {
    let mut read = 0;
    for below in BELOW {
        for file in sources(&root().join(below).join("src")) {
            read += 1;
            let text = fs::read_to_string(&file).expect("a source").to_lowercase();
            for platform in ["discord", "slack"] {
                let named = text.lines().find(|line| names(line, platform));
                assert!(
                    named.is_none(),
                    "{} names {platform}: {named:?}",
                    file.display()
                );
            }
        }
    }
    assert!(read > 100, "only {read} files: the search is broken");
}

/// Whether a line has this word, with letters of no other before or behind it.
fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let behind = line[at + word.len()..].chars().next();
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        !letter(before) && !letter(behind)
    })
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}

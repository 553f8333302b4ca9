//! What is given that no key takes: a misspelled key, section or variable.

use super::{
    environment::{self, Environment},
    error::{Fault, Origin},
    file::{Entry, File},
    reader::Section,
};

/// A fault for everything that is left after all keys were asked for. No value is shown: a misspelled key
/// may hold a secret.
pub(super) fn faults(sections: &[Section], file: &File, environment: &Environment) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (name, origin) in &file.sections {
        if named(sections, name).is_none() {
            let expected = names(sections);
            faults.push(Fault {
                origin: origin.clone(),
                message: format!("the section [{name}] is unknown: expected one of {expected}"),
            });
        }
    }
    for entry in &file.entries {
        if let Some(section) = named(sections, &entry.section) {
            faults.push(key(entry, section, sections));
        }
    }
    for name in environment.left() {
        faults.push(variable(name, sections));
    }
    faults
}

/// A fault for each section that was asked for and is given as a value: what stands in it would not count.
pub(super) fn sections_as_values(sections: &[Section], file: &File) -> Vec<Fault> {
    let above = file.entries.iter().filter(|entry| entry.section.is_empty());
    let values = above.filter_map(|entry| {
        let name = named(sections, &entry.name)?.name;
        let message = format!("{name} is a section: write [{name}], and its keys below that");
        let origin = entry.origin.clone();
        Some(Fault { origin, message })
    });
    values.collect()
}

fn key(entry: &Entry, section: &Section, sections: &[Section]) -> Fault {
    let name = &entry.name;
    let keys: Vec<_> = section.keys.iter().map(|key| key.name).collect();
    let keys = keys.join(", ");
    let message = if section.name.is_empty() {
        let sections = names(sections);
        format!("the key {name} is unknown: expected {keys} or one of the sections {sections}")
    } else {
        format!(
            "the key {}.{name} is unknown: expected one of {keys}",
            section.name
        )
    };
    Fault {
        origin: entry.origin.clone(),
        message,
    }
}

fn variable(name: String, sections: &[Section]) -> Fault {
    let squeezed = |name: &str| name.replace('_', "");
    let mut known = sections.iter().flat_map(|section| {
        let keys = section.keys.iter();
        keys.map(|key| environment::variable(section.name, key.name))
    });
    let near = known.find(|known| squeezed(known) == squeezed(&name));
    let expected = near.as_deref().unwrap_or(
        "DASH_BOT_KEY or DASH_BOT_SECTION__KEY for a key of the file, for a secret also with _FILE at the end",
    );
    Fault {
        message: format!("this variable is unknown: expected {expected}"),
        origin: Origin::Variable(name),
    }
}

fn named<'a>(sections: &'a [Section], name: &str) -> Option<&'a Section> {
    sections.iter().find(|section| section.name == name)
}

/// The sections as they stand in the file: `[community], [discord]`.
fn names(sections: &[Section]) -> String {
    let named = sections.iter().filter(|section| !section.name.is_empty());
    let names: Vec<_> = named.map(|section| format!("[{}]", section.name)).collect();
    names.join(", ")
}

//! The list of SPECs, by name.

use std::collections::HashMap;

use crate::Spec;

/// Every command's SPEC, in the order of `/help`.
#[derive(Debug, Clone)]
pub struct Specs {
    list: Vec<&'static Spec>,
    by_name: HashMap<&'static str, &'static Spec>,
}

impl Specs {
    /// The list.
    ///
    /// # Panics
    /// When two have the same name: a mistake of the program, found by any test.
    pub fn new(list: Vec<&'static Spec>) -> Self {
        let by_name: HashMap<_, _> = list.iter().map(|spec| (spec.name, *spec)).collect();
        assert_eq!(by_name.len(), list.len(), "two commands have one name");
        Self { list, by_name }
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &'static Spec> {
        self.list.iter().copied()
    }

    /// The one of this name: words separated by one space.
    pub fn get(&self, name: &str) -> Option<&'static Spec> {
        self.by_name.get(name).copied()
    }

    /// The one that a plain word calls in a direct message.
    pub fn by_word(&self, word: &str) -> Option<&'static Spec> {
        let word = word.trim().trim_end_matches(['.', '!', '?']).to_lowercase();
        self.iter().find(|spec| spec.words.contains(&word.as_str()))
    }
}

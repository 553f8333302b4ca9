//! What was made of a text, kept while the text lasts.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

/// So many are kept at most; those of texts that are gone make room.
const MOST: usize = 512;

/// What was made of each [lasting](crate::Block::Lasting) text, such as its Markdown as a platform takes it.
#[derive(Debug)]
pub struct Kept<T>(Mutex<BTreeMap<usize, Made<T>>>);

/// The text is not kept alive, but its place is: no other text gets the same address meanwhile.
type Made<T> = (Weak<str>, Arc<T>);

impl<T> Kept<T> {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    /// What `make` makes of this text, or has made of it before.
    pub fn of(&self, text: &Arc<str>, make: impl FnOnce(&str) -> T) -> Arc<T> {
        let place = Arc::as_ptr(text).cast::<u8>().addr();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, made)) = all.get(&place) {
            return Arc::clone(made);
        }
        let made = Arc::new(make(text));
        if all.len() >= MOST {
            all.retain(|_, (text, _)| text.strong_count() > 0);
        }
        if all.len() < MOST {
            all.insert(place, (Arc::downgrade(text), Arc::clone(&made)));
        }
        made
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Kept, MOST};

    #[test]
    fn a_text_is_made_into_something_once_and_another_text_is_another() {
        let kept = Kept::new();
        let (first, second) = (Arc::from("the same"), Arc::from("the same"));
        let made = kept.of(&first, |_| 1);
        assert_eq!(*made, 1);
        assert_eq!(*kept.of(&first, |_| 2), 1);
        assert_eq!(*kept.of(&second, |_| 3), 3);
    }

    #[test]
    fn what_was_made_of_texts_that_are_gone_makes_room() {
        let kept = Kept::new();
        let stays: Arc<str> = Arc::from("stays");
        kept.of(&stays, str::len);
        for number in 0..3 * MOST {
            let passes: Arc<str> = number.to_string().into();
            assert_eq!(*kept.of(&passes, str::len), passes.len());
        }
        assert!(kept.0.lock().unwrap().len() <= MOST);
        assert_eq!(*kept.of(&stays, |_| 0), 5, "kept all the while");
    }

    #[test]
    fn where_all_last_one_more_is_made_each_time() {
        let kept = Kept::new();
        let texts: Vec<Arc<str>> = (0..=MOST).map(|number| number.to_string().into()).collect();
        for text in &texts {
            kept.of(text, |_| 1);
        }
        assert_eq!(*kept.of(&texts[0], |_| 2), 1);
        assert_eq!(*kept.of(&texts[MOST], |_| 2), 2);
    }
}

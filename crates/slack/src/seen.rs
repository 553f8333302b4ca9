//! What was taken already: Slack delivers again what it thinks was not.

use std::{
    collections::{HashSet, VecDeque},
    sync::{Mutex, PoisonError},
};

/// So many are remembered: at the usual pace of a workspace those of hours.
const MOST: usize = 4096;

/// The ids of what was taken. A restart forgets them; messages are remembered by the house beyond that.
#[derive(Debug, Default)]
pub(crate) struct Taken(Mutex<Order>);

#[derive(Debug, Default)]
struct Order {
    known: HashSet<String>,
    oldest_first: VecDeque<String>,
}

impl Taken {
    /// Remembers it; false where it was taken before. What has no id is taken each time.
    pub(crate) fn is_new(&self, id: String) -> bool {
        if id.is_empty() {
            return true;
        }
        let mut order = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !order.known.insert(id.clone()) {
            return false;
        }
        order.oldest_first.push_back(id);
        if order.oldest_first.len() > MOST
            && let Some(oldest) = order.oldest_first.pop_front()
        {
            order.known.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Taken};

    #[test]
    fn what_was_taken_is_not_taken_again_and_memory_is_bounded() {
        let taken = Taken::default();
        assert!(taken.is_new("a".to_owned()) && !taken.is_new("a".to_owned()));
        assert!(taken.is_new(String::new()) && taken.is_new(String::new()));
        for number in 0..MOST {
            assert!(taken.is_new(number.to_string()));
        }
        assert!(taken.is_new("a".to_owned()), "forgotten");
    }
}

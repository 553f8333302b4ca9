//! The loops that do the bot's work, and whether they move on.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use clock::Progress;

/// Longer than any loop rests when all is well: what is on its way to a platform may take nearly two minutes.
const STILL: Duration = Duration::from_secs(180);

/// The loops by name, as they come. Clones are the same loops.
#[derive(Debug, Clone, Default)]
pub(crate) struct Loops(Arc<Mutex<Vec<Watched>>>);

/// One of them, as it was at the last look.
#[derive(Debug)]
struct Watched {
    name: &'static str,
    progress: Progress,
    polls: u64,
    still: Duration,
}

impl Loops {
    /// Watches over one more. It counts only while it runs.
    pub(crate) fn add(&self, name: &'static str, progress: Progress) {
        let polls = progress.polls();
        let mut loops = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        loops.push(Watched {
            name,
            progress,
            polls,
            still: Duration::ZERO,
        });
    }

    /// Looks at each; `since` is how long ago that was done before. The name of one that has come to a standstill.
    pub(super) fn standing_still(&self, since: Duration) -> Option<&'static str> {
        let mut loops = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = None;
        for one in loops.iter_mut() {
            let polls = one.progress.polls();
            let rests = one.progress.is_running() && polls == one.polls;
            one.still = if rests {
                one.still + since
            } else {
                Duration::ZERO
            };
            one.polls = polls;
            if one.still >= STILL {
                found = Some(one.name);
            }
        }
        found
    }
}

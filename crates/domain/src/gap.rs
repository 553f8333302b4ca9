//! Gaps: times during which the bot was away for so long that it trusts its own memory no longer.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{GapId, signup::named};

named! {
    /// How the time before a gap ended, as far as the database knows.
    Ended {
        /// It did not: the bot was killed, or this is an older state of a bot that was running.
        Running = "running",
        /// The bot was stopped.
        Stopped = "stopped",
        /// This is a backup, or was restored from one.
        Restored = "restored",
    }
}

/// One time away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The row.
    pub id: GapId,
    /// When the bot was last alive, as far as the database knows.
    pub began_at: DateTime<Utc>,
    /// When it came back.
    pub ended_at: DateTime<Utc>,
    /// How the time before it ended.
    pub after: Ended,
}

impl Gap {
    /// An absence that is longer is a gap.
    pub const LONGER_THAN: TimeDelta = TimeDelta::hours(1);

    /// For so long after a gap nothing is posted before the bot has looked whether it stands there already.
    pub const AFTERMATH: TimeDelta = TimeDelta::hours(24);

    /// What was found out by catching up within this time counts as late because of the gap; then staff are told.
    pub const CATCHING_UP: TimeDelta = TimeDelta::minutes(10);
}

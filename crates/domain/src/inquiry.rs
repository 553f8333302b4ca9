//! Questions that were handed to the team: what one is, and which states it goes through.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{InquiryId, Lang, PersonId, QuestionReference, TargetId, signup::named};

named! {
    /// Where a question to the team stands.
    InquiryState {
        /// It waits for the team.
        Open = "open",
        /// Somebody of the team has taken it.
        Taken = "taken",
        /// The team has replied.
        Answered = "answered",
        /// It is done with.
        Resolved = "resolved",
        /// It is for somebody else, and the asker was told.
        NotForUs = "not_for_us",
    }
}

named! {
    /// What can be done with a question to the team.
    InquiryStep {
        /// Somebody of the team says that they see to it.
        Take = "take",
        /// A colleague sees to it instead of who took it.
        TakeOver = "take_over",
        /// The team replies.
        Reply = "reply",
        /// The asker answers back.
        AnswerBack = "answer_back",
        /// It is done with.
        Resolve = "resolve",
        /// It is for somebody else.
        PassOn = "pass_on",
        /// The team takes it up again.
        Reopen = "reopen",
    }
}

impl InquiryState {
    /// Whether the team is expected to do something.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Open | Self::Taken)
    }

    /// The state after `step`; `None` where it is not allowed from here.
    pub const fn after(self, step: InquiryStep) -> Option<Self> {
        let is_closed = matches!(self, Self::Resolved | Self::NotForUs);
        match step {
            InquiryStep::Take if matches!(self, Self::Open) => Some(Self::Taken),
            InquiryStep::TakeOver if self.waits() => Some(Self::Taken),
            InquiryStep::Reply if !is_closed => Some(Self::Answered),
            InquiryStep::AnswerBack => Some(Self::Open),
            InquiryStep::Resolve if !is_closed => Some(Self::Resolved),
            InquiryStep::PassOn if !is_closed => Some(Self::NotForUs),
            InquiryStep::Reopen if is_closed => Some(Self::Open),
            _ => None,
        }
    }

    /// The states from which `step` is allowed.
    pub fn before(step: InquiryStep) -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(move |state| state.after(step).is_some())
    }
}

/// A question to the team.
#[derive(Clone, PartialEq)]
pub struct Inquiry {
    /// The row.
    pub id: InquiryId,
    /// What people call it.
    pub reference: QuestionReference,
    /// Who asks.
    pub person: PersonId,
    /// The name under which the team sees them.
    pub name: String,
    /// Their language.
    pub lang: Lang,
    /// What they ask.
    pub question: String,
    /// The thread in which they want to be answered; `None` for a direct message.
    pub thread: Option<TargetId>,
    /// Where it stands.
    pub state: InquiryState,
    /// Who of the team has taken it, or did the last thing with it.
    pub taken_by: Option<PersonId>,
    /// Since when the team has been waited for.
    pub waiting_since: Option<DateTime<Utc>>,
    /// When it was asked.
    pub created_at: DateTime<Utc>,
    /// When the last thing was done.
    pub updated_at: DateTime<Utc>,
}

// A person's words are never printed.
impl std::fmt::Debug for Inquiry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inquiry")
            .field("reference", &self.reference)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// What was written after the question, by either side.
#[derive(Clone, PartialEq)]
pub struct InquiryLine {
    /// The row.
    pub id: String,
    /// The question to the team.
    pub inquiry: InquiryId,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; `None` where the person was erased.
    pub by: Option<PersonId>,
    /// Which side wrote it.
    pub side: Side,
    /// The name that goes with it; none where a colleague chose to write as the team.
    pub name: Option<String>,
    /// What it says.
    pub text: String,
}

impl std::fmt::Debug for InquiryLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InquiryLine")
            .field("side", &self.side)
            .finish_non_exhaustive()
    }
}

named! {
    /// Who writes.
    Side {
        /// Who asked.
        Asker = "asker",
        /// The team.
        Team = "team",
    }
}

/// The instant that lies so many working days (Monday to Friday) before another.
pub fn working_days_before(now: DateTime<Utc>, days: u32) -> DateTime<Utc> {
    use chrono::{Datelike as _, Weekday};
    let mut at = now;
    let mut left = days;
    while left > 0 {
        at -= TimeDelta::days(1);
        if !matches!(at.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_closed_is_replied_to_only_after_it_was_reopened() {
        for closed in [InquiryState::Resolved, InquiryState::NotForUs] {
            assert_eq!(closed.after(InquiryStep::Reply), None);
            assert_eq!(closed.after(InquiryStep::Take), None);
            assert_eq!(closed.after(InquiryStep::TakeOver), None);
            assert_eq!(closed.after(InquiryStep::Reopen), Some(InquiryState::Open));
            assert_eq!(
                closed.after(InquiryStep::AnswerBack),
                Some(InquiryState::Open)
            );
        }
    }

    #[test]
    fn what_a_colleague_has_taken_is_only_taken_over() {
        let before: Vec<_> = InquiryState::before(InquiryStep::Take).collect();
        assert_eq!(before, [InquiryState::Open]);
        let before: Vec<_> = InquiryState::before(InquiryStep::TakeOver).collect();
        assert_eq!(before, [InquiryState::Open, InquiryState::Taken]);
    }

    #[test]
    fn a_weekend_is_not_waited_through() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        // 2026-11-30 is a Monday.
        assert_eq!(
            working_days_before(at("2026-11-30T09:00:00Z"), 2),
            at("2026-11-26T09:00:00Z")
        );
        assert_eq!(
            working_days_before(at("2026-11-26T09:00:00Z"), 2),
            at("2026-11-24T09:00:00Z")
        );
    }
}

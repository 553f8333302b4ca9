//! Sign-ups for machine-learning counseling: what one is, and which states it may go through.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Lang, PersonId, Reference, SignupId};

/// Declares an enum whose variants have a stable id, as it stands in the database and on the wire.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $id:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $id)] $variant,)*
        }

        impl $name {
            /// Every one, in the order in which people are shown them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable id, as it stands in the database and on the wire.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),* }
            }

            /// The one with this id.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.id() == id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.id())
            }
        }
    };
}
pub(crate) use named;

named! {
    /// How far the applicant's project is.
    Stage {
        /// There is an idea.
        Idea = "idea",
        /// Data is being collected or prepared.
        Data = "data",
        /// A model is being built.
        Model = "model",
        /// A model is there and is being validated or used.
        Use = "use",
    }
}

named! {
    /// What kind of data the project works with.
    DataKind {
        /// Rows and columns: laboratory values, questionnaires, registries.
        Table = "table",
        /// Radiology, pathology, photographs.
        Image = "image",
        /// Letters, reports.
        Text = "text",
        /// Monitors, ECG, wearables.
        Signal = "signal",
        /// Genetics and other omics.
        Omics = "omics",
        /// Something else, or several.
        Other = "other",
    }
}

named! {
    /// Where a sign-up stands.
    SignupState {
        /// Sent; nobody has decided.
        New = "new",
        /// Staff took it up.
        Accepted = "accepted",
        /// Staff declined, with a reason.
        Declined = "declined",
        /// The applicant took it back.
        Withdrawn = "withdrawn",
    }
}

named! {
    /// What can be done with a sign-up; each is a line of its history.
    Transition {
        /// The applicant sent it.
        Send = "send",
        /// The applicant changed it.
        Edit = "edit",
        /// The applicant took it back.
        Withdraw = "withdraw",
        /// Staff accepted.
        Accept = "accept",
        /// Staff declined.
        Decline = "decline",
        /// Staff took a decision back.
        Reopen = "reopen",
        /// Staff opened the personal data.
        Open = "open",
    }
}

impl SignupState {
    /// Whether nothing more is expected to happen.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Declined | Self::Withdrawn)
    }

    /// The state after `transition`; `None` where it is not allowed from here.
    pub const fn after(self, transition: Transition) -> Option<Self> {
        match (self, transition) {
            (Self::New, Transition::Edit) => Some(Self::New),
            (Self::New | Self::Accepted, Transition::Withdraw) => Some(Self::Withdrawn),
            (Self::New, Transition::Accept) => Some(Self::Accepted),
            (Self::New, Transition::Decline) => Some(Self::Declined),
            (Self::Accepted | Self::Declined, Transition::Reopen) => Some(Self::New),
            (state, Transition::Open) => Some(state),
            _ => None,
        }
    }

    /// The states from which `transition` is allowed.
    pub fn before(transition: Transition) -> Vec<Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|state| state.after(transition).is_some())
            .collect()
    }
}

/// A person's department: 1 to 100 characters, on one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Department(String);

impl Department {
    /// The longest that is taken, in characters.
    pub const MAX: usize = 100;

    /// Reads what a person typed; `None` when it is empty or too long.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = text.chars().count();
        (1..=Self::MAX).contains(&length).then_some(Self(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An e-mail address that looks like one: `someone@host.tld`, at most 254 characters (RFC 5321).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Reads what a person typed; `None` when mail could not be sent there.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (local, host) = text.rsplit_once('@')?;
        let plain = |part: &str| {
            part.chars()
                .all(|c| !c.is_whitespace() && !c.is_control() && !"<>(),;:\"[]\\@".contains(c))
        };
        let labels = || host.split('.');
        let host_is_one = labels().count() >= 2
            && labels().all(|label| {
                !label.is_empty()
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            });
        let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
        (text.len() <= 254
            && !local.is_empty()
            && local.len() <= 64
            && plain(local)
            && dots
            && host_is_one)
            .then(|| Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Email(…)")
    }
}

/// What an applicant tells of a project: what `Send` makes a sign-up of.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignupDraft {
    /// How the applicant wants to be called.
    pub name: String,
    /// Where the applicant works.
    pub department: Department,
    /// What help is asked for.
    pub question: String,
    /// Only where the configuration says what it is for.
    pub email: Option<Email>,
    /// How far the project is.
    pub stage: Stage,
    /// What it works with.
    pub data: DataKind,
    /// The language in which the applicant is answered.
    pub lang: Lang,
}

impl std::fmt::Debug for SignupDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignupDraft")
            .field("stage", &self.stage)
            .field("data", &self.data)
            .finish_non_exhaustive()
    }
}

/// One sign-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signup {
    /// The row.
    pub id: SignupId,
    /// What people call it.
    pub reference: Reference,
    /// Who signed up.
    pub person: PersonId,
    /// What they told.
    pub draft: SignupDraft,
    /// Where it stands.
    pub state: SignupState,
    /// Who took the last decision.
    pub decided_by: Option<PersonId>,
    /// Why it was declined, in the words that the applicant reads.
    pub reason: Option<String>,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Whether a message to the applicant was refused, and none has arrived since.
    pub unreachable: bool,
}

#[cfg(test)]
mod tests {
    use super::{Department, Email, SignupState, Transition};

    #[test]
    fn addresses_to_which_mail_can_be_sent_are_taken() {
        for typed in ["a@b.nl", " t.roorda@umcg.example ", "x+y@sub.host.org"] {
            assert!(Email::parse(typed).is_some(), "{typed}");
        }
        for typed in [
            "", "a", "a@", "@b.nl", "a@b", "a b@c.nl", "a@b..nl", "a@-b.nl", "<a@b.nl>", ".a@b.nl",
        ] {
            assert!(Email::parse(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn a_department_is_one_line_of_at_most_a_hundred_characters() {
        assert_eq!(
            Department::parse("  Cardiology \n unit ")
                .map(|d| d.as_str().to_owned())
                .as_deref(),
            Some("Cardiology unit")
        );
        assert!(Department::parse(" \n ").is_none());
        assert!(Department::parse(&"x".repeat(101)).is_none());
    }

    #[test]
    fn a_decided_sign_up_is_not_decided_again_but_can_be_reopened() {
        assert_eq!(
            SignupState::New.after(Transition::Accept),
            Some(SignupState::Accepted)
        );
        assert_eq!(SignupState::Accepted.after(Transition::Decline), None);
        assert_eq!(
            SignupState::Declined.after(Transition::Reopen),
            Some(SignupState::New)
        );
        assert_eq!(SignupState::Withdrawn.after(Transition::Reopen), None);
    }
}

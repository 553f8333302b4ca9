//! Identifiers of rows: UUIDv7 as text, each kind its own type.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text of an id: as it stands in the database, or as it came over the wire, where
            /// it proves nothing until a row with it was found.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id's text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// One person on one platform.
    PersonId,
    /// One sign-up for counseling.
    SignupId,
    /// One message that goes out.
    DeliveryId,
    /// One time that the bot was away for long.
    GapId,
    /// One place that messages go to.
    TargetId,
    /// One call whose arguments do not fit on the wire.
    ParkedId,
    /// One line of the audit log.
    AuditId,
    /// One question that was asked.
    QuestionId,
    /// One question that was handed to the team.
    InquiryId,
}

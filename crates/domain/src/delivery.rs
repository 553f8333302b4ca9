//! Deliveries: one message each, to one target, that must arrive once.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{DeliveryId, Marker, PersonId, TargetId, signup::named};

/// The name by which an adapter knows itself; `people` and `targets` carry it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Platform(std::borrow::Cow<'static, str>);

impl Platform {
    /// The platform of an adapter.
    pub const fn new(name: &'static str) -> Self {
        Self(std::borrow::Cow::Borrowed(name))
    }

    /// The platform as it stands in a row.
    pub fn from_row(name: String) -> Self {
        Self(std::borrow::Cow::Owned(name))
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Platform {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

named! {
    /// What a target is there for.
    Purpose {
        /// The channel in which the community hears of things.
        Announcements = "announcements",
        /// The channel of the staff.
        Staff = "staff",
        /// A channel in which somebody put a standing message.
        Start = "start",
        /// One person's direct messages.
        Direct = "direct",
        /// A thread in which somebody wants to be answered.
        Thread = "thread",
    }
}

/// A place that messages go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The row.
    pub id: TargetId,
    /// Whose channel it is.
    pub platform: Platform,
    /// What it is there for.
    pub purpose: Purpose,
    /// The channel's id on the platform, the person's for [`Purpose::Direct`], for [`Purpose::Thread`] what the adapter
    /// calls it.
    pub address: String,
    /// The person, for [`Purpose::Direct`].
    pub person: Option<PersonId>,
}

named! {
    /// What a message tells; with the subject's id it is enough to render it at any time.
    Cause {
        /// A new mini-lecture. Subject: the video id.
        Lecture = "lecture",
        /// The staff's card of a sign-up. Subject: the sign-up's id.
        SignupCard = "signup_card",
        /// The applicant's receipt. Subject: the sign-up's id.
        SignupReceipt = "signup_receipt",
        /// Tells the applicant that it was accepted. Subject: the sign-up's id.
        SignupAccepted = "signup_accepted",
        /// Tells the applicant that it was declined. Subject: the sign-up's id.
        SignupDeclined = "signup_declined",
        /// Tells the applicant that a decision was taken back. Subject: the sign-up's id.
        SignupReopened = "signup_reopened",
        /// Tells staff that a case is gone because its applicant was erased. Subject: the reference.
        SignupErased = "signup_erased",
        /// The staff's card of a question to the team. Subject: the question's id.
        InquiryCard = "inquiry_card",
        /// Tells staff that the asker answered back. Subject: the line's id.
        InquiryBack = "inquiry_back",
        /// Tells staff that a question has waited for long. Subject: the question's id.
        InquiryWaiting = "inquiry_waiting",
        /// The asker's receipt of a question to the team. Subject: the question's id.
        InquiryReceipt = "inquiry_receipt",
        /// The team's reply to the asker. Subject: the line's id.
        InquiryReply = "inquiry_reply",
        /// Tells the asker that the question is for somebody else. Subject: the question's id.
        InquiryPassed = "inquiry_passed",
        /// Tells staff that a change of an answer waits for a second person. Subject: the version's id.
        AnswerWaiting = "answer_waiting",
        /// Tells staff that nobody has reviewed some answers for long. Subject: the month.
        AnswersOld = "answers_old",
        /// An answer to a message; a delivery only where it is to be deleted. Subject: the answer's id.
        Answer = "answer",
        /// The standing message with which people find the way. Subject: the target's id.
        Start = "start",
        /// Tells staff that a target can't be reached. Subject: the target's id.
        TargetFailed = "target_failed",
        /// Tells staff that a feed can't be read. Subject: the feed's name.
        FeedFailed = "feed_failed",
        /// Tells staff what a time away has cost. Subject: the gap's id.
        GapReport = "gap_report",
        /// Tells staff that a role which made members staff is gone. Subject: the platform.
        StaffRoleGone = "staff_role_gone",
    }
}

impl Cause {
    /// For how long it is of use to tell this; `None` for what must arrive however late it is.
    pub const fn lasts(self) -> Option<TimeDelta> {
        match self {
            Self::Lecture | Self::GapReport | Self::AnswersOld => Some(TimeDelta::days(7)),
            Self::TargetFailed | Self::FeedFailed | Self::InquiryWaiting => {
                Some(TimeDelta::days(2))
            }
            Self::SignupCard
            | Self::SignupReceipt
            | Self::SignupAccepted
            | Self::SignupDeclined
            | Self::SignupReopened
            | Self::SignupErased
            | Self::InquiryCard
            | Self::InquiryBack
            | Self::InquiryReceipt
            | Self::InquiryReply
            | Self::InquiryPassed
            | Self::AnswerWaiting
            | Self::Answer
            | Self::Start
            | Self::StaffRoleGone => None,
        }
    }
}

named! {
    /// How far a delivery is.
    DeliveryState {
        /// Not sent yet.
        Pending = "pending",
        /// Sent; the platform's reference is known.
        Sent = "sent",
        /// Refused for good.
        Failed = "failed",
        /// Came to late to be of use.
        Expired = "expired",
        /// Sent, and gone since: deleted by somebody.
        Gone = "gone",
    }
}

named! {
    /// Why a delivery was refused for good.
    Reason {
        /// The channel does not exist, or the bot can't see it.
        UnknownTarget = "unknown_target",
        /// The bot may not write there.
        NotPermitted = "not_permitted",
        /// The person takes no direct messages from the bot, or has left.
        DirectClosed = "direct_closed",
        /// The platform refused the message itself.
        Refused = "refused",
        /// What it was to tell is gone.
        SubjectGone = "subject_gone",
    }
}

/// The platform's own reference of a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MessageRef {
    /// The channel in which it stands: for a direct message the platform's channel, not the person.
    pub channel: String,
    /// The message.
    pub message: String,
}

/// One message on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The row.
    pub id: DeliveryId,
    /// By what the message is known again on its platform.
    pub marker: Marker,
    /// Where it goes.
    pub target: TargetId,
    /// Its place in the target's order.
    pub seq: i64,
    /// What it tells.
    pub cause: Cause,
    /// Of what.
    pub subject: String,
    /// How far it is.
    pub state: DeliveryState,
    /// The platform's reference, once sent.
    pub message: Option<MessageRef>,
    /// How often it was tried since it was last sent or edited.
    pub attempts: i64,
    /// When it was first tried; an attempt since then may have arrived unseen.
    pub first_attempt_at: Option<DateTime<Utc>>,
    /// When the last attempt began.
    pub last_attempt_at: Option<DateTime<Utc>>,
    /// Whether an attempt's outcome is unknown.
    pub uncertain: bool,
    /// After this it is of no use.
    pub not_after: Option<DateTime<Utc>>,
    /// Whether it is to be deleted on its platform: the person of whom it tells was erased, or its time is over.
    pub retract: bool,
    /// The version that should be shown; grows with each change of the subject.
    pub version: i64,
    /// The version that is shown.
    pub shown_version: i64,
}

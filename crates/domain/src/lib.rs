//! What DASH's things are and which rules they obey. No I/O.

mod answer;
mod community;
mod delivery;
mod figure;
mod gap;
pub mod guard;
mod id;
mod inquiry;
mod lang;
mod lecture;
mod marker;
mod reference;
pub mod setting;
mod signup;

pub use answer::{AnswerAction, AnswerStanding};
pub use community::{Bilingual, Community, Contact};
pub use delivery::{Cause, Delivery, DeliveryState, MessageRef, Platform, Purpose, Reason, Target};
pub use figure::Figure;
pub use gap::{Ended, Gap};
pub use id::{
    AuditId, DeliveryId, GapId, InquiryId, ParkedId, PersonId, QuestionId, SignupId, TargetId,
};
pub use inquiry::{Inquiry, InquiryLine, InquiryState, InquiryStep, Side, working_days_before};
pub use lang::Lang;
pub use lecture::{Lecture, Phase, VideoId};
pub use marker::Marker;
pub use reference::{QuestionReference, Reference};
pub use setting::Settings;
pub use signup::{
    DataKind, Department, Email, Signup, SignupDraft, SignupState, Stage, Transition,
};

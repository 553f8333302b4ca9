//! Machine-learning counseling, as the applicant meets it: sign up, look, change, take back.

mod discard;
mod draft;
mod edit;
mod mine;
mod send;
mod signup;
mod status;
mod withdraw;

pub(crate) use discard::Discard;
pub(crate) use edit::Edit;
pub(crate) use send::Send;
pub(crate) use signup::Signup;
pub(crate) use status::Status;
pub(crate) use withdraw::Withdraw;

//! The two ways in which a call can fail.

use crate::{Block, Notice, Reply, Sign};

/// Why a call was not answered as asked.
#[derive(Debug)]
pub enum Error {
    /// The person can do something about it: shown as it is.
    User(Box<Reply>),
    /// Nobody but us can: logged once by the dispatcher, under a fault id that the person sees too.
    Internal(anyhow::Error),
}

impl Error {
    /// A refusal in words from `locales/`: what happened, why and what to do.
    pub fn refused(title: String, text: String) -> Self {
        Self::User(Box::new(Reply {
            notice: Notice::Refused,
            blocks: vec![Block::Markdown(text)],
            ..Reply::new(Sign::Refused, title)
        }))
    }
}

impl<E: Into<anyhow::Error>> From<E> for Error {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

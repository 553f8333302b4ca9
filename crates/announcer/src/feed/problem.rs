//! Why a look at the feed gave nothing.

/// Why a look at the feed gave nothing; it never means that a video is gone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeedProblem {
    /// Nothing came.
    #[error("the answer is empty")]
    Empty,
    /// Something else came, such as a web page.
    #[error("the answer is no Atom feed")]
    NotAFeed,
    /// A feed came that ends early or is not well-formed.
    #[error("the feed is cut off or not well-formed")]
    Broken,
    /// A feed came in which no entry is a video.
    #[error("no entry of the feed is a video")]
    NoVideos,
    /// More came than any feed of this kind holds.
    #[error("the answer is larger than {} bytes", super::fetch::MAX_BYTES)]
    TooLarge,
    /// It took too long.
    #[error("no whole answer came in time")]
    Timeout,
    /// No connection, or one that broke.
    #[error("the server can't be reached")]
    Unreachable,
    /// The address, or one that it forwards to, is none that is followed.
    #[error("the address forwards too often, or not to http or https")]
    Address,
    /// The server refused.
    #[error("the server answered {0}")]
    Status(u16),
}

impl FeedProblem {
    /// Its code, as it stands in the store: `status_404`, `timeout`, …
    pub fn code(&self) -> String {
        match self {
            Self::Empty => "empty".to_owned(),
            Self::NotAFeed => "not_a_feed".to_owned(),
            Self::Broken => "broken".to_owned(),
            Self::NoVideos => "no_videos".to_owned(),
            Self::TooLarge => "too_large".to_owned(),
            Self::Timeout => "timeout".to_owned(),
            Self::Unreachable => "unreachable".to_owned(),
            Self::Address => "address".to_owned(),
            Self::Status(status) => format!("status_{status}"),
        }
    }
}

//! Why an adapter can't work.

/// Why an adapter can't work with this configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// Trying again would not help. Says what to do.
    #[error("{0}")]
    Permanent(String),
}

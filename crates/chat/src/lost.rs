//! What a platform can lose under the bot.

/// Something that the bot needs and that was deleted on a platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// A channel, by the platform's id.
    Channel(String),
    /// A role that made members staff, by the platform's id: whoever was staff by it no longer is.
    StaffRole(String),
}

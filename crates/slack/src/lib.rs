//! The adapter for Slack: what happens there becomes calls, and what is answered or posted becomes messages.

mod limits;
mod render;

use domain::Platform;

/// The name by which this adapter knows itself.
pub const PLATFORM: Platform = Platform::new("slack");

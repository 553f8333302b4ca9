//! The adapter for Slack: what happens there becomes calls, and what is answered or posted becomes messages.

mod limits;
mod manifest;
mod render;

use domain::Platform;

pub use manifest::{CommandStyle, ManifestOptions, Mode, Scope, explain, manifest};

/// The name by which this adapter knows itself.
pub const PLATFORM: Platform = Platform::new("slack");

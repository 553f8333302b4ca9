//! How the bot runs: what adapters report, what the store knows, and what is wrong with it, as one value for the
//! command line, staff and monitoring.

mod figures;
mod finding;
mod machine;
mod report;
mod reporter;
mod running;
mod start_error;
mod trouble;

pub use figures::{FIGURES, Figure, Kind, describe};
pub use finding::Finding;
pub use report::{
    Database, Disk, Drift, Memory, Oldest, PlatformStatus, Refused, SourceStatus, Stage, Status,
    Wait, Waits,
};
pub use reporter::Reporter;
pub use running::{Link, Running};
pub use start_error::StartError;
pub use trouble::Trouble;

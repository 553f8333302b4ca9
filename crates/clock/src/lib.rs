//! Time and randomness as values that are passed in: the only place that reads the system's clock.

mod clock;
mod ids;
mod progress;

pub use clock::{Clock, Elapsed, System, Time, Timeout};
pub use ids::Ids;
pub use progress::Progress;

//! The program `dash-bot`: command line, configuration and wiring. The rest is in the crates below.

mod base;
pub mod cli;
pub mod config;
pub mod demo;
pub mod doctor;
mod failure;
mod logging;
pub mod run;
mod signals;

pub use failure::Failure;

//! The program `dash-bot`: command line, configuration and wiring. The rest is in the crates below.

mod base;
mod bot;
pub mod cli;
pub mod config;
pub mod demo;
pub mod doctor;
mod failure;
pub mod logging;
mod metrics;
mod on_discord;
pub mod run;
pub mod service;
mod signals;
mod turn;
mod watched;
mod way_out;

pub use failure::Failure;

#[cfg(test)]
mod tests {
    #[test]
    fn tls_is_rustls_with_ring_alone() {
        let lock = include_str!("../Cargo.lock");
        for unwanted in ["aws-lc-rs", "aws-lc-sys", "native-tls", "openssl-sys"] {
            let entry = format!("name = \"{unwanted}\"");
            assert!(!lock.contains(&entry), "{unwanted} is in the tree");
        }
    }
}

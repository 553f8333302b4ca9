//! The contract of the store, kept on SQLite in memory, in a file, in a file with a key, and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "what fails in a test fails the test")]

#[macro_use]
mod world;

mod answers;
mod audit;
mod backups;
mod before;
mod claims;
mod coverage;
mod deliveries;
mod dump;
mod erasure;
mod feeds;
mod heard;
mod inquiries;
mod lease;
mod leases;
mod lectures;
mod ledger;
mod migrations;
mod months;
mod opening;
mod order;
mod outcomes;
mod parked;
mod people;
mod privacy;
mod pulse;
mod questions;
mod races;
mod rekeyed;
mod running;
mod sealed;
mod settings;
mod signups;
mod sweeping;
mod targets;
mod units;
mod wakeups;

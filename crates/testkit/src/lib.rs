//! What tests stand on: fakes on real sockets.

pub mod discord;
mod http;

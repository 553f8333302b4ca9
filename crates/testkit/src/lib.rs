//! What tests stand on: fakes on real sockets.

pub mod discord;
mod http;
pub mod postgres;
pub mod time;
pub mod youtube;

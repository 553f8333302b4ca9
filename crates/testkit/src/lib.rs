//! What tests stand on: fakes on real sockets.

pub mod certificate;
pub mod discord;
mod http;
pub mod postgres;
pub mod proxy;
pub mod relay;
pub mod time;
pub mod youtube;

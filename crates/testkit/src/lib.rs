//! What tests stand on: fakes on real sockets.

pub mod certificate;
pub mod discord;
mod http;
pub mod postgres;
pub mod proxy;
pub mod relay;
pub mod slack;
pub mod time;
mod trouble;
pub mod youtube;

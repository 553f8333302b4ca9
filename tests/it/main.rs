//! End to end: the bot as people meet it, through the sockets that it has in production.

mod backup;
mod bot;
mod browser;
mod command;
mod database_gone;
mod deleted;
mod demo;
mod doctor;
mod flood;
mod floors;
mod forms;
mod keeping;
mod killed;
mod log;
mod marked;
mod network;
mod page;
mod personal;
mod program;
mod reverted;
mod sealed;
mod sentences;
#[cfg(target_os = "linux")]
mod service;
mod slack;
mod stage;
mod status;
mod story;
mod team;
mod transcript;
mod two;
mod wrong;
mod year;

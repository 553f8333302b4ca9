//! What people can ask of the bot: one file, one command, once for every platform.

mod dispatcher;

pub use dispatcher::Dispatcher;

//! The adapter against a Discord on real sockets, with a house behind it that says what a test wants.

mod bot;
mod check;
mod gateway;
mod house;
mod interactions;
mod late;
mod messages;
mod outlet;
mod unasked;

//! The fakes, tried with the clients that the program uses.

mod bot;
mod interactions;
mod messages;
mod slack;
mod youtube;

use serenity::http::{Http, HttpBuilder, HttpError};
use testkit::discord::FakeDiscord;

/// serenity's client as in production: TLS under the name discord.com, limiter on.
fn http(discord: &FakeDiscord) -> Http {
    HttpBuilder::new(discord.token())
        .client(discord.client())
        .build()
}

/// The status and Discord's own code of a refusal.
fn refusal<T: std::fmt::Debug>(result: serenity::Result<T>) -> (u16, isize) {
    match result.expect_err("it is refused") {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            (response.status_code.as_u16(), response.error.code)
        }
        other => panic!("another error: {other:?}"),
    }
}

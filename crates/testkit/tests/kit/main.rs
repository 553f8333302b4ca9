//! The fakes, tried with the clients that the program uses.

mod bot;
mod interactions;
mod messages;
mod youtube;

use std::time::Duration;

use serenity::http::{Http, HttpBuilder, HttpError};
use testkit::discord::FakeDiscord;

/// serenity's client as in production: TLS under the name discord.com, limiter on.
fn http(discord: &FakeDiscord) -> Http {
    let root = reqwest::Certificate::from_pem(discord.ca_pem().as_bytes()).expect("a certificate");
    let client = reqwest::Client::builder()
        .use_rustls_tls()
        .add_root_certificate(root)
        .resolve("discord.com", discord.address())
        .timeout(Duration::from_secs(5))
        .build()
        .expect("a client");
    HttpBuilder::new(discord.token()).client(client).build()
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

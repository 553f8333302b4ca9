//! What a service manager hears of the bot, from its start to its end.

use std::time::Duration;

use chrono::TimeDelta;
use testkit::discord::Fault;
use tokio::net::UnixDatagram;

use crate::bot::{Bot, Database, Town};

#[tokio::test(flavor = "multi_thread")]
async fn the_service_manager_hears_of_start_readiness_life_and_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).expect("a socket");
    let mut town = Town::new(Database::sqlite())
        .await
        .set("NOTIFY_SOCKET", path.display().to_string())
        .set("WATCHDOG_USEC", "120000000");
    let silence = town.discord.fault(Fault::on("GET", "/**").hang());
    let mut bot = Bot::start(&town);
    silence.met(1).await;
    until(&socket, "STATUS=starting: waiting for the chat server").await;
    silence.release();
    let before = until(&socket, "READY=1").await;
    assert!(!before.contains(&"STATUS=online".to_owned()), "{before:?}");
    until(&socket, "STATUS=online").await;
    bot.until("ready").await;
    // Two minutes may pass between signs of life where a look began just when time moved.
    for _ in 0..2 {
        bot.advance(&mut town, TimeDelta::seconds(60)).await;
        bot.advance(&mut town, TimeDelta::seconds(60)).await;
        until(&socket, "WATCHDOG=1").await;
    }
    assert_eq!(bot.stop().await, Some(0));
    until(&socket, "STOPPING=1\nSTATUS=stopping").await;
    town.discord.finish();
}

/// Waits until this is heard; what was heard before.
async fn until(socket: &UnixDatagram, wanted: &str) -> Vec<String> {
    let mut before = Vec::new();
    let mut buffer = [0; 256];
    loop {
        let limit = Duration::from_secs(30);
        let receiving = socket.recv(&mut buffer);
        let received = clock::Clock::system().timeout(limit, receiving).await;
        let Ok(received) = received else {
            panic!("{wanted:?} was not heard, but: {before:?}")
        };
        let said = String::from_utf8_lossy(&buffer[..received.expect("a datagram")]).into_owned();
        if said == wanted {
            return before;
        }
        before.push(said);
    }
}

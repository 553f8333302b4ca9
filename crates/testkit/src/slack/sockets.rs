//! The open sockets and the tickets for new ones.

use std::collections::HashMap;

use serde_json::json;
use tokio::sync::mpsc::UnboundedSender;

use super::world;

/// How many sockets an app may have at once.
pub(crate) const MOST: usize = 10;

/// Something for a socket to do.
#[derive(Debug, Clone)]
pub(crate) enum Push {
    Text(String),
    Ping,
    /// Neither reads nor writes from now on.
    Freeze,
    Close(u16),
    Drop,
}

#[derive(Debug)]
pub(crate) struct Socket {
    pub(crate) number: u64,
    pub(crate) sender: UnboundedSender<Push>,
    /// It was told to go, so that it gets nothing more where there is another.
    pub(crate) leaving: bool,
    pub(crate) frozen: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Sockets {
    pub(crate) list: Vec<Socket>,
    pub(crate) opened: u64,
    pub(crate) most: usize,
    /// When each ticket was given, as the answering clock has elapsed.
    pub(crate) tickets: HashMap<String, std::time::Duration>,
    /// New sockets are silent from the beginning.
    pub(crate) mute: bool,
    /// How many new sockets are told to go as soon as they are open.
    pub(crate) storm: usize,
    turn: usize,
}

impl Sockets {
    /// The socket whose turn it is.
    pub(crate) fn next(&mut self) -> Option<u64> {
        let staying = self.list.iter().filter(|socket| !socket.leaving).count();
        let candidates: Vec<u64> = self
            .list
            .iter()
            .filter(|socket| staying == 0 || !socket.leaving)
            .map(|socket| socket.number)
            .collect();
        self.turn += 1;
        candidates.get(self.turn % candidates.len().max(1)).copied()
    }

    pub(crate) fn text(&self, number: u64, text: String) {
        let found = self.list.iter().find(|socket| socket.number == number);
        if let Some(socket) = found {
            let _ = socket.sender.send(Push::Text(text));
        }
    }

    pub(crate) fn push(&self, push: &Push) {
        for socket in &self.list {
            let _ = socket.sender.send(push.clone());
        }
    }

    /// Whether a socket is open and hears what is sent.
    pub(crate) fn listens(&self, number: u64) -> bool {
        let mut list = self.list.iter();
        list.any(|socket| socket.number == number && !socket.frozen)
    }

    pub(crate) fn closed(&mut self, number: u64) {
        self.list.retain(|socket| socket.number != number);
    }

    /// The first frame.
    pub(crate) fn hello(&self) -> String {
        json!({
            "type": "hello",
            "num_connections": self.list.len(),
            "debug_info": {
                "host": "applink-fake-1",
                "build_number": 1,
                "approximate_connection_time": 18_060,
            },
            "connection_info": { "app_id": world::app() },
        })
        .to_string()
    }
}

/// The frame that tells a bot to open another socket.
pub(crate) fn disconnect(reason: &str) -> String {
    json!({ "type": "disconnect", "reason": reason, "debug_info": { "host": "applink-fake-1" } })
        .to_string()
}

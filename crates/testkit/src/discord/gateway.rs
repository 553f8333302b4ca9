//! The gateway: hello, identify, resume, heartbeats, and every way in which it goes wrong.

use std::{collections::VecDeque, sync::Arc};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedSender, unbounded_channel},
};
use tokio_tungstenite::tungstenite::{
    Message,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

use super::{
    session::{GUILDS, KNOWN, PRIVILEGED, Push, Session},
    state::Shared,
    world::APPLICATION,
};
use crate::certificate::Identity;

/// The first byte of a TLS connection: the type of a handshake's record.
const TLS: u8 = 0x16;

/// Accepts connections, with and without TLS, in the background until the fake ends.
pub(crate) fn serve(listener: TcpListener, identity: Identity, shared: Arc<Shared>) {
    tokio::spawn(async move {
        loop {
            let stream = tokio::select! {
                () = shared.stop.cancelled() => return,
                accepted = listener.accept() => match accepted {
                    Ok((stream, _)) => stream,
                    Err(_) => continue,
                },
            };
            let _ = stream.set_nodelay(true);
            let (identity, shared) = (identity.clone(), shared.clone());
            tokio::spawn(async move {
                tokio::select! {
                    () = shared.stop.cancelled() => {}
                    () = accepted(stream, &identity, &shared) => {}
                }
            });
        }
    });
}

async fn accepted(stream: TcpStream, identity: &Identity, shared: &Shared) {
    let mut first = [0];
    match stream.peek(&mut first).await {
        Ok(1) if first == [TLS] => {
            // A client that does not trust us is its own affair.
            if let Ok(stream) = identity.acceptor().accept(stream).await {
                connection(stream, shared).await;
            }
        }
        _ => connection(stream, shared).await,
    }
}

async fn connection<S: AsyncRead + AsyncWrite + Unpin>(stream: S, shared: &Shared) {
    let Ok(mut socket) = tokio_tungstenite::accept_async(stream).await else {
        return;
    };
    let (sender, mut pushes) = unbounded_channel();
    let number = shared.change(|state| {
        state.sessions.connections += 1;
        state.sessions.connections
    });
    let interval = u64::try_from(shared.heartbeat.as_millis()).unwrap_or(u64::MAX);
    let hello = json!({ "op": 10, "s": null, "t": null, "d": { "heartbeat_interval": interval } });
    if socket.send(Message::Text(hello.to_string())).await.is_err() {
        return;
    }
    loop {
        tokio::select! {
            biased;
            push = pushes.recv() => match push {
                Some(Push::Text(text)) => {
                    if socket.send(Message::Text(text)).await.is_err() {
                        break;
                    }
                }
                Some(Push::Close(code)) => {
                    let frame = CloseFrame { code: CloseCode::from(code), reason: "".into() };
                    let _ = socket.close(Some(frame)).await;
                    break;
                }
                Some(Push::Drop) | None => break,
            },
            frame = socket.next() => match frame {
                Some(Ok(Message::Text(text))) => {
                    let Ok(frame) = serde_json::from_str::<Value>(&text) else {
                        let _ = sender.send(Push::Close(4002));
                        continue;
                    };
                    received(&frame, number, &sender, shared);
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => {}
            },
        }
    }
    shared.change(|state| {
        for session in &mut state.sessions.list {
            if session
                .socket
                .as_ref()
                .is_some_and(|(holder, _)| *holder == number)
            {
                session.socket = None;
            }
        }
    });
}

fn received(frame: &Value, number: u64, sender: &UnboundedSender<Push>, shared: &Shared) {
    let say = |push| {
        let _ = sender.send(push);
    };
    match frame["op"].as_u64() {
        Some(1) => {
            let zombie = shared.change(|state| {
                state.sessions.heartbeats += 1;
                state.sessions.zombie
            });
            if !zombie {
                say(Push::Text(
                    json!({ "op": 11, "s": null, "t": null, "d": null }).to_string(),
                ));
            }
        }
        Some(2) => identify(&frame["d"], number, sender, shared),
        Some(6) => resume(&frame["d"], number, sender, shared),
        // Presence, voice and member lists: taken without an answer.
        Some(3 | 4 | 8) => {}
        _ => say(Push::Close(4001)),
    }
}

fn identify(data: &Value, number: u64, sender: &UnboundedSender<Push>, shared: &Shared) {
    let intents = data["intents"].as_u64();
    shared.change(|state| {
        let sessions = &mut state.sessions;
        sessions.identifies += 1;
        sessions.remaining = sessions.remaining.saturating_sub(1);
        let token = data["token"].as_str().unwrap_or_default();
        let refused = if let Some(code) = sessions.refuse.take() {
            Some(code)
        } else if token.trim_start_matches("Bot ") != shared.token {
            Some(4004)
        } else if intents.is_none_or(|intents| intents & !KNOWN != 0) {
            Some(4013)
        } else if intents.is_some_and(|intents| intents & PRIVILEGED & !shared.privileged() != 0) {
            Some(4014)
        } else if sessions.list.iter().any(|session| holds(session, number)) {
            Some(4005)
        } else {
            None
        };
        if let Some(code) = refused {
            let _ = sender.send(Push::Close(code));
            return;
        }
        let mut session = Session {
            id: format!("session-{}", sessions.identifies),
            intents: intents.unwrap_or_default(),
            seq: 0,
            sent: VecDeque::new(),
            socket: Some((number, sender.clone())),
        };
        let guild = state.world.guild.to_string();
        let mut user = state.world.user(APPLICATION);
        user["verified"] = json!(true);
        user["mfa_enabled"] = json!(false);
        user["email"] = Value::Null;
        session.dispatch(
            "READY",
            &json!({
                "v": 10,
                "user": user,
                "user_settings": {},
                "guilds": [{ "id": guild, "unavailable": true }],
                "session_id": session.id,
                "session_type": "normal",
                "resume_gateway_url": shared.gateway,
                "shard": data.get("shard").cloned().unwrap_or_else(|| json!([0, 1])),
                "application": { "id": APPLICATION.to_string(), "flags": 0 },
                "private_channels": [],
                "relationships": [],
                "presences": [],
                "_trace": [],
            }),
        );
        if session.intents & GUILDS != 0 {
            session.dispatch("GUILD_CREATE", &state.world.guild_create());
        }
        sessions.list.push(session);
        sessions.count();
    });
}

fn resume(data: &Value, number: u64, sender: &UnboundedSender<Push>, shared: &Shared) {
    shared.change(|state| {
        state.sessions.resumes += 1;
        let wanted = data["session_id"].as_str().unwrap_or_default();
        let seq = data["seq"].as_u64().unwrap_or_default();
        let session = state
            .sessions
            .list
            .iter_mut()
            .find(|session| session.id == wanted);
        // Gone, or so far behind that not all of it is remembered.
        let session = session.filter(|session| {
            seq <= session.seq
                && session
                    .sent
                    .front()
                    .is_none_or(|(first, _)| *first <= seq + 1)
        });
        let Some(session) = session else {
            let invalid = json!({ "op": 9, "s": null, "t": null, "d": false });
            let _ = sender.send(Push::Text(invalid.to_string()));
            return;
        };
        if let Some((_, before)) = session.socket.replace((number, sender.clone())) {
            let _ = before.send(Push::Drop);
        }
        for (_, text) in session.sent.iter().filter(|(number, _)| *number > seq) {
            let _ = sender.send(Push::Text(text.clone()));
        }
        session.dispatch("RESUMED", &json!({ "_trace": [] }));
        state.sessions.count();
    });
}

fn holds(session: &Session, number: u64) -> bool {
    session
        .socket
        .as_ref()
        .is_some_and(|(holder, _)| *holder == number)
}

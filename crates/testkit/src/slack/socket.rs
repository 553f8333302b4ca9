//! Socket Mode: tickets, hello, envelopes, acknowledgements, pings, and every way in which it goes wrong.

use std::{sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc::unbounded_channel,
};
use tokio_tungstenite::tungstenite::{
    Message,
    handshake::server::{ErrorResponse, Request, Response},
    http::StatusCode,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

use super::{
    acknowledgement,
    sockets::{MOST, Push, Socket, disconnect},
    state::Shared,
};

/// How long a ticket opens a socket.
const TICKET: Duration = Duration::from_secs(30);

/// Accepts connections in the background until the fake ends.
pub(crate) fn serve(listener: TcpListener, shared: Arc<Shared>) {
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
            let shared = shared.clone();
            tokio::spawn(async move {
                tokio::select! {
                    () = shared.stop.cancelled() => {}
                    () = connection(stream, &shared) => {}
                }
            });
        }
    });
}

/// Uses a ticket up.
fn admit(shared: &Shared, query: &str) -> bool {
    let ticket = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("ticket="));
    let now = shared.answer_clock.elapsed();
    let made = shared.change(|state| state.sockets.tickets.remove(ticket.unwrap_or_default()));
    made.is_some_and(|made| now.saturating_sub(made) <= TICKET)
}

async fn connection(stream: TcpStream, shared: &Shared) {
    #[expect(
        clippy::result_large_err,
        reason = "the handshake's callback has this type"
    )]
    let check = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        if admit(shared, request.uri().query().unwrap_or_default()) {
            return Ok(response);
        }
        let mut refusal = ErrorResponse::new(None);
        *refusal.status_mut() = StatusCode::REQUEST_TIMEOUT;
        Err(refusal)
    };
    let Ok(mut socket) = tokio_tungstenite::accept_hdr_async(stream, check).await else {
        return;
    };
    let (sender, mut pushes) = unbounded_channel();
    let number = shared.change(|state| {
        let sockets = &mut state.sockets;
        sockets.opened += 1;
        let number = sockets.opened;
        if sockets.list.len() >= MOST {
            let _ = sender.send(Push::Text(disconnect("too_many_websockets")));
            let _ = sender.send(Push::Close(1000));
            return number;
        }
        sockets.list.push(Socket {
            number,
            sender: sender.clone(),
            leaving: sockets.storm > 0,
            frozen: sockets.mute,
        });
        sockets.most = sockets.most.max(sockets.list.len());
        if sockets.mute {
            let _ = sender.send(Push::Freeze);
        }
        let _ = sender.send(Push::Text(sockets.hello()));
        if sockets.storm > 0 {
            sockets.storm -= 1;
            let _ = sender.send(Push::Text(disconnect("refresh_requested")));
            let _ = sender.send(Push::Close(1000));
        }
        number
    });
    let mut ping = Box::pin(shared.answer_clock.sleep(shared.ping));
    loop {
        tokio::select! {
            biased;
            push = pushes.recv() => match push {
                Some(Push::Text(text)) => {
                    if socket.send(Message::Text(text)).await.is_err() {
                        break;
                    }
                }
                Some(Push::Ping) => {
                    if socket.send(Message::Ping(b"Ping from fake".to_vec())).await.is_err() {
                        break;
                    }
                }
                Some(Push::Freeze) => {
                    // What was sent to it is lost, as on a connection that died without a word.
                    while !matches!(pushes.recv().await, Some(Push::Drop) | None) {}
                    break;
                }
                Some(Push::Close(code)) => {
                    let frame = CloseFrame { code: CloseCode::from(code), reason: "".into() };
                    let _ = socket.close(Some(frame)).await;
                    break;
                }
                Some(Push::Drop) | None => break,
            },
            frame = socket.next() => match frame {
                Some(Ok(Message::Text(text))) => received(shared, &text),
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => {}
            },
            () = &mut ping => {
                let _ = sender.send(Push::Ping);
                ping = Box::pin(shared.answer_clock.sleep(shared.ping));
            }
        }
    }
    shared.change(|state| state.sockets.closed(number));
}

fn received(shared: &Shared, text: &str) {
    let frame = serde_json::from_str::<Value>(text).unwrap_or_default();
    shared.change(|state| {
        let Some(envelope) = frame["envelope_id"].as_str() else {
            let start: String = text.chars().take(200).collect();
            state.record.violation(format!(
                "socket: a frame that acknowledges nothing: {start}"
            ));
            return;
        };
        let rows = state.deliveries.rows.iter();
        let found = rows
            .rev()
            .find(|(_, row)| row.envelopes.iter().any(|known| known == envelope))
            .map(|(number, _)| *number);
        match found {
            Some(number) => acknowledgement::take(state, shared, number, &frame["payload"]),
            None => state
                .record
                .violation(format!("socket: no envelope {envelope} was sent")),
        }
    });
}

//! What is brought to the bot: over a socket or by a signed request, with the time for its acknowledgement and retries.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_util::sync::CancellationToken;

use super::{
    acknowledgement,
    deed::Display,
    receiver,
    shown::Shown,
    state::{Shared, State},
};

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Command,
    Interactive,
    Event,
}

impl Kind {
    /// The type of its envelope.
    pub(crate) fn envelope(self) -> &'static str {
        match self {
            Self::Command => "slash_commands",
            Self::Interactive => "interactive",
            Self::Event => "events_api",
        }
    }
}

#[derive(Debug)]
pub(crate) struct Delivery {
    pub(crate) kind: Kind,
    pub(crate) payload: Value,
    pub(crate) deed: Option<u64>,
    /// How often it was tried before, and why that failed.
    pub(crate) attempt: usize,
    pub(crate) reason: &'static str,
    /// The envelopes that it went out in, and the socket of the last.
    pub(crate) envelopes: Vec<String>,
    pub(crate) socket: Option<u64>,
    /// When it went out last, as the answering clock has elapsed.
    pub(crate) sent: Duration,
    pub(crate) acknowledged: CancellationToken,
    /// Nothing more comes of it.
    pub(crate) over: bool,
}

#[derive(Debug)]
pub(crate) struct Deliveries {
    pub(crate) rows: BTreeMap<u64, Delivery>,
    outbox: UnboundedSender<u64>,
    pub(crate) due: Option<UnboundedReceiver<u64>>,
    /// How many more copies of each event are sent, under new ids.
    pub(crate) copies: usize,
}

impl Default for Deliveries {
    fn default() -> Self {
        let (outbox, due) = unbounded_channel();
        Self {
            rows: BTreeMap::new(),
            outbox,
            due: Some(due),
            copies: 0,
        }
    }
}

impl Deliveries {
    pub(crate) fn waiting(&self) -> usize {
        let rows = self.rows.values();
        rows.filter(|row| !row.over && !row.acknowledged.is_cancelled())
            .count()
    }

    pub(crate) fn send(&self, number: u64) {
        // The receiver ends with the fake.
        let _ = self.outbox.send(number);
    }
}

impl State {
    /// Has something brought to the bot.
    pub(crate) fn deliver(&mut self, kind: Kind, payload: Value, deed: Option<u64>) -> u64 {
        let number = self.number();
        let delivery = Delivery {
            kind,
            payload,
            deed,
            attempt: 0,
            reason: "timeout",
            envelopes: Vec::new(),
            socket: None,
            sent: Duration::ZERO,
            acknowledged: CancellationToken::new(),
            over: false,
        };
        self.deliveries.rows.insert(number, delivery);
        self.deliveries.send(number);
        number
    }

    /// Sends once more, at once, every event that was not acknowledged.
    pub(crate) fn redeliver(&mut self) {
        let mut again = Vec::new();
        for (number, row) in &mut self.deliveries.rows {
            if row.kind == Kind::Event && !row.acknowledged.is_cancelled() {
                row.attempt += 1;
                row.over = false;
                again.push(*number);
            }
        }
        for number in again {
            self.deliveries.send(number);
        }
    }

    /// The person who waits for it reads that it failed.
    pub(crate) fn failed(&mut self, number: u64, why: &str) {
        let Some(row) = self.deliveries.rows.get_mut(&number) else {
            return;
        };
        row.over = true;
        let Some(deed) = row.deed else { return };
        let member = self.deeds.rows.get(&deed).map(|deed| deed.member);
        self.show(Display {
            deed: Some(deed),
            member,
            place: None,
            thread: None,
            root: None,
            change: false,
            shown: Shown::Failure(why.into()),
        });
    }
}

/// Brings what is due, in order, until the fake ends.
pub(crate) fn run(shared: Arc<Shared>) {
    let due = shared.lock().deliveries.due.take();
    let mut due = due.expect("only one brings what is due");
    tokio::spawn(async move {
        loop {
            let number = tokio::select! {
                () = shared.stop.cancelled() => return,
                number = due.recv() => match number {
                    Some(number) => number,
                    None => return,
                },
            };
            let posted = shared.lock().receiver.is_some();
            if !posted {
                shared.change(|state| over_socket(state, &shared, number));
            }
            let shared = shared.clone();
            tokio::spawn(async move {
                let stop = shared.stop.clone();
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = async {
                        if posted {
                            receiver::post(&shared, number).await;
                        }
                        watch(&shared, number).await;
                    } => {}
                }
            });
        }
    });
}

fn over_socket(state: &mut State, shared: &Shared, number: u64) {
    let envelope_id = format!("00000000-0000-4000-9000-{:012x}", state.number());
    let socket = state.sockets.next();
    let Some(row) = state.deliveries.rows.get_mut(&number) else {
        return;
    };
    row.sent = shared.answer_clock.elapsed();
    row.socket = socket;
    let Some(socket) = socket else { return };
    let mut envelope = json!({
        "envelope_id": envelope_id,
        "type": row.kind.envelope(),
        "accepts_response_payload": row.kind != Kind::Event,
        "payload": row.payload,
    });
    if row.kind == Kind::Event {
        envelope["retry_attempt"] = json!(row.attempt);
        envelope["retry_reason"] = json!(if row.attempt > 0 { row.reason } else { "" });
    }
    row.envelopes.push(envelope_id);
    state.sockets.text(socket, envelope.to_string());
}

/// Waits for the acknowledgement, and does what Slack does where none comes.
async fn watch(shared: &Arc<Shared>, number: u64) {
    let (acknowledged, attempt, lost) = {
        let state = shared.lock();
        let Some(row) = state.deliveries.rows.get(&number) else {
            return;
        };
        let lost = state.receiver.is_none() && row.socket.is_none();
        (row.acknowledged.clone(), row.attempt, lost)
    };
    if lost {
        shared.change(|state| missed(state, shared, number, "dispatch_failed"));
    } else {
        let wait = acknowledged.cancelled();
        let limit = shared.answer_limit;
        if shared.answer_clock.timeout(limit, wait).await.is_ok() {
            return;
        }
        shared.change(|state| missed(state, shared, number, "operation_timeout"));
    }
    let (retry, delay) = {
        let state = shared.lock();
        let row = &state.deliveries.rows[&number];
        let delay = shared.retries.get(attempt).copied();
        (row.kind == Kind::Event && row.attempt == attempt, delay)
    };
    let Some(delay) = delay.filter(|_| retry) else {
        return;
    };
    shared.answer_clock.sleep(delay).await;
    shared.change(|state| {
        let row = state.deliveries.rows.get_mut(&number);
        // An acknowledgement that comes late ends the retries; a test may have sent it again itself.
        if let Some(row) =
            row.filter(|row| !row.acknowledged.is_cancelled() && row.attempt == attempt)
        {
            row.attempt += 1;
            state.deliveries.send(number);
        }
    });
}

fn missed(state: &mut State, shared: &Shared, number: u64, why: &'static str) {
    let row = &state.deliveries.rows[&number];
    let kind = row.kind;
    // A bot that went away cannot be blamed for its silence.
    let there = row
        .socket
        .is_some_and(|socket| state.sockets.listens(socket));
    if there && !row.over {
        let what = acknowledgement::what(row);
        state
            .record
            .violation(format!("{what}: was not acknowledged within 3 s"));
    }
    if kind == Kind::Event {
        if row.attempt >= shared.retries.len()
            && let Some(row) = state.deliveries.rows.get_mut(&number)
        {
            row.over = true;
        }
    } else {
        state.failed(number, why);
    }
}

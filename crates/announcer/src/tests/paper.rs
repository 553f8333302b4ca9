//! A platform in memory that does what a test tells it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use chrono::{DateTime, Utc};
use clock::Clock;
use domain::{Marker, MessageRef, Platform, Reason, Target};
use tokio::sync::watch;

use crate::{Outlet, OutletFuture, Post, SendError};

pub(crate) const PLATFORM: Platform = Platform::new("paper");

pub(crate) const LIMIT: Duration = Duration::from_secs(10);

/// What the next call for an address meets.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    Later(Option<Duration>),
    /// The answer is lost; the message arrived.
    LostAnswer,
    /// The message is lost, and nobody knows.
    LostMessage,
    /// The message arrived, and no answer ever comes.
    Hang,
    /// The message arrives after this time.
    Slow(Duration),
    Refused(Reason),
}

#[derive(Debug, Clone)]
struct Message {
    id: String,
    marker: Marker,
    address: String,
    title: String,
    at: DateTime<Utc>,
}

#[derive(Default)]
struct State {
    messages: Vec<Message>,
    made: usize,
    faults: VecDeque<(String, Fault)>,
    calls: Vec<String>,
}

#[derive(Clone)]
pub(crate) struct Paper {
    state: Arc<Mutex<State>>,
    calls: Arc<watch::Sender<usize>>,
    clock: Clock,
    nonce_window: Duration,
}

impl Paper {
    pub(crate) fn new(clock: Clock, nonce_window: Duration) -> Self {
        Self {
            state: Arc::default(),
            calls: Arc::new(watch::Sender::new(0)),
            clock,
            nonce_window,
        }
    }

    /// The next call for `address` that is not yet spoken for meets this fault.
    pub(crate) fn fault(&self, address: &str, fault: Fault) {
        let mut state = self.state.lock().unwrap();
        state.faults.push_back((address.to_owned(), fault));
    }

    /// What stands on the platform, in the order of its arrival: `address: title`.
    pub(crate) fn messages(&self) -> Vec<String> {
        let state = self.state.lock().unwrap();
        let line = |message: &Message| format!("{}: {}", message.address, message.title);
        state.messages.iter().map(line).collect()
    }

    /// What was called since the last time that this was asked: `send address`.
    pub(crate) fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().calls)
    }

    /// Waits until so many calls came since the beginning.
    pub(crate) async fn called(&self, count: usize) {
        let mut calls = self.calls.subscribe();
        calls.wait_for(|now| *now >= count).await.unwrap();
    }

    /// Somebody deletes all messages.
    pub(crate) fn clear(&self) {
        self.state.lock().unwrap().messages.clear();
    }

    fn call(&self, verb: &str, address: &str) -> Option<Fault> {
        let mut state = self.state.lock().unwrap();
        state.calls.push(format!("{verb} {address}"));
        let at = state.faults.iter().position(|(to, _)| to == address);
        let fault = at
            .and_then(|at| state.faults.remove(at))
            .map(|(_, fault)| fault);
        drop(state);
        self.calls.send_modify(|count| *count += 1);
        fault
    }

    fn post(&self, post: &Post) -> MessageRef {
        let now = self.clock.now();
        let mut state = self.state.lock().unwrap();
        let known = state.messages.iter().find(|message| {
            message.marker == post.marker
                && (now - message.at).to_std().unwrap() < self.nonce_window
        });
        let id = match known {
            Some(message) => message.id.clone(),
            None => {
                state.made += 1;
                let id = format!("m{}", state.made);
                state.messages.push(Message {
                    id: id.clone(),
                    marker: post.marker.clone(),
                    address: post.target.address.clone(),
                    title: post.reply.title.clone(),
                    at: now,
                });
                id
            }
        };
        MessageRef {
            channel: post.target.address.clone(),
            message: id,
        }
    }
}

impl Outlet for Paper {
    fn platform(&self) -> Platform {
        PLATFORM
    }

    fn send<'a>(&'a self, post: &'a Post) -> OutletFuture<'a, MessageRef> {
        Box::pin(async move {
            let fault = self.call("send", &post.target.address);
            match fault {
                None => Ok(self.post(post)),
                Some(Fault::Later(after)) => Err(SendError::Later { after }),
                Some(Fault::LostAnswer) => {
                    self.post(post);
                    Err(SendError::Unknown)
                }
                Some(Fault::LostMessage) => Err(SendError::Unknown),
                Some(Fault::Hang) => {
                    self.post(post);
                    std::future::pending().await
                }
                Some(Fault::Refused(reason)) => Err(SendError::Refused(reason)),
                Some(Fault::Slow(time)) => {
                    self.clock.sleep(time).await;
                    Ok(self.post(post))
                }
            }
        })
    }

    fn edit<'a>(&'a self, message: &'a MessageRef, post: &'a Post) -> OutletFuture<'a, ()> {
        Box::pin(async move {
            match self.call("edit", &post.target.address) {
                None => {}
                Some(Fault::Later(after)) => return Err(SendError::Later { after }),
                Some(Fault::Refused(reason)) => return Err(SendError::Refused(reason)),
                Some(Fault::Hang) => std::future::pending().await,
                Some(_) => return Err(SendError::Unknown),
            }
            let mut state = self.state.lock().unwrap();
            let known = state
                .messages
                .iter_mut()
                .find(|known| known.id == message.message);
            let known = known.ok_or(SendError::Gone)?;
            known.title.clone_from(&post.reply.title);
            Ok(())
        })
    }

    fn retract<'a>(&'a self, message: &'a MessageRef, target: &'a Target) -> OutletFuture<'a, ()> {
        Box::pin(async move {
            match self.call("retract", &target.address) {
                None => {}
                Some(Fault::Later(after)) => return Err(SendError::Later { after }),
                Some(Fault::Refused(reason)) => return Err(SendError::Refused(reason)),
                Some(_) => return Err(SendError::Unknown),
            }
            let mut state = self.state.lock().unwrap();
            let before = state.messages.len();
            state.messages.retain(|known| known.id != message.message);
            if state.messages.len() == before {
                return Err(SendError::Gone);
            }
            Ok(())
        })
    }

    fn find<'a>(
        &'a self,
        post: &'a Post,
        since: DateTime<Utc>,
    ) -> OutletFuture<'a, Option<MessageRef>> {
        Box::pin(async move {
            match self.call("find", &post.target.address) {
                None => {}
                Some(Fault::Later(after)) => return Err(SendError::Later { after }),
                Some(_) => return Err(SendError::Unknown),
            }
            let state = self.state.lock().unwrap();
            let found = state
                .messages
                .iter()
                .find(|message| message.marker == post.marker && message.at >= since);
            Ok(found.map(|message| MessageRef {
                channel: message.address.clone(),
                message: message.id.clone(),
            }))
        })
    }

    fn nonce_window(&self) -> Duration {
        self.nonce_window
    }

    fn time_limit(&self) -> Duration {
        LIMIT
    }
}

//! Waiting for things, looking at them, and what to say when they do not come.

use std::{fmt::Write as _, io::Write as _};

use serde_json::Value;

use super::{
    Channel, FakeDiscord, Member, Message, MessageRef, PATIENCE, Recorded, Shown, State,
    message::EPHEMERAL, permissions, text,
};

impl FakeDiscord {
    /// Waits until `look` says yes; panics with what was seen after 20 s.
    pub async fn until(&self, mut look: impl FnMut(&State) -> bool) {
        self.wait_for(|state| look(state).then_some(())).await;
    }

    /// Waits until `look` gives something; panics with what was seen after 20 s.
    pub async fn wait_for<T>(&self, look: impl FnMut(&State) -> Option<T>) -> T {
        match self.shared.wait(PATIENCE, look).await {
            Ok(found) => found,
            Err(_) => panic!("what the test waits for did not come\n{}", self.dump()),
        }
    }

    /// Looks at the state as it is now.
    pub fn now<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.shared.lock())
    }

    /// Waits until a bot is connected and has been told that it is ready.
    pub async fn ready(&self) {
        self.until(|state| state.connected() > 0).await;
    }

    /// Waits until a bot is connected and a command of this name (its first word) is registered.
    pub async fn registered(&self, command: &str) {
        let name = command.split(' ').next().unwrap_or_default();
        self.until(|state| state.connected() > 0 && state.commands.find(name, true).is_some())
            .await;
    }

    /// Waits for the `count`th message of the bot in a channel (1 is the first) and gives it as text and place.
    pub async fn post(&self, channel: Channel, count: usize) -> Shown {
        let bot = self.bot();
        self.wait_for(|state| {
            let own = state
                .messages(channel)
                .into_iter()
                .filter(|message| message.author == bot);
            own.filter(|message| !message.is_ephemeral())
                .nth(count - 1)
                .map(|message| Shown::message(&state.world, message))
        })
        .await
    }

    /// Waits for the `count`th private message of the bot to a person (1 is the first).
    pub async fn private_post(&self, member: &Member, count: usize) -> Shown {
        let member = *member;
        let channel = self.wait_for(|state| state.conversation(member)).await;
        self.post(channel, count).await
    }

    /// The messages of a channel, oldest first.
    pub fn messages(&self, channel: Channel) -> Vec<Message> {
        self.now(|state| state.messages(channel).into_iter().cloned().collect())
    }

    /// The bot's conversation with a person, opened when there is none.
    pub fn conversation(&self, member: &Member) -> Channel {
        self.shared
            .change(|state| state.world.conversation(member.0))
    }

    /// Everything that a person sees in a channel, as text.
    pub fn view(&self, member: &Member, channel: Channel) -> String {
        self.now(|state| {
            let may = permissions::of(&state.world, member.0, channel.0);
            if may & permissions::VIEW_CHANNEL == 0 {
                return "this channel is hidden\n".into();
            }
            let seen = state.messages(channel).into_iter().filter(|message| {
                message.flags & EPHEMERAL == 0 || message.seen_by == Some(member.0)
            });
            let texts: Vec<String> = seen
                .map(|message| text::message(&state.world, message))
                .collect();
            texts.join("\n")
        })
    }

    /// A message as it is now; `None` when it was deleted.
    pub fn look(&self, message: impl Into<MessageRef>) -> Option<Shown> {
        let place = message.into();
        self.now(|state| {
            state
                .message(place)
                .map(|message| Shown::message(&state.world, message))
        })
    }

    /// The requests so far, oldest first.
    pub fn requests(&self) -> Vec<Recorded> {
        self.now(|state| state.requests().to_vec())
    }

    /// The requests so far that were `method` on a path like `/channels/*/messages`.
    pub fn requests_to(&self, method: &str, pattern: &str) -> Vec<Recorded> {
        let mut requests = self.requests();
        requests.retain(|request| request.is(method, pattern));
        requests
    }

    /// The guild commands as they are registered.
    pub fn commands(&self) -> Vec<Value> {
        self.now(|state| state.commands().to_vec())
    }

    /// The scheduled events of the server.
    pub fn scheduled_events(&self) -> Vec<Value> {
        self.now(|state| state.events.0.clone())
    }

    /// All that was seen, for a person to read.
    pub fn dump(&self) -> String {
        let state = self.shared.lock();
        let mut text = format!(
            "gateway: {} connected, {} identifies, {} resumes\nrequests:\n",
            state.connected(),
            state.identifies(),
            state.resumes()
        );
        for request in state.requests().iter().rev().take(30).rev() {
            let body: String = request.body.to_string().chars().take(300).collect();
            let Recorded {
                method,
                path,
                status,
                ..
            } = request;
            let _ = writeln!(text, "  {status} {method} {path} {body}");
        }
        for (id, row) in &state.interactions.rows {
            if !row.replies.iter().any(super::interaction::Reply::shows) {
                let _ = writeln!(text, "not answered: {id} {:?} {:?}", row.deed, row.replies);
            }
        }
        for channel in state.world.channels.values() {
            let messages = state.messages(Channel(channel.id));
            if !messages.is_empty() {
                let _ = writeln!(text, "channel {} {}:", channel.name, channel.id);
            }
            for message in messages.iter().rev().take(10).rev() {
                let shown = text::message(&state.world, message);
                let _ = writeln!(text, "{}", shown.trim_end());
            }
        }
        for violation in &state.record.violations {
            let _ = writeln!(text, "violation: {violation}");
        }
        text
    }
}

/// Adds to the count of validated requests that CI prints, if it asks for one.
pub(crate) fn count_validated(count: usize) {
    let Some(path) = std::env::var_os("DASH_BOT_VALIDATED_REQUESTS") else {
        return;
    };
    if count == 0 {
        return;
    }
    let file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(&path);
    let written = file.and_then(|mut file| file.write_all(format!("discord {count}\n").as_bytes()));
    if let Err(error) = written {
        eprintln!(
            "cannot count validated requests in {}: {error}",
            path.display()
        );
    }
}

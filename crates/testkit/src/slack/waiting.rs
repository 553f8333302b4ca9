//! Waiting for things, looking at them, and what to say when they do not come.

use std::{fmt::Write as _, io::Write as _};

use super::{
    Channel, FakeSlack, Member, Message, MessageRef, PATIENCE, Recorded, Shown, State,
    acknowledgement, fault, text,
};

impl FakeSlack {
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

    /// Waits until a bot is connected, or an address is set that requests go to.
    pub async fn ready(&self) {
        self.until(|state| state.receiver.is_some() || state.connected() > 0)
            .await;
    }

    /// Waits until all that was brought to the bot is acknowledged, or given up.
    pub async fn acknowledged(&self) {
        self.until(|state| state.unacknowledged() == 0).await;
    }

    /// Waits for the `count`th message of the bot in a channel (1 is the first) and gives it as text and place.
    pub async fn post(&self, channel: Channel, count: usize) -> Shown {
        let bot = self.bot();
        self.wait_for(|state| {
            let all = state.messages(channel).into_iter();
            let mut own = all.filter(|message| message.author == bot && !message.is_ephemeral());
            own.nth(count - 1)
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

    /// The app's home as a person has it; `None` before the bot has published one.
    pub fn home(&self, member: &Member) -> Option<Shown> {
        self.now(|state| {
            let id = state.views.homes.get(member)?;
            state.views.view(id).map(Shown::View)
        })
    }

    /// The modal that lies on top before a person.
    pub fn modal(&self, member: &Member) -> Option<Shown> {
        self.now(|state| state.views.top(*member).map(Shown::View))
    }

    /// The messages of a channel, oldest first.
    pub fn messages(&self, channel: Channel) -> Vec<Message> {
        self.now(|state| state.messages(channel).into_iter().cloned().collect())
    }

    /// The bot's conversation with a person, opened when there is none.
    pub fn conversation(&self, member: &Member) -> Channel {
        self.shared
            .change(|state| state.world.conversation(*member).0)
    }

    /// Everything that a person sees in a channel, as text.
    pub fn view(&self, member: &Member, channel: Channel) -> String {
        self.now(|state| {
            if !state.world.sees(*member, channel) {
                return "this channel is hidden\n".into();
            }
            let all = state.messages(channel).into_iter();
            let seen =
                all.filter(|message| message.seen_by.is_none_or(|seen_by| seen_by == *member));
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

    /// The bytes of a file, by its id.
    pub fn file(&self, id: &str) -> Option<Vec<u8>> {
        self.now(|state| state.files.bytes(id).map(<[u8]>::to_vec))
    }

    /// The requests so far, oldest first.
    pub fn requests(&self) -> Vec<Recorded> {
        self.now(|state| state.requests().to_vec())
    }

    /// The requests so far of one method, `chat.*` of a family.
    pub fn requests_to(&self, method: &str) -> Vec<Recorded> {
        let mut requests = self.requests();
        requests.retain(|request| fault::fits(method, &request.method));
        requests
    }

    /// All that was seen, for a person to read.
    pub fn dump(&self) -> String {
        let state = self.shared.lock();
        let (connected, opened) = (state.connected(), state.connections());
        let mut out = format!("sockets: {connected} open, {opened} opened\nrequests:\n");
        for request in state.requests().iter().rev().take(30).rev() {
            let body: String = request.body.to_string().chars().take(300).collect();
            let error = request.error.as_deref().unwrap_or_default();
            let _ = writeln!(
                out,
                "  {} {} {error} {body}",
                request.status, request.method
            );
        }
        for row in state.deliveries.rows.values() {
            if !row.acknowledged.is_cancelled() {
                let _ = writeln!(out, "not acknowledged: {}", acknowledgement::what(row));
            }
        }
        for channel in state.world.channels.keys() {
            let messages = state.messages(*channel);
            if !messages.is_empty() {
                let _ = writeln!(
                    out,
                    "channel {} {}:",
                    state.world.channel_name(*channel),
                    channel.id()
                );
            }
            for message in messages.iter().rev().take(10).rev() {
                let _ = writeln!(out, "{}", text::message(&state.world, message).trim_end());
            }
        }
        for row in state.views.rows.values() {
            let _ = writeln!(out, "{}", text::view(&row.data, &row.errors).trim_end());
        }
        for violation in &state.record.violations {
            let _ = writeln!(out, "violation: {violation}");
        }
        out
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
    let written = file.and_then(|mut file| file.write_all(format!("slack {count}\n").as_bytes()));
    if let Err(error) = written {
        eprintln!(
            "cannot count validated requests in {}: {error}",
            path.display()
        );
    }
}

//! What people do: slash commands, buttons, menus, forms, typing; and waiting for the answer.

use std::{
    future::{Future, IntoFuture},
    pin::Pin,
    sync::Arc,
};

use clock::Clock;
use serde_json::Value;
use tokio::sync::Notify;

use super::{
    Channel, FakeDiscord, Form, Member, MessageRef, PATIENCE, Shown,
    interaction::{Deed, Reply, Row},
    payload::{self, Setting},
    permissions,
    state::{Shared, State},
};

/// What is done, before it is put into Discord's words.
#[derive(Debug, Clone)]
pub(crate) enum Doing {
    /// A command by its words, `staff signups list`, with its options.
    Command { name: String, options: Value },
    /// The same, while one option is being typed.
    Typing {
        name: String,
        options: Value,
        focused: String,
    },
    /// A command in a message's menu.
    OnMessage { message: MessageRef, name: String },
    /// A button, by label or id.
    Press { message: MessageRef, button: String },
    /// A menu, by placeholder or id, with the labels or values that are chosen.
    Choose {
        message: MessageRef,
        menu: String,
        chosen: Vec<String>,
    },
    /// A form, with values by label or id.
    Submit { form: Form, values: Value },
    /// What no client of Discord's would send.
    Forged {
        deed: Deed,
        message: Option<u64>,
        data: Value,
    },
}

/// Something that a person is about to do. Awaited, it happens and gives what the person is shown; [`Act::send`] does
/// not wait for the answer.
#[must_use = "nothing happens until it is awaited or sent"]
#[derive(Debug)]
pub struct Act<'a> {
    discord: &'a FakeDiscord,
    doing: Doing,
    member: Member,
    channel: Channel,
    setting: Setting,
}

impl FakeDiscord {
    /// A slash command such as `ask` or `staff signups list`, with its options by name:
    /// `json!({ "question": "…", "person": anna })`. Waits until the bot is connected and has registered it.
    pub fn slash(&self, member: &Member, channel: Channel, name: &str, options: Value) -> Act<'_> {
        self.act(
            *member,
            channel,
            Doing::Command {
                name: name.into(),
                options,
            },
        )
    }

    /// A command in a message's menu, by its name there. Waits until the bot is connected and has registered it.
    pub fn on_message(
        &self,
        member: &Member,
        message: impl Into<MessageRef>,
        name: &str,
    ) -> Act<'_> {
        let message = message.into();
        let name = name.into();
        self.act(*member, message.channel, Doing::OnMessage { message, name })
    }

    /// The completion of an option while it is typed; `options` has what was filled in, the typed text included.
    pub fn type_option(
        &self,
        member: &Member,
        channel: Channel,
        name: &str,
        options: Value,
        focused: &str,
    ) -> Act<'_> {
        let focused = focused.into();
        self.act(
            *member,
            channel,
            Doing::Typing {
                name: name.into(),
                options,
                focused,
            },
        )
    }

    /// A press on a button, by its label, `emoji label` or `custom_id`.
    pub fn press(&self, member: &Member, message: impl Into<MessageRef>, button: &str) -> Act<'_> {
        let message = message.into();
        self.act(
            *member,
            message.channel,
            Doing::Press {
                message,
                button: button.into(),
            },
        )
    }

    /// A choice in a menu, by its placeholder or `custom_id` (or `""` when there is one only); the options by label or value,
    /// people, roles and channels by id.
    pub fn choose(
        &self,
        member: &Member,
        message: impl Into<MessageRef>,
        menu: &str,
        chosen: &[&str],
    ) -> Act<'_> {
        let message = message.into();
        let chosen = chosen.iter().map(|one| (*one).to_owned()).collect();
        let doing = Doing::Choose {
            message,
            menu: menu.into(),
            chosen,
        };
        self.act(*member, message.channel, doing)
    }

    /// A form is sent in, with values by label or `custom_id`; what is not named keeps what stood in it.
    pub fn submit(&self, member: &Member, form: &Shown, values: Value) -> Act<'_> {
        let form = form.as_form().clone();
        self.act(*member, form.channel, Doing::Submit { form, values })
    }

    /// Uploads a file, for an option of that kind: what it gives is the option's value.
    pub fn upload(&self, name: &str, kind: &str, bytes: &[u8]) -> Value {
        self.shared.change(|state| {
            super::routes::keep(state, &self.shared, name, kind, bytes.to_vec())["id"].clone()
        })
    }

    pub(super) fn act(&self, member: Member, channel: Channel, doing: Doing) -> Act<'_> {
        Act {
            discord: self,
            doing,
            member,
            channel,
            setting: Setting::default(),
        }
    }
}

impl Act<'_> {
    /// With another language of the person's Discord, this once.
    pub fn locale(mut self, locale: &str) -> Self {
        self.setting.locale = Some(locale.into());
        self
    }

    /// From another server, where the bot should not be.
    pub fn from_guild(mut self, guild: u64) -> Self {
        self.setting.guild = Some(guild);
        self
    }

    /// Does it and does not wait for the answer.
    pub async fn send(self) -> Interaction {
        if let Doing::Command { name, .. } | Doing::Typing { name, .. } = &self.doing {
            self.discord.registered(name).await;
        } else if let Doing::OnMessage { name, .. } = &self.doing {
            self.discord
                .until(|state| state.connected() > 0 && state.commands.in_menu(name).is_some())
                .await;
        } else {
            self.discord
                .until(|state| !state.sessions.list.is_empty())
                .await;
        }
        let shared = self.discord.shared.clone();
        let (id, token, changed) = shared.change(|state| self.dispatch(state));
        Interaction {
            shared,
            id,
            token,
            channel: self.channel,
            changed,
        }
    }

    fn dispatch(&self, state: &mut State) -> (u64, String, Arc<Notify>) {
        let may = permissions::of(&state.world, self.member.0, self.channel.0);
        let name = state.world.name(self.member.0);
        assert!(
            may & permissions::VIEW_CHANNEL != 0,
            "{name} does not see this channel"
        );
        let now = self.discord.shared.clock.now();
        let id = state.snowflake(now);
        let token = format!("token-of-interaction-{id}");
        let changed = Arc::new(Notify::new());
        let (deed, message) = match &self.doing {
            Doing::Command { .. } | Doing::OnMessage { .. } => (Deed::Command, None),
            Doing::Typing { .. } => (Deed::Autocomplete, None),
            Doing::Press { message, .. } | Doing::Choose { message, .. } => {
                (Deed::Component, Some(message.id))
            }
            Doing::Submit { form, .. } => (Deed::Modal, form.message),
            Doing::Forged { deed, message, .. } => (*deed, *message),
        };
        let command = match &self.doing {
            Doing::Command { name, .. }
            | Doing::Typing { name, .. }
            | Doing::OnMessage { name, .. } => Some(name.clone()),
            _ => None,
        };
        let data = payload::data(state, self.member, self.channel, &self.doing);
        let payload = payload::interaction(
            state,
            (id, &token, deed),
            (self.member, self.channel, message),
            data,
            &self.setting,
        );
        state.interactions.insert(
            id,
            Row {
                token: token.clone(),
                deed,
                member: self.member.0,
                channel: self.channel,
                command,
                message,
                sent: self.discord.shared.answer_clock.now(),
                created: now,
                replies: Vec::new(),
                original: None,
                changed: changed.clone(),
            },
        );
        state.sessions.dispatch(0, "INTERACTION_CREATE", &payload);
        (id, token, changed)
    }
}

impl<'a> IntoFuture for Act<'a> {
    type Output = Shown;
    type IntoFuture = Pin<Box<dyn Future<Output = Shown> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        let discord = self.discord;
        Box::pin(async move {
            let interaction = self.send().await;
            match interaction.answer(0).await {
                Some(shown) => shown,
                None => panic!("the interaction was not answered\n{}", discord.dump()),
            }
        })
    }
}

/// An interaction that was sent.
#[derive(Debug, Clone)]
pub struct Interaction {
    shared: Arc<Shared>,
    id: u64,
    token: String,
    channel: Channel,
    changed: Arc<Notify>,
}

impl Interaction {
    /// Its snowflake.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Its token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// What the person is shown first; panics after 20 s.
    pub async fn shown(&self) -> Shown {
        self.nth(0).await
    }

    /// What the person is shown after `before` other things: edits and follow-ups count, "thinking …" does not.
    pub async fn nth(&self, before: usize) -> Shown {
        let shown = self.answer(before).await;
        shown.unwrap_or_else(|| panic!("interaction {} was not answered in time", self.id))
    }

    /// Waits for the first callback, of any kind, and gives its type: 5 and 6 are deferrals.
    pub async fn callback(&self) -> u8 {
        let number = |reply: &Reply| match reply {
            Reply::Message(_) => 4,
            Reply::Deferred(_) => 5,
            Reply::Acknowledged => 6,
            Reply::Edited(_) => 7,
            Reply::Choices(_) => 8,
            Reply::Modal(_) => 9,
        };
        let first = self.look(|state| {
            state.interactions.rows[&self.id]
                .replies
                .first()
                .map(number)
        });
        first
            .await
            .unwrap_or_else(|| panic!("interaction {} was not answered in time", self.id))
    }

    async fn answer(&self, before: usize) -> Option<Shown> {
        self.look(|state| {
            let row = &state.interactions.rows[&self.id];
            let reply = row
                .replies
                .iter()
                .filter(|reply| reply.shows())
                .nth(before)?;
            Some(match reply {
                Reply::Message(message) | Reply::Edited(message) => {
                    Shown::message(&state.world, message)
                }
                Reply::Modal(data) => Shown::Form(Form {
                    data: data.clone(),
                    channel: self.channel,
                    message: row.message,
                }),
                Reply::Choices(choices) => Shown::Choices(choices.clone()),
                Reply::Deferred(_) | Reply::Acknowledged => return None,
            })
        })
        .await
    }

    /// Waits on this interaction alone: many may be under way.
    async fn look<T>(&self, look: impl Fn(&State) -> Option<T>) -> Option<T> {
        let search = async {
            loop {
                let changed = self.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if let Some(found) = look(&self.shared.lock()) {
                    return found;
                }
                changed.await;
            }
        };
        Clock::system().timeout(PATIENCE, search).await.ok()
    }
}

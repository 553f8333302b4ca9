//! What people do: slash commands, buttons, menus, forms, shortcuts; and waiting for the answer.

use std::{
    future::{Future, IntoFuture},
    pin::Pin,
    sync::Arc,
};

use serde_json::{Value, json};

use super::{
    Channel, FakeSlack, Member, MessageRef, PATIENCE, Shown, View,
    deed::{Deed, Display, Kind, Surface},
    delivery, payload,
    state::{Shared, State},
};

/// What is done, before it is put into Slack's words.
#[derive(Debug, Clone)]
pub(crate) enum Doing {
    /// A command, with all that was written behind it.
    Slash {
        channel: Channel,
        command: String,
        text: String,
    },
    /// A button, by text or id.
    Press { surface: Surface, button: String },
    /// A menu or other element, by placeholder, label or id, with what is chosen.
    Choose {
        surface: Surface,
        menu: String,
        chosen: Value,
    },
    /// What is typed in a menu whose options come from the bot.
    Type {
        surface: Surface,
        menu: String,
        text: String,
    },
    /// A modal is sent in, with values by label or id.
    Submit { view: String, values: Value },
    /// A modal is closed.
    Close { view: String },
    /// A shortcut in a message's menu.
    MessageAction {
        message: MessageRef,
        callback: String,
    },
    /// A global shortcut.
    Shortcut { callback: String },
    /// The app's home.
    Home,
    /// What no client of Slack's would send.
    Forged {
        envelope: delivery::Kind,
        channel: Option<Channel>,
        payload: Value,
    },
}

/// Something that a person is about to do. Awaited, it happens and gives what the person is shown; [`Act::send`] does
/// not wait for the answer.
#[must_use = "nothing happens until it is awaited or sent"]
#[derive(Debug)]
pub struct Act<'a> {
    slack: &'a FakeSlack,
    doing: Doing,
    member: Member,
}

impl FakeSlack {
    /// A slash command such as `/dash`, with what is written behind it.
    pub fn slash(&self, member: &Member, channel: Channel, command: &str, text: &str) -> Act<'_> {
        let (command, text) = (command.into(), text.into());
        self.act(
            *member,
            Doing::Slash {
                channel,
                command,
                text,
            },
        )
    }

    /// A press on a button, by its text or `action_id`, on a message, in a modal or in the home.
    pub fn press(&self, member: &Member, on: impl Into<Surface>, button: &str) -> Act<'_> {
        let (surface, button) = (on.into(), button.into());
        self.act(*member, Doing::Press { surface, button })
    }

    /// A choice in a menu, by its placeholder, label or `action_id` (or `""` when there is one only): options by text or
    /// value, people and channels by id, days as `2026-12-31`, times as `14:30`.
    pub fn choose(
        &self,
        member: &Member,
        on: impl Into<Surface>,
        menu: &str,
        chosen: &[&str],
    ) -> Act<'_> {
        let (surface, menu, chosen) = (on.into(), menu.into(), json!(chosen));
        self.act(
            *member,
            Doing::Choose {
                surface,
                menu,
                chosen,
            },
        )
    }

    /// Typing in a menu whose options come from the bot; gives the options, of which one can be chosen then.
    pub fn type_into(
        &self,
        member: &Member,
        on: impl Into<Surface>,
        menu: &str,
        text: &str,
    ) -> Act<'_> {
        let (surface, menu, text) = (on.into(), menu.into(), text.into());
        self.act(
            *member,
            Doing::Type {
                surface,
                menu,
                text,
            },
        )
    }

    /// A modal is sent in, with values by label, `action_id` or `block_id`; what is not named keeps what stood in it.
    /// Gives the modal with its errors, the next one, or that it closed.
    pub fn submit(&self, member: &Member, view: &Shown, values: Value) -> Act<'_> {
        let view = view.as_view().id.clone();
        self.act(*member, Doing::Submit { view, values })
    }

    /// A modal is closed; the bot hears of it where it asked to.
    pub fn close(&self, member: &Member, view: &Shown) -> Act<'_> {
        let view = view.as_view().id.clone();
        self.act(*member, Doing::Close { view })
    }

    /// A shortcut in a message's menu, by its `callback_id`.
    pub fn message_action(
        &self,
        member: &Member,
        message: impl Into<MessageRef>,
        callback_id: &str,
    ) -> Act<'_> {
        let (message, callback) = (message.into(), callback_id.into());
        self.act(*member, Doing::MessageAction { message, callback })
    }

    /// A global shortcut, by its `callback_id`.
    pub fn shortcut(&self, member: &Member, callback_id: &str) -> Act<'_> {
        let callback = callback_id.into();
        self.act(*member, Doing::Shortcut { callback })
    }

    /// The app's home is opened; gives the home that the bot publishes then.
    pub fn open_home(&self, member: &Member) -> Act<'_> {
        self.act(*member, Doing::Home)
    }

    /// Uploads a file as a person, for a `file_input`: its id is the field's value.
    pub fn upload(&self, member: &Member, name: &str, bytes: &[u8]) -> String {
        let now = self.shared.clock.now();
        self.shared.change(|state| {
            let (id, path) = state.files.announce(name, bytes.len());
            state.files.receive(&path, bytes.to_vec());
            let done = state
                .files
                .complete(&self.shared.base, &id, None, *member, now);
            assert!(done.is_some(), "a file with its bytes is complete");
            id
        })
    }

    pub(super) fn act(&self, member: Member, doing: Doing) -> Act<'_> {
        Act {
            slack: self,
            doing,
            member,
        }
    }
}

impl Act<'_> {
    /// Does it and does not wait for the answer. Waits until a bot is connected.
    pub async fn send(self) -> Interaction {
        self.slack.ready().await;
        let shared = self.slack.shared.clone();
        let deed = shared.change(|state| self.dispatch(state));
        Interaction { shared, deed }
    }

    fn dispatch(&self, state: &mut State) -> u64 {
        let shared = &self.slack.shared;
        let gone = state
            .world
            .members
            .get(&self.member)
            .is_none_or(|row| row.deactivated);
        assert!(!gone, "{} is deactivated", state.world.name(self.member));
        if let Doing::Home = self.doing {
            return open_home(state, shared, self.member);
        }
        let made = payload::make(state, shared, self.member, &self.doing);
        if let Doing::Close { view } = &self.doing {
            let told = state.views.data(view)["notify_on_close"] == true;
            let clear = state.views.data(view)["clear_on_close"] == true;
            if clear {
                state.views.clear(self.member);
            } else {
                state.views.close(self.member, view);
            }
            let shown = state
                .views
                .top(self.member)
                .map_or(Shown::Closed, Shown::View);
            state.show(Display {
                deed: Some(made.deed),
                member: Some(self.member),
                place: None,
                thread: None,
                root: None,
                change: true,
                shown,
            });
            if !told {
                return made.deed;
            }
        }
        state.deliver(made.kind, made.payload, Some(made.deed));
        made.deed
    }
}

fn open_home(state: &mut State, shared: &Shared, member: Member) -> u64 {
    let (channel, _) = state.world.conversation(member);
    let known = state.views.homes.get(&member).cloned();
    let view = known.as_deref().map(|id| state.views.data(id).clone());
    let deed = state.deed(Deed {
        kind: Kind::Home,
        member,
        channel: None,
        surface: None,
        thread: None,
        root: known,
        action: None,
        since: 0,
    });
    let mut event = json!({ "user": member, "channel": channel, "tab": "home" });
    if let Some(view) = view {
        event["view"] = view;
    }
    state.notice(shared, "app_home_opened", None, event);
    deed
}

impl<'a> IntoFuture for Act<'a> {
    type Output = Shown;
    type IntoFuture = Pin<Box<dyn Future<Output = Shown> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        let slack = self.slack;
        Box::pin(async move {
            let interaction = self.send().await;
            match interaction.answer(0).await {
                Some(shown) => shown,
                None => panic!("what was done was not answered\n{}", slack.dump()),
            }
        })
    }
}

/// Something that was done.
#[derive(Debug, Clone)]
pub struct Interaction {
    pub(super) shared: Arc<Shared>,
    pub(super) deed: u64,
}

impl Interaction {
    /// What the person is shown first; panics after 20 s.
    pub async fn shown(&self) -> Shown {
        self.nth(0).await
    }

    /// What the person is shown after `before` other things: changes of a view or message count.
    pub async fn nth(&self, before: usize) -> Shown {
        let shown = self.answer(before).await;
        shown.unwrap_or_else(|| panic!("there was no answer number {before} in time"))
    }

    /// How much the person was shown for it so far.
    pub fn count(&self) -> usize {
        self.shared.lock().shown_for(self.deed).count()
    }

    /// Waits until the bot has acknowledged it.
    pub async fn acknowledged(&self) {
        let look = |state: &State| {
            // The newest first: many may have been brought before.
            let mut rows = state.deliveries.rows.values().rev();
            let row = rows.find(|row| row.deed == Some(self.deed));
            row.filter(|row| row.acknowledged.is_cancelled())
                .map(|_| ())
        };
        let done = self.shared.wait(PATIENCE, look).await;
        assert!(done.is_ok(), "it was not acknowledged in time");
    }

    pub(super) async fn answer(&self, before: usize) -> Option<Shown> {
        let look = |state: &State| state.shown_for(self.deed).nth(before).cloned();
        self.shared.wait(PATIENCE, look).await.ok()
    }
}

impl From<&View> for Surface {
    fn from(view: &View) -> Self {
        Self::View(view.id.clone())
    }
}

//! What people press, choose, fill in and type into menus.

use serde::Deserialize;

use super::State;

/// An interaction, whatever its kind: what is not of its kind is empty.
#[derive(Debug, Deserialize)]
pub(crate) struct Interaction {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) user: Who,
    #[serde(default)]
    pub(crate) team: Option<Named>,
    #[serde(default)]
    pub(crate) enterprise: Option<Named>,
    #[serde(default)]
    pub(crate) channel: Option<Named>,
    #[serde(default)]
    pub(crate) container: Container,
    #[serde(default)]
    pub(crate) message: Option<Quoted>,
    #[serde(default)]
    pub(crate) view: Option<Seen>,
    #[serde(default)]
    pub(crate) actions: Vec<Action>,
    #[serde(default)]
    pub(crate) trigger_id: String,
    #[serde(default)]
    pub(crate) response_url: String,
    #[serde(default)]
    pub(crate) callback_id: String,
    /// Of a menu that is being typed into.
    #[serde(default)]
    pub(crate) action_id: String,
    #[serde(default)]
    pub(crate) value: String,
}

/// Who did it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Who {
    pub(crate) id: String,
    pub(crate) username: String,
    pub(crate) name: String,
    pub(crate) team_id: Option<String>,
}

/// Something that has an id.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Named {
    pub(crate) id: String,
}

/// Where it was pressed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Container {
    pub(crate) message_ts: Option<String>,
    pub(crate) thread_ts: Option<String>,
    pub(crate) channel_id: Option<String>,
    pub(crate) is_ephemeral: bool,
}

/// A message on which something was pressed or called.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Quoted {
    pub(crate) ts: String,
    pub(crate) thread_ts: Option<String>,
    pub(crate) text: String,
}

/// A view: a modal or somebody's App Home.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Seen {
    pub(crate) id: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) callback_id: String,
    pub(crate) private_metadata: String,
    pub(crate) state: State,
}

/// What was pressed or chosen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Action {
    pub(crate) action_id: String,
    pub(crate) selected_option: Option<Chosen>,
}

/// One option.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Chosen {
    pub(crate) value: String,
}

/// The message whose button was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pressed {
    pub(crate) channel: String,
    pub(crate) ts: String,
    /// Whether only the one who pressed sees it.
    pub(crate) ephemeral: bool,
    /// The thread in which it stands; none for its first message, which stands in the channel.
    pub(crate) thread: Option<String>,
}

impl Interaction {
    /// The workspace: that of the installation, else that of the person.
    pub(crate) fn team(&self) -> Option<&str> {
        let team = self.team.as_ref().map(|team| team.id.as_str());
        team.or(self.user.team_id.as_deref())
    }

    /// The message whose button was pressed; `None` in a view.
    pub(crate) fn pressed(&self) -> Option<Pressed> {
        let at = &self.container;
        let channel = at.channel_id.clone();
        let channel = channel.or_else(|| Some(self.channel.as_ref()?.id.clone()))?;
        let ts = at.message_ts.clone()?;
        let thread = at.thread_ts.clone();
        let thread = thread.or_else(|| self.message.as_ref()?.thread_ts.clone());
        Some(Pressed {
            channel,
            ephemeral: at.is_ephemeral,
            thread: thread.filter(|thread| *thread != ts),
            ts,
        })
    }

    /// The name by which others know the person, as far as it came along.
    pub(crate) fn name(&self) -> &str {
        if self.user.name.is_empty() {
            &self.user.username
        } else {
            &self.user.name
        }
    }
}

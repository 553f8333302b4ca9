//! Events: messages, somebody's App Home, and what is lost in the workspace.

use serde::Deserialize;

use super::interaction::Named;

/// What happened.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Event {
    /// A message in a conversation that the app hears.
    Message(Message),
    /// A message that names the bot.
    AppMention(Message),
    /// Somebody looks at the app's own pages.
    AppHomeOpened {
        user: String,
        tab: String,
    },
    /// A public channel was deleted or archived.
    ChannelDeleted {
        channel: String,
    },
    ChannelArchive {
        channel: String,
    },
    /// A private channel was.
    GroupDeleted {
        channel: String,
    },
    GroupArchive {
        channel: String,
    },
    /// The bot was taken out of a channel.
    ChannelLeft {
        channel: String,
    },
    GroupLeft {
        channel: String,
    },
    /// Somebody left a channel: the bot itself, perhaps.
    MemberLeftChannel {
        user: String,
        channel: String,
    },
    /// Somebody's name, language or standing changed.
    UserChange {
        user: Named,
    },
    /// A user group was changed or disabled.
    SubteamUpdated {
        subteam: Subteam,
    },
    SubteamMembersChanged {
        subteam_id: String,
    },
    /// The bot's tokens are no good any more.
    TokensRevoked {},
    AppUninstalled {},
    /// What does not matter here.
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Subteam {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) date_delete: i64,
}

/// A message.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Message {
    pub(crate) channel: String,
    pub(crate) channel_type: Option<String>,
    pub(crate) user: Option<String>,
    pub(crate) bot_id: Option<String>,
    pub(crate) subtype: Option<String>,
    pub(crate) text: String,
    pub(crate) ts: String,
    pub(crate) thread_ts: Option<String>,
    pub(crate) user_team: Option<String>,
}

impl Message {
    /// Who wrote it, where a person did and it is one like any other: no edit, no joining, nothing of a bot.
    pub(crate) fn by_person(&self) -> Option<&str> {
        let usual = matches!(
            self.subtype.as_deref(),
            None | Some("file_share" | "thread_broadcast" | "me_message")
        );
        let person = self.bot_id.is_none() && usual && !self.ts.is_empty();
        self.user.as_deref().filter(|_| person)
    }

    /// Whether it stands in a conversation with the bot alone.
    pub(crate) fn is_direct(&self) -> bool {
        self.channel_type.as_deref() == Some("im") || self.channel.starts_with('D')
    }
}

//! What the bot asks Slack for, and why.

use chat::{Kind, Specs};

/// A permission that the app asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// Its name with Slack.
    pub name: &'static str,
    /// What the bot does with it, and by which methods or events.
    pub why: &'static str,
    /// What it lets the bot read or do.
    pub reads: &'static str,
}

/// Needed only where a command takes a file.
const FILES_READ: &str = "files:read";

/// Source: <https://docs.slack.dev/reference/scopes> and each method's page.
const SCOPES: [Scope; 13] = [
    Scope {
        name: "app_mentions:read",
        why: "To answer who mentions the bot in a channel (event app_mention).",
        reads: "Messages that mention the bot, in channels it was invited to.",
    },
    Scope {
        name: "channels:history",
        why: "To find its own posts again after a restart or a restored backup, so that nothing is posted twice \
              (conversations.history, conversations.replies), and to see whether a thread is still there in which the \
              team is to answer (conversations.replies). With message_content also to answer by itself, and what is asked on in threads \
              (event message.channels).",
        reads: "All messages of the public channels it was invited to. It keeps none of them.",
    },
    Scope {
        name: "channels:read",
        why: "To see whether its channels exist and it is in them (conversations.info, conversations.members; events \
              channel_archive, channel_deleted, channel_left, member_left_channel).",
        reads: "Names and members of public channels; no messages.",
    },
    Scope {
        name: "chat:write",
        why: "To answer and to post, and to change or delete its own messages (chat.postMessage, chat.postEphemeral, \
              chat.update, chat.delete).",
        reads: "Nothing. It writes only where it was invited, and to people who can be written to.",
    },
    Scope {
        name: "commands",
        why: "For the slash commands and the shortcut on a message.",
        reads: "What is typed behind its own commands, and the one message on which the shortcut is used.",
    },
    Scope {
        name: FILES_READ,
        why: "To fetch the file that a person hands over in a form; asked for only where a command takes one.",
        reads: "Files in conversations that it is in.",
    },
    Scope {
        name: "files:write",
        why: "To send a file: the export of somebody's data, the whole of a long text; and to delete it again \
              (files.getUploadURLExternal, files.completeUploadExternal, files.delete).",
        reads: "Nothing.",
    },
    Scope {
        name: "groups:history",
        why: "As channels:history, where a channel is private (conversations.history, conversations.replies); with message_content \
              the event message.groups.",
        reads: "All messages of the private channels it was invited to. It keeps none of them.",
    },
    Scope {
        name: "groups:read",
        why: "As channels:read, where the staff's channel is private (conversations.info, conversations.members; \
              events group_archive, group_deleted, group_left, member_left_channel).",
        reads: "Names and members of the private channels it was invited to; no messages.",
    },
    Scope {
        name: "im:history",
        why: "To answer questions in direct messages, and to find its own messages there again (event message.im, \
              conversations.history).",
        reads: "What people write to the bot in direct messages, and nobody else's.",
    },
    Scope {
        name: "im:write",
        why: "To open the direct message in which somebody gets news of their sign-up (conversations.open).",
        reads: "Nothing.",
    },
    Scope {
        name: "usergroups:read",
        why: "To know who belongs to the staff and who hosts meetings (usergroups.users.list; events \
              subteam_members_changed, subteam_updated).",
        reads: "Names and members of user groups.",
    },
    Scope {
        name: "users:read",
        why: "To know a person's name and language, and whether they are a guest or gone (users.info; event user_change).",
        reads: "Names, languages and time zones of members; no e-mail addresses.",
    },
];

/// Each permission that the app may ask for, why it does, and what that lets the bot read.
pub const fn explain() -> &'static [Scope] {
    &SCOPES
}

/// The names of those that these commands need.
pub(crate) fn needed(specs: &Specs) -> Vec<&'static str> {
    let file = |kind| matches!(kind, Kind::File { .. });
    let files = specs
        .iter()
        .any(|spec| spec.params.iter().any(|param| file(param.kind)));
    SCOPES
        .iter()
        .map(|scope| scope.name)
        .filter(|name| *name != FILES_READ || files)
        .collect()
}

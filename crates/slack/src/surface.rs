//! Where an answer goes: to the place from which somebody asked.

use chat::Audience;
use domain::Lang;
use serde::{Deserialize, Serialize};

use crate::{inbound::Pressed, thread::Thread};

/// From where somebody asked. It travels with a form, so that its answer finds the way back; Slack keeps it out of sight, and
/// it proves nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Origin {
    /// The language in which the form was shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lang: Option<String>,
    /// The channel; empty in a view.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) channel: String,
    /// The address at which can be answered a few times.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) url: String,
    /// The message whose button was pressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ts: Option<String>,
    /// Whether only the person sees that one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) ephemeral: bool,
    /// The thread in which it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) thread: Option<String>,
}

impl Origin {
    /// A slash command in a channel, or a shortcut on a message.
    pub(crate) fn typed(channel: &str, url: &str) -> Self {
        Self {
            channel: channel.to_owned(),
            url: url.to_owned(),
            ..Self::default()
        }
    }

    /// A button of a message.
    pub(crate) fn pressed(pressed: Pressed, url: &str) -> Self {
        Self {
            lang: None,
            channel: pressed.channel,
            url: url.to_owned(),
            ts: Some(pressed.ts),
            ephemeral: pressed.ephemeral,
            thread: pressed.thread,
        }
    }

    /// What travels with a form.
    pub(crate) fn with_form(&self, lang: Lang) -> String {
        let travels = Self {
            lang: Some(lang.code().to_owned()),
            ..self.clone()
        };
        // Texts and flags can always be written.
        serde_json::to_string(&travels).unwrap_or_default()
    }

    /// What came back with a form; nothing where it can't be read.
    pub(crate) fn of_form(metadata: &str) -> Self {
        serde_json::from_str(metadata).unwrap_or_default()
    }

    /// Whether it was asked in a view: the App Home, or a modal that shows an answer.
    pub(crate) fn is_view(&self) -> bool {
        self.channel.is_empty()
    }

    /// Whether it was asked in a conversation with the bot alone.
    pub(crate) fn is_direct(&self) -> bool {
        self.channel.starts_with('D')
    }

    /// Where the commands and the house think that it came from.
    pub(crate) fn place(&self) -> chat::Origin {
        if self.is_direct() || self.is_view() {
            return chat::Origin::Direct;
        }
        let channel = self.channel.clone();
        match &self.thread {
            Some(thread) => chat::Origin::Thread {
                address: Thread::address(&channel, thread),
                channel,
            },
            None => chat::Origin::Channel(channel),
        }
    }

    /// Who sees the answer. In a conversation with the bot, too, it is for the moment: nobody notes where it stands, so
    /// an erasure could not reach it.
    pub(crate) fn audience(&self, audience: Audience) -> Audience {
        if self.is_direct() {
            Audience::Caller
        } else {
            audience
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Lang;

    use super::Origin;
    use crate::inbound::Pressed;

    #[test]
    fn it_travels_with_a_form() {
        let pressed = Pressed {
            channel: "C1".to_owned(),
            ts: "1.2".to_owned(),
            ephemeral: true,
            thread: Some("1.1".to_owned()),
        };
        let origin = Origin::pressed(pressed, "https://hooks.slack.com/actions/T/1/x");
        let back = Origin::of_form(&origin.with_form(Lang::Nl));
        assert_eq!(back.lang.as_deref(), Some("nl"));
        assert_eq!(Origin { lang: None, ..back }, origin);
        assert_eq!(
            origin.place(),
            chat::Origin::Thread {
                channel: "C1".to_owned(),
                address: "C1 1.1".to_owned(),
            }
        );
        assert!(Origin::of_form("no JSON").is_view());
        assert_eq!(Origin::default().with_form(Lang::En), r#"{"lang":"en"}"#);
    }
}

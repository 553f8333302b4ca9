//! What Slack sends, read into small types of our own that ignore what they don't know.

mod event;
mod interaction;
mod state;
mod words;

use serde::{Deserialize, Deserializer};

pub(crate) use event::{Event, Message};
pub(crate) use interaction::{Interaction, Pressed, Seen};
pub(crate) use state::{State, answers};
pub(crate) use words::{plain, without_mention};

/// Something that Slack sent.
#[derive(Debug)]
pub(crate) enum Inbound {
    /// A slash command.
    Command(Box<Command>),
    /// A button, a menu, a form, a shortcut, or a menu that is being typed into.
    Interaction(Box<Interaction>),
    /// Something that happened.
    Event(Box<Happened>),
}

/// A slash command as it was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Command {
    pub(crate) team_id: Option<String>,
    pub(crate) enterprise_id: Option<String>,
    pub(crate) channel_id: String,
    pub(crate) user_id: String,
    pub(crate) user_name: String,
    pub(crate) command: String,
    pub(crate) text: String,
    pub(crate) response_url: String,
    pub(crate) trigger_id: String,
}

/// An event, and around it what tells whose it is and whether it came before.
#[derive(Debug, Deserialize)]
pub(crate) struct Happened {
    #[serde(default)]
    team_id: Option<String>,
    #[serde(default)]
    enterprise_id: Option<String>,
    #[serde(default)]
    authorizations: Vec<Authorization>,
    #[serde(default)]
    pub(crate) event_id: String,
    pub(crate) event: Event,
}

/// An installation of the app that may know of an event.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Authorization {
    team_id: Option<String>,
    enterprise_id: Option<String>,
}

impl Happened {
    /// Whether it is for an installation that `is_ours`, by workspace and organisation. In a channel that another organisation
    /// shares with us, what stands around the event may name that one; the installation decides, where it is named.
    pub(crate) fn is_for(&self, is_ours: impl Fn(Option<&str>, Option<&str>) -> bool) -> bool {
        let named = |it: &&Authorization| it.team_id.is_some() || it.enterprise_id.is_some();
        let mut installations = self.authorizations.iter().filter(named).peekable();
        if installations.peek().is_none() {
            return is_ours(self.team_id.as_deref(), self.enterprise_id.as_deref());
        }
        installations.any(|it| is_ours(it.team_id.as_deref(), it.enterprise_id.as_deref()))
    }
}

impl Inbound {
    /// Reads an envelope's payload; `None` for what is none of ours.
    pub(crate) fn of<'de>(kind: &str, payload: impl Deserializer<'de>) -> Option<Self> {
        match kind {
            "slash_commands" => {
                let read = Command::deserialize(payload).ok()?;
                Some(Self::Command(Box::new(read)))
            }
            "interactive" => Self::interaction(payload),
            "events_api" => Self::event(payload),
            _ => None,
        }
    }

    pub(crate) fn interaction<'de>(payload: impl Deserializer<'de>) -> Option<Self> {
        let read = Interaction::deserialize(payload).ok()?;
        Some(Self::Interaction(Box::new(read)))
    }

    pub(crate) fn event<'de>(payload: impl Deserializer<'de>) -> Option<Self> {
        let read = Happened::deserialize(payload).ok()?;
        Some(Self::Event(Box::new(read)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Inbound;

    /// Whether an event is for the workspace T1 of the organisation E1.
    fn is_ours(around: Value) -> bool {
        let mut payload = around;
        payload["event"] = json!({ "type": "app_mention" });
        let Some(Inbound::Event(happened)) = Inbound::event(payload) else {
            panic!("it is read");
        };
        happened.is_for(|team, organisation| match team {
            Some(team) => team == "T1",
            None => organisation == Some("E1"),
        })
    }

    #[test]
    fn an_event_is_for_the_installation_that_it_names_else_for_the_workspace_around_it() {
        let installed = |team: Value, organisation: Value| {
            json!({
                "team_id": "T2",
                "authorizations": [{ "team_id": team, "enterprise_id": organisation }],
            })
        };
        assert!(is_ours(installed(json!("T1"), json!(null))));
        assert!(is_ours(installed(json!(null), json!("E1"))));
        assert!(!is_ours(installed(json!("T2"), json!("E1"))));
        assert!(!is_ours(installed(json!(null), json!("E2"))));
        let foreign = json!([{ "team_id": "T2" }]);
        assert!(!is_ours(
            json!({ "team_id": "T1", "authorizations": foreign })
        ));
        assert!(is_ours(json!({ "team_id": "T1" })));
        assert!(is_ours(json!({ "team_id": "T1", "authorizations": [] })));
        let nameless = json!([{ "team_id": null, "enterprise_id": null }]);
        assert!(is_ours(
            json!({ "team_id": "T1", "authorizations": nameless })
        ));
        assert!(!is_ours(json!({ "team_id": "T2", "authorizations": [] })));
    }
}

//! Scheduled events of the server.

use serde_json::{Value, json};

use super::{
    api::{Answer, Outcome, Refusal},
    world::{APPLICATION, GUILD},
};

/// The events, as Discord gives them back.
#[derive(Debug, Default)]
pub(crate) struct Events(pub(crate) Vec<Value>);

impl Events {
    /// Answers what stands below `/guilds/{id}/scheduled-events`; `None` when there is no such route.
    pub(crate) fn request(
        &mut self,
        method: &str,
        rest: &[&str],
        body: &Value,
        id: u64,
    ) -> Option<Outcome> {
        let place = rest
            .first()
            .and_then(|id| self.0.iter().position(|event| event["id"] == *id));
        Some(match (method, rest, place) {
            ("GET", [], _) => Ok(Answer::ok(json!(self.0))),
            ("POST", [], _) => {
                let mut event = json!({
                    "id": id.to_string(),
                    "guild_id": GUILD.to_string(),
                    "creator_id": APPLICATION.to_string(),
                    "channel_id": null,
                    "description": null,
                    "image": null,
                    "status": 1,
                    "entity_id": null,
                    "recurrence_rule": null,
                    "user_count": 0,
                });
                merge(&mut event, body);
                self.0.push(event.clone());
                Ok(Answer::ok(event))
            }
            (_, [_], None) => Err(Refusal::new(404, 10070, "Unknown Guild Scheduled Event")),
            ("GET", [_], Some(place)) => Ok(Answer::ok(self.0[place].clone())),
            ("PATCH", [_], Some(place)) => {
                merge(&mut self.0[place], body);
                Ok(Answer::ok(self.0[place].clone()))
            }
            ("DELETE", [_], Some(place)) => {
                self.0.remove(place);
                Ok(Answer::none())
            }
            _ => return None,
        })
    }
}

fn merge(event: &mut Value, body: &Value) {
    for (name, value) in body.as_object().into_iter().flatten() {
        event[name] = value.clone();
    }
}

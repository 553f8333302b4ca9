//! What no client of Discord's would send, and anybody with a client of their own can.

use serde_json::{Value, json};

use super::{Act, Channel, FakeDiscord, Member, MessageRef, Shown, act::Doing, interaction::Deed};

impl FakeDiscord {
    /// A press on a button that the message does not have.
    pub fn forge_press(
        &self,
        member: &Member,
        message: impl Into<MessageRef>,
        custom_id: &str,
    ) -> Act<'_> {
        let message = message.into();
        let data = json!({ "id": 1, "custom_id": custom_id, "component_type": 2 });
        self.forge(
            member,
            message.channel,
            Deed::Component,
            Some(message.id),
            data,
        )
    }

    /// A slash command with any text options, `json!({ "question": "…" })`.
    pub fn forge_slash(
        &self,
        member: &Member,
        channel: Channel,
        name: &str,
        options: &Value,
    ) -> Act<'_> {
        let options = options.as_object().into_iter().flatten();
        let options: Vec<Value> = options
            .map(|(name, value)| json!({ "name": name, "type": 3, "value": value }))
            .collect();
        let data = json!({ "id": "1", "name": name, "type": 1, "options": options });
        self.forge(member, channel, Deed::Command, None, data)
    }

    /// A form with any values by `custom_id`, however long.
    pub fn forge_submit(&self, member: &Member, form: &Shown, values: &Value) -> Act<'_> {
        let form = form.as_form();
        let values = values.as_object().into_iter().flatten();
        let rows: Vec<Value> = values
            .map(|(name, value)| {
                let input = json!({ "type": 4, "id": 2, "custom_id": name, "value": value });
                json!({ "type": 1, "id": 1, "components": [input] })
            })
            .collect();
        let data = json!({ "custom_id": form.data["custom_id"], "components": rows });
        self.forge(member, form.channel, Deed::Modal, form.message, data)
    }

    fn forge(
        &self,
        member: &Member,
        channel: Channel,
        deed: Deed,
        message: Option<u64>,
        data: Value,
    ) -> Act<'_> {
        let doing = Doing::Forged {
            deed,
            message,
            data,
        };
        self.act(*member, channel, doing)
    }
}

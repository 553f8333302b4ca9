//! What no client of Slack's would send, and anybody who knows the bot's address or has a client of their own can.

use serde_json::{Value, json};

use super::{
    Act, FakeSlack, Member, Shown, State, act::Doing, deed::Surface, delivery::Kind,
    receiver::Outgoing, world,
};

/// A request to the bot's own address that a test shapes; [`FakeSlack::forge`].
#[must_use = "nothing happens until it is sent"]
#[derive(Debug)]
pub struct Forgery<'a> {
    slack: &'a FakeSlack,
    outgoing: Outgoing,
    /// Seconds from the present, by the fake's clock.
    shift: i64,
    secret: Option<String>,
    unsigned: bool,
    times: usize,
}

impl FakeSlack {
    /// A trigger that opens nothing, another each time.
    fn forged_trigger(&self) -> String {
        let number = self.shared.change(State::number);
        format!("1.{number}.forged")
    }

    /// A press on a button that is not there.
    pub fn forge_press(
        &self,
        member: &Member,
        on: impl Into<Surface>,
        action_id: &str,
        value: &str,
    ) -> Act<'_> {
        let surface = on.into();
        let mut payload = json!({
            "type": "block_actions",
            "user": { "id": member, "username": "x", "name": "x", "team_id": world::team() },
            "api_app_id": world::app(),
            "team": { "id": world::team(), "domain": "dash" },
            "trigger_id": self.forged_trigger(),
            "actions": [{
                "type": "button", "action_id": action_id, "block_id": "forged", "value": value, "action_ts": "1.000000",
                "text": { "type": "plain_text", "text": "?" },
            }],
        });
        let mut channel = None;
        match surface {
            Surface::Message(place) => {
                channel = Some(place.channel);
                payload["channel"] = json!({ "id": place.channel, "name": "x" });
                payload["container"] = json!({
                    "type": "message", "message_ts": place.ts, "channel_id": place.channel, "is_ephemeral": false,
                });
            }
            Surface::View(id) => payload["container"] = json!({ "type": "view", "view_id": id }),
        }
        let envelope = Kind::Interactive;
        self.act(
            *member,
            Doing::Forged {
                envelope,
                channel,
                payload,
            },
        )
    }

    /// A modal with any values, `block_id` to `action_id` to state, however long.
    pub fn forge_submit(&self, member: &Member, view: &Shown, values: &Value) -> Act<'_> {
        let mut data = view.as_view().data.clone();
        data["state"]["values"] = values.clone();
        let payload = json!({
            "type": "view_submission",
            "user": { "id": member, "username": "x", "name": "x", "team_id": world::team() },
            "api_app_id": world::app(),
            "team": { "id": world::team(), "domain": "dash" },
            "trigger_id": self.forged_trigger(),
            "view": data,
            "response_urls": [],
        });
        self.forge_interactive(member, payload)
    }

    /// Any interaction.
    pub fn forge_interactive(&self, member: &Member, payload: Value) -> Act<'_> {
        let (envelope, channel) = (Kind::Interactive, None);
        self.act(
            *member,
            Doing::Forged {
                envelope,
                channel,
                payload,
            },
        )
    }

    /// Any request to the bot's own address, signed rightly unless the test says otherwise.
    pub fn forge(&self, content_type: &'static str, body: &str) -> Forgery<'_> {
        Forgery {
            slack: self,
            outgoing: Outgoing {
                body: body.into(),
                kind: content_type,
                headers: Vec::new(),
            },
            shift: 0,
            secret: None,
            unsigned: false,
            times: 1,
        }
    }

    /// An event in HTTP mode, as [`FakeSlack::forge`].
    pub fn forge_event(&self, event: &Value) -> Forgery<'_> {
        let payload = json!({
            "token": "fake-verification-token", "team_id": world::team(), "api_app_id": world::app(),
            "event": event, "type": "event_callback", "event_id": "EvFORGED", "event_time": 1,
            "authorizations": [],
        });
        self.forge("application/json", &payload.to_string())
    }

    /// Slack's question whether the address is the bot's; whether the answer was right.
    pub async fn verify_url(&self) -> bool {
        let challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P";
        let body = json!({ "token": "fake-verification-token", "challenge": challenge, "type": "url_verification" });
        let (status, answer) = self
            .forge("application/json", &body.to_string())
            .send()
            .await;
        let parsed = serde_json::from_str::<Value>(&answer).unwrap_or_default();
        status == 200 && (answer.trim() == challenge || parsed["challenge"] == challenge)
    }
}

impl Forgery<'_> {
    /// Signed with another secret.
    pub fn signed_with(mut self, secret: &str) -> Self {
        self.secret = Some(secret.into());
        self
    }

    /// Without timestamp and signature.
    pub fn unsigned(mut self) -> Self {
        self.unsigned = true;
        self
    }

    /// Signed so many seconds ago.
    pub fn old(mut self, seconds: i64) -> Self {
        self.shift = -seconds;
        self
    }

    /// The very same request so many times.
    pub fn replayed(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    /// With another header.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.outgoing.headers.push((name, value.into()));
        self
    }

    /// Sends it; the status and body of the last answer, 0 where none came in time.
    pub async fn send(self) -> (u16, String) {
        let shared = &self.slack.shared;
        let url = shared.lock().receiver.clone();
        let url = url.expect("the bot's address is set with `receiver`");
        let secret = self.secret.as_deref().unwrap_or(&shared.signing_secret);
        let mut outgoing = self.outgoing;
        if !self.unsigned {
            outgoing = outgoing.sign(secret, shared.clock.now().timestamp() + self.shift);
        }
        let mut last = (0, String::new());
        for _ in 0..self.times {
            let answer = outgoing.clone().send(shared, &url).await;
            last = answer.unwrap_or_else(|reason| (0, reason.to_owned()));
        }
        last
    }
}

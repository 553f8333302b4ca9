//! The application's commands: kept and given back with Discord's defaults filled in.

use serde_json::{Value, json};

use super::{
    api::{Answer, Outcome, Refusal},
    message::snowflake,
    world::{APPLICATION, GUILD},
};

/// Registered commands of the server, and of everywhere.
#[derive(Debug, Default)]
pub(crate) struct Commands {
    pub(crate) guild: Vec<Value>,
    pub(crate) global: Vec<Value>,
    pub(crate) writes: usize,
    /// What administrators set for them, as Discord gives it back.
    pub(crate) permissions: Vec<Value>,
    made: u64,
}

impl Commands {
    /// A command by name, the server's own first.
    pub(crate) fn find(&self, name: &str, in_guild: bool) -> Option<&Value> {
        let own = self.guild.iter().filter(|_| in_guild);
        own.chain(&self.global)
            .find(|command| command["type"] == 1 && command["name"] == name)
    }

    /// The server's command in the menu of a message.
    pub(crate) fn in_menu(&self, name: &str) -> Option<&Value> {
        let mut own = self.guild.iter().filter(|command| command["type"] == 3);
        own.find(|command| command["name"] == name)
    }

    /// An administrator hides a command of the server from everybody.
    pub(crate) fn hide(&mut self, name: &str) {
        let Some(command) = self.find(name, true) else {
            panic!("there is no command {name}");
        };
        let hidden = json!({
            "id": command["id"],
            "application_id": APPLICATION.to_string(),
            "guild_id": GUILD.to_string(),
            "permissions": [{ "id": GUILD.to_string(), "type": 1, "permission": false }],
        });
        self.permissions.push(hidden);
    }

    fn list(&mut self, in_guild: bool) -> &mut Vec<Value> {
        if in_guild {
            &mut self.guild
        } else {
            &mut self.global
        }
    }

    pub(crate) fn get(&mut self, in_guild: bool, localized: bool) -> Outcome {
        let mut list = self.list(in_guild).clone();
        if !localized {
            // Without `with_localizations` the translations are left out.
            list.iter_mut().for_each(without_translations);
        }
        Ok(Answer::ok(json!(list)))
    }

    pub(crate) fn overwrite(&mut self, in_guild: bool, body: &Value) -> Outcome {
        let wanted = body.as_array().cloned().unwrap_or_default();
        let before = std::mem::take(self.list(in_guild));
        let mut list = Vec::new();
        for command in &wanted {
            let known = before.iter().find(|known| known["name"] == command["name"]);
            let full = self.complete(in_guild, command, known);
            list.push(full);
        }
        self.writes += 1;
        *self.list(in_guild) = list.clone();
        Ok(Answer::ok(json!(list)))
    }

    pub(crate) fn create(&mut self, in_guild: bool, body: &Value) -> Outcome {
        let known = self
            .list(in_guild)
            .iter()
            .find(|known| known["name"] == body["name"])
            .cloned();
        let full = self.complete(in_guild, body, known.as_ref());
        self.writes += 1;
        let list = self.list(in_guild);
        list.retain(|known| known["name"] != full["name"]);
        list.push(full.clone());
        Ok(Answer {
            status: if known.is_some() { 200 } else { 201 },
            body: Some(full),
        })
    }

    pub(crate) fn one(&mut self, in_guild: bool, id: u64) -> Outcome {
        let found = self
            .list(in_guild)
            .iter()
            .find(|known| snowflake(&known["id"]) == Some(id));
        found.cloned().map(Answer::ok).ok_or_else(unknown)
    }

    pub(crate) fn edit(&mut self, in_guild: bool, id: u64, body: &Value) -> Outcome {
        let known = self
            .list(in_guild)
            .iter()
            .find(|known| snowflake(&known["id"]) == Some(id));
        let known = known.cloned().ok_or_else(unknown)?;
        let mut merged = known.clone();
        for (name, value) in body.as_object().into_iter().flatten() {
            merged[name] = value.clone();
        }
        let full = self.complete(in_guild, &merged, Some(&known));
        self.writes += 1;
        for command in self.list(in_guild) {
            if command["id"] == full["id"] {
                *command = full.clone();
            }
        }
        Ok(Answer::ok(full))
    }

    pub(crate) fn delete(&mut self, in_guild: bool, id: u64) -> Outcome {
        let list = self.list(in_guild);
        let before = list.len();
        list.retain(|known| snowflake(&known["id"]) != Some(id));
        if list.len() == before {
            return Err(unknown());
        }
        self.writes += 1;
        Ok(Answer::none())
    }

    /// A command as Discord gives it back; it keeps its id when one of its name was there.
    fn complete(&mut self, in_guild: bool, command: &Value, known: Option<&Value>) -> Value {
        self.made += 1;
        let version = 899_000_000_000_000_000 + self.made;
        let id = known.map_or_else(|| json!(version.to_string()), |known| known["id"].clone());
        let or = |name: &str, default: Value| {
            command
                .get(name)
                .filter(|value| !value.is_null())
                .cloned()
                .unwrap_or(default)
        };
        let mut full = json!({
            "id": id,
            "application_id": APPLICATION.to_string(),
            "version": version.to_string(),
            "type": or("type", json!(1)),
            "name": command["name"],
            "name_localizations": or("name_localizations", Value::Null),
            "description": or("description", json!("")),
            "description_localizations": or("description_localizations", Value::Null),
            "default_member_permissions": permissions(&command["default_member_permissions"]),
            "dm_permission": or("dm_permission", json!(true)),
            "contexts": or("contexts", Value::Null),
            "integration_types": or("integration_types", json!([0])),
            "nsfw": or("nsfw", json!(false)),
        });
        let options = options(&command["options"]);
        // Discord leaves empty lists out.
        if !options.is_empty() {
            full["options"] = json!(options);
        }
        if in_guild {
            full["guild_id"] = json!(GUILD.to_string());
            // These two mean nothing for a command of one server.
            full["dm_permission"] = json!(true);
        }
        full
    }
}

fn unknown() -> Refusal {
    Refusal::new(404, 10063, "Unknown application command")
}

fn permissions(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.to_string()),
        other => other.clone(),
    }
}

/// Options as Discord gives them back: what is null, false or empty is left out.
fn options(options: &Value) -> Vec<Value> {
    let mut list = options.as_array().cloned().unwrap_or_default();
    for option in &mut list {
        let nested = self::options(option.get("options").unwrap_or(&Value::Null));
        if let Some(fields) = option.as_object_mut() {
            fields.retain(|_, value| match value {
                Value::Null | Value::Bool(false) => false,
                Value::Array(list) => !list.is_empty(),
                _ => true,
            });
            if !nested.is_empty() {
                fields.insert("options".into(), json!(nested));
            }
        }
    }
    list
}

fn without_translations(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !name.ends_with("_localizations"));
            fields.values_mut().for_each(without_translations);
        }
        Value::Array(list) => list.iter_mut().for_each(without_translations),
        _ => {}
    }
}

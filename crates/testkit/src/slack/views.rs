//! Modals in their stacks, and homes.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use super::{shown::View, world, world::Member};

/// How many modals may lie on each other.
const STACK: usize = 3;

#[derive(Debug, Clone)]
pub(crate) struct ViewRow {
    pub(crate) member: Member,
    pub(crate) data: Value,
    pub(crate) errors: Value,
}

#[derive(Debug, Default)]
pub(crate) struct Views {
    pub(crate) rows: BTreeMap<String, ViewRow>,
    pub(crate) stacks: HashMap<Member, Vec<String>>,
    pub(crate) homes: HashMap<Member, String>,
    next: u32,
}

/// What a view may have; all else is Slack's.
const OWN: [&str; 10] = [
    "type",
    "title",
    "blocks",
    "close",
    "submit",
    "private_metadata",
    "callback_id",
    "clear_on_close",
    "notify_on_close",
    "external_id",
];

impl Views {
    fn make(
        &mut self,
        member: Member,
        view: &Value,
        previous: Option<&str>,
        root: Option<&str>,
    ) -> String {
        self.next += 1;
        let id = world::id('V', self.next);
        let mut data = json!({
            "id": id,
            "team_id": world::team(),
            "type": "modal",
            "private_metadata": "",
            "callback_id": "",
            "state": { "values": {} },
            "title": null,
            "close": null,
            "submit": null,
            "clear_on_close": false,
            "notify_on_close": false,
            "previous_view_id": previous,
            "root_view_id": root.unwrap_or(&id),
            "app_id": world::app(),
            "external_id": "",
            "app_installed_team_id": world::team(),
            "bot_id": world::bot(),
        });
        self.lay(&mut data, view);
        let row = ViewRow {
            member,
            data,
            errors: json!({}),
        };
        self.rows.insert(id.clone(), row);
        id
    }

    /// Puts what the bot gave into what Slack keeps.
    fn lay(&mut self, data: &mut Value, view: &Value) {
        for name in OWN {
            if !view[name].is_null() {
                data[name] = view[name].clone();
            }
        }
        self.next += 1;
        data["hash"] = json!(format!(
            "1156871517.{:08x}",
            self.next.wrapping_mul(0x9e37_79b9)
        ));
        for block in data["blocks"].as_array_mut().into_iter().flatten() {
            self.next += 1;
            let number = self.next;
            if block["block_id"].as_str().is_none_or(str::is_empty) {
                block["block_id"] = json!(format!("v{number:04}"));
            }
        }
    }

    fn taken(&self, view: &Value, except: Option<&str>) -> bool {
        let external = view["external_id"].as_str().filter(|id| !id.is_empty());
        external.is_some_and(|external| {
            self.rows
                .iter()
                .any(|(id, row)| row.data["external_id"] == external && Some(id.as_str()) != except)
        })
    }

    /// Opens a modal over all that was open.
    pub(crate) fn open(&mut self, member: Member, view: &Value) -> Result<String, &'static str> {
        if self.taken(view, None) {
            return Err("duplicate_external_id");
        }
        self.clear(member);
        let id = self.make(member, view, None, None);
        self.stacks.insert(member, vec![id.clone()]);
        Ok(id)
    }

    /// Lays a modal on those that are open.
    pub(crate) fn push(&mut self, member: Member, view: &Value) -> Result<String, &'static str> {
        if self.taken(view, None) {
            return Err("duplicate_external_id");
        }
        let stack = self.stacks.get(&member).cloned().unwrap_or_default();
        let (Some(root), Some(top)) = (stack.first(), stack.last()) else {
            return Err("not_found");
        };
        if stack.len() >= STACK {
            return Err("push_limit_reached");
        }
        let id = self.make(member, view, Some(top), Some(root));
        self.stacks.entry(member).or_default().push(id.clone());
        Ok(id)
    }

    /// Changes a view, as long as it is the one that the hash names.
    pub(crate) fn update(
        &mut self,
        id: &str,
        view: &Value,
        hash: Option<&str>,
    ) -> Result<String, &'static str> {
        if self.taken(view, Some(id)) {
            return Err("duplicate_external_id");
        }
        let Some(mut row) = self.rows.get(id).cloned() else {
            return Err("not_found");
        };
        if hash.is_some_and(|hash| row.data["hash"] != hash) {
            return Err("hash_conflict");
        }
        let kept = std::mem::take(&mut row.data["state"]["values"]);
        for name in OWN {
            let empty = match name {
                "private_metadata" | "callback_id" | "external_id" => json!(""),
                "clear_on_close" | "notify_on_close" => json!(false),
                _ => Value::Null,
            };
            row.data[name] = empty;
        }
        self.lay(&mut row.data, view);
        // What was typed stays where block and element keep their ids.
        let blocks = row.data["blocks"].as_array().cloned().unwrap_or_default();
        let mut values = json!({});
        for placed in super::blocks::elements(&blocks) {
            let block = placed.block["block_id"].as_str().unwrap_or_default();
            let action = placed.element["action_id"].as_str().unwrap_or_default();
            let before = &kept[block][action];
            if !before.is_null() && before["type"] == placed.element["type"] {
                values[block][action] = before.clone();
            }
        }
        row.data["state"]["values"] = values;
        row.errors = json!({});
        self.rows.insert(id.to_owned(), row);
        Ok(id.to_owned())
    }

    /// A person's home shows this from now on.
    pub(crate) fn publish(
        &mut self,
        member: Member,
        view: &Value,
        hash: Option<&str>,
    ) -> Result<String, &'static str> {
        if let Some(id) = self.homes.get(&member).cloned() {
            return self.update(&id, view, hash);
        }
        let id = self.make(member, view, None, None);
        self.homes.insert(member, id.clone());
        Ok(id)
    }

    pub(crate) fn errors(&mut self, id: &str, errors: &Value) -> Option<View> {
        self.rows.get_mut(id)?.errors = errors.clone();
        self.view(id)
    }

    /// Closes the modal on top.
    pub(crate) fn close(&mut self, member: Member, id: &str) {
        if let Some(stack) = self.stacks.get_mut(&member) {
            stack.retain(|open| open != id);
        }
        self.rows.remove(id);
    }

    /// Closes all modals of a person.
    pub(crate) fn clear(&mut self, member: Member) {
        for id in self.stacks.remove(&member).unwrap_or_default() {
            self.rows.remove(&id);
        }
    }

    pub(crate) fn data(&self, id: &str) -> &Value {
        self.rows.get(id).map_or(&Value::Null, |row| &row.data)
    }

    pub(crate) fn top(&self, member: Member) -> Option<View> {
        self.view(self.stacks.get(&member)?.last()?)
    }

    pub(crate) fn view(&self, id: &str) -> Option<View> {
        let row = self.rows.get(id)?;
        Some(View {
            id: id.to_owned(),
            data: row.data.clone(),
            errors: row.errors.clone(),
            member: row.member,
        })
    }

    /// A view by what a request names it with.
    pub(crate) fn named(&self, id: Option<&str>, external: Option<&str>) -> Option<String> {
        if let Some(id) = id {
            return self.rows.contains_key(id).then(|| id.to_owned());
        }
        let external = external?;
        let mut rows = self.rows.iter();
        rows.find(|(_, row)| row.data["external_id"] == external)
            .map(|(id, _)| id.clone())
    }
}

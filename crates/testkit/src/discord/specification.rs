//! Requests against Discord's own OpenAPI specification, when it lies beside the workspace.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

use super::api::Incoming;

const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/discord/openapi.json"
);
const BASE: &str = "https://discord.com/openapi.json";

/// The specification and what was compiled of it so far.
struct Specification {
    document: Value,
    /// Path templates, split, those with the most fixed segments first.
    paths: Vec<(String, Vec<String>)>,
    registry: Registry<'static>,
    compiled: Mutex<HashMap<String, Arc<Validator>>>,
}

/// The specification; `None` where the file is not there.
fn specification() -> Option<&'static Specification> {
    static LOADED: OnceLock<Option<Specification>> = OnceLock::new();
    LOADED
        .get_or_init(|| {
            if !Path::new(FILE).exists() {
                eprintln!("requests are not checked against Discord's specification: no {FILE}");
                return None;
            }
            Some(load())
        })
        .as_ref()
}

fn load() -> Specification {
    let text = std::fs::read(FILE).expect("the specification can be read");
    let mut document: Value = serde_json::from_slice(&text).expect("the specification is JSON");
    let schemas = document["components"]["schemas"].as_object_mut();
    // serenity writes all that an option can have into each, as null, false or empty; Discord takes it.
    schemas
        .into_iter()
        .flatten()
        .filter(|(name, _)| !name.starts_with("ApplicationCommand"))
        .for_each(|(_, schema)| strict(schema));
    let paths = document["paths"]
        .as_object()
        .expect("the specification has paths");
    let mut paths: Vec<(String, Vec<String>)> = paths
        .keys()
        .map(|path| (path.clone(), path.split('/').map(String::from).collect()))
        .collect();
    paths.sort_by_key(|(_, parts)| parts.iter().filter(|part| part.starts_with('{')).count());
    let registry = Registry::new()
        .draft(jsonschema::Draft::Draft202012)
        .add(BASE, document.clone())
        .and_then(jsonschema::RegistryBuilder::prepare)
        .expect("the specification's references can be followed");
    Specification {
        document,
        paths,
        registry,
        compiled: Mutex::default(),
    }
}

/// What the specification says against a request.
pub(crate) fn check(incoming: &Incoming) -> Vec<String> {
    let Some(specification) = specification() else {
        return Vec::new();
    };
    specification.check(incoming)
}

impl Specification {
    fn check(&self, incoming: &Incoming) -> Vec<String> {
        let given: Vec<&str> = incoming.path.split('/').collect();
        let method = incoming.method.to_lowercase();
        let found = self.paths.iter().find(|(path, parts)| {
            fits(parts, &given) && self.document["paths"][path].get(&method).is_some()
        });
        let Some((path, parts)) = found else {
            return vec!["the specification has no such request".into()];
        };
        let item = &self.document["paths"][path];
        let operation = &item[&method];
        let mut problems = self.parameters(incoming, item, operation, (parts, &given));
        problems.extend(self.body(incoming, path, &method, operation));
        problems
    }

    fn parameters(
        &self,
        incoming: &Incoming,
        item: &Value,
        operation: &Value,
        (parts, given): (&[String], &[&str]),
    ) -> Vec<String> {
        let mut problems = Vec::new();
        let lists = [&item["parameters"], &operation["parameters"]];
        let known: Vec<&Value> = lists
            .iter()
            .filter_map(|list| list.as_array())
            .flatten()
            .collect();
        let named = |place: &str, name: &str| {
            known
                .iter()
                .find(|one| one["in"] == place && one["name"] == name)
        };
        let mut values = Vec::new();
        for (part, value) in parts.iter().zip(given) {
            if let Some(name) = part
                .strip_prefix('{')
                .and_then(|part| part.strip_suffix('}'))
            {
                values.push((
                    named("path", name),
                    "path",
                    name,
                    super::body::decode(value),
                ));
            }
        }
        for (name, value) in &incoming.query {
            values.push((named("query", name), "query", name, value.clone()));
        }
        for (parameter, place, name, value) in values {
            let Some(parameter) = parameter else {
                problems.push(format!("unknown {place} parameter `{name}`"));
                continue;
            };
            let text = json!(value);
            // The text may stand for a number or a yes or no.
            let meant = serde_json::from_str(&value).unwrap_or(Value::Null);
            let validator = self.validator(&parameter["schema"]);
            if !validator.is_valid(&text) && !validator.is_valid(&meant) {
                problems.push(format!("{place} parameter `{name}` may not be `{value}`"));
            }
        }
        for parameter in known
            .iter()
            .filter(|one| one["in"] == "query" && one["required"] == true)
        {
            if incoming
                .query
                .iter()
                .all(|(name, _)| parameter["name"] != *name)
            {
                problems.push(format!("query parameter {} is missing", parameter["name"]));
            }
        }
        problems
    }

    fn body(
        &self,
        incoming: &Incoming,
        path: &str,
        method: &str,
        operation: &Value,
    ) -> Vec<String> {
        let wanted = &operation["requestBody"];
        let schema = &wanted["content"]["application/json"]["schema"];
        if schema.is_null() {
            let unasked = !incoming.json.is_null();
            return if unasked {
                vec!["a body that is not asked for".into()]
            } else {
                Vec::new()
            };
        }
        if incoming.json.is_null() && wanted["required"] != true {
            return Vec::new();
        }
        let mut body = incoming.json.clone();
        lenient(&mut body);
        let validator = self.validator(schema);
        let errors = validator.iter_errors(&body);
        errors
            .map(|error| {
                let text: String = error.to_string().chars().take(600).collect();
                format!(
                    "body at `{}` ({method} {path}): {text}",
                    error.instance_path()
                )
            })
            .collect()
    }

    fn validator(&self, schema: &Value) -> Arc<Validator> {
        let key = schema.to_string();
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let known = compiled.entry(key).or_insert_with(|| {
            let mut schema = schema.clone();
            absolute(&mut schema);
            let validator = jsonschema::options()
                .with_draft(jsonschema::Draft::Draft202012)
                .with_registry(&self.registry)
                .should_validate_formats(true)
                .build(&schema)
                .expect("the specification's schema can be compiled");
            Arc::new(validator)
        });
        known.clone()
    }
}

fn fits(parts: &[String], given: &[&str]) -> bool {
    parts.len() == given.len()
        && parts
            .iter()
            .zip(given)
            .all(|(part, given)| part.starts_with('{') || part == given)
}

/// References within the document, seen from outside of it.
fn absolute(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get_mut("$ref")
                && reference.starts_with('#')
            {
                reference.insert_str(0, BASE);
            }
            fields.values_mut().for_each(absolute);
        }
        Value::Array(list) => list.iter_mut().for_each(absolute),
        _ => {}
    }
}

/// What the specification does not name is a slip of the pen.
fn strict(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.get("properties").is_some_and(Value::is_object) {
                fields.entry("additionalProperties").or_insert(json!(false));
            }
            fields.values_mut().for_each(strict);
        }
        Value::Array(list) => list.iter_mut().for_each(strict),
        _ => {}
    }
}

/// Where Discord's documentation allows what its specification does not, and Discord takes it: permissions as text,
/// and the ids of attachments as numbers.
fn lenient(body: &mut Value) {
    match body {
        Value::Object(fields) => {
            if let Some(value) = fields.get_mut("default_member_permissions")
                && let Some(bits) = value.as_str().and_then(|text| text.parse::<u64>().ok())
            {
                *value = json!(bits);
            }
            let attachments = fields.get_mut("attachments").and_then(Value::as_array_mut);
            for attachment in attachments.into_iter().flatten() {
                if let Some(id) = attachment["id"].as_u64() {
                    attachment["id"] = json!(id.to_string());
                }
            }
            fields.values_mut().for_each(lenient);
        }
        Value::Array(list) => list.iter_mut().for_each(lenient),
        _ => {}
    }
}

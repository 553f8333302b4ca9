//! A call of Slack's Web API: its arguments from a form, JSON or the query.

use axum::http::{HeaderMap, header};
use reqwest::Url;
use serde_json::{Map, Value, json};

/// Arguments that are JSON also where the rest is a form.
const STRUCTURED: [&str; 7] = [
    "blocks",
    "attachments",
    "view",
    "metadata",
    "files",
    "unfurls",
    "eventually",
];

/// A call that has been read.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) arguments: Map<String, Value>,
    pub(crate) token: Option<String>,
    /// Whether its body was JSON, which not every method reads.
    pub(crate) json: bool,
    pub(crate) warnings: Vec<&'static str>,
    pub(crate) problem: Option<String>,
}

impl Call {
    pub(crate) fn read(method: &str, headers: &HeaderMap, query: &str, bytes: &[u8]) -> Self {
        let mut call = Self {
            method: method.to_owned(),
            arguments: Map::new(),
            token: bearer(headers),
            json: false,
            warnings: Vec::new(),
            problem: None,
        };
        call.form(query);
        let kind = header_text(headers, header::CONTENT_TYPE.as_str());
        if kind.starts_with("application/json") {
            call.json = true;
            if !kind.contains("charset") {
                call.warnings.push("missing_charset");
            }
            match serde_json::from_slice(bytes) {
                Ok(Value::Object(fields)) => call.arguments.extend(fields),
                _ if bytes.is_empty() => {}
                _ => call.problem = Some("invalid_json".into()),
            }
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            call.form(&String::from_utf8_lossy(bytes));
        } else if kind.starts_with("multipart/form-data") || !bytes.is_empty() {
            call.problem = Some("invalid_form_data".into());
        }
        for name in STRUCTURED {
            if let Some(value) = call.arguments.get_mut(name)
                && let Some(text) = value.as_str()
                && let Ok(parsed) = serde_json::from_str::<Value>(text)
            {
                *value = parsed;
            }
        }
        if let Some(token) = call.arguments.remove("token") {
            call.token = token.as_str().map(str::to_owned).or(call.token);
        }
        call
    }

    fn form(&mut self, text: &str) {
        for (name, value) in pairs(text) {
            self.arguments.insert(name, json!(value));
        }
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let value = self.arguments.get(name)?.as_str()?;
        (!value.is_empty()).then_some(value)
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        match self.arguments.get(name) {
            Some(Value::Bool(on)) => *on,
            Some(Value::String(text)) => text == "true" || text == "1",
            Some(Value::Number(number)) => number.as_u64() == Some(1),
            _ => false,
        }
    }

    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        match self.arguments.get(name)? {
            Value::Number(number) => usize::try_from(number.as_u64()?).ok(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        }
    }

    pub(crate) fn value(&self, name: &str) -> &Value {
        self.arguments.get(name).unwrap_or(&Value::Null)
    }

    /// A list that was given as JSON or with commas.
    pub(crate) fn list(&self, name: &str) -> Vec<String> {
        match self.arguments.get(name) {
            Some(Value::Array(list)) => list
                .iter()
                .filter_map(|one| one.as_str().map(str::to_owned))
                .collect(),
            Some(Value::String(text)) => text.split(',').map(|one| one.trim().to_owned()).collect(),
            _ => Vec::new(),
        }
    }
}

/// The token behind `Bearer`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<String> {
    let given = header_text(headers, header::AUTHORIZATION.as_str());
    given.strip_prefix("Bearer ").map(str::to_owned)
}

fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default()
}

/// The names and values of a form, decoded.
pub(crate) fn pairs(text: &str) -> Vec<(String, String)> {
    let url = Url::parse(&format!("http://form/?{text}"));
    let url = url.expect("any text is a query");
    url.query_pairs().into_owned().collect()
}

/// A form of names and values, encoded.
pub(crate) fn encode(fields: &[(&str, &str)]) -> String {
    let mut url = Url::parse("http://form/").expect("an address");
    url.query_pairs_mut().extend_pairs(fields);
    url.query().unwrap_or_default().to_owned()
}

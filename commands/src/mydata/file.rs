//! The rows of a person as a file of JSON: for other programs, and for keeping.

use anyhow::Context as _;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value as Json, json};
use store::{Record, Value};

/// The file's content: the instant, and the rows of each table. What stands several times in a row is a list.
///
/// # Errors
/// When it can't be written as JSON.
pub fn export_json(records: &[Record], at: DateTime<Utc>) -> anyhow::Result<Vec<u8>> {
    let mut tables = Map::new();
    for record in records {
        let rows = tables
            .entry(record.table)
            .or_insert_with(|| Json::Array(Vec::new()));
        if let Some(rows) = rows.as_array_mut() {
            rows.push(row(record));
        }
    }
    let whole = json!({ "exported_at": instant(at), "tables": tables });
    serde_json::to_vec_pretty(&whole).context("cannot write the export")
}

fn row(record: &Record) -> Json {
    let mut row = Map::new();
    for (name, value) in &record.fields {
        let value = match value {
            Value::Text(text) => Json::from(text.as_str()),
            Value::Kind(id, _) => Json::from(*id),
            Value::At(at) => Json::from(instant(*at)),
        };
        match row.get_mut(*name) {
            None => {
                row.insert((*name).to_owned(), value);
            }
            Some(Json::Array(several)) => several.push(value),
            Some(one) => {
                let first = one.take();
                *one = Json::Array(vec![first, value]);
            }
        }
    }
    Json::Object(row)
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

//! The rows of a person in words: table by table, as people read them.

use chat::{Block, text, texts};
use domain::Lang;
use store::{Record, TABLES, Value};

/// What is known, a block for each table, in the order in which people would look for it.
pub(crate) fn words(lang: Lang, records: &[Record]) -> Vec<Block> {
    let tables = TABLES.iter().map(|declared| declared.table);
    tables
        .filter_map(|table| {
            let rows: Vec<String> = of(records, table).map(|record| row(lang, record)).collect();
            (!rows.is_empty()).then(|| Block::Quote {
                label: label(lang, table, rows.len()),
                text: rows.join("\n\n"),
            })
        })
        .collect()
}

/// How many rows there are of each table that has some: `Sign-ups (2)`.
pub(crate) fn counts(lang: Lang, records: &[Record]) -> Vec<String> {
    let tables = TABLES.iter().map(|declared| declared.table);
    tables
        .filter_map(|table| {
            let count = of(records, table).count();
            (count > 0).then(|| label(lang, table, count))
        })
        .collect()
}

/// What a table is called.
pub(crate) fn title(lang: Lang, table: &str) -> String {
    text!(lang, &format!("register-{table}-title"))
}

fn label(lang: Lang, table: &str, count: usize) -> String {
    format!("{} ({count})", title(lang, table))
}

fn of<'a>(records: &'a [Record], table: &'a str) -> impl Iterator<Item = &'a Record> {
    records.iter().filter(move |record| record.table == table)
}

fn row(lang: Lang, record: &Record) -> String {
    let line = |(name, value): &(&'static str, Value)| {
        let label = text!(lang, &format!("record-{name}"));
        format!("{label}: {}", said(lang, value))
    };
    record
        .fields
        .iter()
        .map(line)
        .collect::<Vec<_>>()
        .join("\n")
}

fn said(lang: Lang, value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Kind(_, sentence) => sentence.clone(),
        Value::At(at) => format!("{} UTC", texts::moment(lang, at.naive_utc())),
    }
}

//! Rows of facts, as lines that read well on a phone.

use chat::{Inline, Table};

use super::{escape::escape, inline::inline};
use crate::limits;

/// The longest text in a cell; more belongs into the row's own view.
const CELL: usize = 80;

/// The headings as one line, then a line for each row with its first fact in bold. What does not fit is left
/// out from the end, and counted.
pub(crate) fn table(table: &Table, limit: usize) -> String {
    let mut out = String::new();
    let headings: Vec<String> = table
        .columns
        .iter()
        .map(|heading| escape(heading))
        .collect();
    if headings.iter().any(|heading| !heading.is_empty()) {
        out.push('*');
        out.push_str(&headings.join(" · "));
        out.push('*');
    }
    for (at, row) in table.rows.iter().enumerate() {
        let line = line(row);
        let more = format!("\n… +{}", table.rows.len() - at);
        let room = if at + 1 == table.rows.len() {
            0
        } else {
            more.len()
        };
        if limits::length(&out) + limits::length(&line) + 1 + room > limit {
            if limits::length(&out) + more.len() <= limit {
                out.push_str(&more);
            }
            break;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&line);
    }
    if limits::length(&out) > limit {
        String::new()
    } else {
        out
    }
}

fn line(row: &[Inline]) -> String {
    let mut line = String::new();
    for (at, fact) in row.iter().map(cell).enumerate() {
        if fact.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push_str(" · ");
        }
        if at == 0 && !fact.starts_with('<') {
            line.push_str("**");
            line.push_str(&fact);
            line.push_str("**");
        } else {
            line.push_str(&fact);
        }
    }
    line
}

fn cell(fact: &Inline) -> String {
    match fact {
        Inline::Text(text) => {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            escape(&limits::fit(&text, CELL))
        }
        other => inline(other),
    }
}

//! Rows of facts, as lines that read well on a phone.

use chat::{Inline, Table};

use super::{
    payload::{Marks, Piece},
    rich,
};
use crate::limits;

/// The longest text in a cell; more belongs into the row's own view.
const CELL: usize = 80;
/// The most rows that stand in one block.
const ROWS: usize = 40;

/// The headings as one line, then a line for each row with its first fact in bold.
pub(crate) fn table(table: &Table) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if table.columns.iter().any(|heading| !heading.is_empty()) {
        rich::push(&mut pieces, &table.columns.join(" · "), Marks::ITALIC);
    }
    for row in table.rows.iter().take(ROWS) {
        if !pieces.is_empty() {
            rich::push(&mut pieces, "\n", Marks::default());
        }
        line(row, &mut pieces);
    }
    if table.rows.len() > ROWS {
        let more = format!("\n… +{}", table.rows.len() - ROWS);
        rich::push(&mut pieces, &more, Marks::default());
    }
    pieces
}

fn line(row: &[Inline], pieces: &mut Vec<Piece>) {
    let mut first = true;
    for (at, fact) in row.iter().enumerate() {
        let style = if at == 0 {
            Marks::BOLD
        } else {
            Marks::default()
        };
        let cell = rich::inline(&cell(fact), style);
        if rich::read(&cell).is_empty() {
            continue;
        }
        if !first {
            rich::push(pieces, " · ", Marks::default());
        }
        first = false;
        for piece in cell {
            match piece {
                Piece::Text { text, style } => rich::push(pieces, &text, style),
                other => pieces.push(other),
            }
        }
    }
}

/// The fact on one line.
pub(crate) fn cell(fact: &Inline) -> Inline {
    match fact {
        Inline::Text(text) => {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            Inline::Text(limits::fit(&text, CELL).into_owned())
        }
        other => other.clone(),
    }
}

//! Lists of questions: columns parted by tabs, the first line names them.

use anyhow::{Context as _, bail};

/// The topic of a question that must be declined.
pub(crate) const NONE: &str = "none";
/// The topic of one that must be declined because it is about somebody's treatment.
pub(crate) const CARE: &str = "care";

/// A list of which some columns are read; others are left alone.
pub(crate) struct Table<'a, const N: usize> {
    names: [&'static str; N],
    columns: [usize; N],
    lines: std::str::Lines<'a>,
}

/// A line of a list.
pub(crate) struct Row<'a, const N: usize> {
    /// Counted from 1.
    pub(crate) line: usize,
    pub(crate) cells: [&'a str; N],
}

impl<'a, const N: usize> Table<'a, N> {
    pub(crate) fn read(text: &'a str, names: [&'static str; N]) -> anyhow::Result<Self> {
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        let header: Vec<_> = lines
            .next()
            .unwrap_or_default()
            .split('\t')
            .map(str::trim)
            .collect();
        let mut columns = [0; N];
        for (column, name) in columns.iter_mut().zip(names) {
            let Some(at) = header.iter().position(|it| *it == name) else {
                let (last, first) = names.split_last().unwrap_or((&"", &[]));
                bail!(
                    "cannot read the list: the first line must name the columns {} and {last}, parted by \
                     tabs; it names {}",
                    first.join(", "),
                    header.join(", ")
                );
            };
            *column = at;
        }
        Ok(Self {
            names,
            columns,
            lines,
        })
    }

    /// The lines that are not empty.
    pub(crate) fn rows(&self) -> impl Iterator<Item = anyhow::Result<Row<'a, N>>> {
        let lines = (2..).zip(self.lines.clone());
        lines
            .filter(|(_, text)| !text.trim().is_empty())
            .map(|(line, text)| self.row(line, text))
    }

    fn row(&self, line: usize, text: &'a str) -> anyhow::Result<Row<'a, N>> {
        let parts: Vec<_> = text.split('\t').map(str::trim).collect();
        let mut cells = [""; N];
        for ((cell, column), name) in cells.iter_mut().zip(self.columns).zip(self.names) {
            let part = parts.get(column).copied().filter(|it| !it.is_empty());
            *cell = part.with_context(|| format!("cannot read line {line}: `{name}` is empty"))?;
        }
        Ok(Row { line, cells })
    }
}

//! People's texts where only a line is shown.

/// The most characters of such a line.
const LINE: usize = 70;

/// The text on one line, cut where it is longer.
pub(crate) fn brief(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(LINE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

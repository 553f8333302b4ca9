//! A reply as plain text: what notifications show and screen readers read.

use chat::{Block, Reply};

use super::{
    body, card,
    escape::{entities, straight},
    lasting::ready,
    payload::RichText,
    rich, table,
};
use crate::limits;

/// All that a reply says, escaped, cut to what Slack takes. `read` is what the Markdown of its blocks says.
pub(crate) fn fallback(reply: &Reply, read: &[Vec<RichText>]) -> String {
    let mut lines = vec![card::head(reply)];
    for (block, parts) in reply.blocks.iter().zip(read) {
        self::block(block, parts, &mut lines);
    }
    lines.extend(body::footer(reply));
    lines.retain(|line| !line.trim().is_empty());
    limits::fit_written(&lines.join("\n"), limits::FALLBACK, entities)
}

/// What a refusal says below its title, as plain text: it stands at the field of a form.
pub(crate) fn sentence(refusal: &Reply) -> String {
    let mut lines = Vec::new();
    for (block, parts) in refusal.blocks.iter().zip(card::read(refusal)) {
        self::block(block, &parts, &mut lines);
    }
    limits::fit(&lines.join(" "), limits::FALLBACK).into_owned()
}

fn block(block: &Block, parts: &[RichText], lines: &mut Vec<String>) {
    match block {
        Block::Markdown(_) => lines.extend(parts.iter().map(part)),
        Block::Lasting(text) => lines.push(ready(text).read.clone()),
        Block::Text(text) => lines.push(straight(text.trim()).into_owned()),
        Block::Quote { label, text } => lines.push(named(label, &straight(text.trim()))),
        Block::Fields(fields) => lines.extend(
            fields
                .iter()
                .map(|field| named(&field.label, &rich::plain(&field.value))),
        ),
        Block::Table(rows) => lines.extend(rows.rows.iter().map(|row| {
            let facts = row.iter().map(|fact| rich::plain(&table::cell(fact)));
            let facts: Vec<String> = facts.filter(|fact| !fact.is_empty()).collect();
            facts.join(" · ")
        })),
        Block::Image { alt, .. } => lines.push(straight(alt.trim()).into_owned()),
        Block::File { name, .. } => lines.push(straight(name).into_owned()),
    }
}

fn named(label: &str, text: &str) -> String {
    match (label.trim(), text) {
        ("", text) => text.to_owned(),
        (label, "") => format!("{label}: {}", rich::NOTHING),
        (label, text) => format!("{label}: {text}"),
    }
}

/// What parts read as, those that say something in a line of their own.
pub(crate) fn read(parts: &[RichText]) -> String {
    let mut lines: Vec<String> = parts.iter().map(part).collect();
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

fn part(part: &RichText) -> String {
    match part {
        RichText::Section { elements }
        | RichText::Quote { elements }
        | RichText::Preformatted { elements } => rich::read(elements),
        RichText::List { elements, .. } => {
            let items: Vec<String> = elements
                .iter()
                .map(|item| format!("• {}", self::part(item)))
                .collect();
            items.join("\n")
        }
    }
}

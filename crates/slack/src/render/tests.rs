//! Replies and forms as Slack gets them.

mod cards;
mod limits;
mod schema;
mod views;

pub(crate) use schema::validator;

use chat::{Button, Call, Choice, Field, Inline, Menu};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

use super::payload::{Block, Element, Piece, RichText, Text};

fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_796_306_400, 0).unwrap()
}

fn button(label: &str, code: &str) -> Button {
    let mut button = Button::new(label.to_owned(), Call::new("test"));
    button.code = code.to_owned();
    button
}

fn menu(label: &str, code: &str, options: &[(&str, bool)]) -> Menu {
    let choice = |(value, selected): &(&str, bool)| Choice {
        value: (*value).to_owned(),
        label: format!("L{value}"),
        selected: *selected,
    };
    Menu {
        label: label.to_owned(),
        call: Call::new("test"),
        param: "state",
        options: options.iter().map(choice).collect(),
        place: None,
        code: code.to_owned(),
    }
}

fn words(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn field(label: &str, value: Inline) -> Field {
    Field {
        label: label.to_owned(),
        value,
    }
}

fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap()
}

fn pretty<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

/// The blocks one below the other, as a person reads them: `**` bold, `_` italic, `[]` what can be pressed.
fn shown(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Header { text } => format!("# {}", text_of(text)),
        Block::Section { text, fields } => {
            let texts = text.iter().chain(fields).map(text_of);
            texts
                .map(|text| format!("| {}", text.replace('\n', " / ")))
                .collect::<Vec<_>>()
                .join("\n")
        }
        Block::RichText { elements } => {
            let parts: Vec<String> = elements.iter().map(part).collect();
            parts.join("\n")
        }
        Block::Context { elements } => {
            let texts: Vec<&str> = elements.iter().map(text_of).collect();
            format!("-# {}", texts.join(" "))
        }
        Block::Actions { elements } => {
            let labels: Vec<String> = elements.iter().map(element).collect();
            labels.join(" ")
        }
        Block::Image { alt_text, .. } => format!("(image: {alt_text})"),
        Block::Divider => "---".to_owned(),
        Block::Input {
            label,
            optional,
            element: inner,
            ..
        } => {
            let star = if *optional { "" } else { " *" };
            format!("{}{star}: {}", text_of(label), element(inner))
        }
        Block::Written(written) => written.0.get().to_owned(),
    }
}

fn text_of(text: &Text) -> &str {
    match text {
        Text::PlainText { text, .. } | Text::Mrkdwn { text, .. } => text,
    }
}

fn element(element: &Element) -> String {
    let value = json(element);
    let label = value["text"]["text"].as_str();
    let label = label.or_else(|| value["placeholder"]["text"].as_str());
    let initial = value.as_object().and_then(|fields| {
        let found = fields.iter().find(|(name, _)| name.starts_with("initial"));
        found.map(|(_, value)| format!(" = {value}"))
    });
    let (kind, label) = (&value["type"], label.unwrap_or_default());
    match element {
        Element::Button { url: Some(url), .. } => format!("[{label} -> {url}]"),
        Element::Button { style: Some(_), .. } => format!("[{label}!]"),
        Element::Button { .. } => format!("[{label}]"),
        Element::Checkboxes { .. } => format!("[ ] {}", value["options"][0]["text"]["text"]),
        _ => format!(
            "<{}> {label}{}",
            kind.as_str().unwrap_or_default(),
            initial.unwrap_or_default()
        ),
    }
}

fn part(part: &RichText) -> String {
    match part {
        RichText::Section { elements } => pieces(elements),
        RichText::Quote { elements } => {
            let text = pieces(elements);
            let lines: Vec<String> = text.lines().map(|line| format!("> {line}")).collect();
            lines.join("\n")
        }
        RichText::Preformatted { elements } => format!("```\n{}\n```", pieces(elements)),
        RichText::List {
            elements, indent, ..
        } => {
            let items: Vec<String> = elements
                .iter()
                .map(|item| format!("{}- {}", "  ".repeat(*indent), self::part(item)))
                .collect();
            items.join("\n")
        }
    }
}

fn pieces(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text { text, style } if style.bold => format!("**{text}**"),
            Piece::Text { text, style } if style.italic => format!("_{text}_"),
            Piece::Text { text, style } if style.code => format!("`{text}`"),
            Piece::Text { text, .. } => text.clone(),
            Piece::Link { url, text, .. } => match text {
                Some(text) => format!("[{text}]({url})"),
                None => format!("<{url}>"),
            },
            Piece::Channel { channel_id, .. } => format!("<#{channel_id}>"),
            Piece::User { user_id } => format!("<@{user_id}>"),
            Piece::Date { format, .. } => format!("<{format}>"),
        })
        .collect()
}

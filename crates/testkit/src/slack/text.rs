//! What a person sees, as stable plain text; mrkdwn stands as it was sent.

mod block;

use std::fmt::Write as _;

use serde_json::Value;

use super::{message::Message, world::World};

/// A message as a person sees it.
pub(crate) fn message(world: &World, message: &Message) -> String {
    let mut out = world.name(message.author);
    if message.thread.is_some_and(|thread| thread != message.ts) {
        out.push_str(" (in thread)");
    }
    if message.is_ephemeral() {
        out.push_str(" (only you)");
    }
    // Slack marks a message that the author changed; one that a person's press replaced looks the same.
    if message.edited.is_some() && !message.is_ephemeral() {
        out.push_str(" (edited)");
    }
    out.push('\n');
    if message.blocks.is_empty() {
        lines(&mut out, "  ", &message.text);
    } else {
        block::all(&mut out, &message.blocks, &Value::Null);
        if !message.text.is_empty() {
            lines(&mut out, "  notification: ", &message.text);
        }
    }
    for attachment in &message.attachments {
        for name in ["pretext", "title", "text", "fallback"] {
            lines(&mut out, "  | ", string(&attachment[name]));
        }
        let blocks = attachment["blocks"].as_array().cloned().unwrap_or_default();
        block::all(&mut out, &blocks, &Value::Null);
    }
    for file in &message.files {
        let _ = writeln!(
            out,
            "  file: {} ({})",
            string(&file["name"]),
            string(&file["mimetype"])
        );
    }
    out
}

/// A modal or home as a person sees it, with the errors at its fields.
pub(crate) fn view(data: &Value, errors: &Value) -> String {
    let mut out = if data["type"] == "home" {
        "home\n".to_owned()
    } else {
        let mut buttons = Vec::new();
        for name in ["submit", "close"] {
            if let Some(text) = data[name]["text"].as_str() {
                buttons.push(format!("[{text}]({name})"));
            }
        }
        let buttons = buttons.join(" ");
        format!("modal: {} {buttons}", string(&data["title"]["text"]))
            .trim_end()
            .to_owned()
            + "\n"
    };
    let blocks = data["blocks"].as_array().cloned().unwrap_or_default();
    block::all(&mut out, &blocks, errors);
    out
}

/// The options that came back for what was typed.
pub(crate) fn options(options: &Value) -> String {
    let mut out = String::from("options:\n");
    block::options(&mut out, "  ", options, &[]);
    out
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Each line of a text behind a margin; the margin of what follows is as wide.
fn lines(out: &mut String, margin: &str, text: &str) {
    if text.is_empty() {
        return;
    }
    let indent = " ".repeat(margin.chars().count());
    for (place, line) in text.lines().enumerate() {
        let line = format!("{}{line}", if place == 0 { margin } else { &indent });
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

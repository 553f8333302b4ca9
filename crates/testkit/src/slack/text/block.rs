//! Blocks as a person sees them.

use std::fmt::Write as _;

use serde_json::Value;

use super::{lines, string};

/// All blocks, with the errors at their fields.
pub(super) fn all(out: &mut String, blocks: &[Value], errors: &Value) {
    for block in blocks {
        one(out, block);
        if let Some(error) = errors[string(&block["block_id"])].as_str() {
            lines(out, "    ! ", error);
        }
    }
}

fn one(out: &mut String, block: &Value) {
    match string(&block["type"]) {
        "header" => lines(out, "  # ", string(&block["text"]["text"])),
        "section" => section(out, block),
        "divider" => out.push_str("  ---\n"),
        "context" => {
            let parts: Vec<String> = list(&block["elements"]).map(small).collect();
            lines(out, "  — ", &parts.join(" | "));
        }
        "actions" | "context_actions" => {
            let all: Vec<&Value> = list(&block["elements"]).collect();
            let (buttons, menus): (Vec<&Value>, Vec<&Value>) =
                all.into_iter().partition(|one| one["type"] == "button");
            if !buttons.is_empty() {
                let buttons: Vec<String> = buttons.into_iter().map(button).collect();
                let _ = writeln!(out, "  {}", buttons.join(" "));
            }
            for menu in menus {
                element(out, "  ", menu);
            }
        }
        "input" => input(out, block),
        "image" => {
            lines(out, "  ", string(&block["title"]["text"]));
            let _ = writeln!(out, "  image: “{}”", string(&block["alt_text"]));
        }
        "markdown" => lines(out, "  ", string(&block["text"])),
        "rich_text" => {
            let mut text = String::new();
            rich(&mut text, block);
            lines(out, "  ", &text);
        }
        other => {
            let _ = writeln!(out, "  [{other}]");
        }
    }
}

fn section(out: &mut String, block: &Value) {
    lines(out, "  ", string(&block["text"]["text"]));
    for field in list(&block["fields"]) {
        lines(out, "  · ", string(&field["text"]));
    }
    let accessory = &block["accessory"];
    if accessory.is_object() {
        element(out, "    ", accessory);
    }
}

fn small(element: &Value) -> String {
    if element["type"] == "image" {
        format!("image “{}”", string(&element["alt_text"]))
    } else {
        string(&element["text"]).to_owned()
    }
}

fn button(button: &Value) -> String {
    let mut about = vec![button["style"].as_str().unwrap_or("default").to_owned()];
    if let Some(url) = button["url"].as_str() {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
        about = vec![format!("link {host}")];
    }
    if button["confirm"].is_object() {
        about.push("asks first".into());
    }
    format!(
        "[{}]({})",
        string(&button["text"]["text"]),
        about.join(", ")
    )
}

fn element(out: &mut String, margin: &str, element: &Value) {
    let kind = string(&element["type"]);
    match kind {
        "button" => {
            let _ = writeln!(out, "{margin}{}", button(element));
        }
        "image" => {
            let _ = writeln!(out, "{margin}{}", small(element));
        }
        _ => {
            let name = string(&element["placeholder"]["text"]);
            let _ = writeln!(out, "{margin}{{{name}}} ({})", kind.replace('_', " "));
            options(out, &format!("{margin}  "), element, &chosen(element));
        }
    }
}

/// The values that are chosen from the beginning.
fn chosen(element: &Value) -> Vec<&Value> {
    let one = [&element["initial_option"]].into_iter();
    let many = list(&element["initial_options"]);
    one.chain(many)
        .map(|option| &option["value"])
        .filter(|value| !value.is_null())
        .collect()
}

/// The options of a menu, those that are chosen marked.
pub(super) fn options(out: &mut String, margin: &str, element: &Value, chosen: &[&Value]) {
    let mut write = |margin: &str, option: &Value| {
        let mark = if chosen.contains(&&option["value"]) {
            "*"
        } else {
            "-"
        };
        let _ = write!(out, "{margin}{mark} {}", string(&option["text"]["text"]));
        if let Some(text) = option["description"]["text"].as_str() {
            let _ = write!(out, " — {text}");
        }
        out.push('\n');
    };
    for option in list(&element["options"]) {
        write(margin, option);
    }
    for group in list(&element["option_groups"]) {
        for option in list(&group["options"]) {
            let label = string(&group["label"]["text"]);
            write(&format!("{margin}{label} "), option);
        }
    }
}

fn input(out: &mut String, block: &Value) {
    let element = &block["element"];
    let mut about = vec![string(&element["type"]).replace('_', " ")];
    if element["multiline"] == true {
        about.push("paragraph".into());
    }
    about.push(
        if block["optional"] == true {
            "optional"
        } else {
            "required"
        }
        .into(),
    );
    match (
        element["min_length"].as_u64(),
        element["max_length"].as_u64(),
    ) {
        (Some(least), Some(most)) if least > 0 => about.push(format!("{least} to {most}")),
        (_, Some(most)) => about.push(format!("at most {most}")),
        (Some(least), None) if least > 0 => about.push(format!("at least {least}")),
        _ => {}
    }
    let _ = writeln!(
        out,
        "  {} ({})",
        string(&block["label"]["text"]),
        about.join(", ")
    );
    lines(
        out,
        "    placeholder: ",
        string(&element["placeholder"]["text"]),
    );
    for name in [
        "initial_value",
        "initial_date",
        "initial_time",
        "initial_user",
        "initial_conversation",
    ] {
        lines(out, "    = ", string(&element[name]));
    }
    options(out, "    ", element, &chosen(element));
    lines(out, "    hint: ", string(&block["hint"]["text"]));
}

fn rich(out: &mut String, value: &Value) {
    for part in list(&value["elements"]) {
        match string(&part["type"]) {
            "text" | "raw_text" => out.push_str(string(&part["text"])),
            "link" => {
                let text = part["text"].as_str().unwrap_or(string(&part["url"]));
                let _ = write!(out, "{text} <{}>", string(&part["url"]));
            }
            "user" => {
                let _ = write!(out, "<@{}>", string(&part["user_id"]));
            }
            "channel" => {
                let _ = write!(out, "<#{}>", string(&part["channel_id"]));
            }
            "emoji" => {
                let _ = write!(out, ":{}:", string(&part["name"]));
            }
            "rich_text_list" => {
                for item in list(&part["elements"]) {
                    out.push_str("• ");
                    rich(out, item);
                    out.push('\n');
                }
            }
            kind if kind.starts_with("rich_text") => {
                rich(out, part);
                out.push('\n');
            }
            _ => {}
        }
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

//! What a person sees, as stable plain text: no ids, no full addresses of embeds.

use std::fmt::Write as _;

use serde_json::Value;

use super::{
    message::{EPHEMERAL, LOADING, Message},
    world::World,
};

/// A message as a person sees it.
pub(crate) fn message(world: &World, message: &Message) -> String {
    let mut out = world.name(message.author.0);
    if message.reply_to.is_some() {
        out.push_str(" (reply)");
    }
    if message.flags & EPHEMERAL != 0 {
        out.push_str(" (only you)");
    }
    if message.edited.is_some() && message.cause.is_none() {
        out.push_str(" (edited)");
    }
    out.push('\n');
    if message.flags & LOADING != 0 {
        out.push_str("  is thinking …\n");
    }
    lines(&mut out, "  ", &names(world, &message.content));
    for one in &message.embeds {
        embed(&mut out, world, one);
    }
    for file in &message.attachments {
        let name = file["filename"].as_str().unwrap_or_default();
        let _ = write!(out, "  file: {name} ({})", string(&file["content_type"]));
        if let Some(text) = file["description"].as_str() {
            let _ = write!(out, " “{text}”");
        }
        out.push('\n');
    }
    for row in &message.components {
        components(&mut out, row);
    }
    out
}

fn embed(out: &mut String, world: &World, embed: &Value) {
    const MARGIN: &str = "  │ ";
    if let Some(author) = embed["author"]["name"].as_str() {
        lines(out, MARGIN, author);
    }
    if let Some(title) = embed["title"].as_str() {
        let link = embed["url"]
            .as_str()
            .map_or_else(String::new, |url| format!(" <{}>", host(url)));
        lines(out, MARGIN, &format!("# {title}{link}"));
    }
    lines(out, MARGIN, &names(world, string(&embed["description"])));
    for field in embed["fields"].as_array().into_iter().flatten() {
        let value = names(world, string(&field["value"]));
        let name = string(&field["name"]);
        if value.contains('\n') {
            lines(out, MARGIN, &format!("{name}:"));
            lines(out, "  │   ", &value);
        } else {
            lines(out, MARGIN, &format!("{name}: {value}"));
        }
    }
    for part in ["image", "thumbnail"] {
        if let Some(url) = embed[part]["url"].as_str() {
            lines(out, MARGIN, &format!("{part}: {}", host(url)));
        }
    }
    if let Some(footer) = embed["footer"]["text"].as_str() {
        lines(out, MARGIN, &format!("— {footer}"));
    }
}

fn components(out: &mut String, row: &Value) {
    let inner: Vec<&Value> = row["components"].as_array().into_iter().flatten().collect();
    let buttons: Vec<String> = inner
        .iter()
        .filter(|one| one["type"] == 2)
        .map(|one| button(one))
        .collect();
    if !buttons.is_empty() {
        let _ = writeln!(out, "  {}", buttons.join(" "));
    }
    for menu in inner.into_iter().filter(|one| one["type"] != 2) {
        self::menu(out, menu);
    }
}

fn button(button: &Value) -> String {
    let mut about = vec![match button["style"].as_u64() {
        Some(1) => "primary".to_owned(),
        Some(2) => "secondary".to_owned(),
        Some(3) => "success".to_owned(),
        Some(4) => "danger".to_owned(),
        _ => format!("link {}", host(string(&button["url"]))),
    }];
    if button["disabled"] == true {
        about.push("disabled".into());
    }
    format!("[{}]({})", face(button), about.join(", "))
}

/// A button's or option's emoji and label.
pub(crate) fn face(component: &Value) -> String {
    let emoji = component["emoji"]["name"].as_str();
    let label = component["label"].as_str();
    let parts: Vec<&str> = emoji.into_iter().chain(label).collect();
    parts.join(" ")
}

fn menu(out: &mut String, menu: &Value) {
    let least = menu["min_values"].as_u64().unwrap_or(1);
    let most = menu["max_values"].as_u64().unwrap_or(1);
    let mut about = Vec::new();
    match menu["type"].as_u64() {
        Some(5) => about.push("people".to_owned()),
        Some(6) => about.push("roles".to_owned()),
        Some(7) => about.push("people and roles".to_owned()),
        Some(8) => about.push("channels".to_owned()),
        _ => {}
    }
    if (least, most) != (1, 1) {
        about.push(format!("{least} to {most}"));
    }
    if menu["disabled"] == true {
        about.push("disabled".into());
    }
    let about = if about.is_empty() {
        String::new()
    } else {
        format!(" ({})", about.join(", "))
    };
    let _ = writeln!(out, "  {{{}}}{about}", string(&menu["placeholder"]));
    for option in menu["options"].as_array().into_iter().flatten() {
        let chosen = if option["default"] == true { "*" } else { "-" };
        let _ = write!(out, "    {chosen} {}", face(option));
        if let Some(text) = option["description"].as_str() {
            let _ = write!(out, " — {text}");
        }
        out.push('\n');
    }
}

/// A form as a person sees it.
pub(crate) fn form(data: &Value) -> String {
    let mut out = format!("form: {}\n", string(&data["title"]));
    for row in data["components"].as_array().into_iter().flatten() {
        for input in row["components"].as_array().into_iter().flatten() {
            let mut about = vec![
                if input["style"] == 2 {
                    "paragraph"
                } else {
                    "short"
                }
                .to_owned(),
            ];
            about.push(
                if input["required"] == false {
                    "optional"
                } else {
                    "required"
                }
                .to_owned(),
            );
            match (input["min_length"].as_u64(), input["max_length"].as_u64()) {
                (Some(least), Some(most)) if least > 0 => about.push(format!("{least} to {most}")),
                (_, Some(most)) => about.push(format!("at most {most}")),
                (Some(least), None) if least > 0 => about.push(format!("at least {least}")),
                _ => {}
            }
            let _ = writeln!(out, "  {} ({})", string(&input["label"]), about.join(", "));
            if let Some(text) = input["placeholder"]
                .as_str()
                .filter(|text| !text.is_empty())
            {
                let _ = writeln!(out, "    e.g. {text}");
            }
            lines(&mut out, "    = ", string(&input["value"]));
        }
    }
    out
}

/// Choices for an option that is being typed.
pub(crate) fn choices(choices: &Value) -> String {
    let list = choices.as_array().into_iter().flatten();
    let mut out = String::new();
    for choice in list {
        let _ = writeln!(out, "- {}", string(&choice["name"]));
    }
    out
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn lines(out: &mut String, margin: &str, text: &str) {
    for line in text.lines() {
        let line = format!("{margin}{line}");
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    if url.starts_with("attachment://") {
        return rest;
    }
    rest.split(['/', '?', '#', ':']).next().unwrap_or(rest)
}

/// Mentions as people read them, and links to messages without their ids.
fn names(world: &World, text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let (before, tail) = rest.split_at(start);
        out.push_str(before);
        let Some(end) = tail.find('>') else {
            rest = tail;
            break;
        };
        let inner = &tail[1..end];
        match mention(world, inner) {
            Some(name) => out.push_str(&name),
            None => out.push_str(&tail[..=end]),
        }
        rest = &tail[end + 1..];
    }
    out.push_str(rest);
    links(world, &out)
}

fn mention(world: &World, inner: &str) -> Option<String> {
    if let Some(role) = inner.strip_prefix("@&") {
        let id: u64 = role.parse().ok()?;
        let role = world.roles.iter().find(|role| role.id == id);
        return Some(format!(
            "@{}",
            role.map_or("deleted-role", |role| role.name.as_str())
        ));
    }
    if let Some(member) = inner.strip_prefix('@') {
        return Some(format!("@{}", world.name(member.parse().ok()?)));
    }
    if let Some(channel) = inner.strip_prefix('#') {
        let id: u64 = channel.parse().ok()?;
        let channel = world.channels.get(&id);
        return Some(format!(
            "#{}",
            channel.map_or("deleted-channel", |row| row.name.as_str())
        ));
    }
    // `</name:id>` is a command that can be clicked on.
    let (name, _) = inner.strip_prefix('/')?.split_once(':')?;
    Some(format!("/{name}"))
}

/// `https://discord.com/channels/1/2/3` as `https://discord.com/channels/…/general/…`.
fn links(world: &World, text: &str) -> String {
    const START: &str = "https://discord.com/channels/";
    let mut parts = text.split(START);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part
            .find(|c: char| !(c.is_ascii_digit() || c == '/' || c == '@' || c == 'm' || c == 'e'));
        let (ids, rest) = part.split_at(end.unwrap_or(part.len()));
        let mut ids = ids.split('/').skip(1);
        let channel = ids.next().and_then(|id| id.parse().ok());
        let channel = channel.and_then(|id: u64| world.channels.get(&id));
        out.push_str(START);
        out.push('…');
        if let Some(channel) = channel {
            let _ = write!(out, "/{}", channel.name);
        }
        if ids.next().is_some() {
            out.push_str("/…");
        }
        out.push_str(rest);
    }
    out
}

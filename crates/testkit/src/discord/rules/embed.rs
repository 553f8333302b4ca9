//! The limits of embeds.

use serde_json::Value;

use super::{characters, count, entries, length, required};

pub(super) fn all(found: &mut Vec<String>, embeds: &Value) {
    count(found, "embeds", embeds, 0, 10);
    let mut total = 0;
    for (name, embed) in entries("embeds", embeds) {
        length(found, &format!("{name}.title"), &embed["title"], 0, 256);
        length(
            found,
            &format!("{name}.description"),
            &embed["description"],
            0,
            4096,
        );
        length(
            found,
            &format!("{name}.footer.text"),
            &embed["footer"]["text"],
            0,
            2048,
        );
        length(
            found,
            &format!("{name}.author.name"),
            &embed["author"]["name"],
            0,
            256,
        );
        count(found, &format!("{name}.fields"), &embed["fields"], 0, 25);
        for (name, field) in entries(&format!("{name}.fields"), &embed["fields"]) {
            required(found, &format!("{name}.name"), &field["name"], 1, 256);
            required(found, &format!("{name}.value"), &field["value"], 1, 1024);
            total += characters(&field["name"]) + characters(&field["value"]);
        }
        for place in [
            embed.get("url"),
            embed["image"].get("url"),
            embed["thumbnail"].get("url"),
        ] {
            let text = place.and_then(Value::as_str);
            if text.is_some_and(|text| !is_link(text)) {
                found.push(format!("{name}: a link that is none: {text:?}"));
            }
        }
        total += characters(&embed["title"])
            + characters(&embed["description"])
            + characters(&embed["footer"]["text"])
            + characters(&embed["author"]["name"]);
        let shown = [
            "title",
            "description",
            "fields",
            "image",
            "thumbnail",
            "author",
            "footer",
        ];
        let empty =
            |value: &Value| value.is_null() || value == "" || value == &Value::Array(vec![]);
        if shown.iter().all(|part| empty(&embed[part])) {
            found.push(format!("{name}: is empty"));
        }
    }
    if total > 6000 {
        found.push(format!(
            "embeds: have {total} characters together, and not 6000 at most"
        ));
    }
}

/// Links in embeds lead to web pages, or to a file of the same message.
fn is_link(text: &str) -> bool {
    ["https://", "http://", "attachment://"]
        .iter()
        .any(|start| text.starts_with(start))
        && !text.contains(char::is_whitespace)
}

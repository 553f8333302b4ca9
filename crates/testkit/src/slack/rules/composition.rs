//! The limits of texts, options and confirmations.

use serde_json::Value;

use super::{count, entries, length, required};

/// A text object; plain text alone where `plain` says so.
pub(super) fn text(found: &mut Vec<String>, name: &str, value: &Value, plain: bool, most: usize) {
    match value["type"].as_str() {
        Some("plain_text") => {}
        Some("mrkdwn") if !plain => {}
        _ => found.push(format!("{name}.type: is not one that stands here")),
    }
    required(found, &format!("{name}.text"), &value["text"], 1, most);
}

/// A text object that may be absent.
pub(super) fn optional(
    found: &mut Vec<String>,
    name: &str,
    value: &Value,
    plain: bool,
    most: usize,
) {
    if !value.is_null() {
        text(found, name, value, plain, most);
    }
}

/// A dialog that asks whether it is meant.
pub(super) fn confirm(found: &mut Vec<String>, name: &str, value: &Value) {
    if value.is_null() {
        return;
    }
    let name = format!("{name}.confirm");
    text(found, &format!("{name}.title"), &value["title"], true, 100);
    text(found, &format!("{name}.text"), &value["text"], false, 300);
    text(
        found,
        &format!("{name}.confirm"),
        &value["confirm"],
        true,
        30,
    );
    text(found, &format!("{name}.deny"), &value["deny"], true, 30);
}

/// A list of options.
pub(super) fn options(found: &mut Vec<String>, name: &str, list: &Value, most: usize, plain: bool) {
    if !list.is_array() {
        found.push(format!("{name}: are missing"));
    }
    count(found, name, list, 1, most);
    for (name, one) in entries(name, list) {
        option(found, &name, one, plain);
    }
}

pub(super) fn option(found: &mut Vec<String>, name: &str, option: &Value, plain: bool) {
    text(found, &format!("{name}.text"), &option["text"], plain, 75);
    required(found, &format!("{name}.value"), &option["value"], 1, 150);
    let about = &option["description"];
    optional(found, &format!("{name}.description"), about, plain, 75);
    length(found, &format!("{name}.url"), &option["url"], 0, 3000);
}

/// Options, or groups of them; one of the two.
pub(super) fn choices(found: &mut Vec<String>, name: &str, element: &Value) {
    let (list, groups) = (&element["options"], &element["option_groups"]);
    match (list.is_null(), groups.is_null()) {
        (true, true) | (false, false) => {
            found.push(format!("{name}: needs options or option_groups"));
        }
        (false, true) => options(found, &format!("{name}.options"), list, 100, true),
        (true, false) => {
            let name = format!("{name}.option_groups");
            count(found, &name, groups, 1, 100);
            for (name, group) in entries(&name, groups) {
                text(found, &format!("{name}.label"), &group["label"], true, 75);
                options(
                    found,
                    &format!("{name}.options"),
                    &group["options"],
                    100,
                    true,
                );
            }
        }
    }
}

/// What is chosen from the beginning must be one of the options.
pub(super) fn initial(found: &mut Vec<String>, name: &str, element: &Value) {
    let known = crate::slack::blocks::options(element);
    let one = &element["initial_option"];
    let many = element["initial_options"].as_array();
    let given = many.into_iter().flatten().chain([one]);
    for option in given.filter(|option| !option.is_null()) {
        if !known.contains(&option) {
            found.push(format!(
                "{name}: what is chosen first is none of the options"
            ));
        }
    }
}

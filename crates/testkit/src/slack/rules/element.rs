//! The limits of buttons, menus and fields.

use serde_json::Value;

use super::{
    composition::{choices, confirm, initial, option, optional, options, text},
    length, required, url,
};

/// Menus whose entries Slack itself knows.
const OWN: [&str; 6] = [
    "users_select",
    "conversations_select",
    "channels_select",
    "multi_users_select",
    "multi_conversations_select",
    "multi_channels_select",
];
/// Fields that stand in an input block alone.
pub(super) const FIELDS: [&str; 6] = [
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "file_input",
    "rich_text_input",
];

/// What is wrong with an element.
pub(super) fn check(found: &mut Vec<String>, name: &str, element: &Value) {
    let kind = element["type"].as_str().unwrap_or_default();
    if kind != "image" {
        length(
            found,
            &format!("{name}.action_id"),
            &element["action_id"],
            1,
            255,
        );
        confirm(found, name, &element["confirm"]);
        let placeholder = &element["placeholder"];
        optional(
            found,
            &format!("{name}.placeholder"),
            placeholder,
            true,
            150,
        );
    }
    match kind {
        "button" => button(found, name, element),
        "image" => image(found, name, element),
        "static_select" | "multi_static_select" => {
            choices(found, name, element);
            initial(found, name, element);
        }
        "external_select" | "multi_external_select" => {
            if !element["initial_option"].is_null() {
                option(
                    found,
                    &format!("{name}.initial_option"),
                    &element["initial_option"],
                    true,
                );
            }
        }
        "overflow" => options(
            found,
            &format!("{name}.options"),
            &element["options"],
            5,
            true,
        ),
        "checkboxes" | "radio_buttons" => {
            options(
                found,
                &format!("{name}.options"),
                &element["options"],
                10,
                false,
            );
            initial(found, name, element);
        }
        "datepicker" => date(
            found,
            &format!("{name}.initial_date"),
            &element["initial_date"],
        ),
        "timepicker" => time(
            found,
            &format!("{name}.initial_time"),
            &element["initial_time"],
        ),
        "datetimepicker" => {}
        "plain_text_input" => field(found, name, element),
        "number_input" => {
            if !element["is_decimal_allowed"].is_boolean() {
                found.push(format!("{name}.is_decimal_allowed: is missing"));
            }
        }
        kind if OWN.contains(&kind) || FIELDS.contains(&kind) => {}
        // Of what is newer than this table the schemas know.
        "workflow_button" | "icon_button" | "feedback_buttons" => {}
        other => found.push(format!("{name}.type: `{other}` is not known")),
    }
}

fn button(found: &mut Vec<String>, name: &str, button: &Value) {
    text(found, &format!("{name}.text"), &button["text"], true, 75);
    length(found, &format!("{name}.value"), &button["value"], 0, 2000);
    if !button["url"].is_null() {
        url(found, &format!("{name}.url"), &button["url"], 3000);
    }
    let style = &button["style"];
    if !style.is_null() && style != "primary" && style != "danger" {
        found.push(format!("{name}.style: {style}"));
    }
    let label = &button["accessibility_label"];
    length(found, &format!("{name}.accessibility_label"), label, 0, 75);
}

pub(super) fn image(found: &mut Vec<String>, name: &str, image: &Value) {
    if image["slack_file"].is_null() {
        url(
            found,
            &format!("{name}.image_url"),
            &image["image_url"],
            3000,
        );
    }
    required(
        found,
        &format!("{name}.alt_text"),
        &image["alt_text"],
        1,
        2000,
    );
}

fn field(found: &mut Vec<String>, name: &str, element: &Value) {
    let (least, most) = (
        element["min_length"].as_u64(),
        element["max_length"].as_u64(),
    );
    if least.is_some_and(|least| least > 3000) || most.is_some_and(|most| most == 0 || most > 3000)
    {
        found.push(format!("{name}: min_length and max_length are 0 to 3000"));
    }
    if let (Some(least), Some(most)) = (least, most)
        && least > most
    {
        found.push(format!("{name}: min_length is greater than max_length"));
    }
    let most = most.map_or(3000, |most| usize::try_from(most).unwrap_or(3000));
    length(
        found,
        &format!("{name}.initial_value"),
        &element["initial_value"],
        0,
        most,
    );
}

fn date(found: &mut Vec<String>, name: &str, value: &Value) {
    let fits = |text: &str| chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok();
    if value.as_str().is_some_and(|text| !fits(text)) {
        found.push(format!("{name}: is no YYYY-MM-DD"));
    }
}

fn time(found: &mut Vec<String>, name: &str, value: &Value) {
    let fits = |text: &str| chrono::NaiveTime::parse_from_str(text, "%H:%M").is_ok();
    if value.as_str().is_some_and(|text| !fits(text)) {
        found.push(format!("{name}: is no HH:mm"));
    }
}

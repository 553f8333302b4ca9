//! The inputs of a form, one block each.

use chat::{Input, Kind, Lines, text, texts};
use chrono::NaiveDate;
use domain::Lang;

use super::{
    elements::{option, placeholder},
    payload::{Block, Element, SelectOption, Text},
};
use crate::limits;

/// An input; its block and its element are known by the parameter's name.
pub(crate) fn input(input: &Input, lang: Lang) -> Option<Block> {
    let label = match input.label.trim() {
        "" => input.name,
        label => label,
    };
    Some(Block::Input {
        block_id: input.name.to_owned(),
        label: Text::plain(limits::fit(label, limits::INPUT_LABEL)),
        optional: !input.required || input.kind == Kind::Flag,
        element: element(input, lang)?,
    })
}

/// A box to tick.
pub(crate) fn checkbox(name: &str, label: &str, ticked: bool) -> Option<Element> {
    let option = option(label, "true")?;
    Some(Element::Checkboxes {
        action_id: name.to_owned(),
        initial_options: ticked.then(|| option.clone()).into_iter().collect(),
        options: vec![option],
    })
}

fn element(input: &Input, lang: Lang) -> Option<Element> {
    let action_id = input.name.to_owned();
    let placeholder = placeholder(input.placeholder.as_deref());
    let value = input.value.as_deref().map(str::trim);
    let value = value.filter(|value| !value.is_empty());
    Some(match input.kind {
        Kind::Text { max, lines } => {
            let max_length = usize::from(max).clamp(1, limits::INPUT_VALUE);
            Element::PlainTextInput {
                action_id,
                multiline: lines == Lines::Many,
                max_length,
                initial_value: value.map(|value| {
                    let value = limits::fit(value, max_length);
                    match lines {
                        Lines::Many => value.into_owned(),
                        Lines::One => value.replace(['\r', '\n'], " "),
                    }
                }),
                placeholder,
            }
        }
        Kind::Choice(ids) => {
            let choices = ids
                .iter()
                .filter_map(|id| option(&texts::choice(lang, id), id));
            let options: Vec<SelectOption> = choices.take(limits::OPTIONS).collect();
            if options.is_empty() {
                tracing::error!(param = input.name, "a choice has no options");
                return None;
            }
            let chosen = options.iter().find(|one| Some(&*one.value) == value);
            Element::StaticSelect {
                action_id,
                placeholder,
                initial_option: chosen.cloned(),
                options,
            }
        }
        Kind::Pick(_) => Element::ExternalSelect {
            action_id,
            placeholder,
            min_query_length: 0,
            initial_option: value.and_then(|value| option(value, value)),
        },
        Kind::Int { min, max } => Element::NumberInput {
            action_id,
            is_decimal_allowed: false,
            min_value: min.to_string(),
            max_value: max.max(min).to_string(),
            initial_value: value
                .and_then(|value| value.parse().ok())
                .filter(|value: &i64| (min..=max).contains(value))
                .map(|value| value.to_string()),
            placeholder,
        },
        Kind::Flag => checkbox(input.name, &text!(lang, "page-yes"), value == Some("true"))?,
        Kind::Person => Element::UsersSelect {
            action_id,
            placeholder,
            initial_user: value.filter(|value| is_user(value)).map(str::to_owned),
        },
        Kind::Day => Element::Datepicker {
            action_id,
            initial_date: value.and_then(day),
            placeholder,
        },
        // A moment stands on the community's wall clock, which is not known here: nothing is chosen already.
        Kind::Moment => Element::Datetimepicker { action_id },
        Kind::File { .. } => Element::FileInput {
            action_id,
            max_files: 1,
        },
    })
}

/// Whether this is the id of a member.
fn is_user(id: &str) -> bool {
    id.len() > 1
        && id.starts_with(['U', 'W'])
        && id
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// A day as Slack takes it; forms come with days as people write them.
fn day(text: &str) -> Option<String> {
    let day = NaiveDate::parse_from_str(text, "%d-%m-%Y").ok()?;
    Some(day.format("%Y-%m-%d").to_string())
}

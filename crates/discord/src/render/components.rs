//! Buttons, links and menus, in rows.

use std::collections::HashSet;

use chat::{Action, Button, Menu, Style};

use super::{
    markdown::web_address,
    payload::{Component, MenuOption, Row},
};
use crate::limits;

/// The actions in rows: five buttons a row, each menu in its own. What Discord would refuse is left out with a
/// line in the log, so that the rest arrives.
pub(crate) fn rows(actions: &[Action]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut buttons_open = false;
    let mut codes = HashSet::new();
    for action in actions {
        let component = match action {
            Action::Button(button) => self::button(button, &mut codes),
            Action::Link { label, url } => self::link(label, url),
            Action::Menu(menu) => self::menu(menu, &mut codes),
        };
        let Some(component) = component else {
            continue;
        };
        let is_button = !matches!(action, Action::Menu(_));
        let full = rows.len() == limits::ROWS;
        let open = rows
            .last_mut()
            .filter(|row| is_button && buttons_open && row.components.len() < limits::ROW_BUTTONS);
        match open {
            Some(row) => row.components.push(component),
            None if full => {
                tracing::error!(actions = actions.len(), "a reply has more actions than fit");
                break;
            }
            None => rows.push(Row::new(vec![component])),
        }
        buttons_open = is_button;
    }
    rows
}

fn button(button: &Button, codes: &mut HashSet<String>) -> Option<Component> {
    let style = match button.style {
        Style::Primary => 1,
        Style::Plain => 2,
        Style::Danger => 4,
    };
    Some(Component {
        kind: 2,
        style: Some(style),
        label: Some(label(&button.label)?),
        custom_id: Some(code(&button.code, &button.call.command, codes)?),
        ..Component::default()
    })
}

fn link(label: &str, url: &str) -> Option<Component> {
    let address = web_address(url)
        .filter(|address| address.starts_with("https://") && address.len() <= limits::URL);
    if address.is_none() {
        tracing::error!("a reply has a link that can't be followed");
    }
    Some(Component {
        kind: 2,
        style: Some(5),
        label: Some(self::label(label)?),
        url: Some(address?),
        ..Component::default()
    })
}

fn menu(menu: &Menu, codes: &mut HashSet<String>) -> Option<Component> {
    let mut values = HashSet::new();
    // One can be chosen at most.
    let chosen = menu
        .options
        .iter()
        .find(|option| option.selected)
        .map(|option| &option.value);
    let options: Vec<MenuOption> = menu
        .options
        .iter()
        .filter(|option| {
            let short = limits::length(&option.value) <= limits::OPTION_TEXT;
            let fits = short && !option.value.is_empty() && !option.label.trim().is_empty();
            fits && values.insert(option.value.as_str())
        })
        .take(limits::MENU_OPTIONS)
        .map(|option| MenuOption {
            label: limits::fit(&option.label, limits::OPTION_TEXT).into_owned(),
            value: option.value.clone(),
            default: chosen == Some(&option.value),
        })
        .collect();
    if options.len() < menu.options.len() {
        let command = &*menu.call.command;
        tracing::error!(
            command.name = command,
            "a menu has options that can't be shown"
        );
    }
    if options.is_empty() {
        return None;
    }
    let placeholder = limits::fit(&menu.label, limits::PLACEHOLDER).into_owned();
    Some(Component {
        kind: 3,
        custom_id: Some(code(&menu.code, &menu.call.command, codes)?),
        placeholder: (!placeholder.is_empty()).then_some(placeholder),
        options,
        ..Component::default()
    })
}

fn label(label: &str) -> Option<String> {
    let label = limits::fit(label.trim(), limits::BUTTON_LABEL).into_owned();
    if label.is_empty() {
        tracing::error!("a button has no label");
        return None;
    }
    Some(label)
}

/// The code, when it may stand in this message: Discord refuses a message with the same one twice.
fn code(code: &str, command: &str, codes: &mut HashSet<String>) -> Option<String> {
    let fits = !code.is_empty() && limits::length(code) <= limits::CUSTOM_ID;
    if fits && codes.insert(code.to_owned()) {
        return Some(code.to_owned());
    }
    tracing::error!(
        command.name = command,
        "a code is missing, too long, or twice in one reply"
    );
    None
}

//! Buttons, links and menus, in action blocks.

use std::collections::HashSet;

use chat::{Action, Button, Menu, Style};

use super::{
    address::address,
    payload::{Block, ButtonStyle, Element, SelectOption, Text},
};
use crate::limits;

/// The elements of one message or view: no two have the same `action_id`.
#[derive(Debug, Default)]
pub(crate) struct Elements<'a> {
    /// A few dozen at most.
    codes: Vec<&'a str>,
    links: usize,
}

impl<'a> Elements<'a> {
    /// The actions in blocks. What Slack would refuse is left out with a line in the log, so that the rest arrives.
    pub(crate) fn blocks(&mut self, actions: &'a [Action]) -> Vec<Block> {
        let mut elements = Vec::new();
        for action in actions {
            elements.extend(match action {
                Action::Button(button) => self.button(button),
                Action::Link { label, url } => self.link(label, url),
                Action::Menu(menu) => self.menu(menu),
            });
        }
        if elements.len() > limits::ACTIONS_BLOCKS * limits::ACTIONS_ELEMENTS {
            tracing::error!(
                actions = elements.len(),
                "a reply has more actions than fit"
            );
            elements.truncate(limits::ACTIONS_BLOCKS * limits::ACTIONS_ELEMENTS);
        }
        let mut rest = elements.into_iter();
        let next = || {
            let elements: Vec<_> = rest.by_ref().take(limits::ACTIONS_ELEMENTS).collect();
            (!elements.is_empty()).then_some(Block::Actions { elements })
        };
        std::iter::from_fn(next).collect()
    }

    fn button(&mut self, button: &'a Button) -> Option<Element> {
        Some(Element::Button {
            text: label(&button.label)?,
            action_id: self.code(&button.code, &button.call.command)?,
            style: match button.style {
                Style::Primary => Some(ButtonStyle::Primary),
                Style::Plain => None,
                Style::Danger => Some(ButtonStyle::Danger),
            },
            url: None,
        })
    }

    fn link(&mut self, label: &str, url: &str) -> Option<Element> {
        let Some(url) = address(url) else {
            tracing::error!("a reply has a link that can't be followed");
            return None;
        };
        let text = self::label(label)?;
        self.links += 1;
        Some(Element::Button {
            action_id: format!("link:{}", self.links),
            text,
            style: None,
            url: Some(url),
        })
    }

    fn menu(&mut self, menu: &'a Menu) -> Option<Element> {
        let mut values = HashSet::new();
        let taken: Vec<_> = menu
            .options
            .iter()
            .filter_map(|choice| {
                let option = option(&choice.label, &choice.value)?;
                values
                    .insert(&choice.value)
                    .then_some((option, choice.selected))
            })
            .take(limits::OPTIONS)
            .collect();
        let command = &*menu.call.command;
        if taken.len() < menu.options.len() {
            tracing::error!(
                command.name = command,
                "a menu has options that can't be shown"
            );
        }
        if taken.is_empty() {
            return None;
        }
        let initial_option = taken.iter().find(|(_, selected)| *selected);
        Some(Element::StaticSelect {
            action_id: self.code(&menu.code, command)?,
            placeholder: placeholder(Some(&menu.label)),
            initial_option: initial_option.map(|(option, _)| option.clone()),
            options: taken.into_iter().map(|(option, _)| option).collect(),
        })
    }

    /// The code, when it may stand here: Slack refuses a block with the same one twice.
    fn code(&mut self, code: &'a str, command: &str) -> Option<String> {
        let fits = !code.is_empty() && limits::length(code) <= limits::ACTION_ID;
        if fits && !self.codes.contains(&code) {
            self.codes.push(code);
            return Some(code.to_owned());
        }
        tracing::error!(
            command.name = command,
            "a code is missing, too long, or twice in one reply"
        );
        None
    }
}

fn label(label: &str) -> Option<Text> {
    let label = limits::fit(label.trim(), limits::BUTTON_TEXT);
    if label.is_empty() {
        tracing::error!("a button has no label");
        return None;
    }
    Some(Text::plain(label))
}

/// An option; `None` when Slack would not take it.
pub(crate) fn option(label: &str, value: &str) -> Option<SelectOption> {
    let label = limits::fit(label.trim(), limits::OPTION_TEXT);
    let fits = !value.is_empty() && limits::length(value) <= limits::OPTION_VALUE;
    (fits && !label.is_empty()).then(|| SelectOption {
        text: Text::plain(label),
        value: value.to_owned(),
    })
}

/// What stands in an empty input.
pub(crate) fn placeholder(text: Option<&str>) -> Option<Text> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    Some(Text::plain(limits::fit(text, limits::PLACEHOLDER)))
}

//! What can be done with a reply: each button and menu is a small form, so that it works without a script.

use chat::{Action, Button, Menu, Style, text};
use maud::{Markup, html};

use super::{Scene, markdown::is_safe};

pub(super) fn actions(scene: &Scene, actions: &[Action]) -> Markup {
    if actions.is_empty() {
        return html! {};
    }
    let menus: Vec<_> = actions
        .iter()
        .filter_map(|action| match action {
            Action::Menu(menu) => Some(menu),
            _ => None,
        })
        .collect();
    html! {
        @if !menus.is_empty() {
            div.actions.menus {
                @for (index, menu) in menus.iter().enumerate() { (self::menu(scene, index, menu)) }
            }
        }
        @if actions.len() > menus.len() {
            div.actions {
                @for action in actions {
                    @match action {
                        Action::Button(button) => (self::button(scene, button)),
                        Action::Link { label, url } if is_safe(url) => {
                            a.button href=(url) rel="noopener noreferrer" { (label) }
                        }
                        Action::Link { label, .. } => span { (label) },
                        Action::Menu(_) => {}
                    }
                }
            }
        }
    }
}

fn button(scene: &Scene, button: &Button) -> Markup {
    let class = match button.style {
        Style::Primary => "primary",
        Style::Plain => "plain",
        Style::Danger => "danger",
    };
    html! {
        form.call method="post" action=(scene.action("press")) {
            (hidden(scene, &button.code))
            button class=(class) { (button.label) }
        }
    }
}

fn menu(scene: &Scene, index: usize, menu: &Menu) -> Markup {
    let id = format!("{}-menu-{index}", scene.article.id());
    let chosen = menu.options.iter().any(|option| option.selected);
    html! {
        form.call.menu method="post" action=(scene.action("press")) {
            (hidden(scene, &menu.code))
            label for=(id) { (menu.label) }
            select id=(id) name="value" required {
                @if !chosen {
                    option value="" { (text!(scene.lang, "page-choose")) }
                }
                @for option in &menu.options {
                    option value=(option.value) selected[option.selected] { (option.label) }
                }
            }
            button.plain { (text!(scene.lang, "page-menu-go")) }
        }
    }
}

/// The call and the article from which it is made.
pub(super) fn hidden(scene: &Scene, code: &str) -> Markup {
    html! {
        input type="hidden" name="_code" value=(code);
        input type="hidden" name="_in" value=(scene.article.id());
    }
}

//! Modals and the App Home.

use std::collections::HashSet;

use chat::{Action, Asked, Completion, Form, Kind, Reply, text};
use domain::Lang;
use serde_json::{Value, json};

use super::{
    card::blocks,
    elements::{Elements, option},
    input::{checkbox, input},
    payload::{Block, Text, View},
};
use crate::limits;

/// The parameter by which a person says that they wrote about no patient.
const WAIVE: &str = "waive";

/// A form as a modal; `metadata` comes back with it.
pub(crate) fn modal(form: &Form, lang: Lang, metadata: &str) -> View {
    form_view(form, lang, metadata, Vec::new())
}

/// The form after what was sent was refused: the refusal above the inputs, and a box for who wrote about no patient
/// where that is what is asked.
pub(crate) fn modal_again(form: &Form, lang: Lang, metadata: &str, refusal: &Reply) -> View {
    let room = limits::VIEW_BLOCKS - form.inputs.len().min(limits::VIEW_BLOCKS / 2) - 1;
    let mut above = blocks(refusal, room, true, None, &mut Vec::new());
    if waivable(form, refusal) {
        let label = text!(lang, "refused-patient-waive");
        above.extend(checkbox(WAIVE, &label, false).map(|element| Block::Input {
            block_id: WAIVE.to_owned(),
            label: Text::plain(text!(lang, "slack-waive")),
            optional: true,
            element,
        }));
    }
    form_view(form, lang, metadata, above)
}

/// Whether the command takes the person's word that it was no patient, and the refusal asks for it: one that names
/// what can be done and not this is another one.
fn waivable(form: &Form, refusal: &Reply) -> bool {
    let param = form.request.spec.param(WAIVE);
    let takes =
        param.is_some_and(|param| param.kind == Kind::Flag && param.asked == Asked::Carried);
    takes && (refusal.actions.is_empty() || refusal.calls().any(|call| call.args.has(WAIVE)))
}

fn form_view(form: &Form, lang: Lang, metadata: &str, above: Vec<Block>) -> View {
    let mut blocks = above;
    let mut names = HashSet::from([WAIVE]);
    for each in &form.inputs {
        if blocks.len() == limits::VIEW_BLOCKS || !names.insert(each.name) {
            let command = form.request.spec.name;
            tracing::error!(command.name = command, "an input of a form can't be shown");
            continue;
        }
        blocks.extend(input(each, lang));
    }
    if limits::length(&form.code) > limits::CALLBACK_ID {
        let command = form.request.spec.name;
        tracing::error!(command.name = command, "the code of a form is too long");
    }
    View::Modal {
        callback_id: form.code[..limits::prefix(&form.code, limits::CALLBACK_ID)].to_owned(),
        title: title(&form.title),
        submit: Some(Text::plain(text!(lang, "slack-send"))),
        close: Text::plain(text!(lang, "slack-cancel")),
        private_metadata: self::metadata(metadata),
        blocks,
    }
}

/// A reply in a modal: where it was asked for in the App Home, which has no messages.
pub(crate) fn reply_view(reply: &Reply, lang: Lang, metadata: &str) -> View {
    let cut = limits::length(reply.title.trim()) > limits::VIEW_TITLE;
    // A view without blocks is refused.
    let headed = cut || reply.blocks.is_empty();
    let blocks = blocks(
        reply,
        limits::VIEW_BLOCKS,
        headed,
        Some(&mut Elements::default()),
        &mut Vec::new(),
    );
    View::Modal {
        callback_id: "reply".to_owned(),
        title: title(&reply.title),
        submit: None,
        close: Text::plain(text!(lang, "slack-close")),
        private_metadata: self::metadata(metadata),
        blocks,
    }
}

/// What stands while an answer is on its way.
pub(crate) fn loading(lang: Lang) -> View {
    let text = text!(lang, "slack-loading");
    View::Modal {
        callback_id: "loading".to_owned(),
        title: title(""),
        submit: None,
        close: Text::plain(text!(lang, "slack-close")),
        private_metadata: String::new(),
        blocks: vec![Block::Section {
            text: Some(Text::plain(text)),
            fields: Vec::new(),
        }],
    }
}

/// The App Home: the replies one below the other.
pub(crate) fn home(replies: &[Reply]) -> View {
    let mut view = Vec::new();
    let mut elements = Elements::default();
    let mut codes = HashSet::new();
    let told_apart = replies.iter().map(|reply| told_apart(reply, &mut codes));
    let replies: Vec<_> = told_apart.collect();
    for (at, reply) in replies.iter().enumerate() {
        let left = limits::VIEW_BLOCKS.saturating_sub(view.len() + 1);
        if left == 0 {
            tracing::error!(
                replies = replies.len() - at,
                "replies do not fit into the App Home"
            );
            break;
        }
        if at > 0 {
            view.push(Block::Divider);
        }
        let mut files = Vec::new();
        view.extend(blocks(reply, left, true, Some(&mut elements), &mut files));
    }
    View::Home { blocks: view }
}

/// The reply with codes that no other reply of the view has.
fn told_apart(reply: &Reply, codes: &mut HashSet<String>) -> Reply {
    let mut reply = reply.clone();
    for code in reply.actions.iter_mut().filter_map(Action::code_mut) {
        let plain = code.clone();
        let mut number = 2;
        while !plain.is_empty() && !codes.insert(code.clone()) {
            *code = format!("{plain} ~{number}");
            number += 1;
        }
    }
    reply
}

/// What may be meant, as the answer to a `block_suggestion`.
pub(crate) fn options(found: &[Completion]) -> Value {
    let mut values = HashSet::new();
    let options: Vec<_> = found
        .iter()
        .filter_map(|one| option(&one.label, &one.value))
        .filter(|option| values.insert(option.value.clone()))
        .take(limits::OPTIONS)
        .collect();
    json!({ "options": options })
}

fn title(title: &str) -> Text {
    match title.trim() {
        "" => Text::plain("DASH-bot"),
        title => Text::plain(limits::fit(title, limits::VIEW_TITLE)),
    }
}

fn metadata(metadata: &str) -> String {
    if limits::length(metadata) > limits::PRIVATE_METADATA {
        tracing::error!("what a view carries along is too long");
        return String::new();
    }
    metadata.to_owned()
}

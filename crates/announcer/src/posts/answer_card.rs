//! The staff's card of a change of an answer that waits for a second person.

use chat::{Block, Button, Call, Field, Inline, Reply, Sign, text};
use domain::{AnswerAction, AnswerStanding, Lang};
use store::{AnswerVersion, Person};

use super::colleague;

/// Which answer, what is to become of it, and what can be done. Once it is decided the card shrinks.
pub(super) fn answer_card(
    lang: Lang,
    version: &AnswerVersion,
    by: Option<&Person>,
    decided_by: Option<&Person>,
) -> Reply {
    let waits = version.standing == AnswerStanding::Waiting;
    let sign = if waits { Sign::Waiting } else { Sign::Done };
    let topic = format!("{}/{}", version.lang, version.topic);
    let title = text!(lang, "answer-card-title", topic = topic);
    let person = |label: &str, person: Option<&Person>| {
        person.map(|it| Field {
            label: text!(lang, label),
            value: colleague(lang, it),
        })
    };
    let state = Field {
        label: text!(lang, "card-signup-state"),
        value: Inline::Text(answer_version_state(lang, version)),
    };
    let by = person("answer-card-by", by);
    let decided_by = person("answer-card-decided-by", decided_by);
    let facts = [state].into_iter().chain(by).chain(decided_by);
    let card = Reply::new(sign, title).block(Block::Fields(facts.collect()));
    if waits {
        answer_decisions(lang, version)
            .into_iter()
            .fold(card, Reply::action)
    } else {
        card
    }
}

/// What can be done with a change that waits.
fn answer_decisions(lang: Lang, version: &AnswerVersion) -> [Button; 3] {
    let call = |command| {
        Call::new(command)
            .with("topic", version.topic.as_str())
            .with("language", version.lang.code())
    };
    let decide = |command| call(command).with("version", version.version);
    let label = |id| text!(lang, id);
    [
        Button::new(label("answer-review"), call("staff knowledge review")).primary(),
        Button::new(label("answer-publish"), decide("staff knowledge publish")),
        Button::new(label("answer-discard"), decide("staff knowledge discard")).danger(),
    ]
}

/// What the state of an answer is called.
pub fn answer_state(lang: Lang, action: Option<AnswerAction>) -> String {
    match action {
        None | Some(AnswerAction::Restore) => text!(lang, "staff-answer-state-file"),
        Some(AnswerAction::Reviewed) => text!(lang, "staff-answer-state-reviewed"),
        Some(AnswerAction::Edit) => text!(lang, "staff-answer-state-edit"),
        Some(AnswerAction::Retire) => text!(lang, "staff-answer-state-retire"),
    }
}

/// The same of a version, which may not count.
pub fn answer_version_state(lang: Lang, version: &AnswerVersion) -> String {
    let state = answer_state(lang, Some(version.action));
    match version.standing {
        AnswerStanding::Published => state,
        standing => text!(
            lang,
            &format!("answer-standing-{}", standing.id()),
            state = state
        ),
    }
}

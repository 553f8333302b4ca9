//! The staff's messages about a question to the team: its card, that the asker answered back, that it has waited for long.

use chat::{Block, Button, Call, Choice, Field, Inline, Menu, Reply, Sign, text, texts};
use domain::{Inquiry, InquiryLine, InquiryState, Lang};
use store::Person;

use super::colleague;

/// The ways in which staff close a question, as choices.
pub const CLOSINGS: &[&str] = &["not_for_us", "resolved"];

/// The card: who asks what, where it stands, and what can be done. A closed one shrinks to one line.
pub fn inquiry_card(
    lang: Lang,
    inquiry: &Inquiry,
    asker: Option<&Person>,
    taken_by: Option<&Person>,
) -> Reply {
    let open = open(lang, inquiry);
    let card = Reply::new(Sign::Question, title(lang, inquiry)).block(Block::Fields(
        inquiry_standing(lang, inquiry, asker, taken_by),
    ));
    if matches!(
        inquiry.state,
        InquiryState::Resolved | InquiryState::NotForUs
    ) {
        return card.action(open);
    }
    let card = card
        .block(Block::Quote {
            label: text!(lang, "inquiry-question"),
            text: inquiry.question.clone(),
        })
        .action(reply(lang, inquiry).primary());
    let card = if inquiry.state == InquiryState::Open {
        let take = Call::new("staff questions take").with("question", named(inquiry));
        card.action(Button::new(text!(lang, "inquiry-take"), take))
    } else {
        card
    };
    card.action(open).action(closing(lang, inquiry))
}

/// Where a question stands, with whom, and how long it has waited.
pub fn inquiry_standing(
    lang: Lang,
    inquiry: &Inquiry,
    asker: Option<&Person>,
    taken_by: Option<&Person>,
) -> Vec<Field> {
    let asker = asker.map(|it| Inline::Person {
        platform: it.platform.clone(),
        id: it.platform_id.clone(),
        name: inquiry.name.clone(),
    });
    let mut facts = vec![
        Field {
            label: text!(lang, "inquiry-asker"),
            value: asker.unwrap_or_else(|| Inline::Text(inquiry.name.clone())),
        },
        Field {
            label: text!(lang, "inquiry-language"),
            value: Inline::Text(texts::choice(lang, inquiry.lang.code())),
        },
        Field {
            label: text!(lang, "card-signup-state"),
            value: Inline::Text(inquiry_state(lang, inquiry.state)),
        },
    ];
    facts.extend(inquiry.thread.as_ref().map(|_| Field {
        label: text!(lang, "inquiry-answer"),
        value: Inline::Text(text!(lang, "inquiry-answer-thread")),
    }));
    facts.extend(taken_by.map(|it| Field {
        label: text!(lang, "card-signup-by"),
        value: colleague(lang, it),
    }));
    facts.push(match inquiry.waiting_since {
        Some(since) => Field {
            label: text!(lang, "card-signup-since"),
            value: Inline::Ago(since),
        },
        None => Field {
            label: text!(lang, "card-signup-when"),
            value: Inline::Time(inquiry.updated_at),
        },
    });
    facts
}

/// What a state is called.
pub fn inquiry_state(lang: Lang, state: InquiryState) -> String {
    text!(lang, &format!("inquiry-state-{}", state.id()))
}

/// The asker answered back.
pub(super) fn answered_back(lang: Lang, inquiry: &Inquiry, line: &InquiryLine) -> Reply {
    let name = inquiry.name.as_str();
    let title = text!(
        lang,
        "inquiry-back-title",
        reference = inquiry.reference.to_string(),
        name = name
    );
    Reply::new(Sign::Question, title)
        .block(Block::Quote {
            label: text!(lang, "inquiry-back-label"),
            text: line.text.clone(),
        })
        .action(reply(lang, inquiry).primary())
        .action(open(lang, inquiry))
}

/// Nobody has replied for so many working days.
pub(super) fn waiting(lang: Lang, inquiry: &Inquiry, days: u32) -> Reply {
    let title = text!(
        lang,
        "inquiry-waiting-title",
        reference = inquiry.reference.to_string(),
        days = days
    );
    if !inquiry.state.waits() {
        // It was replied to since.
        return Reply::new(Sign::Question, title)
            .block(Block::Fields(vec![Field {
                label: text!(lang, "card-signup-state"),
                value: Inline::Text(inquiry_state(lang, inquiry.state)),
            }]))
            .action(open(lang, inquiry));
    }
    let reminder = Reply::new(Sign::Waiting, title)
        .markdown(text!(lang, "inquiry-waiting-text"))
        .action(reply(lang, inquiry).primary())
        .action(open(lang, inquiry));
    match inquiry.waiting_since {
        Some(since) => reminder.block(Block::Fields(vec![Field {
            label: text!(lang, "card-signup-since"),
            value: Inline::Ago(since),
        }])),
        None => reminder,
    }
}

fn title(lang: Lang, inquiry: &Inquiry) -> String {
    text!(
        lang,
        "inquiry-card-title",
        reference = inquiry.reference.to_string(),
        name = inquiry.name.as_str()
    )
}

fn named(inquiry: &Inquiry) -> String {
    inquiry.reference.to_string()
}

fn open(lang: Lang, inquiry: &Inquiry) -> Button {
    Button::new(
        text!(lang, "card-signup-open"),
        Call::new("staff questions open").with("question", named(inquiry)),
    )
}

fn reply(lang: Lang, inquiry: &Inquiry) -> Button {
    Button::new(
        text!(lang, "inquiry-reply"),
        Call::new("staff questions reply").with("question", named(inquiry)),
    )
}

/// What else can be done, behind one menu.
fn closing(lang: Lang, inquiry: &Inquiry) -> Menu {
    let options = CLOSINGS.iter().map(|id| Choice {
        value: (*id).to_owned(),
        label: texts::choice(lang, id),
        selected: false,
    });
    Menu {
        label: text!(lang, "inquiry-more"),
        call: Call::new("staff questions close").with("question", named(inquiry)),
        param: "how",
        options: options.collect(),
        place: None,
        code: String::new(),
    }
}

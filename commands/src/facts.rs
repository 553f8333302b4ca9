//! What is known of a sign-up as lines of facts, the same for the applicant and for staff.

use announcer::posts::signup_state;
use chat::{Field, Inline, text, texts};
use domain::{Lang, Signup};

/// A fact in plain words.
pub(crate) fn fact(lang: Lang, id: &str, value: impl Into<String>) -> Field {
    Field {
        label: text!(lang, id),
        value: Inline::Text(value.into()),
    }
}

/// Where it stands, and since when.
pub(crate) fn standing(lang: Lang, signup: &Signup) -> Vec<Field> {
    let sent = Field {
        label: text!(lang, "signup-sent-at"),
        value: Inline::Time(signup.created_at),
    };
    vec![
        fact(lang, "card-signup-state", signup_state(lang, signup.state)),
        sent,
    ]
}

/// What the applicant told of the project, but for the question.
pub(crate) fn project(lang: Lang, signup: &Signup) -> Vec<Field> {
    let draft = &signup.draft;
    let mut facts = vec![
        fact(lang, "signup-field-department", draft.department.as_str()),
        fact(
            lang,
            "signup-field-stage",
            texts::choice(lang, draft.stage.id()),
        ),
        fact(
            lang,
            "signup-field-data",
            texts::choice(lang, draft.data.id()),
        ),
    ];
    if let Some(email) = &draft.email {
        facts.push(fact(lang, "signup-field-email", email.as_str()));
    }
    facts
}

//! The staff's card of a sign-up: what the case is and where it stands. The person and what they wrote
//! stay behind Open.

use chat::{Block, Button, Call, Field, Inline, Reply, Sign, text, texts};
use domain::{Lang, Signup, SignupState};
use store::Person;

use super::colleague;

/// The card. A decided case shrinks to one line and Open.
pub fn signup_card(lang: Lang, signup: &Signup, decided_by: Option<&Person>) -> Reply {
    let reference = signup.reference.to_string();
    let title = text!(
        lang,
        "card-signup-title",
        reference = reference.as_str(),
        department = signup.draft.department.as_str(),
        stage = texts::choice(lang, signup.draft.stage.id()),
        language = texts::choice(lang, signup.draft.lang.code()),
    );
    let open = Button::new(
        text!(lang, "card-signup-open"),
        Call::new("staff signups open").with("signup", reference.as_str()),
    );
    let mut card = Reply::new(Sign::Counseling, title);
    if signup.unreachable {
        card = card.markdown(text!(lang, "card-signup-unreachable"));
    }
    if signup.state != SignupState::New {
        return card
            .block(Block::Fields(signup_decision(lang, signup, decided_by)))
            .action(open);
    }
    let accept = Call::new("staff signups accept").with("signup", reference.as_str());
    let decline = Call::new("staff signups decline").with("signup", reference.as_str());
    card.block(Block::Fields(vec![
        Field {
            label: text!(lang, "card-signup-state"),
            value: Inline::Text(signup_state(lang, signup.state)),
        },
        Field {
            label: text!(lang, "card-signup-since"),
            value: Inline::Ago(signup.created_at),
        },
    ]))
    .action(open.primary())
    .action(Button::new(text!(lang, "card-signup-accept"), accept))
    .action(Button::new(text!(lang, "card-signup-decline"), decline))
}

/// What a state is called.
pub fn signup_state(lang: Lang, state: SignupState) -> String {
    text!(lang, &format!("signup-state-{}", state.id()))
}

/// Where a case stands, who brought it there, and when.
pub fn signup_decision(lang: Lang, signup: &Signup, decided_by: Option<&Person>) -> Vec<Field> {
    let state = Field {
        label: text!(lang, "card-signup-state"),
        value: Inline::Text(signup_state(lang, signup.state)),
    };
    let at = Field {
        label: text!(lang, "card-signup-when"),
        value: Inline::Time(signup.updated_at),
    };
    let by = decided_by
        .filter(|_| signup.state != SignupState::Withdrawn)
        .map(|person| Field {
            label: text!(lang, "card-signup-by"),
            value: colleague(lang, person),
        });
    [Some(state), by, Some(at)].into_iter().flatten().collect()
}

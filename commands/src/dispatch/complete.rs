//! The second entrance: what may be meant by what is being typed. Reads only.

use chat::{Access, Caller, Completion, Kind, Source, Spec, text};
use domain::{Lang, SignupState};

use crate::house::House;

/// What the narrowest platform shows.
const MOST: usize = 25;

pub(super) async fn complete(
    house: &House,
    caller: &Caller,
    lang: Lang,
    spec: &Spec,
    param: &str,
    typed: &str,
) -> anyhow::Result<Vec<Completion>> {
    let kind = spec
        .typed_params()
        .find(|typed| typed.name == param)
        .map(|param| param.kind);
    let of_staff = matches!(
        kind,
        Some(Kind::Pick(
            Source::NewSignups
                | Source::Signups
                | Source::Inquiries
                | Source::Staff
                | Source::People
        ))
    );
    if of_staff && !caller.standing.may(Access::Staff) {
        return Ok(Vec::new());
    }
    let book = house.answers.now();
    let mut found = match kind {
        Some(Kind::Choice(ids)) => matching(
            typed,
            ids.iter()
                .map(|id| (id.to_string(), chat::texts::choice(lang, id))),
        ),
        Some(Kind::Pick(Source::Topics)) => matching(
            typed,
            book.knowledge.topics().iter().filter_map(|topic| {
                let entry = book.knowledge.entry(topic, lang)?;
                Some((topic.as_str().to_owned(), entry.title.clone()))
            }),
        ),
        Some(Kind::Pick(Source::Commands)) => matching(
            typed,
            house
                .specs
                .iter()
                .filter(|spec| spec.typed && caller.standing.may(spec.access))
                .map(|spec| (spec.name.to_owned(), format!("/{}", spec.name))),
        ),
        Some(Kind::Pick(Source::NewSignups)) => {
            signups(house, lang, typed, Some(SignupState::New)).await?
        }
        Some(Kind::Pick(Source::Signups | Source::People)) => {
            signups(house, lang, typed, None).await?
        }
        Some(Kind::Pick(Source::Inquiries)) => inquiries(house, lang, typed).await?,
        // Staff are known to the platforms alone, and what was asked is carried by buttons alone.
        Some(Kind::Pick(Source::Staff | Source::Carried)) | Some(_) | None => Vec::new(),
    };
    found.truncate(MOST);
    Ok(found)
}

/// Those whose value or label begins with what was typed, then those that have it somewhere.
fn matching(typed: &str, all: impl Iterator<Item = (String, String)>) -> Vec<Completion> {
    let typed = typed.trim().to_lowercase();
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for (value, label) in all {
        let folded = label.to_lowercase();
        if folded.starts_with(&typed) || value.starts_with(&typed) {
            first.push(Completion { value, label });
        } else if folded.contains(&typed) || value.contains(&typed) {
            second.push(Completion { value, label });
        }
    }
    first.append(&mut second);
    first
}

async fn signups(
    house: &House,
    lang: Lang,
    typed: &str,
    state: Option<SignupState>,
) -> anyhow::Result<Vec<Completion>> {
    let mut tx = house.store.read().await?;
    let found = tx.signups_matching(typed, state, 25).await?;
    Ok(found
        .into_iter()
        .map(|signup| Completion {
            value: signup.reference.to_string(),
            label: text!(
                lang,
                "completion-signup",
                reference = signup.reference.to_string(),
                department = signup.draft.department.as_str(),
                state = announcer::posts::signup_state(lang, signup.state),
            ),
        })
        .collect())
}

async fn inquiries(house: &House, lang: Lang, typed: &str) -> anyhow::Result<Vec<Completion>> {
    let mut tx = house.store.read().await?;
    let found = tx.inquiries_matching(typed, 25).await?;
    Ok(found
        .into_iter()
        .map(|inquiry| Completion {
            value: inquiry.reference.to_string(),
            label: text!(
                lang,
                "completion-signup",
                reference = inquiry.reference.to_string(),
                department = inquiry.name.as_str(),
                state = announcer::posts::inquiry_state(lang, inquiry.state),
            ),
        })
        .collect())
}

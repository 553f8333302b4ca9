//! Somebody wrote since: who, when and what, instead of what was to be written over it.

use announcer::posts::{answer_version_state, colleague};
use chat::{Args, Block, Error, Field, Inline, Notice, Reply, Sign, text};
use domain::{AnswerAction, AnswerStanding, Lang};
use knowledge::{Entry, TopicId};
use store::AnswerVersion;

use super::answer;
use crate::{
    book::{read, reviewed},
    context::Context,
    facts::fact,
};

/// So many versions are looked back; what was discarded or replaced is passed over.
const BACK: i64 = 100;

/// The refusal to write over what this person has not seen, with what stands there now. Who goes on with what was
/// `typed` has seen it, and replaces it.
pub(super) async fn refused(
    cx: &mut Context<'_>,
    topic: &str,
    lang: Lang,
    typed: bool,
) -> Result<Error, Error> {
    let versions = cx.tx().await?.answer_versions(topic, lang, BACK).await?;
    let newest = versions.iter().find(|it| {
        matches!(
            it.standing,
            AnswerStanding::Published | AnswerStanding::Waiting
        )
    });
    let (Some(newest), Some(topic)) = (newest, TopicId::parse(topic)) else {
        return Ok(cx.refused("staff-answer-unknown"));
    };
    let mut facts = vec![fact(
        cx.lang,
        "card-signup-state",
        answer_version_state(cx.lang, newest),
    )];
    facts.extend(by(cx, newest).await?);
    let text = if newest.standing == AnswerStanding::Waiting {
        "staff-answer-since-waits"
    } else {
        "staff-answer-since-text"
    };
    let title = text!(cx.lang, "staff-answer-since-title");
    let reply = Reply::new(Sign::Refused, title)
        .notice(Notice::Refused)
        .markdown(text!(cx.lang, text))
        .block(Block::Fields(facts));
    let reply = match said(cx, newest, &topic, lang) {
        Some(entry) => reply.block(Block::Quote {
            label: entry.title.clone(),
            text: entry.answer.whole(),
        }),
        None => reply,
    };
    let reply = if typed {
        let mut back = Args::new();
        back.set("version", newest.version);
        cx.back = Some(back);
        reply.markdown(text!(cx.lang, "staff-answer-since-kept"))
    } else {
        reply
    };
    let show = answer::button(
        cx,
        "staff-answer-show",
        "staff knowledge show",
        &topic,
        lang,
    );
    Ok(Error::User(Box::new(reply.action(show))))
}

/// Who wrote a version, as far as that is still known, and when.
pub(super) async fn by(cx: &mut Context<'_>, version: &AnswerVersion) -> Result<Vec<Field>, Error> {
    let by = match &version.by {
        Some(id) => cx.tx().await?.person(id).await?,
        None => None,
    };
    let by = by.map(|by| Field {
        label: text!(cx.lang, "card-signup-by"),
        value: colleague(cx.lang, &by),
    });
    let when = Field {
        label: text!(cx.lang, "card-signup-when"),
        value: Inline::Time(version.at),
    };
    Ok(by.into_iter().chain([when]).collect())
}

/// What people read by this version.
pub(super) fn said(
    cx: &Context<'_>,
    version: &AnswerVersion,
    topic: &TopicId,
    lang: Lang,
) -> Option<Entry> {
    match version.action {
        AnswerAction::Edit => read(version),
        AnswerAction::Retire => None,
        AnswerAction::Restore | AnswerAction::Reviewed => {
            let file = cx.house.answers.file(&(topic.clone(), lang));
            reviewed(version, file).or_else(|| file.cloned())
        }
    }
}

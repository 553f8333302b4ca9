//! `/staff knowledge review`, `publish` and `discard`: a change of an answer that waits until a second person of staff has
//! looked at it.

use announcer::posts::answer_version_state;
use chat::{Args, Block, Button, Error, Notice, Reply, Sign, Spec, text};
use domain::Lang;
use knowledge::TopicId;
use store::AnswerVersion;

use super::{
    answer::{self, LANGUAGE, TOPIC, VERSION, Version, Which},
    gaps, since,
};
use crate::{
    command::{Command, Invalid},
    context::Context,
    facts::fact,
};

/// Says that a change waits, with the ways to look at it and to take it back.
pub(super) fn waits(cx: &Context<'_>, topic: &TopicId, version: &AnswerVersion) -> Reply {
    let name = format!("{}/{topic}", version.lang);
    Reply::new(
        Sign::Waiting,
        text!(cx.lang, "staff-answer-waiting-title", topic = name),
    )
    .notice(Notice::Ok)
    .markdown(text!(cx.lang, "staff-answer-waiting-text"))
    .action(answer::button(
        cx,
        "staff-answer-review",
        "staff knowledge review",
        topic,
        version.lang,
    ))
    .action(discard(cx, topic, version))
}

fn discard(cx: &Context<'_>, topic: &TopicId, version: &AnswerVersion) -> Button {
    decision(
        cx,
        "answer-discard",
        "staff knowledge discard",
        topic,
        version,
    )
    .danger()
}

fn decision(
    cx: &Context<'_>,
    label: &str,
    command: &'static str,
    topic: &TopicId,
    version: &AnswerVersion,
) -> Button {
    let mut button = answer::button(cx, label, command, topic, version.lang);
    button.call = button.call.with("version", version.version);
    button
}

/// Shows what waits, and what counts until then.
pub(crate) struct Review(Which);

impl Command for Review {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge review",
        params: &[TOPIC, LANGUAGE.optional()],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(Which::parse(args)))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let (topic, lang) = self.0.find(cx)?;
        let waiting = [lang, lang.other()]
            .into_iter()
            .find_map(|lang| cx.book.waiting.get(&(topic.clone(), lang)));
        let Some(version) = waiting.cloned() else {
            return Err(cx.refused("staff-answer-decided"));
        };
        show(cx, &topic, &version).await
    }
}

async fn show(
    cx: &mut Context<'_>,
    topic: &TopicId,
    version: &AnswerVersion,
) -> Result<Reply, Error> {
    let name = format!("{}/{topic}", version.lang);
    let state = answer_version_state(cx.lang, version);
    let mut facts = vec![
        fact(cx.lang, "staff-answer-topic", name),
        fact(cx.lang, "card-signup-state", state),
    ];
    facts.extend(since::by(cx, version).await?);
    let said = since::said(cx, version, topic, version.lang);
    let title = said.as_ref().map_or(topic.as_str(), |entry| &entry.title);
    let mut reply = Reply::new(Sign::Waiting, title.to_owned()).block(Block::Fields(facts));
    if let Some(entry) = &said {
        reply = reply.markdown(entry.answer.whole()).block(Block::Quote {
            label: text!(cx.lang, "staff-answer-questions"),
            text: entry.questions.join("\n"),
        });
    }
    if let Some(present) = answer::present(cx, topic, version.lang) {
        reply = reply.block(Block::Quote {
            label: text!(cx.lang, "staff-answer-present"),
            text: present.answer.whole(),
        });
    }
    let publish = decision(
        cx,
        "answer-publish",
        "staff knowledge publish",
        topic,
        version,
    );
    let edit = answer::button(
        cx,
        "staff-answer-edit",
        "staff knowledge edit",
        topic,
        version.lang,
    );
    Ok(reply
        .action(publish.primary())
        .action(edit)
        .action(discard(cx, topic, version)))
}

/// Lets a change count that somebody else wrote.
pub(crate) struct Publish(Version);

impl Command for Publish {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge publish",
        params: &[TOPIC, LANGUAGE, VERSION],
        typed: false,
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(Version::parse(args)))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let Version {
            which,
            version: number,
        } = self.0;
        let (topic, lang) = which.find(cx)?;
        let (staff, alone) = (cx.person().await?, !cx.house.upkeep.review);
        let tx = cx.tx().await?;
        let published = tx
            .answer_publish(topic.as_str(), lang, number, &staff.id, alone)
            .await?;
        let Some(version) = published else {
            let still =
                tx.answers_waiting().await?.into_iter().any(|it| {
                    it.topic == topic.as_str() && it.lang == lang && it.version == number
                });
            return Err(cx.refused(if still {
                "staff-answer-own"
            } else {
                "staff-answer-decided"
            }));
        };
        answer::changed(cx, &version);
        gaps::close(cx, &version).await?;
        let undo = decision(
            cx,
            "staff-answer-undo",
            "staff knowledge undo",
            &topic,
            &version,
        );
        Ok(decided(cx, &topic, lang, "staff-answer-published").action(undo.danger()))
    }
}

/// Takes a change away that waits.
pub(crate) struct Discard(Version);

impl Command for Discard {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge discard",
        params: &[TOPIC, LANGUAGE, VERSION],
        typed: false,
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(Version::parse(args)))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let Version {
            which,
            version: number,
        } = self.0;
        let (topic, lang) = which.find(cx)?;
        let staff = cx.person().await?;
        let tx = cx.tx().await?;
        let discarded = tx
            .answer_discard(topic.as_str(), lang, number, &staff.id)
            .await?;
        let Some(version) = discarded else {
            return Err(cx.refused("staff-answer-decided"));
        };
        answer::changed(cx, &version);
        Ok(decided(cx, &topic, lang, "staff-answer-discarded"))
    }
}

fn decided(cx: &Context<'_>, topic: &TopicId, lang: Lang, id: &str) -> Reply {
    let name = format!("{lang}/{topic}");
    let title = text!(cx.lang, &format!("{id}-title"), topic = name);
    Reply::new(Sign::Done, title)
        .notice(Notice::Ok)
        .markdown(text!(cx.lang, &format!("{id}-text")))
        .action(answer::button(
            cx,
            "staff-answer-show",
            "staff knowledge show",
            topic,
            lang,
        ))
}

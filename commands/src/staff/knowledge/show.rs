//! `/staff knowledge show`: an answer with what it is found by, who wrote it, and what can be done with it.

use announcer::posts::answer_state;
use chat::{Args, Block, Error, Field, Reply, Sign, Spec, text, texts};
use domain::Lang;
use knowledge::{Entry, TopicId};

use super::{
    answer::{self, LANGUAGE, TOPIC, Which},
    since,
};
use crate::{
    book::read,
    command::{Command, Invalid},
    context::Context,
    facts::fact,
};

pub(crate) struct Show(Which);

impl Command for Show {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge show",
        params: &[TOPIC, LANGUAGE.optional()],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(Which::parse(args)))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let (topic, lang) = self.0.find(cx)?;
        let facts = facts(cx, &topic, lang).await?;
        let present = answer::present(cx, &topic, lang).cloned();
        let title = match &present {
            Some(entry) => entry.title.clone(),
            None => text!(cx.lang, "staff-answer-none", topic = topic.as_str()),
        };
        let mut reply = Reply::new(Sign::Question, title).block(Block::Fields(facts));
        if let Some(entry) = &present {
            reply = reply.markdown(entry.answer.whole()).block(Block::Quote {
                label: text!(cx.lang, "staff-answer-questions"),
                text: entry.questions.join("\n"),
            });
        }
        if let Some(file) = changed_beneath(cx, &topic, lang) {
            reply = reply
                .markdown(text!(cx.lang, "staff-answer-file-changed"))
                .block(Block::Quote {
                    label: text!(cx.lang, "staff-answer-file"),
                    text: file.answer.whole(),
                });
        }
        let button = |label, command, lang| answer::button(cx, label, command, &topic, lang);
        let edit = button("staff-answer-edit", "staff knowledge edit", lang).primary();
        let other = button("staff-answer-show", "staff knowledge show", lang.other());
        let history = button("staff-answer-history", "staff knowledge history", lang);
        reply = reply.action(edit).action(other).action(history);
        let key = (topic.clone(), lang);
        let version = cx.book.versions.get(&key);
        let is_over = version.is_some_and(|it| it.action.is_over_the_file());
        if is_over && cx.house.answers.file(&key).is_some() {
            let restore = button("staff-answer-restore", "staff knowledge restore", lang);
            reply = reply.action(restore);
        }
        if cx.book.waiting.contains_key(&key) {
            let review = button("staff-answer-review", "staff knowledge review", lang);
            reply = reply
                .markdown(text!(cx.lang, "staff-answer-waits"))
                .action(review);
        }
        if present.is_some() {
            let retire = button("staff-answer-retire", "staff knowledge retire", lang);
            reply = reply.action(retire.danger());
        }
        Ok(reply)
    }
}

/// The file's text, where it has changed under what staff wrote over it.
pub(super) fn changed_beneath<'a>(
    cx: &'a Context<'_>,
    topic: &TopicId,
    lang: Lang,
) -> Option<&'a Entry> {
    let key = (topic.clone(), lang);
    let version = cx.book.versions.get(&key)?;
    let file = cx.house.answers.file(&key)?;
    let is_over = version.action.is_over_the_file() && version.base.is_some();
    let same = version.base.as_deref() == Some(file.digest().as_str());
    let equal = read(version).is_some_and(|entry| entry == *file);
    (is_over && !same && !equal).then_some(file)
}

async fn facts(cx: &mut Context<'_>, topic: &TopicId, lang: Lang) -> Result<Vec<Field>, Error> {
    let version = cx.book.versions.get(&(topic.clone(), lang)).cloned();
    let reader = cx.lang;
    let state = answer_state(reader, version.as_ref().map(|it| it.action));
    let mut facts = vec![
        fact(reader, "staff-answer-topic", format!("{lang}/{topic}")),
        fact(reader, "card-signup-state", state),
    ];
    if let Some(version) = version {
        facts.extend(since::by(cx, &version).await?);
    }
    if let Some(entry) = answer::present(cx, topic, lang) {
        let day = texts::day(reader, entry.reviewed);
        facts.push(fact(reader, "staff-answer-reviewed", day));
        facts.push(fact(
            reader,
            "staff-answer-keywords",
            entry.keywords.join(", "),
        ));
    }
    Ok(facts)
}

//! `/staff knowledge retire` and `restore`: takes an answer away, or gives it back to what its file says.

use chat::{Args, Error, Notice, Reply, Sign, Spec, text};
use domain::{AnswerAction, AnswerStanding};

use super::{
    answer::{self, LANGUAGE, TOPIC, Which},
    review,
};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

/// Writes the version, and says so with the way back.
async fn run(
    which: &Which,
    cx: &mut Context<'_>,
    action: AnswerAction,
    id: &str,
) -> Result<Reply, Error> {
    let (topic, lang) = which.find(cx)?;
    let has_file = cx.house.answers.file(&(topic.clone(), lang)).is_some();
    if action == AnswerAction::Restore && !has_file {
        return Err(cx.refused("staff-answer-no-file"));
    }
    let after = answer::version(cx, &topic, lang);
    let written = answer::write(cx, &topic, lang, action, None, after, None).await?;
    if written.standing == AnswerStanding::Waiting {
        return Ok(review::waits(cx, &topic, &written));
    }
    let mut undo = answer::button(
        cx,
        "staff-answer-undo",
        "staff knowledge undo",
        &topic,
        lang,
    );
    undo.call = undo.call.with("version", written.version);
    let name = format!("{lang}/{topic}");
    let title = text!(cx.lang, &format!("{id}-title"), topic = name);
    Ok(Reply::new(Sign::Done, title)
        .notice(Notice::Ok)
        .markdown(text!(cx.lang, &format!("{id}-text")))
        .action(undo)
        .action(answer::button(
            cx,
            "staff-answer-show",
            "staff knowledge show",
            &topic,
            lang,
        )))
}

pub(crate) struct Retire(Which);

impl Command for Retire {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge retire",
        params: &[TOPIC, LANGUAGE],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(Which::parse(args)))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        run(&self.0, cx, AnswerAction::Retire, "staff-answer-retired").await
    }
}

pub(crate) struct Restore(Which);

impl Command for Restore {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge restore",
        params: &[TOPIC, LANGUAGE],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(Which::parse(args)))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        run(&self.0, cx, AnswerAction::Restore, "staff-answer-restored").await
    }
}

//! Undo on a saved answer: what the version before it said counts again, as a version of its own.

use chat::{Args, Error, Notice, Reply, Sign, Spec, text};
use domain::{AnswerAction, AnswerStanding};
use store::{AnswerVersion, NewAnswer};

use super::answer::{self, LANGUAGE, TOPIC, VERSION, Version};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

/// So many versions are looked back.
const BACK: i64 = 100;

pub(crate) struct Undo(Version);

impl Command for Undo {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge undo",
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
        let tx = cx.tx().await?;
        let versions = tx.answer_versions(topic.as_str(), lang, BACK).await?;
        let counted =
            |it: &&AnswerVersion| it.version < number && it.standing == AnswerStanding::Published;
        let before = versions.iter().find(counted);
        let has_file = cx.house.answers.file(&(topic.clone(), lang)).is_some();
        let action = match before {
            Some(before) => before.action,
            // It was the first: before it, there was the file, or nothing.
            None if has_file => AnswerAction::Restore,
            None => AnswerAction::Retire,
        };
        let again = NewAnswer {
            topic: topic.as_str(),
            lang,
            action,
            text: before.and_then(|it| it.text.as_deref()),
            // The file may have changed since: that is still to be seen.
            base: before.and_then(|it| it.base.as_deref()),
            // What somebody wrote since is not undone with it.
            after: number,
            // What counts again was looked at when it was published.
            waits: false,
            asked: None,
        };
        let staff = cx.person().await?;
        answer::written(cx, &again, &staff.id, false).await?;
        let name = format!("{lang}/{topic}");
        let title = text!(cx.lang, "staff-answer-undone-title", topic = name);
        Ok(Reply::new(Sign::Done, title)
            .notice(Notice::Ok)
            .markdown(text!(cx.lang, "staff-answer-undone-text"))
            .action(answer::button(
                cx,
                "staff-answer-show",
                "staff knowledge show",
                &topic,
                lang,
            )))
    }
}

//! Undo on a saved answer: what the version before it said counts again, as a version of its own.

use chat::{Args, Error, Kind, Notice, Param, Reply, Sign, Spec, text};
use domain::AnswerAction;

use super::answer::{self, LANGUAGE, TOPIC};
use crate::{
    book::read,
    command::{Command, Invalid},
    context::Context,
};

/// So many versions are looked back.
const BACK: i64 = 100;

pub(crate) struct Undo {
    topic: String,
    language: Option<String>,
    version: i64,
}

impl Command for Undo {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge undo",
        params: &[
            TOPIC,
            LANGUAGE,
            Param::carried(
                "version",
                Kind::Int {
                    min: 1,
                    max: i64::MAX,
                },
            ),
        ],
        typed: false,
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            topic: args.text("topic").unwrap_or_default().to_owned(),
            language: args.text("language").map(str::to_owned),
            version: args.int("version").unwrap_or_default(),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let topic = answer::topic(cx, &self.topic)?;
        let lang = answer::language(cx, self.language.as_deref());
        let tx = cx.tx().await?;
        let versions = tx.answer_versions(topic.as_str(), lang, BACK).await?;
        if versions.first().map(|it| it.version) != Some(self.version) {
            // Somebody wrote since: theirs is not undone with it.
            return Err(cx.refused("staff-answer-undo-late"));
        }
        let before = versions.iter().find(|it| it.version == self.version - 1);
        let (action, entry) = match before {
            Some(before) => (before.action, read(before)),
            // It was the first: before it, there was the file, or nothing.
            None if cx.house.answers.file(&(topic.clone(), lang)).is_none() => {
                (AnswerAction::Retire, None)
            }
            None => (AnswerAction::Restore, None),
        };
        answer::write(cx, &topic, lang, action, entry.as_ref()).await?;
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

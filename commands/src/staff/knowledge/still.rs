//! "Still right": staff have looked at an answer that nobody had reviewed for long, and nothing in it has to change.

use chat::{Args, Button, Call, Error, Notice, Place, Reply, Sign, Spec, text};
use domain::{AnswerAction, Lang};
use knowledge::{Entry, TopicId};
use store::NewAnswer;

use super::answer::{self, TOPIC, Which};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct StillRight(Which);

impl Command for StillRight {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge reviewed",
        params: &[TOPIC],
        typed: false,
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(Which::parse(args)))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let (topic, lang) = self.0.find(cx)?;
        let today = cx.tx().await?.now().date_naive();
        for lang in Lang::ALL {
            let old = answer::present(cx, &topic, lang).cloned();
            // What waits to be published is looked at there, and not replaced by this.
            let waits = cx.book.waiting.contains_key(&(topic.clone(), lang));
            if let Some(entry) = old.filter(|it| !waits && cx.house.upkeep.is_old(it, today)) {
                let entry = Entry {
                    reviewed: today,
                    ..entry
                };
                write(cx, &topic, &entry).await?;
            }
        }
        let title = text!(cx.lang, "staff-answer-still-title", topic = topic.as_str());
        let list = Call::new("staff knowledge list").with("which", "old");
        Ok(Reply::new(Sign::Done, title)
            .notice(Notice::Ok)
            .markdown(text!(cx.lang, "staff-answer-still-text"))
            .action(Button::new(text!(cx.lang, "answers-old-list"), list).placed(Place::Same))
            .action(answer::button(
                cx,
                "staff-answer-show",
                "staff knowledge show",
                &topic,
                lang,
            )))
    }
}

/// The same text with another day. It waits for nobody: what people read does not change.
async fn write(cx: &mut Context<'_>, topic: &TopicId, entry: &Entry) -> Result<(), Error> {
    let staff = cx.person().await?;
    let text = entry.to_text();
    let base = cx.house.answers.file(&(topic.clone(), entry.lang));
    let base = base.map(Entry::digest);
    let version = NewAnswer {
        topic: topic.as_str(),
        lang: entry.lang,
        action: AnswerAction::Edit,
        text: Some(&text),
        base: base.as_deref(),
        after: answer::version(cx, topic, entry.lang),
        waits: false,
    };
    answer::written(cx, &version, &staff.id, false)
        .await
        .map(drop)
}

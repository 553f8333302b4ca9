//! "Still right": staff have looked at an answer that nobody had reviewed for long, and nothing in it has to change.

use chat::{Args, Button, Call, Error, Notice, Place, Reply, Sign, Spec, text};
use chrono::NaiveDate;
use domain::{AnswerAction, Lang};
use knowledge::{Entry, TopicId};
use store::NewAnswer;

use super::{
    answer::{self, TOPIC, Which},
    show,
};
use crate::{
    book::read,
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
        // What waits to be published is looked at there, and not replaced by this.
        let is_due = |lang: &Lang| {
            let waits = cx.book.waiting.contains_key(&(topic.clone(), *lang));
            let entry = answer::present(cx, &topic, *lang);
            !waits && entry.is_some_and(|it| cx.house.upkeep.is_old(it, today))
        };
        let due: Vec<_> = Lang::ALL.into_iter().filter(is_due).collect();
        let changed = |lang: &&Lang| show::changed_beneath(cx, &topic, **lang).is_some();
        if let Some(lang) = due.iter().find(changed) {
            return Err(changed_since(cx, &topic, *lang));
        }
        for lang in due {
            write(cx, &topic, lang, today).await?;
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

/// Another day over the same text. It waits for nobody: what people read does not change.
async fn write(
    cx: &mut Context<'_>,
    topic: &TopicId,
    lang: Lang,
    today: NaiveDate,
) -> Result<(), Error> {
    let key = (topic.clone(), lang);
    let edited = cx.book.versions.get(&key);
    let edited = edited.filter(|it| it.action == AnswerAction::Edit);
    let entry = edited.and_then(read).map(|entry| Entry {
        reviewed: today,
        ..entry
    });
    let (action, text, base) = match (entry, edited) {
        (Some(entry), Some(version)) => (AnswerAction::Edit, entry.to_text(), version.base.clone()),
        // A text of a later release.
        (None, Some(_)) => return Ok(()),
        // Nobody wrote over the file: the day alone is kept, so that what a release changes in it counts.
        (_, None) => {
            let file = cx.house.answers.file(&key);
            let base = file.map(Entry::digest);
            (AnswerAction::Reviewed, today.to_string(), base)
        }
    };
    let staff = cx.person().await?;
    let version = NewAnswer {
        topic: topic.as_str(),
        lang,
        action,
        text: Some(&text),
        base: base.as_deref(),
        after: answer::version(cx, topic, lang),
        waits: false,
        asked: None,
    };
    answer::written(cx, &version, &staff.id, false)
        .await
        .map(drop)
}

/// The file says something else since: that is to be looked at first.
fn changed_since(cx: &Context<'_>, topic: &TopicId, lang: Lang) -> Error {
    let show = answer::button(cx, "staff-answer-show", "staff knowledge show", topic, lang);
    let title = text!(cx.lang, "staff-answer-not-still-title");
    let reply = Reply::new(Sign::Refused, title)
        .notice(Notice::Refused)
        .markdown(text!(cx.lang, "staff-answer-not-still-text"))
        .action(show.primary());
    Error::User(Box::new(reply))
}

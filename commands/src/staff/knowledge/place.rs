//! Where a question belongs, before anything is written: beside the questions of a topic that is there, or as a new answer.

use chat::{Args, Block, Button, Call, Error, Reply, Sign, Spec, text};
use domain::Lang;
use knowledge::TopicId;

use super::{
    answer::{self, LANGUAGE},
    origin::{FROM, Origin},
    write,
};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

/// So many topics are offered.
const OFFERED: usize = 3;
/// From this confidence on the nearest topic is likelier than a new one.
const LIKELY: f32 = 0.3;

pub(crate) struct Place {
    from: String,
    language: Option<String>,
}

impl Command for Place {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge place",
        params: &[FROM, LANGUAGE.carried_optional()],
        typed: false,
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            from: args.text("from").unwrap_or_default().to_owned(),
            language: args.text("language").map(str::to_owned),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let Some(origin) = Origin::find(cx, &self.from).await? else {
            return Err(cx.refused("staff-answer-origin-gone"));
        };
        let lang = match self.language.as_deref() {
            None => origin.lang,
            typed => answer::language(cx, typed),
        };
        let near: Vec<_> = write::near(cx, &origin.question, lang)
            .take(OFFERED)
            .collect();
        let text = if near.is_empty() {
            "staff-answer-place-none"
        } else {
            "staff-answer-place-text"
        };
        let mut reply = Reply::new(Sign::Question, text!(cx.lang, "staff-answer-place-title"))
            .markdown(text!(cx.lang, text))
            .block(Block::Quote {
                label: text!(cx.lang, "inquiry-question"),
                text: origin.question,
            });
        let is_likely = near.first().is_some_and(|it| it.confidence >= LIKELY);
        let fresh = Call::new("staff knowledge write")
            .with("language", lang.code())
            .with("from", self.from.as_str());
        let fresh = Button::new(text!(cx.lang, "staff-answer-place-new"), fresh);
        let mut buttons: Vec<_> = near
            .iter()
            .map(|it| self.join(cx, &it.topic, lang))
            .collect();
        buttons.insert(if is_likely { buttons.len() } else { 0 }, fresh);
        for (at, button) in buttons.into_iter().enumerate() {
            // The likeliest comes first.
            let button = if at == 0 { button.primary() } else { button };
            reply = reply.action(button);
        }
        Ok(reply)
    }
}

impl Place {
    fn join(&self, cx: &Context<'_>, topic: &TopicId, lang: Lang) -> Button {
        let entry = cx.book.knowledge.entry(topic, lang);
        let title = entry.map_or(topic.as_str(), |entry| entry.title.as_str());
        let call = Call::new("staff knowledge edit")
            .with("topic", topic.as_str())
            .with("language", lang.code())
            .with("from", self.from.as_str());
        Button::new(
            text!(cx.lang, "staff-answer-place-join", title = title),
            call,
        )
    }
}

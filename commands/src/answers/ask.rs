//! `/ask`: answers a question, or says that it does not know and offers the nearest topics and a human.

use chat::{Args, Asked, Error, Kind, Lines, Param, Reply, Sign, Source, Spec, text};
use domain::Lang;
use knowledge::{Found, TopicId};
use store::AskedQuestion;

use super::{
    answer::{answer, ask_the_team, topic_button},
    care::elsewhere,
    courtesy::Courtesy,
};
use crate::{
    command::{Command, Invalid},
    context::Context,
    dispatch::AFTER,
};

/// Topics offered when none is sure.
const OFFERED: usize = 3;
/// The least confidence with which a topic is offered: below it the question is for somebody else.
const LEAST: f32 = 0.05;

pub(crate) struct Ask {
    question: String,
    /// Whether it stands in a message that somebody else may have written: then it is not noted.
    quoted: bool,
    /// Whether the bot was not asked: then there is an answer or none.
    unasked: bool,
    /// The topic of the answer that it follows.
    after: Option<TopicId>,
}

impl Command for Ask {
    const SPEC: &'static Spec = &Spec {
        name: "ask",
        params: &[
            Param::both(
                "question",
                Kind::Text {
                    max: 2000,
                    lines: Lines::Many,
                },
            ),
            Param {
                name: "waive",
                kind: Kind::Flag,
                required: false,
                asked: Asked::Carried,
            },
            Param::carried("quoted", Kind::Flag).optional(),
            Param::carried("unasked", Kind::Flag).optional(),
            Param::carried(AFTER, Kind::Pick(Source::Carried)).optional(),
        ],
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        let question = args.text("question").unwrap_or_default().to_owned();
        let quoted = args.flag("quoted");
        Ok(Self {
            question,
            quoted,
            unasked: args.flag("unasked"),
            after: args.text(AFTER).and_then(TopicId::parse),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let house = cx.house;
        let (knowledge, hint) = (&cx.book.knowledge, Some(cx.lang));
        let found = match &self.after {
            Some(topic) => knowledge.follow(&self.question, hint, topic),
            None => knowledge.find(&self.question, hint),
        };
        if let Some(courtesy) = Courtesy::of(&self.question) {
            return Ok(courtesy.reply(found.lang));
        }
        // What somebody tells of their health is not kept.
        if found.care && found.answer.is_none() {
            return Ok(elsewhere(cx, found.lang));
        }
        if self.unasked && found.answer.is_none() {
            return Err(cx.refused("ask-unsure"));
        }
        let now = house.store.clock().now();
        let id = (!self.quoted && !found.care).then(|| house.store.ids().uuid(now));
        if let Some(id) = &id {
            house.questions.note(AskedQuestion {
                id: id.clone(),
                at: now,
                lang: found.lang,
                text: self.question,
                topic: found.answer.as_ref().map(|topic| topic.as_str().to_owned()),
                confidence: f64::from(found.confidence),
                answered: found.answer.is_some(),
                helped: None,
            });
        }
        // Where everybody sees the answer, its buttons do not carry what one person asked.
        let own = id.as_deref().filter(|_| !cx.public);
        cx.talked.clone_from(&found.answer);
        let sure = match &found.answer {
            Some(topic) => answer(cx, topic, found.lang, own).await,
            None => None,
        };
        Ok(sure.unwrap_or_else(|| unsure(cx, &found, found.lang, own)))
    }
}

/// Says that it does not know, with the nearest topics and a way to a human.
fn unsure(cx: &Context<'_>, found: &Found, lang: Lang, asked: Option<&str>) -> Reply {
    let near = found
        .candidates
        .iter()
        .filter(|near| near.confidence >= LEAST)
        .take(OFFERED)
        .map(|near| &near.topic);
    let buttons: Vec<_> = near
        .map(|topic| topic_button(&cx.book.knowledge, topic, lang))
        .collect();
    let text = if buttons.is_empty() {
        "ask-unsure-nothing"
    } else {
        "ask-unsure-text"
    };
    let reply =
        Reply::new(Sign::Question, text!(lang, "ask-unsure-title")).markdown(text!(lang, text));
    let reply = buttons.into_iter().fold(reply, Reply::action);
    reply.action(ask_the_team(lang, asked))
}

//! `/topics`: what can be asked about, and the answer of one topic.

use chat::{Args, Call, Choice, Error, Kind, Menu, Param, Place, Reply, Sign, Source, Spec, text};
use domain::Lang;
use knowledge::TopicId;

use super::answer::{answer, ask_the_team, title};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

/// The argument that says in which language.
pub(super) const LANGUAGE: &str = "language";

/// Topics in one menu: the narrowest platform takes 25.
const IN_A_MENU: usize = 14;

pub(crate) struct Topics {
    topic: Option<String>,
    /// The language in which somebody reads it who shows it to others; else it is the caller's.
    lang: Option<Lang>,
}

impl Command for Topics {
    const SPEC: &'static Spec = &Spec {
        name: "topics",
        params: &[
            Param::typed("topic", Kind::Pick(Source::Topics)).optional(),
            Param::carried(LANGUAGE, Kind::Choice(&["nl", "en"])).optional(),
        ],
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            topic: args.text("topic").map(str::to_owned),
            lang: args.text(LANGUAGE).and_then(Lang::from_tag),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let Some(typed) = self.topic else {
            return Ok(overview(cx, cx.lang));
        };
        let found = match find(cx, &typed) {
            Some(topic) => {
                cx.talked = Some(topic.clone());
                answer(cx, &topic, self.lang.unwrap_or(cx.lang), None).await
            }
            None => None,
        };
        Ok(found.unwrap_or_else(|| {
            let mut reply = overview(cx, cx.lang);
            let sentence = text!(cx.lang, "topics-unknown");
            reply.blocks.insert(0, chat::Block::Markdown(sentence));
            reply
        }))
    }
}

/// A topic by its id, or by its title in either language.
fn find(cx: &Context<'_>, typed: &str) -> Option<TopicId> {
    let knowledge = &cx.book.knowledge;
    let typed = typed.to_lowercase();
    let titled = |topic: &TopicId| {
        Lang::ALL
            .iter()
            .any(|lang| title(knowledge, topic, *lang).to_lowercase() == typed)
    };
    knowledge
        .topics()
        .iter()
        .find(|topic| topic.as_str() == typed || titled(topic))
        .cloned()
}

fn overview(cx: &Context<'_>, lang: Lang) -> Reply {
    let knowledge = &cx.book.knowledge;
    let mut topics: Vec<_> = knowledge
        .topics()
        .iter()
        .map(|topic| (title(knowledge, topic, lang), topic))
        .collect();
    topics.sort_by_key(|(title, _)| title.to_lowercase());
    let list = topics
        .iter()
        .map(|(title, _)| format!("- {title}"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut reply = Reply::new(Sign::Question, text!(lang, "topics-title"))
        .markdown(text!(lang, "topics-text"))
        .markdown(list);
    for part in topics.chunks(IN_A_MENU) {
        let options = part.iter().map(|(title, topic)| Choice {
            value: topic.as_str().to_owned(),
            label: title.clone(),
            selected: false,
        });
        let (first, last) = (letter(&part[0].0), letter(&part[part.len() - 1].0));
        reply = reply.action(Menu {
            label: text!(lang, "topics-menu", first = first, last = last),
            call: Call::new("topics"),
            param: "topic",
            options: options.collect(),
            place: Some(Place::New),
            code: String::new(),
        });
    }
    reply.action(ask_the_team(lang, None))
}

/// The letter under which a title is looked up.
fn letter(title: &str) -> String {
    title.chars().take(1).flat_map(char::to_uppercase).collect()
}

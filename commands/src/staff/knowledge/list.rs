//! `/staff knowledge list`: the answers, and which of them need something.

use std::collections::BTreeSet;

use chat::{
    Args, Block, Button, Call, Choice, Error, Inline, Kind, Menu, Param, Place, Reply, Sign, Spec,
    Table, text, texts,
};
use chrono::{NaiveDate, TimeDelta};
use domain::{AnswerAction, Lang};
use knowledge::TopicId;

use super::{answer, show};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

const PAGE: usize = 15;

/// What can be listed.
const WHICH: &[&str] = &["all", "edited", "missing", "old", "retired"];

/// An answer that nobody has reviewed for so long may be wrong.
const OLD: TimeDelta = TimeDelta::days(365);

pub(crate) struct List {
    which: &'static str,
    page: usize,
}

impl Command for List {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge list",
        params: &[
            Param::typed("which", Kind::Choice(WHICH)).optional(),
            Param::carried(
                "page",
                Kind::Int {
                    min: 1,
                    max: 100_000,
                },
            )
            .optional(),
        ],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        let which = WHICH.iter().find(|it| args.text("which") == Some(it));
        let page = args.int("page").and_then(|it| usize::try_from(it).ok());
        Ok(Self {
            which: which.copied().unwrap_or(WHICH[0]),
            page: page.unwrap_or(1),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let today = cx.tx().await?.now().date_naive();
        let topics = cx.book.knowledge.topics().iter();
        let ever = cx.book.versions.keys().map(|(topic, _)| topic);
        let all: BTreeSet<&TopicId> = topics.chain(ever).collect();
        let found: Vec<&TopicId> = all
            .into_iter()
            .filter(|topic| self.takes(cx, topic, today))
            .collect();
        let what = texts::choice(lang, self.which);
        let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let title = text!(lang, "staff-answers-title", what = what, count = count);
        let reply = Reply::new(Sign::Question, title);
        if found.is_empty() {
            return Ok(reply.markdown(text!(lang, "staff-list-none")));
        }
        let pages = found.len().div_ceil(PAGE);
        let page = self.page.clamp(1, pages);
        let shown = &found[(page - 1) * PAGE..(page * PAGE).min(found.len())];
        let number = |page: usize| u32::try_from(page).unwrap_or(u32::MAX);
        let columns = ["topic", "en", "nl", "reviewed"];
        let table = Table {
            columns: columns
                .map(|column| text!(lang, &format!("staff-answer-column-{column}")))
                .into(),
            rows: shown.iter().map(|topic| row(cx, topic)).collect(),
            page: (pages > 1).then(|| (number(page), number(pages))),
        };
        let mut reply = reply.block(Block::Table(table)).action(menu(cx, shown));
        for (label, to) in [("page-previous", page - 1), ("page-next", page + 1)] {
            if (1..=pages).contains(&to) {
                let call = Call::new("staff knowledge list")
                    .with("which", self.which)
                    .with("page", i64::try_from(to).unwrap_or(1));
                reply = reply.action(Button::new(text!(lang, label), call).placed(Place::Same));
            }
        }
        Ok(reply)
    }
}

impl List {
    fn takes(&self, cx: &Context<'_>, topic: &TopicId, today: NaiveDate) -> bool {
        let action = |lang| {
            let version = cx.book.versions.get(&(topic.clone(), lang));
            version.map(|it| it.action)
        };
        let any = |is: &dyn Fn(Lang) -> bool| Lang::ALL.into_iter().any(is);
        let there = |lang| answer::present(cx, topic, lang).is_some();
        match self.which {
            "edited" => any(&|lang| action(lang) == Some(AnswerAction::Edit)),
            "retired" => any(&|lang| action(lang) == Some(AnswerAction::Retire)),
            "missing" => any(&there) && !Lang::ALL.into_iter().all(there),
            "old" => any(&|lang| {
                let entry = answer::present(cx, topic, lang);
                entry.is_some_and(|it| it.reviewed + OLD < today)
            }),
            _ => any(&there),
        }
    }
}

fn row(cx: &Context<'_>, topic: &TopicId) -> Vec<Inline> {
    let state = |lang| {
        let action = cx.book.versions.get(&(topic.clone(), lang));
        let action = action.map(|it| it.action);
        if show::changed_beneath(cx, topic, lang).is_some() {
            return text!(cx.lang, "staff-answer-state-changed");
        }
        if answer::present(cx, topic, lang).is_none() && action != Some(AnswerAction::Retire) {
            return text!(cx.lang, "staff-answer-state-missing");
        }
        show::state(cx.lang, action)
    };
    let entry = cx.book.knowledge.entry(topic, cx.lang);
    let reviewed = entry.map(|it| texts::day(cx.lang, it.reviewed));
    vec![
        Inline::Text(topic.to_string()),
        Inline::Text(state(Lang::En)),
        Inline::Text(state(Lang::Nl)),
        Inline::Text(reviewed.unwrap_or_default()),
    ]
}

fn menu(cx: &Context<'_>, shown: &[&TopicId]) -> Menu {
    let options = shown.iter().map(|topic| {
        let entry = cx.book.knowledge.entry(topic, cx.lang);
        Choice {
            value: topic.to_string(),
            label: entry.map_or_else(|| topic.to_string(), |it| it.title.clone()),
            selected: false,
        }
    });
    Menu {
        label: text!(cx.lang, "staff-answers-show-one"),
        call: Call::new("staff knowledge show"),
        param: "topic",
        options: options.collect(),
        place: Some(Place::New),
        code: String::new(),
    }
}

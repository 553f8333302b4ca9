//! `/staff knowledge list`: the answers, and which of them need something.

use std::collections::BTreeSet;

use announcer::posts::{answer_state, answer_version_state};
use chat::{
    Args, Block, Call, Choice, Error, Inline, Kind, Menu, Param, Place, Reply, Sign, Spec, Table,
    text, texts,
};
use chrono::NaiveDate;
use domain::{AnswerAction, Lang};
use knowledge::TopicId;

use super::{answer, show};
use crate::{
    command::{Command, Invalid},
    context::Context,
    pages::{self, Page},
};

const PAGE: i64 = 15;

/// What can be listed.
const WHICH: &[&str] = &["all", "edited", "missing", "old", "retired", "waiting"];

pub(crate) struct List {
    which: &'static str,
    page: i64,
}

impl Command for List {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge list",
        params: &[
            Param::typed("which", Kind::Choice(WHICH)).optional(),
            pages::PAGE,
        ],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        let which = WHICH.iter().find(|it| args.text("which") == Some(it));
        Ok(Self {
            which: which.copied().unwrap_or(WHICH[0]),
            page: args.int("page").unwrap_or(1),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let today = cx.tx().await?.now().date_naive();
        let topics = cx.book.knowledge.topics().iter();
        let ever = cx.book.versions.keys().chain(cx.book.waiting.keys());
        let ever = ever.map(|(topic, _)| topic);
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
        let page = Page::of(self.page, count, PAGE);
        let place = |at: i64| usize::try_from(at).unwrap_or_default().min(found.len());
        let shown = &found[place(page.offset())..place(page.offset() + PAGE)];
        let columns = ["topic", "en", "nl", "reviewed"];
        let table = Table {
            columns: columns
                .map(|column| text!(lang, &format!("staff-answer-column-{column}")))
                .into(),
            rows: shown.iter().map(|topic| row(cx, topic)).collect(),
            page: page.shown(),
        };
        let reply = reply.block(Block::Table(table)).action(menu(
            cx,
            "staff-answers-show-one",
            self.shows(),
            shown,
        ));
        let reply = if self.which == "old" {
            let still = menu(
                cx,
                "staff-answers-still-one",
                "staff knowledge reviewed",
                shown,
            );
            reply.action(still)
        } else {
            reply
        };
        let call = Call::new("staff knowledge list").with("which", self.which);
        Ok(page.turn(lang, reply, &call))
    }
}

impl List {
    /// The command that shows one of them.
    fn shows(&self) -> &'static str {
        match self.which {
            "waiting" => "staff knowledge review",
            _ => "staff knowledge show",
        }
    }

    fn takes(&self, cx: &Context<'_>, topic: &TopicId, today: NaiveDate) -> bool {
        let action = |lang| {
            let version = cx.book.versions.get(&(topic.clone(), lang));
            version.map(|it| it.action)
        };
        let any = |is: &dyn Fn(Lang) -> bool| Lang::ALL.into_iter().any(is);
        let there = |lang| answer::present(cx, topic, lang).is_some();
        let waits = |lang| cx.book.waiting.contains_key(&(topic.clone(), lang));
        match self.which {
            "waiting" => any(&waits),
            "edited" => any(&|lang| action(lang) == Some(AnswerAction::Edit)),
            "retired" => any(&|lang| action(lang) == Some(AnswerAction::Retire)),
            "missing" => any(&there) && !Lang::ALL.into_iter().all(there),
            "old" => any(&|lang| {
                let entry = answer::present(cx, topic, lang);
                entry.is_some_and(|it| cx.house.upkeep.is_old(it, today))
            }),
            _ => any(&there),
        }
    }
}

fn row(cx: &Context<'_>, topic: &TopicId) -> Vec<Inline> {
    let state = |lang| {
        let key = (topic.clone(), lang);
        if let Some(version) = cx.book.waiting.get(&key) {
            return answer_version_state(cx.lang, version);
        }
        let action = cx.book.versions.get(&key).map(|it| it.action);
        if show::changed_beneath(cx, topic, lang).is_some() {
            return text!(cx.lang, "staff-answer-state-changed");
        }
        if answer::present(cx, topic, lang).is_none() && action != Some(AnswerAction::Retire) {
            return text!(cx.lang, "staff-answer-state-missing");
        }
        answer_state(cx.lang, action)
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

fn menu(cx: &Context<'_>, label: &str, command: &'static str, shown: &[&TopicId]) -> Menu {
    let options = shown.iter().map(|topic| {
        let entry = cx.book.knowledge.entry(topic, cx.lang);
        Choice {
            value: topic.to_string(),
            label: entry.map_or_else(|| topic.to_string(), |it| it.title.clone()),
            selected: false,
        }
    });
    Menu {
        label: text!(cx.lang, label),
        call: Call::new(command),
        param: "topic",
        options: options.collect(),
        place: Some(Place::New),
        code: String::new(),
    }
}

//! `/staff questions list`: the questions to the team, the one that waits longest first, a page at a time.

use announcer::posts::inquiry_state;
use chat::{
    Args, Block, Call, Choice, Error, Inline, Kind, Menu, Param, Place, Reply, Sign, Spec, Table,
    text, texts,
};
use domain::{Inquiry, InquiryState, Lang};

use crate::{
    command::{Command, Invalid},
    context::Context,
    pages::{self, Page},
};

const PAGE: i64 = 10;

/// What can be listed.
const WHICH: &[&str] = &["waiting", "answered", "closed", "all"];

pub(crate) struct List {
    which: &'static str,
    page: i64,
}

impl Command for List {
    const SPEC: &'static Spec = &Spec {
        name: "staff questions list",
        params: &[
            Param::typed("state", Kind::Choice(WHICH)).optional(),
            pages::PAGE,
        ],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        let which = WHICH.iter().find(|it| args.text("state") == Some(it));
        Ok(Self {
            which: which.copied().unwrap_or(WHICH[0]),
            page: args.int("page").unwrap_or(1),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let tx = cx.tx().await?;
        let now = tx.now();
        let (_, total) = tx.inquiries_page(self.states(), 0, 0).await?;
        let page = Page::of(self.page, total, PAGE);
        let (found, total) = tx
            .inquiries_page(self.states(), page.offset(), PAGE)
            .await?;
        let what = texts::choice(lang, self.which);
        let title = text!(lang, "staff-questions-title", what = what, count = total);
        let reply = Reply::new(Sign::Question, title);
        if found.is_empty() {
            return Ok(reply.markdown(text!(lang, "staff-list-none")));
        }
        let table = Table {
            columns: ["reference", "asker", "state", "since"]
                .map(|column| text!(lang, &format!("staff-questions-{column}")))
                .into(),
            rows: found.iter().map(|it| row(lang, it, now)).collect(),
            page: page.shown(),
        };
        let reply = reply.block(Block::Table(table)).action(menu(lang, &found));
        let call = Call::new("staff questions list").with("state", self.which);
        Ok(page.turn(lang, reply, &call))
    }
}

impl List {
    fn states(&self) -> &'static [InquiryState] {
        match self.which {
            "answered" => &[InquiryState::Answered],
            "closed" => &[InquiryState::Resolved, InquiryState::NotForUs],
            "all" => InquiryState::ALL,
            _ => &[InquiryState::Open, InquiryState::Taken],
        }
    }
}

fn row(lang: Lang, inquiry: &Inquiry, now: chrono::DateTime<chrono::Utc>) -> Vec<Inline> {
    let since = inquiry.waiting_since.unwrap_or(inquiry.updated_at);
    vec![
        Inline::Text(inquiry.reference.to_string()),
        Inline::Text(inquiry.name.clone()),
        Inline::Text(inquiry_state(lang, inquiry.state)),
        Inline::Text(texts::ago(lang, since, now)),
    ]
}

fn menu(lang: Lang, found: &[Inquiry]) -> Menu {
    let options = found.iter().map(|inquiry| Choice {
        value: inquiry.reference.to_string(),
        label: format!("{} · {}", inquiry.reference, inquiry.name),
        selected: false,
    });
    Menu {
        label: text!(lang, "staff-questions-open-one"),
        call: Call::new("staff questions open"),
        param: "question",
        options: options.collect(),
        place: Some(Place::New),
        code: String::new(),
    }
}

//! `/staff questions list`: the questions to the team, the one that waits longest first, a page at a time.

use announcer::posts::inquiry_state;
use chat::{
    Args, Block, Button, Call, Choice, Error, Inline, Kind, Menu, Param, Place, Reply, Sign, Spec,
    Table, text, texts,
};
use domain::{Inquiry, InquiryState, Lang};

use crate::{
    command::{Command, Invalid},
    context::Context,
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
        let offset = (self.page - 1) * PAGE;
        let (found, total) = tx.inquiries_page(self.states(), offset, PAGE).await?;
        let what = texts::choice(lang, self.which);
        let title = text!(lang, "staff-questions-title", what = what, count = total);
        let reply = Reply::new(Sign::Question, title);
        if found.is_empty() {
            return Ok(reply.markdown(text!(lang, "staff-list-none")));
        }
        let pages = (total + PAGE - 1) / PAGE;
        let number = |page: i64| u32::try_from(page).unwrap_or(u32::MAX);
        let table = Table {
            columns: ["reference", "asker", "state", "since"]
                .map(|column| text!(lang, &format!("staff-questions-{column}")))
                .into(),
            rows: found.iter().map(|it| row(lang, it, now)).collect(),
            page: (pages > 1).then(|| (number(self.page), number(pages))),
        };
        let reply = reply.block(Block::Table(table)).action(menu(lang, &found));
        Ok(self.turn(lang, reply, pages))
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

    /// The buttons to turn pages.
    fn turn(&self, lang: Lang, reply: Reply, pages: i64) -> Reply {
        let turn = |label: &str, page: i64| {
            let call = Call::new("staff questions list")
                .with("state", self.which)
                .with("page", page);
            Button::new(text!(lang, label), call).placed(Place::Same)
        };
        let mut reply = reply;
        if self.page > 1 {
            reply = reply.action(turn("page-previous", self.page - 1));
        }
        if self.page < pages {
            reply = reply.action(turn("page-next", self.page + 1));
        }
        reply
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

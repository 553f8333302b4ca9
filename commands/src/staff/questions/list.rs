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
        let (_, total) = tx.inquiries_page(self.states(), 0, 0).await?;
        let pages = ((total + PAGE - 1) / PAGE).max(1);
        // What a button named may have been closed since.
        let page = self.page.min(pages);
        let (found, total) = tx
            .inquiries_page(self.states(), (page - 1) * PAGE, PAGE)
            .await?;
        let what = texts::choice(lang, self.which);
        let title = text!(lang, "staff-questions-title", what = what, count = total);
        let reply = Reply::new(Sign::Question, title);
        if found.is_empty() {
            return Ok(reply.markdown(text!(lang, "staff-list-none")));
        }
        let number = |page: i64| u32::try_from(page).unwrap_or(u32::MAX);
        let table = Table {
            columns: ["reference", "asker", "state", "since"]
                .map(|column| text!(lang, &format!("staff-questions-{column}")))
                .into(),
            rows: found.iter().map(|it| row(lang, it, now)).collect(),
            page: (pages > 1).then(|| (number(page), number(pages))),
        };
        let reply = reply.block(Block::Table(table)).action(menu(lang, &found));
        Ok(self.turn(lang, reply, page, pages))
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
    fn turn(&self, lang: Lang, reply: Reply, page: i64, pages: i64) -> Reply {
        let turn = |label: &str, page: i64| {
            let call = Call::new("staff questions list")
                .with("state", self.which)
                .with("page", page);
            Button::new(text!(lang, label), call).placed(Place::Same)
        };
        let mut reply = reply;
        if page > 1 {
            reply = reply.action(turn("page-previous", page - 1));
        }
        if page < pages {
            reply = reply.action(turn("page-next", page + 1));
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

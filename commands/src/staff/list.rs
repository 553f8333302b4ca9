//! `/staff signups list`: the cases, oldest first, a page at a time; nobody's name stands in it.

use announcer::posts::signup_state;
use chat::{
    Args, Block, Call, Choice, Error, Inline, Kind, Menu, Param, Place, Reply, Sign, Spec, Table,
    text, texts,
};
use domain::{Lang, Signup, SignupState};

use crate::{
    command::{Command, Invalid},
    context::Context,
    pages::{self, Page},
};

const PAGE: i64 = 10;

pub(crate) struct List {
    /// None: all of them.
    state: Option<SignupState>,
    all: bool,
    page: i64,
}

impl Command for List {
    const SPEC: &'static Spec = &Spec {
        name: "staff signups list",
        params: &[
            Param::typed(
                "state",
                Kind::Choice(&["new", "accepted", "declined", "withdrawn", "all"]),
            )
            .optional(),
            pages::PAGE,
        ],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        let all = args.text("state") == Some("all");
        let state = args
            .text("state")
            .and_then(SignupState::from_id)
            .unwrap_or(SignupState::New);
        Ok(Self {
            state: (!all).then_some(state),
            all,
            page: args.int("page").unwrap_or(1),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let tx = cx.tx().await?;
        let now = tx.now();
        let (_, total) = tx.signups_page(self.state, 0, 0).await?;
        let page = Page::of(self.page, total, PAGE);
        let (signups, total) = tx.signups_page(self.state, page.offset(), PAGE).await?;
        let what = self.state.map_or_else(
            || text!(lang, "staff-list-all"),
            |state| signup_state(lang, state),
        );
        let title = text!(lang, "staff-list-title", what = what, count = total);
        let reply = Reply::new(Sign::Counseling, title);
        let reply = if signups.is_empty() {
            reply.markdown(text!(lang, "staff-list-none"))
        } else {
            let rows = signups
                .iter()
                .map(|signup| row(lang, signup, now))
                .collect();
            let table = Table {
                columns: columns(lang),
                rows,
                page: page.shown(),
            };
            let reply = reply
                .block(Block::Table(table))
                .action(menu(lang, &signups));
            let state = if self.all {
                "all"
            } else {
                self.state.map_or("new", SignupState::id)
            };
            let call = Call::new("staff signups list").with("state", state);
            page.turn(lang, reply, &call)
        };
        Ok(reply)
    }
}

fn columns(lang: Lang) -> Vec<String> {
    ["reference", "department", "stage", "state", "since"]
        .iter()
        .map(|column| text!(lang, &format!("staff-list-{column}")))
        .collect()
}

fn row(lang: Lang, signup: &Signup, now: chrono::DateTime<chrono::Utc>) -> Vec<Inline> {
    vec![
        Inline::Text(signup.reference.to_string()),
        Inline::Text(signup.draft.department.as_str().to_owned()),
        Inline::Text(texts::choice(lang, signup.draft.stage.id())),
        Inline::Text(signup_state(lang, signup.state)),
        Inline::Text(texts::ago(lang, signup.created_at, now)),
    ]
}

fn menu(lang: Lang, signups: &[Signup]) -> Menu {
    let options = signups.iter().map(|signup| Choice {
        value: signup.reference.to_string(),
        label: format!(
            "{} · {}",
            signup.reference,
            signup.draft.department.as_str()
        ),
        selected: false,
    });
    Menu {
        label: text!(lang, "staff-list-open"),
        call: Call::new("staff signups open"),
        param: "signup",
        options: options.collect(),
        place: Some(Place::New),
        code: String::new(),
    }
}

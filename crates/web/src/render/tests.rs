//! What replies and forms look like, as HTML.

use chat::{
    Action, Args, Block, Button, Call, Choice, Field, Form, Inline, Input, Kind, Lines, Menu,
    Notice, Reply, Request, Sign, Spec, Table,
};
use chrono::{TimeZone, Utc};
use domain::{DeliveryId, Lang, Platform};

use super::{Scene, form, reply};
use crate::{PLATFORM, channel::Channel, turns::Article};

fn scene(lang: Lang) -> Scene {
    Scene {
        lang,
        now: Utc.with_ymd_and_hms(2026, 12, 3, 14, 0, 0).unwrap(),
        channel: Channel::Ask,
        article: Article::Post(DeliveryId::new("1")),
    }
}

/// One element a line, so that a snapshot can be read.
fn lines(markup: maud::Markup) -> String {
    markup.into_string().replace("><", ">\n<")
}

#[test]
fn a_reply_is_a_card_with_its_end_in_words_and_buttons_that_work_without_a_script() {
    let mut button = Button::new("Sign <up>".to_owned(), Call::new("counseling signup")).primary();
    button.code = "?counseling.signup".to_owned();
    let shown = Reply::new(Sign::Counseling, "Received & read".to_owned())
        .notice(Notice::Ok)
        .markdown("We **read** it.".to_owned())
        .action(button)
        .action(Action::Link {
            label: "Site".to_owned(),
            url: "https://dash.example".to_owned(),
        })
        .action(Action::Link {
            label: "Bad".to_owned(),
            url: "javascript:alert(1)".to_owned(),
        })
        .footer("C-0042".to_owned());
    insta::assert_snapshot!(lines(reply(&scene(Lang::En), &shown)), @"");
}

#[test]
fn peoples_words_and_facts_are_escaped_and_times_are_on_the_wall_clock() {
    let at = Utc.with_ymd_and_hms(2026, 12, 3, 11, 0, 0).unwrap();
    let field = |label: &str, value| Field {
        label: label.to_owned(),
        value,
    };
    let person = |platform, id: &str| Inline::Person {
        platform,
        id: id.to_owned(),
        name: "<somebody>".to_owned(),
    };
    let shown = Reply::new(Sign::Question, "<b>".to_owned())
        .block(Block::Quote {
            label: "Question".to_owned(),
            text: "1 < 2\n<script>".to_owned(),
        })
        .block(Block::Fields(vec![
            field("When", Inline::Time(at)),
            field("Since", Inline::Ago(at)),
            field("Who", person(PLATFORM, "staff")),
            field("Else", person(Platform::new("other"), "staff")),
        ]))
        .block(Block::Image {
            url: "http://a.example/x.png".to_owned(),
            alt: "A <chart>".to_owned(),
        });
    insta::assert_snapshot!(lines(reply(&scene(Lang::Nl), &shown)), @"");
}

#[test]
fn a_table_has_headings_for_its_columns_and_rows_and_a_menu_is_a_labelled_choice() {
    let menu = Menu {
        label: "State".to_owned(),
        call: Call::new("list"),
        param: "state",
        options: vec![
            Choice {
                value: "new".to_owned(),
                label: "New".to_owned(),
                selected: true,
            },
            Choice {
                value: "all".to_owned(),
                label: "All".to_owned(),
                selected: false,
            },
        ],
        place: None,
        code: "list #state".to_owned(),
    };
    let shown = Reply::new(Sign::Counseling, "Sign-ups".to_owned())
        .block(Block::Table(Table {
            columns: vec!["Reference".to_owned(), "Department".to_owned()],
            rows: vec![vec![
                Inline::Text("C-0042".to_owned()),
                Inline::Text("Cardiology".to_owned()),
            ]],
            page: Some((1, 2)),
        }))
        .block(Block::File {
            name: "list.csv".to_owned(),
            media_type: "text/csv".to_owned(),
            bytes: vec![0; 1200],
        })
        .action(menu);
    insta::assert_snapshot!(lines(reply(&scene(Lang::En), &shown)), @"");
}

#[test]
fn a_form_labels_its_inputs_and_keeps_what_was_typed() {
    let input = |name, kind, value: Option<&str>, required| Input {
        name,
        kind,
        label: format!("The {name}"),
        placeholder: None,
        value: value.map(str::to_owned),
        required,
    };
    let text = |lines| Kind::Text { max: 200, lines };
    let shown = Form {
        title: "Sign up".to_owned(),
        request: Request::typed(&Spec::MEMBER, Args::new()),
        code: "counseling.signup".to_owned(),
        inputs: vec![
            input("name", text(Lines::One), Some("\"Robin\""), true),
            input("question", text(Lines::Many), Some("</textarea>"), true),
            input("day", Kind::Day, Some("03-12-2026"), false),
            input("agreed", Kind::Flag, None, true),
        ],
    };
    let refused = Reply::new(Sign::Refused, "Too short".to_owned()).notice(Notice::Refused);
    insta::assert_snapshot!(lines(form(&scene(Lang::En), &shown, Some(&refused))), @"");
}

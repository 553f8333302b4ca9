//! What replies and forms look like, as HTML.

use chat::{
    Action, Args, Block, Button, Call, Choice, Field, Form, Inline, Input, Kind, Lines, Menu,
    Notice, Reply, Request, Sign, Spec, Table,
};
use chrono::{TimeZone, Utc};
use domain::{DeliveryId, Lang, Platform};

use super::{Scene, form, reply};
use crate::{PLATFORM, People, channel::Channel, turns::Article};

fn scene(lang: Lang) -> Scene {
    Scene {
        lang,
        now: Utc.with_ymd_and_hms(2026, 12, 3, 14, 0, 0).unwrap(),
        people: People::ROBIN_AND_SAM,
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
    insta::assert_snapshot!(lines(reply(&scene(Lang::En), &shown)), @r#"
        <div class="card ok">
        <h3 id="post-1-title">
        <span class="sign" aria-hidden="true">🤝</span> Received &amp; read</h3>
        <p class="notice">Done</p>
        <div class="words">
        <p>We <strong>read</strong> it.</p>
        </div>
        <div class="actions">
        <form class="call" method="post" action="/ask/press">
        <input type="hidden" name="_code" value="?counseling.signup">
        <input type="hidden" name="_in" value="post-1">
        <button class="primary">Sign &lt;up&gt;</button>
        </form>
        <a class="button" href="https://dash.example" rel="noopener noreferrer">Site</a>
        <span>Bad</span>
        </div>
        <p class="footer">C-0042</p>
        </div>
        "#);
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
    let channel = |platform, id: &str| Inline::Channel {
        platform,
        id: id.to_owned(),
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
            field("Where", channel(PLATFORM, "ask")),
            field("Beyond", channel(Platform::new("other"), "<ask>")),
        ]))
        .block(Block::Image {
            url: "http://a.example/x.png".to_owned(),
            alt: "A <chart>".to_owned(),
        });
    insta::assert_snapshot!(lines(reply(&scene(Lang::Nl), &shown)), @r#"
        <div class="card info">
        <h3 id="post-1-title">
        <span class="sign" aria-hidden="true">❓</span> &lt;b&gt;</h3>
        <figure class="quote">
        <figcaption>Question</figcaption>
        <blockquote>1 &lt; 2
        &lt;script&gt;</blockquote>
        </figure>
        <dl class="fields">
        <div>
        <dt>When</dt>
        <dd>
        <time datetime="2026-12-03T11:00:00Z">do 3 dec 2026, 12.00 uur</time>
        </dd>
        </div>
        <div>
        <dt>Since</dt>
        <dd>
        <time datetime="2026-12-03T11:00:00Z" title="do 3 dec 2026, 12.00 uur">3 uur geleden</time>
        </dd>
        </div>
        <div>
        <dt>Who</dt>
        <dd>
        <span class="person">Sam</span>
        </dd>
        </div>
        <div>
        <dt>Else</dt>
        <dd>
        <span class="person">&lt;somebody&gt;</span>
        </dd>
        </div>
        <div>
        <dt>Where</dt>
        <dd>Vragen</dd>
        </div>
        <div>
        <dt>Beyond</dt>
        <dd>other &lt;ask&gt;</dd>
        </div>
        </dl>
        <p>A &lt;chart&gt;</p>
        </div>
        "#);
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
    insta::assert_snapshot!(lines(reply(&scene(Lang::En), &shown)), @r#"
        <div class="card info">
        <h3 id="post-1-title">
        <span class="sign" aria-hidden="true">🤝</span> Sign-ups</h3>
        <div class="table" role="region" tabindex="0" aria-labelledby="post-1-title">
        <table>
        <thead>
        <tr>
        <th scope="col">Reference</th>
        <th scope="col">Department</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <th scope="row">C-0042</th>
        <td>Cardiology</td>
        </tr>
        </tbody>
        </table>
        </div>
        <p class="pages">Page 1 of 2</p>
        <p>
        <a class="file" href="/ask/files/post-1/1" download="list.csv">Download list.csv (2 kB)</a>
        </p>
        <div class="actions menus">
        <form class="call menu" method="post" action="/ask/press">
        <input type="hidden" name="_code" value="list #state">
        <input type="hidden" name="_in" value="post-1">
        <label for="post-1-menu-0">State</label>
        <select id="post-1-menu-0" name="value" required>
        <option value="new" selected>New</option>
        <option value="all">All</option>
        </select>
        <button class="plain">Choose</button>
        </form>
        </div>
        </div>
        "#);
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
    insta::assert_snapshot!(lines(form(&scene(Lang::En), &shown, Some(&refused))), @r#"
        <div class="card refused">
        <h3 id="post-1-title">
        <span class="sign" aria-hidden="true">⛔</span> Too short</h3>
        <p class="notice">Not done</p>
        </div>
        <form class="call questions" method="post" action="/ask/submit" aria-labelledby="post-1-form">
        <h3 id="post-1-form">Sign up</h3>
        <input type="hidden" name="_code" value="counseling.signup">
        <input type="hidden" name="_in" value="post-1">
        <div class="field">
        <label for="post-1-name">The name</label>
        <input id="post-1-name" name="name" type="text" required maxlength="200" value="&quot;Robin&quot;">
        </div>
        <div class="field">
        <label for="post-1-question">The question</label>
        <textarea id="post-1-question" name="question" rows="5" required maxlength="200">
        &lt;/textarea&gt;</textarea>
        </div>
        <div class="field">
        <label for="post-1-day">The day</label>
        <input id="post-1-day" name="day" type="date" value="2026-12-03">
        </div>
        <div class="field">
        <label for="post-1-agreed">The agreed</label>
        <select id="post-1-agreed" name="agreed" required>
        <option value="">Choose…</option>
        <option value="yes">Yes</option>
        <option value="no">No</option>
        </select>
        </div>
        <div class="actions">
        <button class="primary">Send</button>
        <button class="plain" formaction="/ask/close" formnovalidate>Cancel</button>
        </div>
        </form>
        "#);
}

//! Replies and forms as Discord gets them.

mod sent;

use chat::{Action, Block, Button, Call, Choice, Field, Inline, Menu, Reply, Sign, Table};
use chrono::{DateTime, Utc};
use domain::Platform;
use serde_json::{Value, json};

use super::{Card, card};
use crate::{PLATFORM, limits};

fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_796_306_400, 0).unwrap()
}

fn button(label: &str, code: &str) -> Button {
    let mut button = Button::new(label.to_owned(), Call::new("test"));
    button.code = code.to_owned();
    button
}

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn field(label: &str, value: Inline) -> Field {
    Field {
        label: label.to_owned(),
        value,
    }
}

fn person(platform: Platform, id: &str) -> Inline {
    Inline::Person {
        platform,
        id: id.to_owned(),
        name: "Anna *B*".to_owned(),
    }
}

fn channel(platform: Platform, id: &str) -> Inline {
    Inline::Channel {
        platform,
        id: id.to_owned(),
    }
}

/// The embed's parts as a person reads them, without colours and types.
fn shown(card: &Card) -> String {
    let mut out = format!("{}\n{}\n", card.embed.title, card.embed.description);
    for field in &card.embed.fields {
        let inline = if field.inline { "" } else { " (alone)" };
        let name = field.name.replace('\u{200b}', "empty");
        out += &format!("[{name}{inline}] {}\n", field.value);
    }
    for row in &card.rows {
        let labels = row.components.iter().map(|one| {
            let label = one.label.as_deref().or(one.placeholder.as_deref());
            format!("({})", label.unwrap_or_default())
        });
        out += &format!("{}\n", labels.collect::<Vec<_>>().join(" "));
    }
    if let Some(footer) = &card.embed.footer {
        out += &format!("{}\n", footer.text);
    }
    for file in &card.files {
        out += &format!(
            "file {} ({}, {} bytes)\n",
            file.name,
            file.media_type,
            file.bytes.len()
        );
    }
    out
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

#[test]
fn who_a_post_is_for_is_notified_and_nobody_else() {
    let reply = Reply::new(Sign::Question, "Answer".to_owned())
        .markdown("For <@2> and @everyone.".to_owned())
        .addressed("1".to_owned());
    let card = card(&reply, None);
    for sent in [super::post(&card, "n", None), super::edit(&card)] {
        let sent: Value = serde_json::from_slice(&sent).unwrap();
        assert_eq!(sent["content"], "<@1>");
        let allowed = json!({ "parse": [], "users": ["1"], "replied_user": false });
        assert_eq!(sent["allowed_mentions"], allowed);
    }
}

#[test]
fn an_answer_is_one_embed_with_buttons() {
    let reply = Reply::new(Sign::Question, "Machine learning counseling".to_owned())
        .markdown(
            "The *Machine Learning Lab* helps.\n\nYou sign up [here](https://umcg.nl).".to_owned(),
        )
        .action(button("Sign up", "?counseling.signup").primary())
        .action(button("Withdraw", "counseling.withdraw C-0042").danger())
        .action(Action::Link {
            label: "Read more".to_owned(),
            url: "https://umcg.nl/dash".to_owned(),
        })
        .footer("About DASH, last reviewed 12 Oct 2026".to_owned());
    let body: Value =
        serde_json::from_slice(&super::callback::message(&card(&reply, None), true)).unwrap();
    insta::assert_snapshot!(json(&body), @r#"
    {
      "data": {
        "allowed_mentions": {
          "parse": [],
          "replied_user": false
        },
        "components": [
          {
            "components": [
              {
                "custom_id": "?counseling.signup",
                "label": "Sign up",
                "style": 1,
                "type": 2
              },
              {
                "custom_id": "counseling.withdraw C-0042",
                "label": "Withdraw",
                "style": 4,
                "type": 2
              },
              {
                "label": "Read more",
                "style": 5,
                "type": 2,
                "url": "https://umcg.nl/dash"
              }
            ],
            "type": 1
          }
        ],
        "embeds": [
          {
            "color": 2845872,
            "description": "The *Machine Learning Lab* helps.\n\nYou sign up [here](https://umcg.nl).",
            "footer": {
              "text": "About DASH, last reviewed 12 Oct 2026"
            },
            "title": "❓ Machine learning counseling"
          }
        ],
        "flags": 64
      },
      "type": 4
    }
    "#);
}

#[test]
fn facts_are_fields_and_people_are_named_without_a_ping() {
    let reply =
        Reply::new(Sign::Counseling, "C-0042 of <@&1>".to_owned()).block(Block::Fields(vec![
            field("Who", person(PLATFORM, "42")),
            field("Elsewhere", person(Platform::new("page"), "42")),
            field("Where", channel(PLATFORM, "43")),
            field("Beyond", channel(Platform::new("page"), "*43*")),
            field("Since", Inline::Ago(at())),
            field("When", Inline::Time(at())),
            field(
                "Page",
                Inline::Link {
                    label: "the *plan*".to_owned(),
                    url: "https://a.nl/(x)".to_owned(),
                },
            ),
            field(
                "Bad",
                Inline::Link {
                    label: "x".to_owned(),
                    url: "javascript:1".to_owned(),
                },
            ),
            field("Words", text("@everyone [look](https://evil.nl)\n# big")),
            field("", text("  ")),
        ]));
    insta::assert_snapshot!(shown(&card(&reply, None)), @r"
    🤝 C-0042 of \<@&1>

    [Who] <@42>
    [Elsewhere] Anna \*B\*
    [Where] <#43>
    [Beyond] page \*43\*
    [Since] <t:1796306400:R>
    [When] <t:1796306400:f>
    [Page] [the \*plan\*](https://a.nl/%28x%29)
    [Bad] x
    [Words (alone)] \@everyone \[look](https://evil.nl)
    \# big
    [empty] –
    ");
}

#[test]
fn a_table_is_lines_that_fit_on_a_phone() {
    let rows = vec![
        vec![text("C-0042"), text("Cardiology"), Inline::Ago(at())],
        vec![text("C-0043"), text(""), Inline::Ago(at())],
    ];
    let columns = ["Reference", "Department", "Since"]
        .map(str::to_owned)
        .to_vec();
    let reply = Reply::new(Sign::Waiting, "Sign-ups".to_owned())
        .block(Block::Table(Table {
            columns,
            rows,
            page: Some((2, 5)),
        }))
        .footer("12 open".to_owned());
    insta::assert_snapshot!(shown(&card(&reply, None)), @"
    ⏳ Sign-ups
    *Reference · Department · Since*
    **C-0042** · Cardiology · <t:1796306400:R>
    **C-0043** · <t:1796306400:R>
    2/5 · 12 open
    ");
}

#[test]
fn what_is_too_long_is_cut_and_goes_along_as_a_file() {
    let words = "Who has *fever*? ".repeat(400);
    let reply = Reply::new(Sign::Counseling, "A title ".repeat(60))
        .markdown("Own words. ".repeat(30))
        .block(Block::Quote {
            label: "Vraag & doel".to_owned(),
            text: words.clone(),
        })
        .block(Block::Fields(vec![
            field("Data", text(&words)),
            field("Short", text("yes")),
        ]));
    let card = card(&reply, None);
    let lengths = (
        limits::length(&card.embed.title),
        limits::length(&card.embed.description),
        card.embed
            .fields
            .iter()
            .map(|field| limits::length(&field.value))
            .collect::<Vec<_>>(),
    );
    assert!(lengths.0 <= limits::EMBED_TITLE && lengths.1 <= limits::EMBED_DESCRIPTION);
    assert!(
        lengths
            .2
            .iter()
            .all(|length| *length <= limits::FIELD_VALUE)
    );
    assert!(card.embed.description.ends_with('…'));
    let names: Vec<&str> = card.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["vraag-doel.txt", "data.txt"]);
    assert_eq!(card.files[0].bytes, words.trim().as_bytes());
}

#[test]
fn what_lasts_is_shown_as_if_it_did_not() {
    let texts = [
        "",
        "DASH *is* a [hub](https://a.nl), with `/topics`.\n\n- one\n- **two**",
        &"Own **words**. ".repeat(200),
        &"_Long_ words. ".repeat(600),
    ];
    let reply = |lead: &str, block| {
        let reply = Reply::new(Sign::Question, "A title".to_owned());
        card(&reply.markdown(lead.to_owned()).block(block), None).embed
    };
    for text in texts {
        let lasting = Block::Lasting(text.into());
        for lead in ["", "Before.", &"Before. ".repeat(450)] {
            let once = reply(lead, Block::Markdown(text.to_owned()));
            let again = reply(lead, lasting.clone());
            assert_eq!(again.description, once.description, "{text}");
        }
    }
}

#[test]
fn people_are_quoted_word_for_word() {
    let text = "1. first\n> @here\n\n<@1> **x** https://a.nl/b_c".to_owned();
    let reply = Reply::new(Sign::Counseling, "C-0042".to_owned())
        .block(Block::Quote {
            label: "Question".to_owned(),
            text,
        })
        .block(Block::Text("A *publisher's* words".to_owned()));
    insta::assert_snapshot!(shown(&card(&reply, None)), @r"
    🤝 C-0042
    **Question**
    > 1\. first
    > \> \@here
    > 
    > \<@1> \*\*x\*\* https://a.nl/b_c

    A \*publisher's\* words
    ");
}

#[test]
fn more_actions_than_fit_leave_the_rest_whole() {
    let mut reply = Reply::new(Sign::Question, "Many".to_owned());
    for number in 0..7 {
        reply = reply.action(button(&format!("B{number}"), &format!("b {number}")));
    }
    let option = |value: &str, selected| Choice {
        value: value.to_owned(),
        label: format!("L{value}"),
        selected,
    };
    let menu = |label: &str| Menu {
        label: label.to_owned(),
        call: Call::new("test"),
        param: "state",
        options: vec![
            option("a", false),
            option("b", true),
            option("b", false),
            option("", false),
        ],
        place: None,
        code: format!("menu {label}"),
    };
    for label in ["one", "two", "three", "four"] {
        reply = reply.action(menu(label));
    }
    let bad = Action::Link {
        label: "bad".to_owned(),
        url: "ftp://x".to_owned(),
    };
    let reply = reply.action(bad).action(button("B0 again", "b 0"));
    let card = card(&reply, None);
    insta::assert_snapshot!(shown(&card), @"
    ❓ Many

    (B0) (B1) (B2) (B3) (B4)
    (B5) (B6)
    (one)
    (two)
    (three)
    ");
    insta::assert_snapshot!(json(&card.rows[2]), @r#"
    {
      "type": 1,
      "components": [
        {
          "type": 3,
          "custom_id": "menu one",
          "placeholder": "one",
          "options": [
            {
              "label": "La",
              "value": "a"
            },
            {
              "label": "Lb",
              "value": "b",
              "default": true
            }
          ]
        }
      ]
    }
    "#);
}

//! Messages.

use chat::{Action, Block, Inline, Reply, Sign, Table};
use domain::Platform;

use super::{at, button, field, menu, pretty, schema, shown, words};
use crate::{PLATFORM, limits, render::card};

const HOSTILE: &str = "<!channel> *a* _b_ <@U1> & <https://x|y>";

#[test]
fn an_answer_has_links_and_buttons() {
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
    let card = card(&reply);
    assert_eq!(schema::message(&card), Vec::<String>::new());
    insta::assert_snapshot!(card.text, @"
    ❓ Machine learning counseling
    The Machine Learning Lab helps.

    You sign up here.
    About DASH, last reviewed 12 Oct 2026
    ");
    insta::assert_snapshot!(pretty(&card.blocks), @r#"
    [
      {
        "type": "header",
        "text": {
          "type": "plain_text",
          "text": "❓ Machine learning counseling",
          "emoji": true
        }
      },
      {
        "type": "rich_text",
        "elements": [
          {
            "type": "rich_text_section",
            "elements": [
              {
                "type": "text",
                "text": "The "
              },
              {
                "type": "text",
                "text": "Machine Learning Lab",
                "style": {
                  "italic": true
                }
              },
              {
                "type": "text",
                "text": " helps.\n\nYou sign up "
              },
              {
                "type": "link",
                "url": "https://umcg.nl",
                "text": "here"
              },
              {
                "type": "text",
                "text": "."
              }
            ]
          }
        ]
      },
      {
        "type": "actions",
        "elements": [
          {
            "type": "button",
            "action_id": "?counseling.signup",
            "text": {
              "type": "plain_text",
              "text": "Sign up",
              "emoji": false
            },
            "style": "primary"
          },
          {
            "type": "button",
            "action_id": "counseling.withdraw C-0042",
            "text": {
              "type": "plain_text",
              "text": "Withdraw",
              "emoji": false
            },
            "style": "danger"
          },
          {
            "type": "button",
            "action_id": "link:1",
            "text": {
              "type": "plain_text",
              "text": "Read more",
              "emoji": false
            },
            "url": "https://umcg.nl/dash"
          }
        ]
      },
      {
        "type": "context",
        "elements": [
          {
            "type": "plain_text",
            "text": "About DASH, last reviewed 12 Oct 2026",
            "emoji": false
          }
        ]
      }
    ]
    "#);
}

#[test]
fn above_a_reply_stands_for_whom_it_is() {
    let reply = Reply::new(Sign::Question, "Answer".to_owned())
        .markdown("For <@U2>.".to_owned())
        .addressed("U1".to_owned());
    let card = card(&reply);
    assert_eq!(schema::message(&card), Vec::<String>::new());
    insta::assert_snapshot!(shown(&card.blocks), @r"
    <@U1>
    # ❓ Answer
    For <@U2>.
    ");
    assert_eq!(card.text.lines().next(), Some("❓ Answer"));
}

#[test]
fn a_staff_card_has_facts_and_names_people_without_a_ping() {
    let person = |platform| Inline::Person {
        platform,
        id: "U42".to_owned(),
        name: "Anna *B*".to_owned(),
    };
    let channel = |platform, id: &str| Inline::Channel {
        platform,
        id: id.to_owned(),
    };
    let link = |label: &str, url: &str| Inline::Link {
        label: label.to_owned(),
        url: url.to_owned(),
    };
    let reply = Reply::new(Sign::Counseling, "C-0042 · Cardiology".to_owned())
        .block(Block::Fields(vec![
            field("Who", person(PLATFORM)),
            field("Elsewhere", person(Platform::new("page"))),
            field("Where", channel(PLATFORM, "C42")),
            field("Beyond", channel(Platform::new("page"), "<C42>")),
            field("Since", Inline::Ago(at())),
            field("When", Inline::Time(at())),
            field("Page", link("the plan", "https://a.nl/(x)?a=1&b=2")),
            field("Bad", link("x", "javascript:1")),
            field("", words("  ")),
            field("Words", words(HOSTILE)),
            field("Stage", words("idea")),
        ]))
        .action(button("Open", "staff.signups.open C-0042").primary())
        .action(button("Take", "staff.signups.accept C-0042"))
        .action(menu(
            "More",
            "staff.more",
            &[("a", false), ("b", true), ("b", false), ("", false)],
        ));
    let card = card(&reply);
    assert_eq!(schema::message(&card), Vec::<String>::new());
    insta::assert_snapshot!(shown(&card.blocks), @r#"
    # 🤝 C-0042 · Cardiology
    **Who**
    Anna *B*
    **Elsewhere**
    Anna *B*
    | *Where* / <#C42>
    | *Beyond* / page &lt;C42&gt;
    | *Since* / <!date^1796306400^{ago}|2026-12-03 14:00 UTC>
    | *When* / <!date^1796306400^{date_short_pretty} {time}|2026-12-03 14:00 UTC>
    | *Page* / <https://a.nl/(x)?a=1&amp;b=2|the plan>
    **Bad**
    x
    | –
    **Words**
    <!channel> *a* _b_ <@U1> & <<https://x>|y>
    | *Stage* / idea
    [Open!] [Take] <static_select> More = {"text":{"emoji":false,"text":"Lb","type":"plain_text"},"value":"b"}
    "#);
    insta::assert_snapshot!(card.text, @"
    🤝 C-0042 · Cardiology
    Who: Anna *B*
    Elsewhere: Anna *B*
    Where: slack C42
    Beyond: page &lt;C42&gt;
    Since: 2026-12-03 14:00 UTC
    When: 2026-12-03 14:00 UTC
    Page: the plan
    Bad: x
    Words: &lt;!channel&gt; *a* _b_ &lt;@U1&gt; &amp; &lt;https://x|y&gt;
    Stage: idea
    ");
}

#[test]
fn peoples_words_are_shown_as_they_are() {
    let reply = Reply::new(Sign::Counseling, HOSTILE.to_owned())
        .block(Block::Quote {
            label: "Question".to_owned(),
            text: format!("1. first\n> {HOSTILE}\n\n@here :smile: https://a.nl/b_c."),
        })
        .block(Block::Text("A *publisher's* words".to_owned()))
        .footer(HOSTILE.to_owned());
    let card = card(&reply);
    assert_eq!(schema::message(&card), Vec::<String>::new());
    insta::assert_snapshot!(pretty(&card.blocks), @r#"
    [
      {
        "type": "header",
        "text": {
          "type": "plain_text",
          "text": "🤝 <!channel> *a* _b_ <@U1> & <https://x|y>",
          "emoji": true
        }
      },
      {
        "type": "rich_text",
        "elements": [
          {
            "type": "rich_text_section",
            "elements": [
              {
                "type": "text",
                "text": "Question",
                "style": {
                  "bold": true
                }
              }
            ]
          },
          {
            "type": "rich_text_quote",
            "elements": [
              {
                "type": "text",
                "text": "1. first\n> <!channel> *a* _b_ <@U1> & <"
              },
              {
                "type": "link",
                "url": "https://x"
              },
              {
                "type": "text",
                "text": "|y>\n\n@here :smile: "
              },
              {
                "type": "link",
                "url": "https://a.nl/b_c"
              },
              {
                "type": "text",
                "text": "."
              }
            ]
          }
        ]
      },
      {
        "type": "rich_text",
        "elements": [
          {
            "type": "rich_text_section",
            "elements": [
              {
                "type": "text",
                "text": "A *publisher's* words"
              }
            ]
          }
        ]
      },
      {
        "type": "context",
        "elements": [
          {
            "type": "plain_text",
            "text": "<!channel> *a* _b_ <@U1> & <https://x|y>",
            "emoji": false
          }
        ]
      }
    ]
    "#);
    insta::assert_snapshot!(card.text, @"
    🤝 &lt;!channel&gt; *a* _b_ &lt;@U1&gt; &amp; &lt;https://x|y&gt;
    Question: 1. first
    &gt; &lt;!channel&gt; *a* _b_ &lt;@U1&gt; &amp; &lt;https://x|y&gt;

    @here :smile: https://a.nl/b_c.
    A *publisher's* words
    &lt;!channel&gt; *a* _b_ &lt;@U1&gt; &amp; &lt;https://x|y&gt;
    ");
}

#[test]
fn a_table_is_lines_that_fit_on_a_phone() {
    let rows = vec![
        vec![words("C-0042"), words("Cardiology"), Inline::Ago(at())],
        vec![words("C-0043"), words(""), words("a\nb")],
    ];
    let columns = ["Reference", "Department", "Since"].map(str::to_owned);
    let reply = Reply::new(Sign::Waiting, "Sign-ups".to_owned())
        .block(Block::Table(Table {
            columns: columns.to_vec(),
            rows,
            page: Some((1, 3)),
        }))
        .footer("12 open".to_owned());
    let card = card(&reply);
    assert_eq!(schema::message(&card), Vec::<String>::new());
    insta::assert_snapshot!(shown(&card.blocks), @"
    # ⏳ Sign-ups
    _Reference · Department · Since_
    **C-0042** · Cardiology · <{ago}>
    **C-0043** · a b
    -# 1/3 · 12 open
    ");
    insta::assert_snapshot!(card.text, @"
    ⏳ Sign-ups
    C-0042 · Cardiology · 2026-12-03 14:00 UTC
    C-0043 · a b
    1/3 · 12 open
    ");
}

#[test]
fn markdown_is_rich_text() {
    let text = "# Sign up\n\nA *meeting* of **your *own***, un*believ*able; 2 \\* 3_4:\n\n- think of `data`\n- bring \
        [the plan](https://a.nl/x_(y))\n  1. one\n  2. two\n- last\n\n3. three\n4. four\n\n> quoted\n> - more\n\n```\nlet a = \
        \"<b>\";\n```\n\n<https://b.nl> and https://c.nl. [funding](topic:funding) <b>bold</b>";
    let reply = Reply::new(Sign::Question, "Markdown".to_owned()).markdown(text.to_owned());
    let card = card(&reply);
    assert_eq!(schema::message(&card), Vec::<String>::new());
    insta::assert_snapshot!(shown(&card.blocks), @r#"
    # ❓ Markdown
    **Sign up**

    A _meeting_ of **your ****own**, un_believ_able; 2 * 3_4:
    - think of `data`
    - bring [the plan](https://a.nl/x_(y))
      - one
      - two
    - last
    3. three
    4. four
    > quoted
    > • more
    ```
    let a = "<b>";
    ```
    <https://b.nl> and <https://c.nl>. funding <b>bold</b>
    "#);
}

#[test]
fn forty_thousand_characters_are_cut_and_go_along_as_a_file() {
    let words = "Who has *fever*? ".repeat(2500);
    let reply = Reply::new(Sign::Counseling, "A title ".repeat(60))
        .block(Block::Quote {
            label: "Vraag & doel".to_owned(),
            text: words.clone(),
        })
        .markdown("**Own** words stand here.\n\n".repeat(1600))
        .block(Block::File {
            name: "C-0042.json".to_owned(),
            media_type: "application/json".to_owned(),
            bytes: b"{}".to_vec(),
        });
    let card = card(&reply);
    assert_eq!(schema::message(&card), Vec::<String>::new());
    assert_eq!(card.files[0].bytes, words.trim().as_bytes());
    assert!(limits::length(&card.text) <= limits::FALLBACK);
    let lines = card.blocks.iter().map(|block| {
        let shown = super::block(block);
        let (start, end) = (limits::fit(&shown, 40), shown.chars().rev().take(12));
        let end: String = end.collect::<Vec<_>>().into_iter().rev().collect();
        format!("{} characters: {start} {end}", limits::length(&shown))
    });
    let files = card.files.iter().map(|file| {
        let (name, kind, bytes) = (&file.name, &file.media_type, file.bytes.len());
        format!("{name} ({kind}, {bytes} bytes)")
    });
    let all: Vec<String> = lines
        .chain(files)
        .map(|line| line.replace('\n', "⏎"))
        .collect();
    insta::assert_snapshot!(all.join("\n"), @"
    486 characters: **🤝 A title A title A title A title A… le A title**
    16 characters: **Vraag & doel** aag & doel**
    2942 characters: > Who has *fever*? Who has *fever*? Who… has *fever*?
    61 characters: > Who has *fever*? Who has *fever*? Who… r*? Who has…
    1267 characters: **Own** words stand here.⏎⏎**Own**…  stand here.
    791 characters: **Own** words stand here.⏎⏎**Own**… e.⏎⏎**Own…**
    vraag-doel.txt (text/plain; charset=utf-8, 42499 bytes)
    text.md (text/markdown; charset=utf-8, 43200 bytes)
    C-0042.json (application/json, 2 bytes)
    ");
}

#[test]
fn what_slack_would_refuse_is_left_out_and_the_rest_arrives() {
    let mut reply = Reply::new(Sign::Question, "Many".to_owned());
    for number in 0..7 {
        reply = reply.action(button(&format!("B{number}"), &format!("b {number}")));
    }
    let link = |url: &str| Action::Link {
        label: url.to_owned(),
        url: url.to_owned(),
    };
    let reply = reply
        .action(button("B0 again", "b 0"))
        .action(button("too long", &"b".repeat(256)))
        .action(button(" ", "c"))
        .action(link("ftp://x"))
        .action(link("http://a.nl"))
        .action(link("http://localhost:8080/"))
        .action(link("https://a.nl"))
        .action(menu("nothing", "m", &[]))
        .block(Block::Image {
            url: "http://a.nl/x.png".to_owned(),
            alt: "x".to_owned(),
        })
        .block(Block::Image {
            url: "https://a.nl/x.png".to_owned(),
            alt: "A plot".to_owned(),
        });
    let card = card(&reply);
    assert_eq!(schema::message(&card), Vec::<String>::new());
    insta::assert_snapshot!(shown(&card.blocks), @"
    # ❓ Many
    (image: A plot)
    [B0] [B1] [B2] [B3] [B4]
    [B5] [B6] [http://localhost:8080/ -> http://localhost:8080/] [https://a.nl -> https://a.nl]
    ");
}

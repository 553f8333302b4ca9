//! Modals and the App Home.

use chat::{
    Args, Block, Button, Call, Completion, Form, Input, Kind, Lines, Param, Reply, Request, Sign,
    Source, Spec,
};
use domain::Lang;

use super::{button, json, pretty, schema, shown};
use crate::render::{View, home, loading, modal, modal_again, options, reply_view};

const SPEC: Spec = Spec {
    name: "counseling signup",
    params: &[Param::typed("waive", Kind::Flag).carried_optional()],
    ..Spec::MEMBER
};

fn input(name: &'static str, kind: Kind, value: Option<&str>) -> Input {
    Input {
        name,
        kind,
        label: format!("The {name}"),
        placeholder: Some(format!("such a {name}")),
        value: value.map(str::to_owned),
        required: name != "file",
    }
}

fn form() -> Form {
    let text = |max, lines| Kind::Text { max, lines };
    let types = &["text/csv"];
    Form {
        title: "Sign up for counseling, at last".to_owned(),
        request: Request::typed(&SPEC, Args::new()),
        code: "counseling.signup".to_owned(),
        inputs: vec![
            input("question", text(5000, Lines::Many), Some("Is *p* < 0.05?")),
            input("department", text(80, Lines::One), Some(" ")),
            input("stage", Kind::Choice(&["nl", "en"]), Some("en")),
            input("topic", Kind::Pick(Source::Topics), Some("funding")),
            input("page", Kind::Int { min: 1, max: 9 }, Some("10")),
            input("sure", Kind::Flag, Some("true")),
            input("host", Kind::Person, Some("U0123")),
            input("day", Kind::Day, Some("03-12-2026")),
            input("moment", Kind::Moment, Some("03-12-2026 15:00")),
            input(
                "file",
                Kind::File {
                    max_bytes: 1,
                    types,
                },
                None,
            ),
        ],
    }
}

fn short_form() -> Form {
    let mut form = form();
    form.inputs.truncate(2);
    form
}

fn refusal() -> Reply {
    let call = Call::new("counseling signup").with("waive", true);
    let mut waive = Button::new("This was not a patient".to_owned(), call);
    waive.code = "?counseling.signup @1".to_owned();
    Reply::new(Sign::Refused, "This seems to be about a patient".to_owned())
        .markdown("Your text has what looks like a *date of birth*.".to_owned())
        .action(waive)
}

fn blocks(view: &View) -> &[super::Block] {
    match view {
        View::Modal { blocks, .. } | View::Home { blocks } => blocks,
    }
}

/// The view's frame, then its blocks.
fn all(view: &View) -> String {
    let mut frame = json(view);
    if let Some(fields) = frame.as_object_mut() {
        fields.remove("blocks");
    }
    format!("{frame}\n{}", shown(blocks(view)))
}

#[test]
fn a_form_is_a_modal_with_an_input_for_each_question() {
    let view = modal(&form(), Lang::En, "m1");
    assert_eq!(schema::view(&view), Vec::<String>::new());
    insta::assert_snapshot!(all(&view), @r#"
    {"callback_id":"counseling.signup","close":{"emoji":false,"text":"Cancel","type":"plain_text"},"private_metadata":"m1","submit":{"emoji":false,"text":"Send","type":"plain_text"},"title":{"emoji":false,"text":"Sign up for counseling,…","type":"plain_text"},"type":"modal"}
    The question *: <plain_text_input> such a question = "Is *p* < 0.05?"
    The department *: <plain_text_input> such a department
    The stage *: <static_select> such a stage = {"text":{"emoji":false,"text":"English","type":"plain_text"},"value":"en"}
    The topic *: <external_select> such a topic = {"text":{"emoji":false,"text":"funding","type":"plain_text"},"value":"funding"}
    The page *: <number_input> such a page
    The sure: [ ] "Yes"
    The host *: <users_select> such a host = "U0123"
    The day *: <datepicker> such a day = "2026-12-03"
    The moment *: <datetimepicker> 
    The file: <file_input>
    "#);
    insta::assert_snapshot!(pretty(&blocks(&view)[..3]), @r#"
    [
      {
        "type": "input",
        "block_id": "question",
        "label": {
          "type": "plain_text",
          "text": "The question",
          "emoji": false
        },
        "optional": false,
        "element": {
          "type": "plain_text_input",
          "action_id": "question",
          "multiline": true,
          "max_length": 3000,
          "initial_value": "Is *p* < 0.05?",
          "placeholder": {
            "type": "plain_text",
            "text": "such a question",
            "emoji": false
          }
        }
      },
      {
        "type": "input",
        "block_id": "department",
        "label": {
          "type": "plain_text",
          "text": "The department",
          "emoji": false
        },
        "optional": false,
        "element": {
          "type": "plain_text_input",
          "action_id": "department",
          "multiline": false,
          "max_length": 80,
          "placeholder": {
            "type": "plain_text",
            "text": "such a department",
            "emoji": false
          }
        }
      },
      {
        "type": "input",
        "block_id": "stage",
        "label": {
          "type": "plain_text",
          "text": "The stage",
          "emoji": false
        },
        "optional": false,
        "element": {
          "type": "static_select",
          "action_id": "stage",
          "placeholder": {
            "type": "plain_text",
            "text": "such a stage",
            "emoji": false
          },
          "options": [
            {
              "text": {
                "type": "plain_text",
                "text": "Dutch",
                "emoji": false
              },
              "value": "nl"
            },
            {
              "text": {
                "type": "plain_text",
                "text": "English",
                "emoji": false
              },
              "value": "en"
            }
          ],
          "initial_option": {
            "text": {
              "type": "plain_text",
              "text": "English",
              "emoji": false
            },
            "value": "en"
          }
        }
      }
    ]
    "#);
    insta::assert_snapshot!(all(&modal(&form(), Lang::Nl, "m1")), @r#"
    {"callback_id":"counseling.signup","close":{"emoji":false,"text":"Annuleren","type":"plain_text"},"private_metadata":"m1","submit":{"emoji":false,"text":"Versturen","type":"plain_text"},"title":{"emoji":false,"text":"Sign up for counseling,…","type":"plain_text"},"type":"modal"}
    The question *: <plain_text_input> such a question = "Is *p* < 0.05?"
    The department *: <plain_text_input> such a department
    The stage *: <static_select> such a stage = {"text":{"emoji":false,"text":"Engels","type":"plain_text"},"value":"en"}
    The topic *: <external_select> such a topic = {"text":{"emoji":false,"text":"funding","type":"plain_text"},"value":"funding"}
    The page *: <number_input> such a page
    The sure: [ ] "Ja"
    The host *: <users_select> such a host = "U0123"
    The day *: <datepicker> such a day = "2026-12-03"
    The moment *: <datetimepicker> 
    The file: <file_input>
    "#);
}

#[test]
fn a_refused_form_says_why_and_takes_the_word_that_it_was_no_patient() {
    for lang in Lang::ALL {
        let view = modal_again(&short_form(), lang, "", &refusal());
        assert_eq!(schema::view(&view), Vec::<String>::new());
    }
    insta::assert_snapshot!(all(&modal_again(&short_form(), Lang::En, "", &refusal())), @r#"
    {"callback_id":"counseling.signup","close":{"emoji":false,"text":"Cancel","type":"plain_text"},"private_metadata":"","submit":{"emoji":false,"text":"Send","type":"plain_text"},"title":{"emoji":false,"text":"Sign up for counseling,…","type":"plain_text"},"type":"modal"}
    # ⛔ This seems to be about a patient
    Your text has what looks like a _date of birth_.
    Patient data: [ ] "This was not a patient"
    The question *: <plain_text_input> such a question = "Is *p* < 0.05?"
    The department *: <plain_text_input> such a department
    "#);
    insta::assert_snapshot!(all(&modal_again(&short_form(), Lang::Nl, "", &refusal())), @r#"
    {"callback_id":"counseling.signup","close":{"emoji":false,"text":"Annuleren","type":"plain_text"},"private_metadata":"","submit":{"emoji":false,"text":"Versturen","type":"plain_text"},"title":{"emoji":false,"text":"Sign up for counseling,…","type":"plain_text"},"type":"modal"}
    # ⛔ This seems to be about a patient
    Your text has what looks like a _date of birth_.
    Patiëntgegevens: [ ] "Dit was geen patiënt"
    The question *: <plain_text_input> such a question = "Is *p* < 0.05?"
    The department *: <plain_text_input> such a department
    "#);
}

#[test]
fn nobody_is_asked_about_patients_when_something_else_was_refused() {
    let mut other = refusal();
    other.actions = vec![button("Back to the form", "?counseling.signup").into()];
    let view = modal_again(&short_form(), Lang::En, "", &other);
    assert!(!shown(blocks(&view)).contains("Patient data"));
}

#[test]
fn a_reply_in_a_modal_says_its_whole_title() {
    let long = Reply::new(Sign::Question, "Machine learning counseling".to_owned())
        .markdown("The lab helps.".to_owned())
        .action(button("Sign up", "?counseling.signup").primary());
    let view = reply_view(&long, Lang::Nl, "m");
    assert_eq!(schema::view(&view), Vec::<String>::new());
    insta::assert_snapshot!(all(&view), @r#"
    {"callback_id":"reply","close":{"emoji":false,"text":"Sluiten","type":"plain_text"},"private_metadata":"m","title":{"emoji":false,"text":"Machine learning…","type":"plain_text"},"type":"modal"}
    # ❓ Machine learning counseling
    The lab helps.
    [Sign up!]
    "#);
    let short = reply_view(&Reply::new(Sign::Done, "Sent".to_owned()), Lang::En, "");
    assert_eq!(schema::view(&short), Vec::<String>::new());
    insta::assert_snapshot!(all(&short), @r#"
    {"callback_id":"reply","close":{"emoji":false,"text":"Close","type":"plain_text"},"private_metadata":"","title":{"emoji":false,"text":"Sent","type":"plain_text"},"type":"modal"}
    # ✅ Sent
    "#);
}

#[test]
fn something_stands_there_while_an_answer_is_on_its_way() {
    for lang in Lang::ALL {
        assert_eq!(schema::view(&loading(lang)), Vec::<String>::new());
    }
    insta::assert_snapshot!(all(&loading(Lang::En)), @r#"
    {"callback_id":"loading","close":{"emoji":false,"text":"Close","type":"plain_text"},"private_metadata":"","title":{"emoji":false,"text":"DASH-bot","type":"plain_text"},"type":"modal"}
    | One moment
    "#);
    insta::assert_snapshot!(all(&loading(Lang::Nl)), @r#"
    {"callback_id":"loading","close":{"emoji":false,"text":"Sluiten","type":"plain_text"},"private_metadata":"","title":{"emoji":false,"text":"DASH-bot","type":"plain_text"},"type":"modal"}
    | Een moment
    "#);
}

#[test]
fn the_app_home_shows_replies_one_below_the_other() {
    let question = Reply::new(Sign::Question, "Ask us".to_owned())
        .markdown("Anything about data science.".to_owned())
        .action(button("Topics", "topics"))
        .action(button("Help", "help"));
    let status = Reply::new(Sign::Counseling, "Your sign-up".to_owned())
        .block(Block::Text("Nobody has taken it yet.".to_owned()))
        .action(button("Help", "help"));
    let view = home(&[question, status]);
    assert_eq!(schema::view(&view), Vec::<String>::new());
    insta::assert_snapshot!(all(&view), @r#"
    {"type":"home"}
    # ❓ Ask us
    Anything about data science.
    [Topics] [Help]
    ---
    # 🤝 Your sign-up
    Nobody has taken it yet.
    [Help]
    "#);
    let codes = json(&view)["blocks"].to_string();
    assert!(codes.contains("\"help ~2\""), "{codes}");
}

#[test]
fn completions_are_options() {
    let completion = |value: &str, label: &str| Completion {
        value: value.to_owned(),
        label: label.to_owned(),
    };
    let found = [
        completion("funding", "Funding"),
        completion("funding", "Funding again"),
        completion("", "nothing"),
        completion(&"v".repeat(151), "too long"),
        completion("x", &"label ".repeat(20)),
    ];
    insta::assert_snapshot!(options(&found), @r#"{"options":[{"text":{"emoji":false,"text":"Funding","type":"plain_text"},"value":"funding"},{"text":{"emoji":false,"text":"label label label label label label label label label label label label…","type":"plain_text"},"value":"x"}]}"#);
    assert_eq!(options(&[]).to_string(), r#"{"options":[]}"#);
}

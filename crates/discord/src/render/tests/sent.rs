//! Posts and forms, as they go over the wire.

use chat::{Access, Action, Args, Form, Input, Kind, Lines, Notice, Reply, Request, Sign, Spec};
use serde_json::Value;

use super::json;
use crate::limits;
use crate::render::{Marker, card, edit, modal, post};

#[test]
fn a_post_is_marked_by_its_address() {
    let reply = Reply::new(Sign::Lecture, "Missing data".to_owned()).notice(Notice::Ok);
    let marker = Marker {
        text: "0194",
        page: "https://discord.com/channels/1",
    };
    let plain = card(&reply, Some(marker));
    assert_eq!(
        plain.embed.url.as_deref(),
        Some("https://discord.com/channels/1#dash-0194")
    );
    let watch = Action::Link {
        label: "Watch".to_owned(),
        url: "https://youtu.be/x".to_owned(),
    };
    let linked = card(&reply.action(watch), Some(marker));
    assert_eq!(
        linked.embed.url.as_deref(),
        Some("https://youtu.be/x#dash-0194")
    );
    let body: Value = serde_json::from_slice(&post(&linked, "nonce", Some("7"))).unwrap();
    insta::assert_snapshot!(json(&body), @r#"
    {
      "allowed_mentions": {
        "parse": [],
        "replied_user": false
      },
      "components": [
        {
          "components": [
            {
              "label": "Watch",
              "style": 5,
              "type": 2,
              "url": "https://youtu.be/x"
            }
          ],
          "type": 1
        }
      ],
      "embeds": [
        {
          "color": 3114330,
          "title": "🎬 Missing data",
          "url": "https://youtu.be/x#dash-0194"
        }
      ],
      "enforce_nonce": true,
      "message_reference": {
        "fail_if_not_exists": false,
        "message_id": "7"
      },
      "nonce": "nonce"
    }
    "#);
    let edit: Value = serde_json::from_slice(&edit(&plain)).unwrap();
    assert_eq!(edit["components"], serde_json::json!([]));
    assert_eq!(edit["attachments"], serde_json::json!([]));
}

#[test]
fn a_form_is_a_modal_of_text_inputs() {
    static SPEC: Spec = Spec {
        name: "test",
        access: Access::Everyone,
        ..Spec::MEMBER
    };
    let input = |name, kind, label: &str| Input {
        name,
        kind,
        label: label.to_owned(),
        placeholder: Some(String::new()),
        value: None,
        required: true,
    };
    let long = Kind::Text {
        max: 5000,
        lines: Lines::Many,
    };
    let mut question = input(
        "question",
        long,
        "What would you like to find out with machine learning?",
    );
    question.value = Some("v".repeat(5000));
    let day = Input {
        required: false,
        ..input("day", Kind::Day, "Day")
    };
    let form = Form {
        title: "Sign up for counseling".to_owned(),
        request: Request::typed(&SPEC, Args::new()),
        code: "test".to_owned(),
        inputs: vec![question, day],
    };
    let mut body = serde_json::to_value(modal(&form)).unwrap();
    let value = body["components"][0]["components"][0]["value"].take();
    assert_eq!(
        value.as_str().map(limits::length),
        Some(limits::INPUT_VALUE)
    );
    insta::assert_snapshot!(json(&body), @r#"
    {
      "components": [
        {
          "components": [
            {
              "custom_id": "question",
              "label": "What would you like to find out with…",
              "max_length": 4000,
              "required": true,
              "style": 2,
              "type": 4,
              "value": null
            }
          ],
          "type": 1
        },
        {
          "components": [
            {
              "custom_id": "day",
              "label": "Day",
              "max_length": 100,
              "required": false,
              "style": 1,
              "type": 4
            }
          ],
          "type": 1
        }
      ],
      "custom_id": "test",
      "title": "Sign up for counseling"
    }
    "#);
}

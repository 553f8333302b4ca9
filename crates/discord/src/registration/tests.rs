//! What Discord is told of a few commands.

use chat::{Kind, Lines, Param, Source, Spec, Specs};

use super::registration;

const ASK: Spec = Spec {
    name: "ask",
    params: &[
        Param::typed("topic", Kind::Pick(Source::Topics)).optional(),
        Param::typed(
            "question",
            Kind::Text {
                max: 300,
                lines: Lines::One,
            },
        ),
    ],
    ..Spec::MEMBER
};
const LIST: Spec = Spec {
    name: "staff signups list",
    params: &[
        Param::typed("state", Kind::Choice(&["new"])).optional(),
        Param::typed("count", Kind::Int { min: 1, max: 9 }).optional(),
    ],
    ..Spec::STAFF
};
const POST: Spec = Spec {
    name: "staff start post",
    ..Spec::STAFF
};
const HIDDEN: Spec = Spec {
    name: "staff signups open",
    typed: false,
    ..Spec::STAFF
};

#[test]
fn commands_are_grouped_by_their_words_and_staff_ones_hidden() {
    let specs = Specs::new(vec![&ASK, &LIST, &POST, &HIDDEN]);
    let json = serde_json::to_string_pretty(&registration(&specs)).unwrap();
    insta::assert_snapshot!(json, @r#"
    [
      {
        "description": "Ask a question about DASH",
        "description_localizations": {
          "nl": "Stel een vraag over DASH"
        },
        "name": "ask",
        "options": [
          {
            "description": "Your question, in your own words",
            "description_localizations": {
              "nl": "Je vraag, in je eigen woorden"
            },
            "max_length": 300,
            "name": "question",
            "required": true,
            "type": 3
          },
          {
            "autocomplete": true,
            "description": "ask-topic-about",
            "description_localizations": {
              "nl": "ask-topic-about"
            },
            "name": "topic",
            "type": 3
          }
        ],
        "type": 1
      },
      {
        "default_member_permissions": "8192",
        "description": "For the DASH team",
        "description_localizations": {
          "nl": "Voor het DASH-team"
        },
        "name": "staff",
        "options": [
          {
            "description": "Counseling sign-ups",
            "description_localizations": {
              "nl": "Aanmeldingen voor begeleiding"
            },
            "name": "signups",
            "options": [
              {
                "description": "List the sign-ups",
                "description_localizations": {
                  "nl": "Toon de aanmeldingen"
                },
                "name": "list",
                "options": [
                  {
                    "choices": [
                      {
                        "name": "New",
                        "name_localizations": {
                          "nl": "Nieuw"
                        },
                        "value": "new"
                      }
                    ],
                    "description": "Which ones; new ones if you leave it out",
                    "description_localizations": {
                      "nl": "Welke? Standaard de nieuwe"
                    },
                    "name": "state",
                    "type": 3
                  },
                  {
                    "description": "staff-signups-list-count-about",
                    "description_localizations": {
                      "nl": "staff-signups-list-count-about"
                    },
                    "max_value": 9,
                    "min_value": 1,
                    "name": "count",
                    "type": 4
                  }
                ],
                "type": 1
              }
            ],
            "type": 2
          },
          {
            "description": "The standing message of a channel",
            "description_localizations": {
              "nl": "Het vaste bericht van een kanaal"
            },
            "name": "start",
            "options": [
              {
                "description": "Put the standing message with its buttons into this channel",
                "description_localizations": {
                  "nl": "Zet het vaste bericht met knoppen in dit kanaal"
                },
                "name": "post",
                "type": 1
              }
            ],
            "type": 2
          }
        ],
        "type": 1
      }
    ]
    "#);
}

#[test]
fn a_name_that_is_both_command_and_group_is_left_out() {
    const BELOW: Spec = Spec {
        name: "ask again",
        ..Spec::MEMBER
    };
    let specs = Specs::new(vec![&ASK, &BELOW]);
    assert_eq!(registration(&specs).as_array().map(Vec::len), Some(1));
}

#[test]
fn what_is_too_much_for_discord_is_left_out() {
    let leaked = |name: String| -> &'static Spec {
        let name: &'static str = Box::leak(name.into_boxed_str());
        Box::leak(Box::new(Spec {
            name,
            ..Spec::MEMBER
        }))
    };
    let counts = |name: fn(u32) -> String| {
        let specs = Specs::new((0..120).map(name).map(leaked).collect());
        let mut list = registration(&specs);
        let mut counts = Vec::new();
        while let Some(length) = list.as_array().map(Vec::len) {
            counts.push(length);
            list = list[0]["options"].take();
        }
        counts
    };
    assert_eq!(counts(|number| format!("c{number}")), [100]);
    assert_eq!(counts(|number| format!("c s{number}")), [1, 25]);
    assert_eq!(counts(|number| format!("c g{number} s")), [1, 25, 1]);
    assert_eq!(counts(|number| format!("c g s{number}")), [1, 1, 25]);
}

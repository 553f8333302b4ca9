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
    insta::assert_snapshot!(json, @r#""#);
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

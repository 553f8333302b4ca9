//! Whatever a reply or a form says, Slack takes it.

use std::collections::HashSet;

use chat::{
    Action, Args, Block, Completion, Form, Inline, Input, Kind, Lines, Notice, Reply, Request,
    Sign, Source, Spec, Table,
};
use domain::{Lang, Platform};
use proptest::{collection::vec, option, prelude::*};
use serde_json::Value;

use super::{at, button, field, json, menu, schema};
use crate::{
    limits,
    render::{Card, View, card, home, modal, modal_again, options, reply_view},
};

/// Words: short and hostile, or long; with and without signs that mean something somewhere.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => r"[a-z *_~`<>&:@|#\n\\.\[\]()!1-]{0,40}",
        2 => r"\PC{0,60}",
        2 => "(<!channel>|<@U1>|@here|:smile:|https://a\\.nl/[a-z]{1,8}|\u{202e}|👩‍⚕️| |\n|- |> |```\n|1\\. ){0,12}",
        1 => ("[a-z *é😀\n]{1,12}", 1_usize..500).prop_map(|(part, times)| part.repeat(times)),
        1 => ("[a-z]{1,9}", 1_usize..900).prop_map(|(part, times)| part.repeat(times)),
    ]
}

fn url() -> impl Strategy<Value = String> {
    prop_oneof![
        text(),
        "https://[a-z]{1,8}\\.nl/[a-z<>|() \"]{0,12}",
        (1_usize..4_000).prop_map(|times| format!("https://a.nl/{}", "é".repeat(times))),
        Just("http://localhost:1/".to_owned()),
    ]
}

fn inline() -> impl Strategy<Value = Inline> {
    prop_oneof![
        4 => text().prop_map(Inline::Text),
        1 => Just(Inline::Time(at())),
        1 => Just(Inline::Ago(at())),
        1 => (text(), text()).prop_map(|(id, name)| Inline::Person {
            platform: Platform::new("slack"),
            id,
            name,
        }),
        1 => text().prop_map(|id| Inline::Channel {
            platform: Platform::new("slack"),
            id,
        }),
        1 => (text(), url()).prop_map(|(label, url)| Inline::Link { label, url }),
    ]
}

fn block() -> impl Strategy<Value = Block> {
    let fields = vec((text(), inline()), 0..14);
    let table = (vec(text(), 0..5), vec(vec(inline(), 0..5), 0..50));
    prop_oneof![
        text().prop_map(Block::Markdown),
        text().prop_map(|text| Block::Lasting(text.into())),
        text().prop_map(Block::Text),
        (text(), text()).prop_map(|(label, text)| Block::Quote { label, text }),
        fields.prop_map(|fields| {
            let fields = fields
                .into_iter()
                .map(|(label, value)| field(&label, value));
            Block::Fields(fields.collect())
        }),
        (table, option::of((0_u32..9, 0_u32..9))).prop_map(|((columns, rows), page)| {
            Block::Table(Table {
                columns,
                rows,
                page,
            })
        }),
        (url(), text()).prop_map(|(url, alt)| Block::Image { url, alt }),
        text().prop_map(|name| Block::File {
            name,
            media_type: "text/plain".to_owned(),
            bytes: vec![1],
        }),
    ]
}

fn action() -> impl Strategy<Value = Action> {
    let code = || prop_oneof![3 => "[a-c]{0,2}", 1 => "[a-z]{0,300}"];
    let choices = vec((text(), any::<bool>()), 0..120);
    prop_oneof![
        3 => (text(), code(), 0..3).prop_map(|(label, code, style)| {
            let button = button(&label, &code);
            Action::Button(match style {
                0 => button,
                1 => button.primary(),
                _ => button.danger(),
            })
        }),
        1 => (text(), code(), choices).prop_map(|(label, code, choices)| {
            let choices: Vec<_> = choices.iter().map(|(value, on)| (value.as_str(), *on)).collect();
            Action::Menu(menu(&label, &code, &choices))
        }),
        1 => (text(), url()).prop_map(|(label, url)| Action::Link { label, url }),
    ]
}

fn reply() -> impl Strategy<Value = Reply> {
    let parts = (
        text(),
        vec(block(), 0..8),
        vec(action(), 0..40),
        option::of(text()),
        option::of("U[A-Z0-9]{1,10}"),
    );
    parts.prop_map(|(title, blocks, actions, footer, addressed)| Reply {
        notice: Notice::Info,
        sign: Sign::Event,
        title,
        blocks,
        actions,
        footer,
        addressed,
        concerns: None,
    })
}

/// The same, all of whose Markdown lasts.
fn lasting(reply: &Reply) -> Reply {
    let lasts = |block: &Block| match block {
        Block::Markdown(text) => Block::Lasting(text.as_str().into()),
        block => block.clone(),
    };
    Reply {
        blocks: reply.blocks.iter().map(lasts).collect(),
        ..reply.clone()
    }
}

const SPEC: Spec = Spec {
    name: "test",
    ..Spec::MEMBER
};

fn form() -> impl Strategy<Value = Form> {
    let kinds = [
        (
            "a",
            Kind::Text {
                max: 0,
                lines: Lines::One,
            },
        ),
        (
            "b",
            Kind::Text {
                max: u16::MAX,
                lines: Lines::Many,
            },
        ),
        ("c", Kind::Int { min: -3, max: 3 }),
        ("d", Kind::Flag),
        ("e", Kind::Choice(&["nl", "en"])),
        ("f", Kind::Person),
        ("g", Kind::Day),
        ("h", Kind::Moment),
        ("i", Kind::Pick(Source::Topics)),
        (
            "i",
            Kind::File {
                max_bytes: 1,
                types: &[],
            },
        ),
    ];
    let input = (
        0..kinds.len(),
        text(),
        option::of(text()),
        option::of(text()),
        any::<bool>(),
    );
    (text(), text(), vec(input, 0..12)).prop_map(move |(title, code, inputs)| Form {
        title,
        request: Request::typed(&SPEC, Args::new()),
        code,
        inputs: inputs
            .into_iter()
            .map(|(kind, label, placeholder, value, required)| Input {
                name: kinds[kind].0,
                kind: kinds[kind].1,
                label,
                placeholder,
                value,
                required,
            })
            .collect(),
    })
}

/// What Slack's documentation says against blocks.
fn problems(blocks: &Value, most: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut ids = HashSet::new();
    let blocks = blocks.as_array().expect("blocks");
    if blocks.len() > most {
        found.push(format!("{} blocks", blocks.len()));
    }
    for block in blocks {
        let number = |name: &str| block[name].as_array().map_or(0, Vec::len);
        let (least, limit) = match block["type"].as_str().unwrap_or_default() {
            "section" if block["fields"].is_array() => (number("fields"), 10),
            "actions" => (number("elements"), 25),
            "context" => (number("elements"), 10),
            "rich_text" => (number("elements"), 200),
            _ => (1, 1),
        };
        if least == 0 || least > limit {
            found.push(format!("{least} parts of {}", block["type"]));
        }
        if block["type"] == "rich_text" && characters(block) > limits::BLOCK_TEXT {
            found.push(format!("{} characters of rich text", characters(block)));
        }
        if let Some(id) = block["block_id"].as_str()
            && !ids.insert(id.to_owned())
        {
            found.push(format!("block_id {id} twice"));
        }
        values(block, "", &mut found);
        let elements = block["elements"].as_array().into_iter().flatten();
        for id in elements.filter_map(|element| element["action_id"].as_str()) {
            if !ids.insert(format!("action {id}")) {
                found.push(format!("action_id {id} twice"));
            }
        }
    }
    found
}

/// All that is read in a block.
fn characters(value: &Value) -> usize {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| match value {
                Value::String(text) if name == "text" || name == "url" => limits::length(text),
                other => characters(other),
            })
            .sum(),
        Value::Array(list) => list.iter().map(characters).sum(),
        _ => 0,
    }
}

/// The lengths of all texts within a block.
fn values(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                values(value, &format!("{place}.{name}"), found);
            }
            let count = fields
                .get("options")
                .and_then(Value::as_array)
                .map(Vec::len);
            if count.is_some_and(|count| !(1..=100).contains(&count)) {
                found.push(format!("{count:?} options"));
            }
        }
        Value::Array(list) => list.iter().for_each(|value| values(value, place, found)),
        Value::String(text) => {
            let most = match place {
                ".text.text" => 150,
                ".fields.text" => 2_000,
                ".elements.text.text" | ".elements.options.text.text" => 75,
                ".element.options.text.text" | ".element.initial_option.text.text" => 75,
                ".elements.options.value" | ".element.options.value" => 150,
                ".elements.action_id" | ".element.action_id" | ".block_id" => 255,
                ".elements.placeholder.text" | ".element.placeholder.text" => 150,
                ".label.text" | ".alt_text" => 2_000,
                _ => 3_000,
            };
            let may_be_empty = place.ends_with("fallback");
            if limits::length(text) > most || text.is_empty() && !may_be_empty {
                found.push(format!("{} characters at {place}", limits::length(text)));
            }
            if place.ends_with("url") && !text.starts_with("http") {
                found.push(format!("an address at {place}"));
            }
        }
        _ => {}
    }
}

/// What is said against a message.
fn against(card: &Card) -> Vec<String> {
    let blocks = json(&card.blocks);
    let mut found = problems(&blocks, 50);
    if limits::length(&card.text) > 3_000 || card.text.is_empty() {
        found.push("the text's length".to_owned());
    }
    if card.text.contains(['<', '>']) {
        found.push("something in the text may be markup".to_owned());
    }
    let texts: Vec<String> = mrkdwn(&blocks);
    if texts
        .iter()
        .any(|text| text.contains("<!") && !text.contains("<!date^"))
    {
        found.push("a mention".to_owned());
    }
    // Menus are bounded by their own limits.
    let said = blocks.as_array().into_iter().flatten();
    let said: usize = said
        .filter(|block| block["type"] != "actions")
        .map(characters)
        .sum();
    if said > limits::MESSAGE_TEXT {
        found.push(format!("{said} characters"));
    }
    found.extend(schema::message(card));
    found
}

/// The texts in which markup means something.
fn mrkdwn(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) if fields.get("type") == Some(&Value::from("mrkdwn")) => {
            vec![fields["text"].as_str().unwrap_or_default().to_owned()]
        }
        Value::Object(fields) => fields.values().flat_map(mrkdwn).collect(),
        Value::Array(list) => list.iter().flat_map(mrkdwn).collect(),
        _ => Vec::new(),
    }
}

/// What is said against a view.
fn against_view(view: &View) -> Vec<String> {
    let value = json(view);
    let mut found = problems(&value["blocks"], 100);
    for (name, most) in [("title", 24), ("submit", 24), ("close", 24)] {
        let text = value[name]["text"].as_str().unwrap_or("-");
        if !(1..=most).contains(&limits::length(text)) {
            found.push(format!("the length of {name}"));
        }
    }
    for (name, most) in [("callback_id", 255), ("private_metadata", 3_000)] {
        if limits::length(value[name].as_str().unwrap_or_default()) > most {
            found.push(format!("the length of {name}"));
        }
    }
    found.extend(schema::view(view));
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_message_is_taken(reply in reply()) {
        prop_assert_eq!(against(&card(&reply)), Vec::<String>::new());
    }

    #[test]
    fn what_lasts_is_sent_as_if_it_did_not(reply in reply()) {
        let (once, again) = (card(&reply), lasting(&reply));
        for card in [card(&again), card(&again)] {
            prop_assert_eq!(json(&card.blocks), json(&once.blocks));
            prop_assert_eq!(&card.text, &once.text);
            prop_assert_eq!(&card.files, &once.files);
        }
    }

    #[test]
    fn every_reply_in_a_modal_is_taken(reply in reply(), metadata in text()) {
        prop_assert_eq!(against_view(&reply_view(&reply, Lang::Nl, &metadata)), Vec::<String>::new());
    }

    #[test]
    fn every_home_is_taken(replies in vec(reply(), 0..6)) {
        prop_assert_eq!(against_view(&home(&replies)), Vec::<String>::new());
    }

    #[test]
    fn every_form_is_taken(form in form(), refusal in reply()) {
        prop_assert_eq!(against_view(&modal(&form, Lang::En, "")), Vec::<String>::new());
        prop_assert_eq!(against_view(&modal_again(&form, Lang::En, "", &refusal)), Vec::<String>::new());
    }

    #[test]
    fn every_completion_is_taken(found in vec((text(), text()), 0..150)) {
        let found: Vec<_> = found.into_iter().map(|(value, label)| Completion { value, label }).collect();
        let options = options(&found);
        let options = options["options"].as_array().expect("options");
        prop_assert!(options.len() <= 100);
        for option in options {
            prop_assert!((1..=75).contains(&limits::length(option["text"]["text"].as_str().unwrap_or_default())));
            prop_assert!((1..=150).contains(&limits::length(option["value"].as_str().unwrap_or_default())));
        }
    }
}

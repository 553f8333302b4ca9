//! Questions as people ask them, through the public entrance, over the answers that are compiled in.

use std::sync::LazyLock;

use domain::Lang;
use knowledge::{Asked, Knowledge, Rates, TopicId, eval};
use proptest::prelude::*;

fn bundled() -> &'static Knowledge {
    static KNOWLEDGE: LazyLock<Knowledge> =
        LazyLock::new(|| Knowledge::bundled().expect("the bundled answers are in order"));
    &KNOWLEDGE
}

fn answer(knowledge: &Knowledge, question: &str) -> Option<String> {
    knowledge
        .find(question, None)
        .answer
        .map(|topic| topic.to_string())
}

#[test]
fn every_title_and_example_finds_its_own_topic() {
    let knowledge = bundled();
    let mut wrong = Vec::new();
    for topic in knowledge.topics() {
        for lang in Lang::ALL {
            let entry = knowledge.entry(topic, lang).expect("every topic is there");
            for question in entry.questions.iter().chain([&entry.title]) {
                if answer(knowledge, question).as_deref() != Some(topic.as_str()) {
                    wrong.push(format!("{lang} {topic}: {question}"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn one_word_is_enough() {
    let knowledge = bundled();
    for (word, topic) in [
        ("webinars", "webinars"),
        ("nieuwsbrief", "newsletter"),
        ("spreekuur", "counseling"),
        ("ELSI", "elsi"),
        ("AiMED", "aimed"),
        ("Sparkle?", "sparkle-events"),
        ("adres", "contact"),
    ] {
        assert_eq!(answer(knowledge, word).as_deref(), Some(topic), "{word}");
    }
}

#[test]
fn typing_errors_and_compounds_are_understood() {
    let knowledge = bundled();
    for (question, topic) in [
        ("waneer is het volgende webbinar", "webinars"),
        ("sumer scool", "summer-school"),
        ("niewsbrief afmeldn", "newsletter"),
        ("counsling for cliniciens", "counseling"),
        ("subsidieadvies", "funding"),
    ] {
        assert_eq!(
            answer(knowledge, question).as_deref(),
            Some(topic),
            "{question}"
        );
    }
}

#[test]
fn in_a_long_story_the_question_counts_wherever_it_stands() {
    let knowledge = bundled();
    let english = "I am a nurse on the cardiology ward and have been here for eleven years. On Sundays I sing in a choir in \
                   the old church. ";
    let dutch = "Ik werk al elf jaar als verpleegkundige op de hartbewaking. Op zondag zing ik in een koor in de oude kerk. ";
    for (story, question, topic) in [
        (
            english,
            "How do I subscribe to your newsletter?",
            "newsletter",
        ),
        (
            dutch,
            "Hoe kan ik me inschrijven voor jullie nieuwsbrief?",
            "newsletter",
        ),
    ] {
        let around = story.repeat(6);
        for asked in [
            format!("{around}{question}"),
            format!("{question} {around}"),
            format!("{around}{question} {around}"),
        ] {
            assert!(asked.len() > 600);
            assert_eq!(answer(knowledge, &asked).as_deref(), Some(topic), "{asked}");
        }
        assert_eq!(answer(knowledge, &around), None, "{around}");
    }
}

#[test]
fn a_topic_is_named_by_its_title_or_with_dash() {
    let knowledge = bundled();
    let names = |question, topic| {
        let topic = TopicId::parse(topic).expect("a topic");
        knowledge.names(question, &topic)
    };
    assert!(names("When is the next webinar?", "webinars"));
    assert!(names("Waar vind ik DASH?", "contact"));
    assert!(!names("Can I call you?", "contact"));
}

#[test]
fn what_is_not_for_this_community_is_declined() {
    let knowledge = bundled();
    for question in [
        "",
        "?!",
        "asdf qwer zxcv",
        "recipe for the DASH diet",
        "How do I style a Plotly Dash table?",
        "Wat is de dosering van paracetamol voor een kind?",
        "webinars of Erasmus MC",
    ] {
        assert_eq!(answer(knowledge, question), None, "{question}");
    }
}

#[test]
fn the_hint_decides_only_where_the_words_do_not() {
    let knowledge = bundled();
    let lang = |question, hint| knowledge.find(question, hint).lang;
    assert_eq!(lang("webinar", None), Lang::En);
    assert_eq!(lang("webinar", Some(Lang::Nl)), Lang::Nl);
    assert_eq!(lang("wanneer is het webinar", Some(Lang::En)), Lang::Nl);
}

#[test]
fn programs_read_what_was_found() {
    let mut asked = Asked::from(bundled().find("AI Think Tank", None));
    asked.candidates.truncate(1);
    let json = serde_json::to_value(&asked).expect("it is plain data");
    let keys: Vec<_> = json
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys,
        [
            "answered",
            "candidates",
            "care",
            "confidence",
            "lang",
            "topic"
        ]
    );
    assert_eq!(json["topic"], "ai-think-tank");
    assert_eq!(json["lang"], "en");
}

/// Asks a list, and looks at the rates of each language.
fn in_each_language(questions: &str, are_good: impl Fn(&Rates) -> bool) {
    let report = eval(bundled(), questions).expect("the list is in order");
    for (lang, rates) in [("en", report.by_lang.en), ("nl", report.by_lang.nl)] {
        assert!(are_good(&rates), "{lang}\n{report}");
    }
}

fn are_mostly_right(rates: &Rates) -> bool {
    rates.right_at_1 >= 0.90 && rates.declined_right >= 0.85 && rates.declined_wrong <= 0.05
}

#[test]
fn most_questions_are_answered_rightly_in_each_language() {
    in_each_language(include_str!("questions.tsv"), are_mostly_right);
}

#[test]
fn the_shared_questions_are_answered_rightly_where_they_are_there() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/knowledge/questions.dev.tsv"
    );
    let Ok(questions) = std::fs::read_to_string(path) else {
        eprintln!("skipped: there is no questions.dev.tsv beside this repository");
        return;
    };
    in_each_language(&questions, are_mostly_right);
}

/// The list is by another hand than the examples, and harder; nothing was trained on it or fitted to it.
#[test]
fn hard_questions_of_another_hand_are_answered_rightly() {
    in_each_language(include_str!("held.tsv"), |rates| {
        let found = rates.right_at_1 >= 0.90 && rates.right_in_3 >= 0.97;
        found && rates.declined_right >= 0.85 && rates.declined_wrong <= 0.05
    });
}

proptest! {
    #[test]
    fn any_text_is_found_or_declined(text in "(.|[a-zé ]){0,900}") {
        let found = bundled().find(&text, None);
        prop_assert!((0.0..=1.0).contains(&found.confidence));
        prop_assert!(found.candidates.len() >= 3);
        prop_assert!(found.candidates.is_sorted_by(|a, b| a.confidence >= b.confidence));
    }
}

//! What settings take.

use super::*;

fn settings(set: &[(&str, &str)]) -> Settings {
    let set = set
        .iter()
        .map(|(id, text)| ((*id).to_owned(), (*text).to_owned()));
    Settings::new(Lang::Nl, set)
}

#[test]
fn what_a_setting_is_by_itself_is_a_value_of_it() {
    for setting in ALL {
        for lang in Lang::ALL {
            let usual = setting.usual(lang);
            assert_eq!(setting.tidy(&usual), Ok(usual), "{}", setting.id());
        }
    }
}

#[test]
fn settings_are_told_apart_by_their_ids() {
    for id in IDS {
        assert_eq!(by_id(id).map(Definition::id), Some(*id));
        assert_eq!(IDS.iter().filter(|other| *other == id).count(), 1);
    }
}

#[test]
fn posts_are_in_the_communitys_language_until_somebody_says_otherwise() {
    let languages = settings(&[]).get(&POST_LANGUAGES);
    assert_eq!((languages.first, languages.second()), (Lang::Nl, None));
    let languages = settings(&[("post-languages", "en, nl")]).get(&POST_LANGUAGES);
    assert_eq!(
        (languages.first, languages.second()),
        (Lang::En, Some(Lang::Nl))
    );
}

#[test]
fn languages_are_typed_as_one_likes() {
    for (typed, stored) in [
        ("EN", "en"),
        ("nl+en", "nl, en"),
        (" en / nl ", "en, nl"),
        ("nl,nl", "nl"),
    ] {
        assert_eq!(POST_LANGUAGES.tidy(typed).as_deref(), Ok(stored), "{typed}");
    }
    for typed in ["", "de", "en and nl"] {
        assert_eq!(POST_LANGUAGES.tidy(typed), Err(Wrong::Languages), "{typed}");
    }
}

#[test]
fn a_number_keeps_within_its_range() {
    assert_eq!(REPLY_DAYS.tidy(" 10 ").as_deref(), Ok("10"));
    let wrong = Err(Wrong::Number { min: 1, max: 10 });
    for typed in ["0", "11", "-1", "two", "2.5", ""] {
        assert_eq!(REPLY_DAYS.tidy(typed), wrong, "{typed}");
    }
}

#[test]
fn a_value_that_this_program_does_not_take_counts_as_not_set() {
    assert_eq!(settings(&[("reply-days", "30")]).get(&REPLY_DAYS), 2);
}

#[test]
fn a_text_is_measured_in_characters() {
    assert!(WELCOME_EN.tidy(&"é".repeat(500)).is_ok());
    let long = "é".repeat(501);
    assert_eq!(WELCOME_EN.tidy(&long), Err(Wrong::TooLong(500)));
}

#[test]
fn a_lead_names_the_lecture_and_nothing_else() {
    let filled = |text: &str| {
        let settings = settings(&[("lecture-lead-en", text)]);
        settings
            .lecture_lead(Lang::En)
            .fill(&[("title", "Missing {data}")])
    };
    assert_eq!(filled(""), None);
    assert_eq!(
        filled("Watch {title}, or { title }.").as_deref(),
        Some("Watch Missing {data}, or Missing {data}.")
    );
    assert_eq!(filled("A brace {").as_deref(), Some("A brace {"));
    let unknown = LECTURE_LEAD_EN.tidy("By {speaker}: {title}");
    assert_eq!(unknown, Err(Wrong::Placeholder(&["title"])));
}

#[test]
fn the_bot_answers_by_itself_only_in_the_channels_that_were_named() {
    let settings = settings(&[("answer-channels", "server 12\npage C12")]);
    let (server, page) = (Platform::new("server"), Platform::new("page"));
    assert!(settings.answers_in(&server, "12"));
    assert!(settings.answers_in(&page, "C12"));
    assert!(!settings.answers_in(&page, "12"));
    assert!(!Settings::new(Lang::Nl, []).answers_in(&server, "12"));
}

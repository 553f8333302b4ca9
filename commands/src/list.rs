//! The list of commands: one line each, in the order of `/help`.

use crate::{
    answers::{Ask, Helped, Topics},
    command::{Entry, command},
    counseling::{Discard, Edit, Send, Signup, Status, Withdraw},
    help::Help,
    language::Language,
    lectures::Latest,
    mydata::{Erase, Export, Show},
    staff::{
        self, Accept, Decline, Figures, List, Open, Post, Reopen, Retry, knowledge, person,
        questions, settings,
    },
    start::Start,
    team,
};

pub(crate) fn all() -> Vec<Entry> {
    vec![
        command::<Ask>(),
        command::<Helped>(),
        command::<Topics>(),
        command::<Latest>(),
        command::<Signup>(),
        command::<Send>(),
        command::<Discard>(),
        command::<Status>(),
        command::<Edit>(),
        command::<Withdraw>(),
        command::<team::Ask>(),
        command::<team::Hand>(),
        command::<team::Send>(),
        command::<team::Here>(),
        command::<team::Questions>(),
        command::<team::Back>(),
        command::<team::Helped>(),
        command::<Show>(),
        command::<Export>(),
        command::<Erase>(),
        command::<Language>(),
        command::<Start>(),
        command::<Help>(),
        command::<List>(),
        command::<Open>(),
        command::<Accept>(),
        command::<Decline>(),
        command::<Reopen>(),
        command::<questions::List>(),
        command::<questions::Open>(),
        command::<questions::Take>(),
        command::<questions::Reply>(),
        command::<questions::Send>(),
        command::<questions::Close>(),
        command::<questions::Reopen>(),
        command::<knowledge::List>(),
        command::<knowledge::Show>(),
        command::<knowledge::Place>(),
        command::<knowledge::Edit>(),
        command::<knowledge::Write>(),
        command::<knowledge::Retire>(),
        command::<knowledge::Restore>(),
        command::<knowledge::Review>(),
        command::<knowledge::Publish>(),
        command::<knowledge::Discard>(),
        command::<knowledge::History>(),
        command::<knowledge::StillRight>(),
        command::<knowledge::Undo>(),
        command::<knowledge::Export>(),
        command::<knowledge::Import>(),
        command::<knowledge::Gaps>(),
        command::<knowledge::Dismiss>(),
        command::<settings::Show>(),
        command::<settings::Set>(),
        command::<settings::Reset>(),
        command::<settings::History>(),
        command::<settings::Undo>(),
        command::<settings::Here>(),
        command::<Post>(),
        command::<Figures>(),
        command::<person::Find>(),
        command::<person::Export>(),
        command::<person::Erase>(),
        command::<staff::Status>(),
        command::<Retry>(),
    ]
}

#[cfg(test)]
mod tests {
    use chat::{Access, Asked, Kind, Spec, texts};
    use domain::Lang;

    use super::all;

    fn specs() -> impl Iterator<Item = &'static Spec> {
        all().into_iter().map(|entry| entry.spec)
    }

    /// A sentence that must be there in both languages and be at most so long.
    fn sentence(id: &str, most: usize) {
        for lang in Lang::ALL {
            assert!(texts::exists(lang, id), "{id} is missing in {lang}");
            let length = texts::get(lang, id, &[]).chars().count();
            assert!(
                (1..=most).contains(&length),
                "{id} has {length} characters in {lang}; at most {most}"
            );
        }
    }

    #[test]
    fn what_can_be_typed_is_described_in_both_languages() {
        for spec in specs().filter(|spec| spec.typed) {
            let id = spec.text_id();
            sentence(&format!("{id}-about"), 100);
            let words: Vec<_> = spec.words_of_name().collect();
            assert!(words.len() <= 3, "{} has too many words", spec.name);
            for end in 1..words.len() {
                sentence(&format!("{}-about", words[..end].join("-")), 100);
            }
            for word in words {
                assert!(
                    word.len() <= 32 && word.chars().all(|c| c.is_ascii_lowercase()),
                    "{word}"
                );
            }
            assert!(spec.typed_params().count() <= 25);
            for param in spec.typed_params() {
                sentence(&format!("{id}-{}-about", param.name), 100);
            }
        }
    }

    #[test]
    fn forms_fit_the_narrowest_platform() {
        for spec in specs() {
            let id = spec.text_id();
            let asked = spec.form_params().count();
            assert!(asked <= 5, "{} asks {asked} things in a form", spec.name);
            if asked > 0 {
                sentence(&format!("{id}-title"), 45);
            }
            for param in spec.form_params() {
                sentence(&format!("{id}-{}-label", param.name), 45);
                let placeholder = format!("{id}-{}-placeholder", param.name);
                if Lang::ALL
                    .iter()
                    .any(|lang| texts::exists(*lang, &placeholder))
                {
                    sentence(&placeholder, 100);
                }
                if let Kind::Text { max, .. } = param.kind {
                    assert!(max <= 4000, "{}: {} takes too much", spec.name, param.name);
                }
            }
        }
    }

    #[test]
    fn choices_have_names_in_both_languages() {
        for param in specs().flat_map(|spec| spec.params) {
            if let Kind::Choice(ids) = param.kind {
                assert!(ids.len() <= 25);
                for id in ids {
                    sentence(&format!("choice-{id}"), 75);
                }
            }
        }
    }

    #[test]
    fn required_parameters_stand_before_optional_ones() {
        for spec in specs() {
            let typed: Vec<_> = spec.typed_params().map(|param| param.required).collect();
            assert!(typed.is_sorted_by(|a, b| a >= b), "{}", spec.name);
        }
    }

    #[test]
    fn all_that_is_for_staff_stands_under_staff_and_is_audited() {
        for spec in specs() {
            assert_eq!(
                spec.access == Access::Staff,
                spec.name.starts_with("staff "),
                "{}",
                spec.name
            );
            assert_eq!(spec.access == Access::Staff, spec.audited, "{}", spec.name);
        }
    }

    #[test]
    fn free_text_can_be_declared_not_to_be_about_a_patient() {
        for spec in specs().filter(|spec| spec.form_params().next().is_some()) {
            let waive = spec
                .param("waive")
                .unwrap_or_else(|| panic!("{} has no way out", spec.name));
            assert_eq!(waive.asked, Asked::Carried);
        }
    }

    #[test]
    fn plain_words_lead_to_one_command() {
        let mut words: Vec<_> = specs().flat_map(|spec| spec.words).collect();
        words.sort_unstable();
        let count = words.len();
        words.dedup();
        assert_eq!(words.len(), count);
        assert!(words.iter().all(|word| **word == word.to_lowercase()));
    }
}

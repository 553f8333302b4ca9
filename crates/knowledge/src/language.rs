//! In which of the two languages a question is asked.

use domain::Lang;

use crate::analysis::Word;
use crate::index::Index;

/// Letters that Dutch puts together and English hardly does.
const DUTCH: [&str; 10] = [
    "ij", "aa", "oe", "uu", "sch", "cht", "ieuw", "lijk", "oo", "ui",
];
/// Letters that English puts together and Dutch hardly does.
const ENGLISH: [&str; 10] = ["th", "wh", "sh", "ou", "y", "ea", "tion", "igh", "ck", "ow"];

/// The language of the words, or `None` when they fit both about as well.
///
/// A function word of one language counts most, then a word that only its answers have, then the
/// letters.
pub(crate) fn detect(index: &Index, words: &[Word]) -> Option<Lang> {
    let mut balance = 0.0_f32;
    for word in words {
        let common = Lang::ALL.map(|lang| index.words(lang).is_common(&word.plain));
        let known = Lang::ALL.map(|lang| index.term(lang, word.stem(lang)).is_some());
        balance += match (common, known) {
            ([true, false], _) => 1.0,
            ([false, true], _) => -1.0,
            ([true, true], _) | (_, [true, true]) => 0.0,
            (_, [true, false]) => 0.7,
            (_, [false, true]) => -0.7,
            (_, [false, false]) => 0.3 * letters(&word.plain),
        };
    }
    if balance > 0.25 {
        Some(Lang::En)
    } else if balance < -0.25 {
        Some(Lang::Nl)
    } else {
        None
    }
}

/// Which language the letters of a word look like: above zero English, below Dutch, within ±1.
fn letters(word: &str) -> f32 {
    let count = |clusters: &[&str]| clusters.iter().filter(|it| word.contains(**it)).count();
    match count(&ENGLISH).cmp(&count(&DUTCH)) {
        std::cmp::Ordering::Greater => 1.0,
        std::cmp::Ordering::Equal => 0.0,
        std::cmp::Ordering::Less => -1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Knowledge;

    fn language(text: &str) -> Option<Lang> {
        let knowledge = Knowledge::bundled().unwrap();
        detect(&knowledge.index, &knowledge.index.analyze(text))
    }

    #[test]
    fn short_questions_are_told_apart() {
        for english in [
            "who are you",
            "sign up for the newsletter",
            "cancel my appointment",
        ] {
            assert_eq!(language(english), Some(Lang::En), "{english}");
        }
        for dutch in [
            "wie zijn jullie",
            "aanmelden nieuwsbrief",
            "afspraak afzeggen",
        ] {
            assert_eq!(language(dutch), Some(Lang::Nl), "{dutch}");
        }
    }

    #[test]
    fn english_jargon_leaves_a_dutch_question_dutch() {
        let question = "Is jullie machine learning lab meeting ook voor postdocs?";
        assert_eq!(language(question), Some(Lang::Nl));
    }

    #[test]
    fn words_of_both_languages_tell_nothing() {
        assert_eq!(language("webinar"), None);
        assert_eq!(language("webinar youtube"), None);
        assert_eq!(language(""), None);
    }
}

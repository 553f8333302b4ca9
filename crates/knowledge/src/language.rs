//! In which of the two languages a question is asked.

use domain::Lang;

use crate::analysis::Word;
use crate::words::Words;

/// Letters that one language puts together and the other hardly does.
const DUTCH: [&str; 13] = [
    "ij", "aa", "oe", "uu", "sch", "cht", "eel", "oo", "ieuw", "eg", "ee", "lijk", "ing",
];
const ENGLISH: [&str; 13] = [
    "th", "wh", "sh", "ou", "y", "ea", "tion", "ould", "igh", "ck", "w", "ow", "ing",
];

/// The language of the words, or `None` when they fit both about as well.
///
/// A function word of one language counts most, then an ending or cluster of letters.
pub(crate) fn detect(words: &[Word], english: &Words, dutch: &Words) -> Option<Lang> {
    let mut balance = 0.0_f32;
    for word in words {
        let plain = word.plain.as_str();
        balance += match (english.is_common(plain), dutch.is_common(plain)) {
            (true, false) => 1.0,
            (false, true) => -1.0,
            (true, true) => 0.0,
            (false, false) => 0.3 * letters(plain),
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
    use crate::analysis::Analyzer;

    fn language(text: &str) -> Option<Lang> {
        let mut analyzer = Analyzer::new();
        let english = Words::bundled(Lang::En, &mut analyzer);
        let dutch = Words::bundled(Lang::Nl, &mut analyzer);
        detect(&analyzer.words(text), &english, &dutch)
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
        assert_eq!(language(""), None);
    }
}

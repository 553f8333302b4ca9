//! Splits a text into sentences, without breaking at `dhr.`, `pat.nr.`, `d.o.b.` or initials.

use super::{
    token::{Gap, Reading},
    vocabulary::Class,
};

/// Gives each token its sentence and notes the bytes of each sentence.
pub(super) fn split(reading: &mut Reading) {
    let mut sentence = 0;
    for at in 0..reading.tokens.len() {
        if at > 0 && breaks_before(reading, at) {
            sentence += 1;
        }
        let token = &mut reading.tokens[at];
        token.sentence = sentence;
        let range = token.range.clone();
        match reading.sentences.get_mut(sentence) {
            Some(known) => known.end = range.end,
            None => reading.sentences.push(range),
        }
    }
}

fn breaks_before(reading: &Reading, at: usize) -> bool {
    match reading.tokens[at].gap {
        Gap::None => false,
        Gap::Line => true,
        Gap::Space => {
            let closers = (0..at)
                .rev()
                .take(4)
                .take_while(|&before| is_closer(reading, before));
            let end = at - 1 - closers.count();
            match reading.mark(end) {
                Some('!' | '?' | '…') => true,
                Some('.') => end > 0 && !is_abbreviation(reading, end - 1, at),
                _ => false,
            }
        }
    }
}

fn is_closer(reading: &Reading, at: usize) -> bool {
    at > 0
        && matches!(reading.mark(at), Some(')' | ']' | '"' | '\'' | '*' | '_'))
        && reading.is_glued(at)
}

/// Whether the dot behind the word `before` belongs to that word, with `next` behind it.
fn is_abbreviation(reading: &Reading, before: usize, next: usize) -> bool {
    let token = &reading.tokens[before];
    if reading.is_number(before) {
        // The dots of `12. 3. 1961`; but a sentence may begin with a number after a longer one.
        return reading.is_number(next) && token.plain.len() <= 2;
    }
    let initial = token.plain.len() == 1 && !reading.is_number(next);
    let label = reading.is_number(next) && reading.is(before, Class::NUMBER_LABEL | Class::BIRTH);
    let label = label || reading.is_number(next) && reading.plain(before) == "dat";
    token.dotted || initial || label || reading.is(before, Class::ABBREVIATION)
}

#[cfg(test)]
mod tests {
    use super::Reading;

    fn sentences(text: &str) -> Vec<&str> {
        Reading::of(text)
            .sentences
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn sentences_end_at_their_marks_and_at_line_breaks() {
        assert_eq!(
            sentences("Eén zin. \"Nog een?\" ja!\n\n  (Een derde.) Vier"),
            ["Eén zin.", "\"Nog een?\"", "ja!", "(Een derde.)", "Vier"],
        );
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_a_sentence() {
        for text in [
            "dhr. J.P. de Wit en mw. K. Wit, geb. 12. 3. 1961, pat. nr. 5, d.o.b. onbekend",
            "prof. dr. Wit, i.e. no. 4, Mrs. Wit vs. St. Wit, 3 feb. 1972",
        ] {
            assert_eq!(sentences(text), [text]);
        }
    }

    #[test]
    fn numbers_with_dots_stay_whole() {
        assert_eq!(
            sentences("Versie 2.1.12 werkt. 3 niet."),
            ["Versie 2.1.12 werkt.", "3 niet."]
        );
    }
}

//! Typing errors as people make them, made on purpose: what is learned from a word that is spelled right shall hold for one
//! that is not.

/// The text with an error in its longest word: a letter left out, two exchanged, or one doubled, by turns; none where all
/// words are short. The same text always gets the same error.
pub(super) fn mistyped(text: &str, turn: usize) -> Option<String> {
    let words = text.split(' ');
    let longest = words.max_by_key(|word| word.chars().filter(|c| c.is_alphabetic()).count())?;
    let mut letters: Vec<char> = longest.chars().collect();
    if letters.len() < SHORTEST {
        return None;
    }
    // Seldom the first letter, and never the last.
    let at = 1 + turn * 7 % (letters.len() - 2);
    match turn % 3 {
        0 => {
            letters.remove(at);
        }
        1 => letters.swap(at, at + 1),
        _ => letters.insert(at, letters[at]),
    }
    let wrong: String = letters.into_iter().collect();
    (wrong != longest).then(|| text.replacen(longest, &wrong, 1))
}

/// In shorter words an error leaves too little.
const SHORTEST: usize = 5;

#[cfg(test)]
mod tests {
    use super::mistyped;

    #[test]
    fn each_turn_makes_another_error_in_the_longest_word() {
        let text = "sign up for the newsletter";
        let seen: Vec<_> = (0..3).filter_map(|turn| mistyped(text, turn)).collect();
        assert_eq!(
            seen,
            [
                "sign up for the nwsletter",
                "sign up for the newslettre",
                "sign up for the newslettter"
            ]
        );
        assert_eq!(mistyped("who are you", 0), None);
    }
}

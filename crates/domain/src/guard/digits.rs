//! Runs of digits, written whole or in groups, and the test that citizen service numbers pass.

use super::token::{Gap, Reading};

/// A run of digits, perhaps written in groups.
pub(super) struct Digits {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) value: String,
    /// Groups stand apart by spaces only.
    pub(super) spaced: bool,
}

/// The runs of 5 to 10 digits that begin at the number `at`: it alone, or with the groups behind it.
pub(super) fn candidates(reading: &Reading, at: usize) -> Vec<Digits> {
    let mut runs = Vec::new();
    let mut value = reading.plain(at).to_owned();
    let mut last = at;
    let mut spaced = false;
    if continues_group(reading, at) {
        return runs;
    }
    loop {
        let next = next_group(reading, last);
        let whole = !reading.is_word(last + 1) || !reading.is_glued(last + 1);
        let cut = next.is_some_and(|(_, glued)| glued);
        if (5..=10).contains(&value.len()) && whole && !cut {
            runs.push(Digits {
                first: at,
                last,
                value: value.clone(),
                spaced,
            });
        }
        match next {
            Some((group, glued)) if value.len() < 10 => {
                value.push_str(reading.plain(group));
                spaced |= !glued;
                last = group;
            }
            _ => break,
        }
    }
    // The longest run first: `410 413 720` is one number, not three.
    runs.reverse();
    runs
}

/// The next group of digits, and whether it is joined by a mark instead of a space.
fn next_group(reading: &Reading, last: usize) -> Option<(usize, bool)> {
    let breaks = |at: usize| {
        reading
            .tokens
            .get(at)
            .is_some_and(|token| token.gap == Gap::Line)
    };
    if breaks(last + 1) {
        return None;
    }
    if reading.is_number(last + 1) {
        return Some((last + 1, false));
    }
    let joined = matches!(reading.mark(last + 1), Some('.' | '-' | '_' | '/'))
        && reading.is_number(last + 2)
        && reading.is_glued(last + 1) == reading.is_glued(last + 2);
    joined.then_some((last + 2, reading.is_glued(last + 2)))
}

fn continues_group(reading: &Reading, at: usize) -> bool {
    at >= 2
        && reading.is_glued(at)
        && reading.is_glued(at - 1)
        && matches!(reading.mark(at - 1), Some('.' | '-' | '/'))
        && reading.is_number(at - 2)
}

/// Digits that nobody was given: all alike, or counting up or down.
pub(super) fn is_trivial(value: &str) -> bool {
    let steps = || {
        value
            .as_bytes()
            .windows(2)
            .map(|pair| i16::from(pair[1]) - i16::from(pair[0]))
    };
    steps().all(|step| step == 0) || steps().all(|step| step == 1) || steps().all(|step| step == -1)
}

/// The test of the Dutch tax office for citizen service numbers: the digits, weighted 9 down to 2 and
/// the last by -1, add up to a multiple of 11. A number of eight digits has lost its leading zero.
pub(super) fn passes_eleven_test(value: &str) -> bool {
    let digits = value.bytes().map(|byte| i32::from(byte - b'0'));
    let weights = match value.len() {
        8 => [8, 7, 6, 5, 4, 3, 2, -1].as_slice(),
        9 => [9, 8, 7, 6, 5, 4, 3, 2, -1].as_slice(),
        _ => return false,
    };
    let sum: i32 = digits
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    sum % 11 == 0 && value.bytes().any(|byte| byte != b'0')
}

#[cfg(test)]
mod tests {
    use super::{is_trivial, passes_eleven_test};

    #[test]
    fn the_eleven_test_knows_eight_and_nine_digits() {
        for valid in ["123456782", "111222333", "010000008"] {
            assert!(passes_eleven_test(valid), "{valid}");
        }
        assert!(passes_eleven_test("10000008"));
        for invalid in ["123456789", "000000000", "1234567", "1234567820", ""] {
            assert!(!passes_eleven_test(invalid), "{invalid}");
        }
    }

    #[test]
    fn rows_of_digits_belong_to_nobody() {
        assert!(is_trivial("123456789") && is_trivial("999999999") && is_trivial("987654321"));
        assert!(!is_trivial("123456782"));
    }
}

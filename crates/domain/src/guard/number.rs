//! Citizen service numbers and patient numbers: runs of digits, told apart by what announces them.

use super::{
    FindingKind, date,
    digits::{Digits, candidates, is_trivial, passes_eleven_test},
    label::{Label, after, before, is_compound, label_at, of_patient},
    token::Reading,
    vocabulary::Class,
};

/// The tokens at which a citizen service number or patient number stands.
pub(super) fn find(reading: &Reading) -> Vec<(usize, FindingKind)> {
    let mut found = Vec::new();
    let mut bsn_before = None;
    let mut at = 0;
    while at < reading.tokens.len() {
        if reading.is(at, Class::BSN) {
            bsn_before = Some(at);
        }
        if !reading.is_number(at) {
            at += 1;
            continue;
        }
        if let Some(date) = date::at(reading, at) {
            at = date.last + 1;
            continue;
        }
        let runs = candidates(reading, at);
        let ahead = if runs.is_empty() {
            None
        } else {
            before(reading, at)
        };
        let kind = runs.into_iter().find_map(|digits| {
            kind_of(reading, &digits, ahead, bsn_before).map(|kind| (digits.last, kind))
        });
        at = match kind {
            Some((last, kind)) => {
                found.push((at, kind));
                last + 1
            }
            None => at + 1,
        };
    }
    found
}

fn kind_of(
    reading: &Reading,
    digits: &Digits,
    ahead: Option<(Label, usize)>,
    bsn_before: Option<usize>,
) -> Option<FindingKind> {
    if digits.spaced && looks_like_telephone(reading, digits) {
        return None;
    }
    let (label, distance) = match ahead {
        Some((label, distance)) => (Some(label), distance),
        None => {
            let behind = after(reading, digits.last);
            (behind.or_else(|| of_patient(reading, digits)), 0)
        }
    };
    let counted = distance > 0
        && reading
            .next(digits.last)
            .is_some_and(|next| reading.is(next, Class::COUNTED));
    if counted || is_glued_to_letters(reading, digits.first, label, digits.value.len()) {
        return None;
    }
    match label {
        Some(Label::Bsn) => is_given_as_bsn(reading, digits, distance).then_some(FindingKind::Bsn),
        Some(Label::PatientNumber) => {
            is_patient_number(reading, digits, distance).then_some(FindingKind::PatientNumber)
        }
        Some(Label::Hospital) => {
            let plain = distance == 0 && (6..=8).contains(&digits.value.len()) && !digits.spaced;
            plain.then_some(FindingKind::PatientNumber)
        }
        Some(Label::Dossier) => {
            is_of_patient_file(reading, digits, distance).then_some(FindingKind::PatientNumber)
        }
        Some(Label::Patient) => number_of_patient(reading, digits, distance),
        Some(Label::Other) => None,
        None => {
            let before = bsn_before.is_some_and(|bsn| digits.first - bsn < 60);
            let near = before || bsn_follows(reading, digits.last);
            let nameless = !is_named(reading, digits.first) && !is_trivial(&digits.value);
            (near && nameless && is_whole_bsn(digits)).then_some(FindingKind::Bsn)
        }
    }
}

/// Nine digits that pass the test, not put together over spaces.
fn is_whole_bsn(digits: &Digits) -> bool {
    digits.value.len() == 9 && !digits.spaced && passes_eleven_test(&digits.value)
}

/// A number that passes the test, or any that stands directly behind its announcement.
fn is_given_as_bsn(reading: &Reading, digits: &Digits, distance: usize) -> bool {
    if !matches!(digits.value.len(), 8 | 9) {
        return false;
    }
    if passes_eleven_test(&digits.value) {
        return !is_directly_invented(reading, digits.first);
    }
    distance <= 2 && !is_trivial(&digits.value) && !is_invented(reading, digits.first)
}

fn is_patient_number(reading: &Reading, digits: &Digits, distance: usize) -> bool {
    let length = digits.value.len();
    let long = if distance <= 3 {
        length >= 5
    } else {
        length >= 6
    };
    let whole = !digits.spaced || (distance == 0 && (6..=9).contains(&length));
    let real = !is_directly_invented(reading, digits.first) && !is_trivial(&digits.value);
    long && whole && real && !is_counted_before(reading, digits.first)
}

/// A file or case, when a patient is spoken of and nothing else that has files.
fn is_of_patient_file(reading: &Reading, digits: &Digits, distance: usize) -> bool {
    let person = Class::PATIENT | Class::PERSON | Class::CARE | Class::ILLNESS | Class::TITLE;
    let around = reading.around(digits.first, 25);
    let about = around.clone().any(|at| {
        reading.is(at, person) && !is_compound(reading, at) && !reading.is(at, Class::DOSSIER)
    });
    let other = around
        .into_iter()
        .any(|at| reading.is(at, Class::OTHER_NUMBER));
    distance <= 5 && digits.value.len() >= 6 && !digits.spaced && about && !other
}

/// A number that nothing but a patient announces.
fn number_of_patient(reading: &Reading, digits: &Digits, distance: usize) -> Option<FindingKind> {
    let other = names_other(reading, digits.first) || is_named(reading, digits.first);
    if distance > 0 && other {
        return None;
    }
    if digits.value.len() == 9 && passes_eleven_test(&digits.value) {
        return Some(FindingKind::Bsn);
    }
    let plain = distance == 0 && digits.value.len() >= 6 && !digits.spaced;
    plain.then_some(FindingKind::PatientNumber)
}

/// `.. should be a BSN`: in the same sentence, when no other announcement stands there.
fn bsn_follows(reading: &Reading, last: usize) -> bool {
    let around = reading.around(last, 12);
    (last + 1..around.end).any(|at| reading.is(at, Class::BSN) && !is_compound(reading, at))
        && !names_other(reading, last)
}

/// Whether a noun that we do not know stands directly before the number: `werkorder 1234567`.
fn is_named(reading: &Reading, first: usize) -> bool {
    first > 0
        && reading.is_word(first - 1)
        && reading.tokens[first - 1].class == Class::NONE
        && !matches!(
            reading.plain(first - 1),
            "waarde" | "value" | "waarden" | "values"
        )
}

/// Whether the number may be somebody else's: a patient far from it is a weak sign.
fn names_other(reading: &Reading, first: usize) -> bool {
    reading
        .around(first, 12)
        .any(|at| reading.is(at, Class::OTHER_NUMBER))
}

/// `P012`, `NCT01234567`: digits glued to letters that announce nothing.
fn is_glued_to_letters(
    reading: &Reading,
    first: usize,
    label: Option<Label>,
    length: usize,
) -> bool {
    if !reading.is_glued(first)
        || !reading.is_word(first - 1)
        || label_at(reading, first - 1).is_some()
    {
        return false;
    }
    let prefix = reading.plain(first - 1).len() <= 3;
    !(prefix && label == Some(Label::PatientNumber) && length >= 6)
}

fn looks_like_telephone(reading: &Reading, digits: &Digits) -> bool {
    let plus = digits.first > 0 && reading.mark(digits.first - 1) == Some('+');
    plus || (digits.value.len() == 10 && digits.value.starts_with('0'))
}

/// `aantal patiëntnummers: 12345`, `number of`.
fn is_counted_before(reading: &Reading, first: usize) -> bool {
    (first.saturating_sub(8)..first).any(|at| {
        matches!(
            reading.plain(at),
            "aantal" | "count" | "total" | "totaal" | "unieke" | "unique"
        ) || reading.plain(at) == "number" && reading.plain(at + 1) == "of"
    })
}

fn is_invented(reading: &Reading, at: usize) -> bool {
    let example = |at| {
        reading.is(at, Class::INVENTED) || matches!(reading.plain(at), "example" | "voorbeeld")
    };
    reading.around(at, 15).into_iter().any(example)
}

fn is_directly_invented(reading: &Reading, first: usize) -> bool {
    (first.saturating_sub(5)..first).any(|at| reading.is(at, Class::INVENTED))
}

//! Citizen service numbers and patient numbers: runs of digits, told apart by what announces them.

use super::{
    FindingKind, date,
    digits::{Digits, candidates, is_trivial, passes_eleven_test},
    token::Reading,
    vocabulary::Class,
};

/// How many words before a number may announce it.
const REACH: usize = 9;

/// What announces a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Bsn,
    PatientNumber,
    /// A record system by its name alone: `ZIS 1234567`.
    Hospital,
    Dossier,
    Patient,
    Other,
}

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
        let kind = candidates(reading, at).into_iter().find_map(|digits| {
            kind_of(reading, &digits, bsn_before).map(|kind| (digits.last, kind))
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

fn kind_of(reading: &Reading, digits: &Digits, bsn_before: Option<usize>) -> Option<FindingKind> {
    let length = digits.value.len();
    let grouped = digits.first != digits.last;
    let valid = passes_eleven_test(&digits.value);
    if digits.spaced && looks_like_telephone(reading, digits) {
        return None;
    }
    let (label, distance) = match before(reading, digits.first) {
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
    if counted || is_glued_to_letters(reading, digits.first, label, length) {
        return None;
    }
    match label {
        Some(Label::Bsn) if matches!(length, 8 | 9) => {
            let given =
                distance <= 2 && !is_trivial(&digits.value) && !is_invented(reading, digits.first);
            let invented = valid && is_directly_invented(reading, digits.first);
            ((valid && !invented) || given).then_some(FindingKind::Bsn)
        }
        Some(Label::PatientNumber) => {
            let plausible = if distance <= 3 {
                length >= 5
            } else {
                length >= 6 && !digits.spaced
            };
            let whole = !digits.spaced || (distance == 0 && (6..=9).contains(&length));
            let counted = is_counted_before(reading, digits.first);
            let real = !is_directly_invented(reading, digits.first) && !is_trivial(&digits.value);
            (plausible && whole && real && !counted).then_some(FindingKind::PatientNumber)
        }
        Some(Label::Hospital) => (distance == 0 && (6..=8).contains(&length) && !digits.spaced)
            .then_some(FindingKind::PatientNumber),
        Some(Label::Dossier) => {
            let person =
                Class::PATIENT | Class::PERSON | Class::CARE | Class::ILLNESS | Class::TITLE;
            let around = reading.around(digits.first, 25);
            let about = around.clone().any(|at| {
                reading.is(at, person)
                    && !is_compound(reading, at)
                    && !reading.is(at, Class::DOSSIER)
            });
            let other = around
                .into_iter()
                .any(|at| reading.is(at, Class::OTHER_NUMBER));
            (distance <= 5 && length >= 6 && !digits.spaced && about && !other)
                .then_some(FindingKind::PatientNumber)
        }
        Some(Label::Patient) => {
            if distance > 0
                && (names_other(reading, digits.first) || is_named(reading, digits.first))
            {
                None
            } else if length == 9 && valid {
                Some(FindingKind::Bsn)
            } else {
                (distance == 0 && length >= 6 && !digits.spaced)
                    .then_some(FindingKind::PatientNumber)
            }
        }
        Some(Label::Bsn | Label::Other) => None,
        None => {
            let before = bsn_before.is_some_and(|bsn| digits.first - bsn < 60);
            let near = before || bsn_follows(reading, digits.last);
            let alone = length == 9 && valid && (!grouped || !digits.spaced);
            let nameless = !is_named(reading, digits.first) && !is_trivial(&digits.value);
            (near && alone && nameless).then_some(FindingKind::Bsn)
        }
    }
}

/// The nearest announcement before the number, and how many words stand between.
fn before(reading: &Reading, first: usize) -> Option<(Label, usize)> {
    let mut distance = 0;
    let mut weak = None;
    for at in (first.saturating_sub(3 * REACH)..first).rev() {
        if distance > REACH || is_sentence_end(reading, at) {
            return weak;
        }
        if reading.mark(at).is_some() {
            continue;
        }
        match label_at(reading, at) {
            Some((Label::Patient, _)) if is_compound(reading, at) => {}
            // Something stronger may stand before: `the dossier of my patient is ..`
            Some((label @ (Label::Patient | Label::Dossier), _))
                if distance > 0 || label == Label::Dossier =>
            {
                let unlike = weak.is_none_or(|(known, _)| known == Label::Patient);
                if unlike && !(label == Label::Patient && weak.is_some()) {
                    weak = Some((label, distance));
                }
            }
            Some((_, true)) if distance > 0 => return weak,
            Some((Label::PatientNumber, _)) if distance > 6 => return weak,
            Some((label, _)) => return Some((label, distance)),
            None => {}
        }
        if !reading.is(at, Class::NUMBER_WORD) {
            distance += 1;
        }
    }
    weak
}

/// A mark that ends a sentence at which an announcement ends as well; a line break does not.
fn is_sentence_end(reading: &Reading, at: usize) -> bool {
    matches!(reading.mark(at), Some('.' | '!' | '?'))
        && reading
            .tokens
            .get(at + 1)
            .is_some_and(|next| next.sentence != reading.tokens[at].sentence)
}

/// What the word at `at` announces, and whether it does so only directly before the number.
fn label_at(reading: &Reading, at: usize) -> Option<(Label, bool)> {
    let is = |class| reading.is(at, class);
    if is(Class::BSN) {
        return Some((Label::Bsn, false));
    }
    if is(Class::PATIENT_NUMBER) {
        return Some((Label::PatientNumber, false));
    }
    if is(Class::NUMBER_WORD) {
        return numbered(reading, at).map(|label| (label, false));
    }
    match reading.plain(at) {
        "security" | "service" => return service(reading, at).map(|label| (label, false)),
        _ => {}
    }
    let compound = ["nummer", "nummers", "nr", "number"]
        .iter()
        .any(|end| reading.plain(at).ends_with(end));
    if is(Class::OTHER_NUMBER) || compound && reading.tokens[at].class == Class::NONE {
        return Some((Label::Other, false));
    }
    if is(Class::DOSSIER) {
        return Some((Label::Dossier, false));
    }
    if is(Class::HOSPITAL) {
        return Some((Label::Hospital, true));
    }
    (is(Class::PATIENT) && !matches!(reading.plain(at), "pat")).then_some((Label::Patient, false))
}

/// What `number`, `nr` or `id` at `at` announces by the word before it.
fn numbered(reading: &Reading, at: usize) -> Option<Label> {
    let word = reading.previous(at)?;
    if reading.is(word, Class::BSN) {
        return Some(Label::Bsn);
    }
    if let Some(label) = service(reading, word) {
        return Some(label);
    }
    if reading.is(word, Class::PATIENT | Class::PATIENT_NUMBER) {
        return Some(Label::PatientNumber);
    }
    if reading.is(word, Class::OTHER_NUMBER) {
        return Some(Label::Other);
    }
    if reading.is(word, Class::HOSPITAL) {
        return Some(Label::PatientNumber);
    }
    if reading.is(word, Class::DOSSIER) {
        return Some(Label::Dossier);
    }
    let neutral = matches!(
        reading.plain(word),
        "identification" | "identificatie" | "personal"
    );
    if reading.tokens[word].class == Class::NONE && reading.is_word(word) && !neutral {
        return Some(Label::Other);
    }
    // `patient met nummer 1234567`, `patient's number`
    let link = matches!(
        reading.plain(word),
        "met" | "with" | "s" | "heeft" | "has" | "onder" | "under"
    );
    let patient = reading.previous(word).filter(|_| link)?;
    reading
        .is(patient, Class::PATIENT)
        .then_some(Label::PatientNumber)
}

fn service(reading: &Reading, at: usize) -> Option<Label> {
    let before = reading.plain(reading.previous(at)?);
    let known = match reading.plain(at) {
        "service" => matches!(before, "citizen" | "citizens" | "burger" | "s"),
        "security" => before == "social",
        _ => false,
    };
    known.then_some(Label::Bsn)
}

/// An announcement directly behind the number: `(BSN)`, `is zijn patiëntnummer`.
fn after(reading: &Reading, last: usize) -> Option<Label> {
    let mut words = 0;
    for at in last + 1..reading.tokens.len().min(last + 10) {
        if is_sentence_end(reading, at) || matches!(reading.mark(at), Some(',' | ';')) {
            return None;
        }
        if reading.mark(at).is_some() {
            continue;
        }
        if reading.is(at, Class::BSN) {
            return Some(Label::Bsn);
        }
        if reading.is(at, Class::PATIENT_NUMBER) {
            return Some(Label::PatientNumber);
        }
        if let Some(label) = numbered(reading, at).filter(|_| reading.is(at, Class::NUMBER_WORD)) {
            return Some(label);
        }
        let linking = reading.is(at, Class::LINK | Class::PATIENT | Class::HOSPITAL)
            || matches!(
                reading.plain(at),
                "s" | "citizen" | "social" | "service" | "security" | "medical"
            );
        words += 1;
        if !linking || words > 6 {
            return None;
        }
    }
    None
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

/// `nummer 1234567 van patiënt ..`
fn of_patient(reading: &Reading, digits: &Digits) -> Option<Label> {
    let numbered = digits.first > 0
        && digits.value.len() >= 6
        && matches!(
            reading.plain(digits.first - 1),
            "number" | "nummer" | "nr" | "no" | "id"
        );
    let of = matches!(reading.plain(digits.last + 1), "van" | "of");
    let owner = (digits.last + 2..digits.last + 4).find(|&at| reading.is(at, Class::PATIENT));
    let owned = owner.is_some_and(|at| !is_compound(reading, at));
    (numbered && of && owned).then_some(Label::PatientNumber)
}

/// Whether the word is part of a compound such as `patient-level` or `Patient.identifier`.
pub(super) fn is_compound(reading: &Reading, at: usize) -> bool {
    let behind = matches!(reading.mark(at + 1), Some('-' | '.' | '/'))
        && reading.is_glued(at + 1)
        && reading.is_word(at + 2)
        && reading.is_glued(at + 2);
    let ahead = at > 0
        && reading.is_glued(at)
        && matches!(reading.mark(at - 1), Some('-' | '.'))
        && reading.is_glued(at - 1);
    behind || ahead
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

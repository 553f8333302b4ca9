//! What announces a number: the nearest word before it that says whose it is, or one behind it.

use super::{digits::Digits, token::Reading, vocabulary::Class};

/// How many words before a number may announce it.
const REACH: usize = 9;

/// What announces a number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Bsn,
    PatientNumber,
    /// A record system by its name alone: `ZIS 1234567`.
    Hospital,
    Dossier,
    Patient,
    Other,
}

/// The nearest announcement before the number, and how many words stand between.
pub(super) fn before(reading: &Reading, first: usize) -> Option<(Label, usize)> {
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
pub(super) fn label_at(reading: &Reading, at: usize) -> Option<(Label, bool)> {
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
pub(super) fn after(reading: &Reading, last: usize) -> Option<Label> {
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

/// `nummer 1234567 van patiënt ..`
pub(super) fn of_patient(reading: &Reading, digits: &Digits) -> Option<Label> {
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

//! Finds what should not be typed into a chat: data that point at one patient.

mod birth;
mod care;
mod class;
mod date;
mod digits;
mod label;
mod name;
mod names;
mod number;
mod person;
mod sentence;
mod setting;
#[cfg(test)]
mod tests;
mod token;
mod vocabulary;

use std::ops::Range;

use token::Reading;

/// What kind of patient data was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingKind {
    /// A citizen service number (burgerservicenummer), or a number given as one.
    Bsn,
    /// The number of a patient in a hospital's records.
    PatientNumber,
    /// A full date of birth of one person.
    BirthDate,
    /// The name of a patient.
    PatientName,
}

impl FindingKind {
    /// The stable word for this kind, as stored in records and used as key of the texts.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Bsn => "bsn",
            Self::PatientNumber => "patient_number",
            Self::BirthDate => "birth_date",
            Self::PatientName => "patient_name",
        }
    }
}

/// Data of a patient in a text: which kind, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub kind: FindingKind,
    /// Which sentence of the text holds it, counted from 1.
    pub sentence: usize,
    /// The bytes of that sentence in the text.
    pub range: Range<usize>,
}

/// What of a patient stands in `text`, the first finding; `None` where nothing was found.
#[must_use]
pub fn check(text: &str) -> Option<Finding> {
    findings(text).into_iter().next()
}

/// All findings in `text`, in order; each kind once a sentence.
#[must_use]
pub fn findings(text: &str) -> Vec<Finding> {
    let reading = Reading::of(text);
    let mut found = number::find(&reading);
    found.extend(birth::find(&reading));
    found.extend(person::find(&reading));
    found.sort_by_key(|&(token, _)| token);
    let mut findings: Vec<Finding> = Vec::with_capacity(found.len());
    for (token, kind) in found {
        let sentence = reading.tokens[token].sentence;
        let known = findings
            .iter()
            .rev()
            .take_while(|finding| finding.sentence == sentence + 1)
            .any(|finding| finding.kind == kind);
        if !known {
            let range = reading.sentences[sentence].clone();
            findings.push(Finding {
                kind,
                sentence: sentence + 1,
                range,
            });
        }
    }
    findings
}

/// `text` without the sentences that hold a finding, trimmed; never contains a finding, may be empty.
#[must_use]
pub fn without_findings(text: &str) -> String {
    let mut rest = text.trim().to_owned();
    // Sentences that come to stand together may hold a finding that they did not hold apart.
    for _ in 0..ROUNDS {
        let findings = findings(&rest);
        if findings.is_empty() {
            return rest;
        }
        let mut kept = String::with_capacity(rest.len());
        let mut end = 0;
        for finding in findings {
            let part = rest.get(end..finding.range.start).unwrap_or_default();
            push_apart(&mut kept, part);
            end = end.max(finding.range.end);
        }
        push_apart(&mut kept, &rest[end..]);
        rest = kept.trim().to_owned();
    }
    String::new()
}

/// Appends `part` without the white space that would double the one before a sentence that was cut.
fn push_apart(kept: &mut String, part: &str) {
    let apart = kept.is_empty() || kept.ends_with(char::is_whitespace);
    kept.push_str(if apart { part.trim_start() } else { part });
}

/// How often a text is cut again before nothing of it is kept.
const ROUNDS: usize = 8;

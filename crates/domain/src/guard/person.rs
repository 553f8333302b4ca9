//! Names of patients: behind the word patient, or behind a title with a sign of illness or care.

use super::{
    FindingKind, care,
    label::is_compound,
    name::{self, Name},
    names,
    token::Reading,
    vocabulary::Class,
};

/// The tokens at which the name of a patient begins.
pub(super) fn find(reading: &Reading) -> Vec<(usize, FindingKind)> {
    let mut found = Vec::new();
    let mut done = 0;
    for at in 0..reading.tokens.len() {
        if at < done {
            continue;
        }
        let named = if reading.is(at, Class::PATIENT) {
            behind_patient(reading, at)
        } else if matches!(reading.plain(at), "patients" | "patienten") {
            behind_patients(reading, at)
        } else if reading.is(at, Class::TITLE) {
            behind_title(reading, at)
        } else if reading.tokens[at].capital {
            full_name(reading, at)
        } else {
            None
        };
        if let Some(name) = named {
            found.push((name.first, FindingKind::PatientName));
            done = name.last + 1;
        }
    }
    found
}

/// What stood between the word patient and the name.
#[derive(Default)]
struct Lead {
    /// `name`, `called`, a colon.
    naming: bool,
    title: bool,
    comma: bool,
}

fn behind_patient(reading: &Reading, patient: usize) -> Option<Name> {
    let word = reading.plain(patient);
    let shortened = matches!(word, "pat" | "pt");
    let file = patient > 0 && reading.is_glued(patient) && reading.mark(patient - 1) == Some('.');
    let personal = word != "pat" || reading.mark(patient + 1) == Some('.');
    if is_compound(reading, patient)
        || file
        || !personal
        || (shortened && reading.tokens[patient].shouted)
    {
        return None;
    }
    let (start, lead) = lead(reading, patient)?;
    let name = name::at(reading, start)?;
    if name.is_placeholder(reading) || is_invented(reading, patient) {
        return None;
    }
    let each = reading
        .previous(patient)
        .is_some_and(|at| reading.is(at, Class::EVERY));
    let known = name.given || name.family;
    let accepted = if lead.title {
        name.capitals > 0 || known
    } else if lead.naming {
        name.capitals > 0 && !name.shouted || known
    } else if lead.comma {
        let closed = matches!(
            reading.mark(name.last + 1),
            Some(',' | ')' | ';' | '(' | '-' | ':')
        );
        name.is_full() && (name.given || name.initials) && closed && !each
    } else {
        !each
            && (name.is_full() && (name.capitals > 1 || known || name.initials)
                || single(reading, patient, &name))
            || each && name.is_full() && name.given
    };
    accepted.then_some(name)
}

/// `patients Jan Bolhuis and ..`
fn behind_patients(reading: &Reading, patients: usize) -> Option<Name> {
    let name = name::at(reading, patients + 1)?;
    (name.given && name.capitals > 1 && !name.is_placeholder(reading)).then_some(name)
}

/// Steps over what may stand between the word patient and a name.
fn lead(reading: &Reading, patient: usize) -> Option<(usize, Lead)> {
    let mut lead = Lead {
        naming: reading.is(patient, Class::NAMING),
        ..Lead::default()
    };
    let mut at = patient + 1;
    let mut words = 0;
    while at < reading.tokens.len() && words < 5 {
        if let Some(mark) = reading.mark(at) {
            match mark {
                ':' | '=' => lead.naming = true,
                ',' => lead.comma = true,
                '(' | '[' | '"' | '\'' | '*' | '_' | '-' | '`' | '|' | '<' => {}
                '.' if at == patient + 1 => {}
                '.' if reading.is(at - 1, Class::TITLE | Class::ABBREVIATION) => {}
                _ => return None,
            }
            at += 1;
            continue;
        }
        let word = reading.plain(at);
        if reading.is(at, Class::TITLE) {
            lead.title = true;
        } else if reading.is(at, Class::NAMING) {
            lead.naming = true;
        } else if matches!(
            word,
            "is" | "was" | "s" | "by" | "with" | "met" | "mijn" | "my"
        ) {
            words += 1;
        } else if matches!(word, "de" | "the") && !reading.tokens[at].capital {
            // `de heer`, `met de naam`; otherwise `de` begins a family name.
            let leads = reading.is(at + 1, Class::TITLE | Class::NAMING);
            if !leads {
                break;
            }
            words += 1;
        } else {
            break;
        }
        at += 1;
    }
    (at < reading.tokens.len()).then_some((at, lead))
}

/// One word alone behind patient: a known name, or a capital where nothing but a name fits.
fn single(reading: &Reading, patient: usize, name: &Name) -> bool {
    let token = &reading.tokens[name.last];
    let word = reading.plain(name.last);
    if name.first != name.last || name.initials {
        return false;
    }
    if !token.capital {
        let turned = reading.mark(name.last + 1) == Some(',')
            && reading
                .next(name.last)
                .is_some_and(|at| names::is_given(reading.plain(at)));
        return if name.family {
            turned
        } else {
            name.given && !names::is_ambiguous(word)
        };
    }
    if name.given || name.family {
        return !token.shouted || reading.tokens[patient].shouted;
    }
    let inside = reading.tokens[patient].capital && !reading.opens_sentence(patient);
    let about = reading.around(patient, care::REACH).any(|at| {
        at != patient
            && reading.is(
                at,
                Class::CARE | Class::ILLNESS | Class::EXAMINATION | Class::PRONOUN | Class::PLACE,
            )
    });
    let marked = matches!(reading.mark(name.last + 1), Some(',' | '(' | ':' | '\''));
    let followed = marked
        || reading
            .next(name.last)
            .is_some_and(|at| reading.is(at, Class::PLAIN | Class::LINK));
    !token.shouted && !inside && about && followed && token.plain.len() > 3
}

fn behind_title(reading: &Reading, title: usize) -> Option<Name> {
    // `MR` and `MS` in capitals are imaging and an illness.
    if reading.tokens[title].shouted && matches!(reading.plain(title), "mr" | "ms")
        || is_compound(reading, title)
    {
        return None;
    }
    let mut at = title + 1;
    while at <= title + 6
        && (matches!(reading.mark(at), Some('.' | '/' | '(' | '*' | '"' | '\''))
            || reading.is(at, Class::TITLE))
    {
        at += 1;
    }
    if reading.is(at, Class::ACADEMIC) {
        return None;
    }
    let name = name::at(reading, at).or_else(|| small_name(reading, at))?;
    let plausible = name.capitals > 0
        || name.family
        || name.given && !names::is_ambiguous(reading.plain(name.first));
    let salutation = reading
        .previous(title)
        .is_some_and(|at| reading.is(at, Class::SALUTATION));
    if !plausible || salutation || name.is_placeholder(reading) {
        return None;
    }
    care::is_patient(reading, title, &name).then_some(name)
}

/// `dhr wiersinga, bed 4`: an unknown word in small letters where only a name fits.
fn small_name(reading: &Reading, at: usize) -> Option<Name> {
    let unknown = reading.is_word(at)
        && reading.tokens[at].class == Class::NONE
        && reading.tokens[at].plain.len() > 3;
    let ended = matches!(reading.mark(at + 1), Some(',' | '(' | ':'))
        || matches!(
            reading.plain(at + 1),
            "heeft"
                | "has"
                | "had"
                | "is"
                | "was"
                | "ligt"
                | "wordt"
                | "kreeg"
                | "krijgt"
                | "bed"
                | "kamer"
        );
    (unknown && ended).then(|| Name::family_at(at))
}

/// `Geesje Oosterhof is opgenomen`: a well-known given name, a family name, and at once their care.
fn full_name(reading: &Reading, at: usize) -> Option<Name> {
    if !names::is_given(reading.plain(at)) || at > 0 && reading.is_glued(at) {
        return None;
    }
    let name = name::at(reading, at).filter(|name| name.capitals > 1)?;
    let before = reading.previous(at);
    let spoken = before.is_some_and(|at| {
        reading.is(at, Class::ACADEMIC | Class::SALUTATION | Class::ROLE)
            || matches!(reading.plain(at), "i" | "m" | "ben" | "am" | "by" | "door")
    });
    let mut behind = (name.last + 1..reading.tokens.len())
        .take_while(|&at| reading.tokens[at].sentence == reading.tokens[name.last].sentence)
        .filter(|&at| reading.mark(at).is_none())
        .take(6);
    let patient = behind
        .clone()
        .take(4)
        .find(|&at| reading.is(at, Class::PATIENT) && !is_compound(reading, at));
    let is_patient = patient.is_some_and(|patient| {
        (name.last + 1..patient).all(|at| {
            reading.is(at, Class::LINK | Class::PRONOUN)
                || matches!(reading.mark(at), Some(',' | '('))
        }) && reading.next(patient).is_none_or(|next| {
            reading.mark(patient + 1).is_some_and(|mark| mark != '-')
                || reading.is(next, Class::LINK | Class::PRONOUN)
                || reading.tokens[next].sentence != reading.tokens[patient].sentence
                || matches!(
                    reading.plain(next),
                    "en" | "and" | "who" | "maar" | "but" | "wil" | "wants" | "sinds" | "since"
                )
        })
    });
    let in_care = behind.any(|at| {
        let admitted = reading.plain(at) == "opgenomen" && care::is_ill(reading, at);
        (admitted || care::is_in_care(reading, at)) && !is_compound(reading, at)
    });
    let work = reading
        .around(name.last, 10)
        .any(|at| reading.is(at, Class::ROLE | Class::ACTIVITY | Class::ACADEMIC));
    (!spoken && (is_patient || in_care && !work) && !name.is_placeholder(reading)).then_some(name)
}

/// `a fictitious patient`, `rows such as 'patient ..'` of placeholders.
fn is_invented(reading: &Reading, patient: usize) -> bool {
    let invented = |at: usize| reading.is(at, Class::INVENTED);
    let adjacent = (patient.saturating_sub(2)..patient).any(invented);
    let quoted = patient > 0
        && matches!(
            reading.mark(patient - 1),
            Some('\'' | '"' | '`' | '(' | ':')
        );
    let likened = reading
        .previous(patient)
        .is_some_and(|at| matches!(reading.plain(at), "as" | "like" | "zoals" | "als"));
    let around = reading.around(patient, 12);
    let made_up = |at: usize| reading.plain(at) == "made" && reading.plain(at + 2) == "up";
    adjacent
        || likened && (around.start..patient).any(invented)
        || quoted && around.into_iter().any(|at| invented(at) || made_up(at))
}

//! Dates of birth of one person; not those of cohorts, groups and examples.

use super::{FindingKind, date, date::Date, label::is_compound, token::Reading, vocabulary::Class};

/// How many words before a date may announce it.
const REACH: usize = 8;

/// The tokens at which a date of birth begins.
pub(super) fn find(reading: &Reading) -> Vec<(usize, FindingKind)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        let date = date::at(reading, at);
        let compact = if date.is_none() {
            date::compact_at(reading, at)
        } else {
            None
        };
        let birth = match (&date, &compact) {
            (Some(date), _) => is_birth(reading, date),
            (None, Some(compact)) => {
                !compact.filler
                    && announced(reading, compact).is_some_and(|(_, distance)| distance == 0)
            }
            (None, None) => false,
        };
        if birth {
            found.push((at, FindingKind::BirthDate));
        }
        at = date.map_or(at, |date| date.last) + 1;
    }
    found
}

fn is_birth(reading: &Reading, date: &Date) -> bool {
    if date.filler || bounds_period(reading, date) {
        return false;
    }
    if let Some((label, distance)) = announced(reading, date) {
        return !(is_figurative(reading, label)
            || is_of_everyone(reading, label)
            || is_of_writer(reading, label)
            || distance > 0 && shows_format(reading, label, date)
            || distance > 1 && dates_something_else(reading, label, date));
    }
    if let Some(label) = followed_by_label(reading, date) {
        let group = reading
            .around(date.first, 6)
            .any(|at| reading.is(at, Class::THING));
        let people = reading
            .next(label)
            .is_some_and(|next| reading.is(next, Class::PEOPLE));
        return !group && !people && !is_of_writer(reading, date.first);
    }
    stands_beside_person(reading, date)
}

/// The announcement before the date and how many words stand between them; none where another
/// occasion or another number stands nearer.
fn announced(reading: &Reading, date: &Date) -> Option<(usize, usize)> {
    let mut distance = 0;
    for at in (date.first.saturating_sub(3 * REACH)..date.first).rev() {
        let ends = matches!(reading.mark(at), Some('.' | '!' | '?'))
            && reading.tokens[at + 1].sentence != reading.tokens[at].sentence;
        if ends || distance > REACH {
            return None;
        }
        if reading.mark(at).is_some() {
            continue;
        }
        if is_label(reading, at, distance) {
            return Some((at, distance));
        }
        let digits = if reading.is_number(at) {
            reading.plain(at).len()
        } else {
            0
        };
        // `geb. 3211` is a building; after `geboren in 1961` another date follows. In a row of data
        // the other columns stand between.
        let in_row = matches!(reading.mark(at + 1), Some(';' | ',' | '|'));
        if reading.is(at, Class::EVENT) || (digits >= 3 && !in_row) {
            return None;
        }
        distance += 1;
    }
    None
}

fn is_label(reading: &Reading, at: usize, distance: usize) -> bool {
    let word = reading.plain(at);
    match word {
        // `gebouw` is abbreviated alike.
        "geb" => distance <= 3 && !is_compound(reading, at),
        "geboortedata" | "birthdates" | "dobs" => distance == 0,
        "birth" => {
            let of = reading.previous(at).filter(|&of| reading.plain(of) == "of");
            of.and_then(|of| reading.previous(of))
                .map_or(matches!(reading.mark(at + 1), Some(':' | '=')), |date| {
                    reading.plain(date) != "dates" || distance == 0
                })
        }
        "geboorte" => distance == 0,
        "date" | "day" | "dt" => reading
            .previous(at)
            .is_some_and(|birth| reading.plain(birth) == "birth"),
        "datum" | "dat" | "dd" => reading
            .previous(at)
            .is_some_and(|birth| matches!(reading.plain(birth), "geboorte" | "geb")),
        _ => reading.is(at, Class::BIRTH),
    }
}

/// `op 3 mei 2019 geboren`, `(date of birth)`, `is zijn geboortedatum`.
fn followed_by_label(reading: &Reading, date: &Date) -> Option<usize> {
    let mut words = 0;
    for at in date.last + 1..reading.tokens.len().min(date.last + 9) {
        if matches!(reading.mark(at), Some('.' | ',' | ';' | '!' | '?')) {
            return None;
        }
        if reading.mark(at).is_some() {
            continue;
        }
        let direct = words == 0 || !matches!(reading.plain(at), "geb");
        let full = is_label(reading, at, 0)
            || reading.plain(at) == "date"
                && reading.plain(at + 1) == "of"
                && reading.plain(at + 2) == "birth";
        if full && direct {
            return Some(at);
        }
        words += 1;
        // `in Delfzijl geboren`
        let place = reading.tokens[at].capital && matches!(reading.plain(at - 1), "in" | "te");
        if words > 3 || !(place || reading.is(at, Class::LINK | Class::PATIENT)) {
            return None;
        }
    }
    None
}

/// `between .. and ..`, `before ..`, `.. of later`, `.. t/m ..`.
fn bounds_period(reading: &Reading, date: &Date) -> bool {
    let mut ahead = (date.first.saturating_sub(4)..date.first)
        .rev()
        .filter(|&at| reading.mark(at).is_none());
    let nearest = ahead.next();
    let second = ahead.next();
    let bound = |at: Option<usize>| at.is_some_and(|at| reading.is(at, Class::BOUND));
    let article = nearest.is_some_and(|at| matches!(reading.plain(at), "the" | "de" | "op" | "on"));
    if bound(nearest) || article && bound(second) {
        return true;
    }
    let behind = date.last + 1;
    let mut next = behind;
    let dash = reading.mark(next) == Some('-');
    if dash || reading.plain(next) == "t" {
        // `t/m`
        next += if dash { 1 } else { 3 };
    } else if matches!(
        reading.plain(next),
        "tot" | "to" | "until" | "till" | "through" | "tm"
    ) {
        next += 1;
        next += usize::from(matches!(reading.plain(next), "en" | "and"));
        next += usize::from(matches!(reading.plain(next), "met" | "including"));
    } else {
        let joined = matches!(reading.plain(next), "or" | "of" | "and" | "en");
        let open = |word| {
            matches!(
                word,
                "later" | "earlier" | "eerder" | "onwards" | "after" | "before" | "daarna"
            )
        };
        return reading.plain(next) == "onwards" || joined && open(reading.plain(next + 1));
    }
    date::at(reading, next).is_some()
}

/// `Onze werkgroep is geboren op ..`
fn is_figurative(reading: &Reading, label: usize) -> bool {
    let verb = |at: usize| {
        matches!(
            reading.plain(at),
            "is" | "was" | "werd" | "were" | "zijn" | "werden" | "are"
        )
    };
    let said = reading.previous(label).is_some_and(|at| {
        verb(at) || reading.mark(at + 1) == Some(',') && reading.is(at, Class::THING)
    });
    if !said || !matches!(reading.plain(label), "born" | "geboren") {
        return false;
    }
    let subject = (label.saturating_sub(9)..label)
        .rev()
        .take_while(|&at| reading.tokens[at].sentence == reading.tokens[label].sentence)
        .find(|&at| reading.is(at, Class::THING | Class::PERSON | Class::PRONOUN) && !verb(at));
    subject.is_some_and(|at| reading.is(at, Class::THING))
}

/// `All children born on ..`
fn is_of_everyone(reading: &Reading, label: usize) -> bool {
    let all = |at: usize| matches!(reading.plain(at), "all" | "alle" | "every" | "elke");
    reading.previous(label).is_some_and(|people| {
        reading.is(people, Class::PEOPLE) && (people.saturating_sub(3)..people).any(all)
    })
}

/// `I was born on ..`, `ik ben op .. geboren`: the writer is no patient.
fn is_of_writer(reading: &Reading, label: usize) -> bool {
    let said = |at: usize| {
        let pair = (reading.plain(at), reading.plain(at + 1));
        matches!(
            pair,
            ("i", "was") | ("ik", "ben") | ("ben", "ik") | ("ik", "werd")
        )
    };
    (label.saturating_sub(4)..label).any(said)
}

/// `The DOB field is empty since ..`, `date of birth was rounded on ..`
fn dates_something_else(reading: &Reading, label: usize, date: &Date) -> bool {
    if matches!(reading.plain(label), "born" | "geboren" | "geb") {
        return false;
    }
    let bounded = (label + 1..date.first).any(|at| reading.is(at, Class::BOUND));
    let nearest = reading
        .previous(date.first)
        .map_or("", |at| reading.plain(at));
    bounded || matches!(nearest, "on" | "op")
}

/// `Which format has the date of birth, ..`
fn shows_format(reading: &Reading, label: usize, date: &Date) -> bool {
    let from = reading.around(label, 10).start;
    (from..date.first).any(|at| reading.is(at, Class::FORMAT | Class::INVENTED))
}

/// `patient (12-03-1961)`, `man, 12-03-1961,`: in a year in which patients were born.
fn stands_beside_person(reading: &Reading, date: &Date) -> bool {
    let past = (1900..=2012).contains(&date.year) || (30..100).contains(&date.year);
    let person = reading.previous(date.first).is_some_and(|at| {
        reading.is(at, Class::PERSON)
            && !matches!(reading.plain(at), "case" | "casus" | "m" | "f" | "v" | "ms")
            && !is_compound(reading, at)
            && date.first - at <= 2
    });
    let said = is_said_of_person(reading, date.first) || follows_titled_name(reading, date.first);
    let occasion = reading
        .next(date.last)
        .is_some_and(|at| reading.is(at, Class::EVENT));
    past && (person || said) && !occasion
}

/// `Zij is van 12-03-1961`.
fn is_said_of_person(reading: &Reading, date: usize) -> bool {
    let words = [3, 2, 1].map(|back| reading.plain(date.saturating_sub(back)));
    date >= 3
        && words[1..] == ["is", "van"]
        && (reading.is(date - 3, Class::PERSON) || matches!(words[0], "hij" | "zij" | "ze"))
}

/// `mw. Vos (12-03-1961)`: nothing but a name between a title and the date.
fn follows_titled_name(reading: &Reading, date: usize) -> bool {
    (date.saturating_sub(8)..date)
        .rev()
        .take_while(|&at| {
            let within = matches!(reading.mark(at), Some('.' | ',' | '(' | '-' | ':'));
            within || reading.is_word(at) && !reading.is(at, Class::PLAIN | Class::EVENT)
        })
        .any(|at| reading.is(at, Class::TITLE | Class::PATIENT))
}

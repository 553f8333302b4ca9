//! Tells whether a titled name is that of somebody in care or that of a colleague.

use super::{label::is_compound, name::Name, token::Reading, vocabulary::Class};

/// How far signs of care or of work are looked for, in tokens.
pub(super) const REACH: usize = 30;

/// Whether what is said around a titled name is said of somebody in care, not of a colleague.
pub(super) fn is_patient(reading: &Reading, title: usize, name: &Name) -> bool {
    if is_colleague(reading, title, name) {
        return false;
    }
    let sentence = reading.around(title, REACH);
    let following = following_about_person(reading, sentence.end);
    let signs: Vec<usize> = sentence
        .chain(following)
        .filter(|&at| at < title || at > name.last)
        .filter(|&at| !is_compound(reading, at) && !is_attributive(reading, at))
        .collect();
    let any = |test: fn(&Reading, usize) -> bool| signs.iter().any(|&at| test(reading, at));
    let works = any(|reading, at| {
        reading.is(at, Class::ACTIVITY) || matches!(reading.plain(at), "patients" | "patienten")
    });
    any(is_in_care)
        || any(is_age)
        || any(is_own)
        || owns_examination(reading, title, name)
        || !works && (any(is_ill) || any(is_at_care_place) || is_in_room(reading, name))
}

/// A state that only people in care are in, or a bed.
pub(super) fn is_in_care(reading: &Reading, at: usize) -> bool {
    match reading.plain(at) {
        "bed" => true,
        "ward" | "zaal" => (at + 1..at + 4).any(|next| reading.is_number(next)),
        "ligt" | "lies" => (at + 1..at + 5).any(|place| {
            let places = Class::CARE_PLACE | Class::PLACE | Class::HOSPITAL;
            reading.is(place, places) || reading.plain(place) == "beademing"
        }),
        _ => reading.is(at, Class::CARE),
    }
}

/// An illness, or a word that says so in this place.
pub(super) fn is_ill(reading: &Reading, at: usize) -> bool {
    let before = reading
        .previous(at)
        .map_or("", |before| reading.plain(before));
    match reading.plain(at) {
        // Also what is taken into a list.
        "opgenomen" => {
            let place = Class::CARE_PLACE | Class::HOSPITAL;
            reading.plain(at + 1) != "in" || (at + 2..at + 5).any(|at| reading.is(at, place))
        }
        // Also cases.
        "gevallen" => !matches!(
            before,
            "alle" | "de" | "deze" | "veel" | "sommige" | "enkele" | "andere" | "in"
        ),
        "patient" | "patiente" => matches!(
            before,
            "mijn" | "my" | "onze" | "our" | "deze" | "this" | "is" | "als" | "as"
        ),
        _ => reading.is(at, Class::ILLNESS),
    }
}

/// `78-year-old`, `, 78 jaar`, `(78)`.
fn is_age(reading: &Reading, at: usize) -> bool {
    if at == 0 || !reading.is_number(at) || reading.plain(at).len() > 3 {
        return false;
    }
    let unit = at + 1 + usize::from(reading.mark(at + 1) == Some('-'));
    let years = matches!(
        reading.plain(unit),
        "jaar" | "jr" | "years" | "year" | "y" | "yrs"
    );
    let aged = |at: usize| matches!(reading.plain(at), "old" | "oud" | "oude");
    let old = reading.plain(unit) == "jarige" || years && (unit + 1..unit + 3).any(aged);
    let opened = matches!(reading.mark(at - 1), Some(',' | '(')) || reading.plain(at - 1) == "van";
    let enclosed = reading.mark(at - 1) == Some('(') && reading.mark(at + 1) == Some(')');
    old || years && opened || enclosed && reading.plain(at).len() == 2
}

/// `his tumour`, `haar beelden`: a pronoun with an illness or examination at most two words behind.
fn is_own(reading: &Reading, at: usize) -> bool {
    let theirs = matches!(reading.plain(at), "his" | "her" | "zijn" | "haar");
    let owned = (at + 1..at + 4).find(|&next| is_sign(reading, next));
    theirs
        && owned.is_some_and(|owned| {
            reading.tokens[owned].sentence == reading.tokens[at].sentence
                && !(at + 1..owned).any(|between| reading.is(between, Class::ACTIVITY))
        })
}

/// `de scan van mw. Bakker`, `Mrs. Terpstra's MRI`, `Mr. Okafor has an ECG`.
fn owns_examination(reading: &Reading, title: usize, name: &Name) -> bool {
    let of = |at: &usize| matches!(reading.plain(*at), "van" | "of" | "for" | "bij");
    let of = match reading.previous(title) {
        Some(article) if reading.plain(article) == "de" => reading.previous(article).filter(of),
        before => before.filter(of),
    };
    let before = of.is_some_and(|of| {
        let kin = of
            .checked_sub(1)
            .is_some_and(|at| is_kin(reading.plain(at)));
        kin || (of.saturating_sub(3)..of).any(|at| {
            // `in behandeling bij`: an application.
            is_sign(reading, at) && !(at > 0 && reading.plain(at - 1) == "in")
        })
    });
    let mut behind = (name.last + 1..reading.tokens.len().min(name.last + 9))
        .take_while(|&at| reading.tokens[at].sentence == reading.tokens[title].sentence)
        .filter(|&at| reading.mark(at).is_none());
    let has = behind.next().is_some_and(|at| {
        let english = matches!(
            reading.plain(at),
            "s" | "has" | "had" | "gets" | "got" | "needs" | "underwent" | "received" | "takes"
        );
        let dutch = matches!(
            reading.plain(at),
            "heeft" | "krijgt" | "kreeg" | "onderging" | "ondergaat" | "gebruikt"
        );
        english || dutch
    });
    let everyones = |at: usize| {
        matches!(
            reading.plain(at - 1),
            "de" | "the" | "alle" | "all" | "onze" | "our" | "uw" | "your"
        )
    };
    let shown = reading.previous(title).is_some_and(|at| {
        reading.is(at, Class::EXAMINATION) && is_sign(reading, at) && at + 1 == title
    });
    before || shown || has && behind.any(|at| is_sign(reading, at) && !everyones(at))
}

/// Family, who speak for patients.
fn is_kin(word: &str) -> bool {
    matches!(
        word,
        "daughter"
            | "son"
            | "wife"
            | "husband"
            | "mother"
            | "father"
            | "family"
            | "dochter"
            | "zoon"
            | "echtgenote"
            | "echtgenoot"
            | "moeder"
            | "vader"
            | "familie"
            | "mantelzorger"
    )
}

/// An illness or examination that is not the subject of work.
fn is_sign(reading: &Reading, at: usize) -> bool {
    reading.is(at, Class::EXAMINATION | Class::ILLNESS)
        && !is_compound(reading, at)
        && !is_attributive(reading, at)
}

/// `cancer project`, `sepsis model`: an illness as the subject of work.
fn is_attributive(reading: &Reading, at: usize) -> bool {
    let subject = Class::ILLNESS | Class::EXAMINATION | Class::PATIENT;
    let work = Class::THING | Class::ACTIVITY | Class::PEOPLE;
    let noun = |at: usize| {
        let data = matches!(
            reading.plain(at),
            "data" | "models" | "projects" | "imaging" | "analysis" | "paper" | "waveform"
        );
        reading.is_word(at) && (data || reading.is(at, work))
    };
    reading.is(at, subject) && noun(at + 1)
}

/// `mw. Bakker, kamer 4`: a room of patients has one or two digits.
fn is_in_room(reading: &Reading, name: &Name) -> bool {
    let room = (name.last + 1..name.last + 4)
        .find(|&at| matches!(reading.plain(at), "kamer" | "room" | "zaal" | "box"));
    room.is_some_and(|room| {
        reading.is_number(room + 1)
            && reading.plain(room + 1).len() <= 2
            && !(reading.is_number(room + 3) && reading.is_glued(room + 3))
    })
}

/// `op de poli`, `at the outpatient clinic`; not `van de poli`.
fn is_at_care_place(reading: &Reading, place: usize) -> bool {
    let preposition = |at: usize| {
        matches!(
            reading.plain(at),
            "op" | "at" | "in" | "on" | "naar" | "to" | "aan"
        )
    };
    reading.is(place, Class::CARE_PLACE) && (place.saturating_sub(3)..place).any(preposition)
}

/// The sentence from `start` on, when it goes on about the person before: he, her, diagnosis.
fn following_about_person(reading: &Reading, start: usize) -> std::ops::Range<usize> {
    let opening = (start..reading.tokens.len())
        .take(3)
        .find(|&at| reading.is_word(at));
    let goes_on = |at: usize| {
        let pronoun = reading.is(at, Class::PRONOUN) && reading.plain(at) != "zijn";
        let state = matches!(
            reading.plain(at),
            "diagnose" | "diagnosis" | "opgenomen" | "admitted" | "heeft" | "ligt"
        );
        pronoun || state
    };
    match opening {
        Some(opening) if goes_on(opening) => start..reading.around(opening, REACH).end,
        _ => start..start,
    }
}

/// A colleague: with a function beside the name, `of` a department behind it, or with the writer.
fn is_colleague(reading: &Reading, title: usize, name: &Name) -> bool {
    let same = |at: &usize| reading.tokens[*at].sentence == reading.tokens[title].sentence;
    let role = |at: usize| reading.is(at, Class::ROLE) && !acts_on_patient(reading, at);
    let ahead = (title.saturating_sub(6)..title)
        .rev()
        .take_while(same)
        .any(role);
    let behind = (name.last + 1..reading.tokens.len())
        .take(6)
        .take_while(same)
        .any(role);
    ahead || behind || is_affiliated(reading, name) || is_with_writer(reading, title, name)
}

/// `mw. Haddad en ik`, `samen met mw. Haddad`, `namens mw. Haddad`.
fn is_with_writer(reading: &Reading, title: usize, name: &Name) -> bool {
    let (next, second) = (reading.plain(name.last + 1), reading.plain(name.last + 2));
    let joined = matches!(next, "en" | "and") || reading.mark(name.last + 1) == Some(',');
    let and_writer = joined && matches!(second, "ik" | "i" | "wij" | "we");
    let before = reading.previous(title);
    let second_before = before.and_then(|at| reading.previous(at));
    let word = |at: Option<usize>| at.map_or("", |at| reading.plain(at));
    let listed = (title.saturating_sub(6)..title).any(|at| reading.is(at, Class::ACADEMIC))
        && (matches!(word(before), "en" | "and")
            || reading.mark(title.saturating_sub(1)) == Some(','));
    let together = matches!(word(before), "met" | "with")
        && matches!(word(second_before), "samen" | "together");
    let spoken = matches!(
        (word(second_before), word(before)),
        ("this", "is")
            | ("naam", "is")
            | ("name", "is")
            | ("u", "met")
            | ("spreekt", "met")
            | ("according", "to")
    );
    and_writer
        || spoken
        || listed
        || together
        || matches!(word(before), "namens" | "dank" | "thanks" | "volgens")
}

/// `door de radioloog`, `by the nurse`: a function that has to do with a patient.
fn acts_on_patient(reading: &Reading, role: usize) -> bool {
    let agent = |at: usize| {
        let preposition = matches!(
            reading.plain(at),
            "door" | "by" | "naar" | "aan" | "bij" | "to" | "with"
        );
        preposition || matches!(reading.plain(at), "met" | "her" | "his" | "haar" | "zijn")
    };
    (role.saturating_sub(2)..role).any(agent)
}

/// `van Inkoop`, `from Radiology`, `of the trial desk`; but not `van kamer 4`.
fn is_affiliated(reading: &Reading, name: &Name) -> bool {
    let behind = name.last + 1;
    let from = behind + usize::from(matches!(reading.mark(behind), Some('(' | ',')));
    if !matches!(reading.plain(from), "van" | "from" | "of" | "uit") {
        return false;
    }
    let article = matches!(
        reading.plain(from + 1),
        "de" | "het" | "the" | "our" | "onze" | "ons" | "my" | "mijn"
    );
    let place = from + 1 + usize::from(article);
    let in_care = matches!(
        reading.plain(place),
        "bed" | "kamer" | "room" | "ward" | "zaal" | "box"
    );
    reading.is_word(place) && !in_care
}

//! Reads a name of a person: initials, given names, particles and a family name.

use super::{
    names::{is_ambiguous, is_family, is_given},
    token::{Gap, Reading},
    vocabulary::Class,
};

/// A row of words that may be a person's name.
pub(super) struct Name {
    pub(super) first: usize,
    pub(super) last: usize,
    /// How many words with a capital, particles and initials left out.
    pub(super) capitals: usize,
    /// Begins with a well-known given name.
    pub(super) given: bool,
    /// Ends with a well-known family name.
    pub(super) family: bool,
    pub(super) initials: bool,
    /// All words are in capitals.
    pub(super) shouted: bool,
    parts: usize,
}

impl Name {
    /// The word at `at`, taken for a family name.
    pub(super) fn family_at(at: usize) -> Self {
        Self {
            first: at,
            last: at,
            capitals: 0,
            given: false,
            family: true,
            initials: false,
            shouted: false,
            parts: 1,
        }
    }

    /// Has a family name and something before it.
    pub(super) fn is_full(&self) -> bool {
        self.parts > 1
    }

    /// Jane Doe and those like her.
    pub(super) fn is_placeholder(&self, reading: &Reading) -> bool {
        (self.first..=self.last).any(|at| {
            matches!(
                reading.plain(at),
                "doe" | "roe" | "modaal" | "puk" | "bloggs" | "dummy"
            )
        })
    }
}

/// The longest name that begins at `start`; none where a word stands that names nobody.
pub(super) fn at(reading: &Reading, start: usize) -> Option<Name> {
    let mut name = Name {
        first: start,
        last: start,
        capitals: 0,
        given: false,
        family: false,
        initials: false,
        shouted: true,
        parts: 0,
    };
    let mut at = start;
    let mut particle = false;
    while at < reading.tokens.len() && name.parts < 5 && at - start < 12 {
        let token = &reading.tokens[at];
        let joins = at > start
            && reading.mark(at) == Some('-')
            && reading.is_glued(at)
            && reading.is_glued(at + 1);
        let apostrophe =
            reading.mark(at) == Some('\'') && matches!(reading.plain(at + 1), "t" | "s");
        if joins || apostrophe && reading.is_glued(at + 1) && !reading.is_glued(at) {
            at += 1;
            continue;
        }
        if at > start && token.gap == Gap::Line || !reading.is_word(at) {
            break;
        }
        if is_initial(reading, at) {
            name.initials = true;
            name.parts += token.plain.len();
            name.last = at;
            at += 1 + usize::from(reading.mark(at + 1) == Some('.'));
            continue;
        }
        if reading.is(at, Class::PARTICLE) && is_particle(reading, at) {
            particle = true;
            at += 1;
            continue;
        }
        let word = reading.plain(at);
        let known = is_given(word) || is_family(word);
        let behind_initial = name.initials && name.capitals == 0 && !name.family;
        if behind_initial && !token.capital && token.class == Class::NONE && token.plain.len() > 2 {
            name.family = true;
            name.parts += 1;
            name.last = at;
            at += 1;
            continue;
        }
        if !is_name_word(reading, at, known, particle) {
            // A plain word with a capital behind a capital: a heading or a product, not a person.
            let heading = token.capital
                && !token.shouted
                && reading.is(at, Class::PLAIN)
                && name.capitals > 0
                && !particle;
            if heading && !name.given {
                return None;
            }
            break;
        }
        if name.parts == 0 || name.initials && name.capitals == 0 {
            name.given = is_given(word);
        }
        name.family = is_family(word) && (token.capital || !is_ambiguous(word));
        name.capitals += usize::from(token.capital);
        name.shouted &= token.shouted;
        name.parts += 1 + usize::from(particle);
        name.last = at;
        particle = false;
        at += 1;
    }
    let named = name.capitals > 0 || name.given || name.family || name.initials;
    (name.parts > 0 && named).then_some(name)
}

/// One capital with a dot, or letters with dots between.
fn is_initial(reading: &Reading, at: usize) -> bool {
    let token = &reading.tokens[at];
    let dotted = reading.mark(at + 1) == Some('.') && reading.is_glued(at + 1);
    let named = || {
        reading.next(at).is_some_and(|next| {
            let unknown = reading.is_word(next) && reading.tokens[next].class == Class::NONE;
            unknown || is_family(reading.plain(next))
        })
    };
    let letter = token.plain.len() == 1 && dotted && (token.capital || named());
    let row = token.dotted && token.plain.len() <= 5 && token.class == Class::NONE;
    letter || row && (token.capital || named())
}

/// `van` and the like count only when a name follows.
fn is_particle(reading: &Reading, at: usize) -> bool {
    let next = (at + 1..at + 5)
        .find(|&next| !reading.is(next, Class::PARTICLE) && reading.mark(next).is_none());
    next.is_some_and(|next| {
        reading.is_word(next)
            && (reading.tokens[next].capital && !reading.is(next, Class::PLAIN)
                || is_family(reading.plain(next)))
    })
}

fn is_name_word(reading: &Reading, at: usize, known: bool, particle: bool) -> bool {
    let token = &reading.tokens[at];
    let word = reading.plain(at);
    let numbered = reading.is_number(at + 1);
    let compound = reading.mark(at + 1) == Some('-')
        && reading.is_glued(at + 1)
        && reading.is_glued(at + 2)
        && !reading.is(at + 2, Class::PARTICLE)
        && !reading.tokens.get(at + 2).is_some_and(|next| next.capital);
    let month = reading.is(at, Class::MONTH) && (numbered || reading.is(at + 2, Class::MONTH));
    if compound || month || numbered && reading.is_glued(at + 1) {
        return false;
    }
    if known {
        let followed = is_given(word) && is_family(reading.plain(at + 1));
        return token.capital || followed || !is_ambiguous(word) && !reading.is(at, Class::PLAIN);
    }
    let meaningful = token.class != Class::NONE && !particle;
    let shouted = token.shouted && !particle;
    token.capital && token.plain.len() > 1 && !meaningful && !shouted
}

//! What a word can mean to the guard.

use std::ops::BitOr;

/// A set of meanings; a word may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class(u64);

impl Class {
    pub(super) const NONE: Self = Self(0);
    /// Announces a citizen service number.
    pub(super) const BSN: Self = Self(1);
    /// Announces a patient number.
    pub(super) const PATIENT_NUMBER: Self = Self(1 << 1);
    /// `number`, `nr`, `id`: says that the word before announces a number.
    pub(super) const NUMBER_WORD: Self = Self(1 << 2);
    /// A hospital or a record system, whose numbers are those of patients.
    pub(super) const HOSPITAL: Self = Self(1 << 3);
    /// A file or case, of a patient or of a grant.
    pub(super) const DOSSIER: Self = Self(1 << 4);
    /// Announces a number that is nobody's: telephone, grant, job.
    pub(super) const OTHER_NUMBER: Self = Self(1 << 5);
    /// One patient.
    pub(super) const PATIENT: Self = Self(1 << 6);
    /// Several people.
    pub(super) const PEOPLE: Self = Self(1 << 7);
    /// One person who may be a patient.
    pub(super) const PERSON: Self = Self(1 << 8);
    /// He, she, his, her.
    pub(super) const PRONOUN: Self = Self(1 << 9);
    /// Announces a date of birth.
    pub(super) const BIRTH: Self = Self(1 << 10);
    /// Announces a date that is not of birth.
    pub(super) const EVENT: Self = Self(1 << 11);
    /// Bounds a period: between, after, until.
    pub(super) const BOUND: Self = Self(1 << 12);
    pub(super) const MONTH: Self = Self(1 << 13);
    /// Mevrouw, Mr.
    pub(super) const TITLE: Self = Self(1 << 14);
    /// Prof., dr.: colleagues.
    pub(super) const ACADEMIC: Self = Self(1 << 15);
    /// Dear, beste.
    pub(super) const SALUTATION: Self = Self(1 << 16);
    /// What a colleague is.
    pub(super) const ROLE: Self = Self(1 << 17);
    /// What a colleague does.
    pub(super) const ACTIVITY: Self = Self(1 << 18);
    /// What is said of people in care only.
    pub(super) const CARE: Self = Self(1 << 19);
    /// Illnesses and places of care.
    pub(super) const ILLNESS: Self = Self(1 << 20);
    /// Examinations and treatments, of which colleagues speak as well.
    pub(super) const EXAMINATION: Self = Self(1 << 21);
    /// Bed, room, ward: of a patient when a number follows.
    pub(super) const PLACE: Self = Self(1 << 22);
    /// Says that the data are invented.
    pub(super) const INVENTED: Self = Self(1 << 23);
    /// Never part of a name.
    pub(super) const PLAIN: Self = Self(1 << 24);
    /// Van, de: within a name.
    pub(super) const PARTICLE: Self = Self(1 << 25);
    /// What is counted behind a number.
    pub(super) const COUNTED: Self = Self(1 << 26);
    /// Groups and things that may be born figuratively.
    pub(super) const THING: Self = Self(1 << 27);
    /// Announces a name.
    pub(super) const NAMING: Self = Self(1 << 28);
    /// Is, was, the, his: what stands between an announcement and what it announces.
    pub(super) const LINK: Self = Self(1 << 29);
    /// Says how data are written.
    pub(super) const FORMAT: Self = Self(1 << 30);
    /// Is written with a dot that ends no sentence.
    pub(super) const ABBREVIATION: Self = Self(1 << 31);
    /// Each, per: speaks of no one patient.
    pub(super) const EVERY: Self = Self(1 << 32);
    /// Where patients are cared for, and colleagues work.
    pub(super) const CARE_PLACE: Self = Self(1 << 33);

    /// Words behind whose dot a number may follow in the same sentence.
    pub(super) const NUMBER_LABEL: Self = Self(
        Self::BSN.0
            | Self::PATIENT_NUMBER.0
            | Self::NUMBER_WORD.0
            | Self::MONTH.0
            | Self::DOSSIER.0
            | Self::PATIENT.0,
    );

    /// Whether the two sets share a meaning.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Class {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

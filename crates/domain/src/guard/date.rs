//! Full dates, in figures and in words, in the orders that Dutch and English writers use.

use super::{token::Reading, vocabulary::Class};

/// A full date: day, month and year.
pub(super) struct Date {
    pub(super) first: usize,
    pub(super) last: usize,
    /// As written: two digits or four.
    pub(super) year: u32,
    /// A date that stands for "not known" in data, such as 1 January 1900.
    pub(super) filler: bool,
}

impl Date {
    fn new(first: usize, last: usize, day: u32, month: u32, year: u32) -> Option<Self> {
        let filler = matches!(
            (day, month, year),
            (1, 1, 1800 | 1900 | 1) | (31, 12, 9999 | 2099)
        ) || year >= 100 && !(1850..=2100).contains(&year);
        let valid = (1..=31).contains(&day) && (1..=12).contains(&month);
        valid.then_some(Self {
            first,
            last,
            year,
            filler,
        })
    }
}

/// The full date that begins at the token `at`.
pub(super) fn at(reading: &Reading, at: usize) -> Option<Date> {
    if reading.is_number(at) {
        return in_figures(reading, at)
            .or_else(|| day_first(reading, at))
            .or_else(|| year_first(reading, at));
    }
    if reading.is(at, Class::MONTH) {
        month_first(reading, at)
    } else {
        None
    }
}

/// A date without separators, 19610317, 17031961 or 170361: only an announcement makes it a date.
pub(super) fn compact_at(reading: &Reading, at: usize) -> Option<Date> {
    let digits = reading.plain(at);
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    if !reading.is_number(at) {
        return None;
    }
    match digits.len() {
        8 => {
            let year_first = part(0, 4).filter(|year| (1850..=2100).contains(year));
            let (day, month, year) =
                match year_first.filter(|_| part(4, 6).is_some_and(|month| month <= 12)) {
                    Some(year) => (part(6, 8)?, part(4, 6)?, year),
                    None => (part(0, 2)?, part(2, 4)?, part(4, 8)?),
                };
            (1850..=2100)
                .contains(&year)
                .then(|| Date::new(at, at, day, month, year))
                .flatten()
        }
        6 => Date::new(at, at, part(0, 2)?, part(2, 4)?, part(4, 6)?),
        _ => None,
    }
}

/// `12-03-1961`, `3/12/61`, `1961.03.12`, `12 03 1961`.
fn in_figures(reading: &Reading, at: usize) -> Option<Date> {
    let second = after_separator(reading, at)?;
    let third = after_separator(reading, second)?;
    let marked = |from: usize, to: usize| to > from + 1;
    if marked(at, second) != marked(second, third) || is_longer(reading, at, third) {
        return None;
    }
    let lengths = [at, second, third].map(|part| reading.plain(part).len());
    let values = [
        value(reading, at)?,
        value(reading, second)?,
        value(reading, third)?,
    ];
    match lengths {
        [1 | 2, 1 | 2, 4] => {
            let [first, middle, year] = values;
            let (day, month) = if middle > 12 {
                (middle, first)
            } else {
                (first, middle)
            };
            Date::new(at, third, day, month, year)
        }
        [1 | 2, 1 | 2, 2] if marked(at, second) => {
            let [first, middle, year] = values;
            let (day, month) = if middle > 12 {
                (middle, first)
            } else {
                (first, middle)
            };
            Date::new(at, third, day, month, year)
        }
        [4, 1 | 2, 1 | 2] => Date::new(at, third, values[2], values[1], values[0]),
        _ => None,
    }
}

/// The number behind a dash, slash, dot or space.
fn after_separator(reading: &Reading, at: usize) -> Option<usize> {
    if reading.is_number(at + 1) {
        return Some(at + 1);
    }
    let mut mark = at + 1;
    if matches!(reading.mark(mark), Some('-' | '/' | '.' | '_')) {
        mark += 1;
    }
    let short = mark + usize::from(mark == at + 2 && reading.mark(mark) == Some('\''));
    (mark == at + 2 && reading.is_number(short)).then_some(short)
}

/// Whether the three numbers are part of a longer row, such as an address or a version.
fn is_longer(reading: &Reading, first: usize, last: usize) -> bool {
    let joins =
        |at: usize| matches!(reading.mark(at), Some('-' | '/' | '.')) && reading.is_glued(at);
    let ahead =
        first >= 2 && joins(first - 1) && reading.is_glued(first) && reading.is_number(first - 2);
    let behind = joins(last + 1) && reading.is_glued(last + 2) && reading.is_number(last + 2);
    ahead || behind
}

/// `8 november 1949`, `3 feb '72`, `9th of March 2017`, `12-mrt-1961`.
fn day_first(reading: &Reading, at: usize) -> Option<Date> {
    let day = value(reading, at).filter(|_| reading.plain(at).len() <= 2)?;
    let mut next = at + 1;
    if matches!(
        reading.plain(next),
        "st" | "nd" | "rd" | "th" | "e" | "ste" | "de"
    ) {
        next += 1;
    }
    if matches!(reading.plain(next), "of" | "van") || reading.plain(next) == "day" {
        next += 1;
    }
    let month = skip_marks(reading, next, &['-', '/', '.']);
    if !reading.is(month, Class::MONTH) {
        return None;
    }
    let (last, year) = year_after(reading, month)?;
    Date::new(at, last, day, month_of(reading.plain(month)), year)
}

/// `March 9th, 2017`, `Mar. 9 2017`.
fn month_first(reading: &Reading, at: usize) -> Option<Date> {
    let mut day_at = skip_marks(reading, at + 1, &['.', '-']);
    if reading.plain(day_at) == "the" {
        day_at += 1;
    }
    let day = value(reading, day_at).filter(|_| reading.plain(day_at).len() <= 2)?;
    let ordinal = matches!(reading.plain(day_at + 1), "st" | "nd" | "rd" | "th");
    let (last, year) = year_after(reading, day_at + usize::from(ordinal))?;
    Date::new(at, last, day, month_of(reading.plain(at)), year)
}

/// `1961 March 17`, `1961-mar-17`.
fn year_first(reading: &Reading, at: usize) -> Option<Date> {
    let year = value(reading, at).filter(|_| reading.plain(at).len() == 4)?;
    let month = skip_marks(reading, at + 1, &['-', '/', '.']);
    let last = skip_marks(reading, month + 1, &['-', '/', '.']);
    let day = value(reading, last).filter(|_| reading.is(month, Class::MONTH))?;
    Date::new(at, last, day, month_of(reading.plain(month)), year)
}

/// The year behind the token `before`: four digits, or two.
fn year_after(reading: &Reading, before: usize) -> Option<(usize, u32)> {
    let at = skip_marks(reading, before + 1, &['.', ',', '-', '/', '\'']);
    let at = skip_marks(reading, at, &['\'']);
    let year = value(reading, at).filter(|_| matches!(reading.plain(at).len(), 2 | 4))?;
    Some((at, year))
}

fn skip_marks(reading: &Reading, at: usize, marks: &[char]) -> usize {
    at + usize::from(reading.mark(at).is_some_and(|mark| marks.contains(&mark)))
}

fn value(reading: &Reading, at: usize) -> Option<u32> {
    reading
        .is_number(at)
        .then(|| reading.plain(at).parse().ok())
        .flatten()
}

/// The number of a month by its first letters, which are the same in both languages but for three.
fn month_of(word: &str) -> u32 {
    match word.get(..3).unwrap_or(word) {
        "jan" => 1,
        "feb" => 2,
        "mar" | "maa" | "mrt" => 3,
        "apr" => 4,
        "may" | "mei" => 5,
        "jun" => 6,
        "jul" => 7,
        "aug" => 8,
        "sep" => 9,
        "oct" | "okt" => 10,
        "nov" => 11,
        _ => 12,
    }
}

#[cfg(test)]
mod tests {
    use super::{Reading, at, compact_at};

    #[test]
    fn dates_are_read_in_figures_and_in_words() {
        for text in [
            "7-11-1953",
            "07/11/53",
            "1953-11-07",
            "11/27/1953",
            "7 . 11 . 1953",
            "07 11 1953",
            "7 november 1953",
            "7 nov '53",
            "7th of November 1953",
            "November 7th, 1953",
            "Nov. 7 1953",
            "7-nov-1953",
            "7nov1953",
            "1953 Nov 7",
            "de 7e november 1953",
            "7 nov. 1953",
        ] {
            let reading = Reading::of(text);
            let start = usize::from(text.starts_with("de"));
            let date = at(&reading, start).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(date.last, reading.tokens.len() - 1, "{text}");
        }
    }

    #[test]
    fn addresses_versions_and_parts_of_dates_are_no_dates() {
        for text in [
            "10.12.3.61",
            "7-13-53-2",
            "32-11-1953",
            "november 1953",
            "7 november",
            "1953",
            "7-11",
        ] {
            assert!(at(&Reading::of(text), 0).is_none(), "{text}");
        }
    }

    #[test]
    fn a_date_without_separators_is_read_on_demand() {
        for text in ["19531107", "07111953", "071153"] {
            assert!(compact_at(&Reading::of(text), 0).is_some(), "{text}");
        }
        assert!(compact_at(&Reading::of("99999999"), 0).is_none());
    }
}

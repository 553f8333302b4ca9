//! Words that the index does not know: typing errors and Dutch compounds.

/// The fewest letters of a word that may be a typing error of another.
const SHORTEST: usize = 4;
/// The fewest letters of a part of a compound.
const SHORTEST_PART: usize = 3;
/// The stems that the index knows, in buckets by first letter and length.
#[derive(Debug, Default)]
pub(crate) struct Spelling {
    buckets: Vec<Vec<(Box<[u8]>, u32)>>,
}

const LENGTHS: usize = 24;

fn bucket(first: u8, length: usize) -> usize {
    usize::from(first) * LENGTHS + length.min(LENGTHS - 1)
}

impl Spelling {
    /// Adds a stem of small ASCII letters; others are never corrected to.
    pub(crate) fn add(&mut self, stem: &str, term: u32) {
        if stem.len() < SHORTEST || !stem.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return;
        }
        let place = bucket(stem.as_bytes()[0], stem.len());
        if self.buckets.len() <= place {
            self.buckets.resize_with(place + 1, Vec::new);
        }
        self.buckets[place].push((stem.as_bytes().into(), term));
    }

    /// The known stem closest to a misspelt one, with how sure that is, 0 to 1.
    ///
    /// One error (a letter too many, too few, other, or two swapped) in four to seven letters, two
    /// in longer words. The first letter is taken to be right.
    pub(crate) fn correct(&self, stem: &str) -> Option<(u32, f32)> {
        let stem = stem.as_bytes();
        if stem.len() < SHORTEST || stem.len() > LENGTHS || !stem.is_ascii() {
            return None;
        }
        let errors = if stem.len() >= 8 { 2 } else { 1 };
        let mut best = (usize::MAX, 0);
        for length in stem.len().saturating_sub(errors)..=stem.len() + errors {
            let Some(known) = self.buckets.get(bucket(stem[0], length)) else {
                continue;
            };
            for (candidate, term) in known {
                let distance = distance(stem, candidate, errors);
                if distance < best.0 {
                    best = (distance, *term);
                }
            }
        }
        let sureness = match (best.0, stem.len()) {
            (0, _) => 1.0,
            (1, 4) => 0.5,
            (1, 5) => 0.7,
            (1, _) => 0.85,
            (2, _) => 0.6,
            _ => return None,
        };
        Some((best.1, sureness))
    }
}

/// The two parts of a compound that `find` knows, the head as long as possible.
///
/// The head may have a linking `s`, `e` or `en`.
pub(crate) fn compound<T>(word: &str, find: impl Fn(&str) -> Option<T>) -> Option<[T; 2]> {
    if !word.is_ascii() || word.len() < 2 * SHORTEST_PART + 1 {
        return None;
    }
    for split in (SHORTEST_PART..=word.len() - SHORTEST_PART).rev() {
        let (head, tail) = word.split_at(split);
        let Some(last) = find(tail) else { continue };
        let bare = ["", "s", "en", "e"]
            .iter()
            .filter_map(|link| head.strip_suffix(link));
        let first = bare
            .filter(|part| part.len() >= SHORTEST_PART)
            .find_map(&find);
        if let Some(first) = first {
            return Some([first, last]);
        }
    }
    None
}

/// The number of errors between two words, swapped neighbours counting as one; more than `most`
/// when there are more.
fn distance(a: &[u8], b: &[u8], most: usize) -> usize {
    const WIDTH: usize = LENGTHS + 4;
    if b.len() + 1 >= WIDTH {
        return most + 1;
    }
    let mut before = [0_usize; WIDTH];
    let mut previous = [0_usize; WIDTH];
    let mut current = [0_usize; WIDTH];
    for (index, cell) in previous.iter_mut().enumerate() {
        *cell = index;
    }
    for i in 1..=a.len() {
        current[0] = i;
        let mut least = i;
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut cell = (previous[j - 1] + cost)
                .min(previous[j] + 1)
                .min(current[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cell = cell.min(before[j - 2] + 1);
            }
            current[j] = cell;
            least = least.min(cell);
        }
        if least > most {
            return most + 1;
        }
        before = previous;
        previous = current;
    }
    previous[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_counted_up_to_the_most_that_matter() {
        let count = |a: &str, b: &str| distance(a.as_bytes(), b.as_bytes(), 2);
        assert_eq!(count("webinar", "webinar"), 0);
        assert_eq!(count("wbeinar", "webinar"), 1);
        assert_eq!(count("nieuwsbrif", "nieuwsbrief"), 1);
        assert_eq!(count("counceling", "counseling"), 1);
        assert_eq!(count("sprk", "sparkle"), 3);
    }

    #[test]
    fn a_misspelt_word_is_corrected_to_the_closest() {
        let mut spelling = Spelling::default();
        for (term, stem) in (0..).zip(["webinar", "counsel", "nieuwsbrief", "niveau"]) {
            spelling.add(stem, term);
        }
        let corrected = |stem| spelling.correct(stem).map(|(term, _)| term);
        assert_eq!(corrected("webinr"), Some(0));
        assert_eq!(corrected("niewsbrief"), Some(2));
        assert_eq!(corrected("garden"), None);
        assert_eq!(corrected("web"), None);
    }

    #[test]
    fn a_compound_is_its_known_parts() {
        let known = ["onderzoek", "data", "subsidie", "advies"];
        let find = |part: &str| known.iter().copied().find(|it| *it == part);
        assert_eq!(
            compound("onderzoeksdata", find),
            Some(["onderzoek", "data"])
        );
        assert_eq!(
            compound("subsidieadvies", find),
            Some(["subsidie", "advies"])
        );
        assert_eq!(compound("onderzoeksvraag", find), None);
        assert_eq!(compound("data", find), None);
    }
}

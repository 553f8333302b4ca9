//! What is counted in a text: its words, pairs of words, and pieces of words.
//!
//! Pieces of three to five letters find a misspelled word, the parts of a Dutch compound and the stem of an inflected
//! word without a word list. Each feature is a row of the weights by its hash; that two now and then share a row
//! costs less than a table of names (the hashing trick: Weinberger et al., ICML 2009).

use crate::text::Text;

/// How many rows there are, as a power of two.
const BITS: u32 = 16;
/// How many rows the weights have.
pub(crate) const ROWS: usize = 1 << BITS;
/// The lengths of the pieces of words, in letters; the spaces around a word count as letters of it.
const PIECE: std::ops::RangeInclusive<usize> = 3..=5;

/// Which kinds of features are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kinds {
    pub(crate) words: bool,
    pub(crate) pairs: bool,
    pub(crate) pieces: bool,
}

impl Kinds {
    pub(crate) const ALL: Self = Self {
        words: true,
        pairs: true,
        pieces: true,
    };
}

/// The features of a text: rows, each once, with 1 + ln(how often it occurs).
pub(crate) fn features(text: &Text, kinds: Kinds) -> Vec<(u16, f32)> {
    let mut counts = Counts::of(text);
    if kinds.words {
        text.words()
            .for_each(|word| counts.add(Hash::of('w').all(word)));
    }
    if kinds.pairs {
        for (one, two) in text.words().zip(text.words().skip(1)) {
            counts.add(Hash::of('p').all(one).with(' ').all(two));
        }
    }
    if kinds.pieces {
        for word in text.spaced_words() {
            for begin in 0..word.len() {
                let mut hash = Hash::of('c');
                for (length, letter) in (1..=*PIECE.end()).zip(&word[begin..]) {
                    hash = hash.with(*letter);
                    if length >= *PIECE.start() {
                        counts.add(hash);
                    }
                }
            }
        }
    }
    counts.rows
}

/// What 1 + ln(n) grows by from each n to the next, for the few that are common.
const GROWTH: [f32; 4] = [0.0, std::f32::consts::LN_2, 0.405_465_1, 0.287_682_1];

/// Rows with how often they occur; looked up in a table of places, which is faster than sorting them.
struct Counts {
    rows: Vec<(u16, f32)>,
    times: Vec<u16>,
    /// For each hash the place in `rows` plus 1; 0 where there is none. Twice as many as there can be rows.
    places: Vec<u32>,
}

impl Counts {
    fn of(text: &Text) -> Self {
        let most = text.letters() * (PIECE.end() - PIECE.start() + 1) + 2 * text.letters();
        Self {
            rows: Vec::with_capacity(256),
            times: Vec::with_capacity(256),
            places: vec![0; (2 * most).next_power_of_two().min(2 * ROWS)],
        }
    }

    fn add(&mut self, hash: Hash) {
        let row = hash.row();
        let mask = self.places.len() - 1;
        let mut slot = usize::from(row) & mask;
        loop {
            match self.places[slot] {
                0 => {
                    self.rows.push((row, 1.0));
                    self.times.push(1);
                    // There are no more rows than 2 to the 16th.
                    self.places[slot] = self.rows.len() as u32;
                    return;
                }
                place => {
                    let place = place as usize - 1;
                    if self.rows[place].0 == row {
                        let times = &mut self.times[place];
                        let growth = GROWTH.get(usize::from(*times)).copied();
                        let more = || (1.0 + 1.0 / f32::from(*times)).ln();
                        self.rows[place].1 += growth.unwrap_or_else(more);
                        *times = times.saturating_add(1);
                        return;
                    }
                    slot = (slot + 1) & mask;
                }
            }
        }
    }
}

/// FNV-1a over letters, with the last step of MurmurHash3, which spreads it over all bits.
#[derive(Clone, Copy)]
struct Hash(u32);

impl Hash {
    fn of(kind: char) -> Self {
        Self(0x811c_9dc5).with(kind)
    }

    fn with(self, letter: char) -> Self {
        Self((self.0 ^ u32::from(letter)).wrapping_mul(0x0100_0193))
    }

    fn all(self, letters: &[char]) -> Self {
        letters.iter().fold(self, |hash, letter| hash.with(*letter))
    }

    fn row(self) -> u16 {
        let mut bits = self.0;
        bits = (bits ^ (bits >> 16)).wrapping_mul(0x85eb_ca6b);
        bits = (bits ^ (bits >> 13)).wrapping_mul(0xc2b2_ae35);
        bits ^= bits >> 16;
        (bits >> (u32::BITS - BITS)) as u16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(u16, f32)> {
        features(&Text::of(text), Kinds::ALL)
    }

    #[test]
    fn a_word_has_itself_and_its_pieces() {
        // " ai " has ` ai`, `ai `, ` ai `, and the word.
        assert_eq!(of("ai").len(), 4);
        assert_eq!(of("AI."), of("ai"));
        assert_eq!(of(""), []);
    }

    #[test]
    fn what_occurs_again_counts_less_the_second_time() {
        let twice = of("ai ai");
        // The pair is new, and all else is there twice.
        assert_eq!(twice.len(), 5);
        let counts: Vec<_> = twice.iter().filter(|(_, count)| *count > 1.6).collect();
        assert_eq!(counts.len(), 4);
    }

    #[test]
    fn a_misspelled_word_shares_most_of_its_pieces() {
        let [right, wrong] = ["counseling", "counceling"].map(of);
        let shared = right.iter().filter(|it| wrong.contains(it)).count();
        assert!(shared * 2 > right.len(), "{shared} of {}", right.len());
    }
}

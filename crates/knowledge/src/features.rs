//! What is counted in a text: its words, pairs of words, pieces of words, and what the words mean.
//!
//! Pieces of three to five letters find a misspelled word, the parts of a Dutch compound and the stem of an inflected
//! word without a word list; meanings (`glossary`) find what is said in other words, or in the other language. Each feature
//! is a row of the weights by its hash; that two now and then share a row costs less than a table of names (the hashing
//! trick: Weinberger et al., ICML 2009).

use crate::glossary::{Entry, Glossary, meaning};
use crate::text::Text;

/// How many rows there are, as a power of two.
const BITS: u32 = 17;
/// How many rows the weights have.
pub(crate) const ROWS: usize = 1 << BITS;
/// The lengths of the pieces of words, in letters; the spaces around a word count as letters of it.
const PIECE: std::ops::RangeInclusive<usize> = 3..=5;
/// The length of the pieces that reach from one word into the next.
const ACROSS: usize = 6;
/// Each meaning is paired with those of so many words behind its own.
const TOGETHER: usize = 4;
/// How much a word, and a pair of words, counts beside a piece.
const WORD: f32 = 1.5;
/// How much a meaning counts.
const MEANING: f32 = 2.0;

/// Which kinds of features are counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kinds<'a> {
    pub(crate) words: bool,
    pub(crate) pairs: bool,
    pub(crate) pieces: bool,
    /// What words mean.
    pub(crate) meanings: Glossary<'a>,
}

impl<'a> Kinds<'a> {
    /// All that is seen in how a text is spelled.
    pub(crate) const SPELLED: Self = Self {
        words: true,
        pairs: true,
        pieces: true,
        meanings: Glossary::EMPTY,
    };

    /// These, and what the words mean.
    pub(crate) fn with(self, meanings: Glossary<'a>) -> Self {
        Self { meanings, ..self }
    }
}

/// The features of a text: rows, each once, with how much its kind counts times 1 + ln(how often it occurs).
pub(crate) fn features(text: &Text, kinds: Kinds<'_>) -> Vec<(u32, f32)> {
    let words: Vec<Hash> = text.words().map(Hash::word).collect();
    let meanings = words.iter().map(|word| kinds.meanings.meanings(*word));
    let meanings: Vec<_> = meanings.filter(|it| !it.is_empty()).collect();
    let mut counts = Counts::of(text, &meanings);
    if kinds.words {
        words.iter().for_each(|word| counts.add(*word, WORD));
    }
    if kinds.pairs {
        for (one, two) in text.words().zip(text.words().skip(1)) {
            counts.add(Hash::of('p').all(one).with(' ').all(two), WORD);
        }
    }
    if kinds.pieces {
        for word in text.spaced_words() {
            for begin in 0..word.len() {
                let mut hash = Hash::of('c');
                for (length, letter) in (1..=*PIECE.end()).zip(&word[begin..]) {
                    hash = hash.with(*letter);
                    if length >= *PIECE.start() {
                        counts.add(hash, 1.0);
                    }
                }
            }
        }
        for piece in text.letters().windows(ACROSS) {
            if piece[1..ACROSS - 1].contains(&' ') {
                counts.add(Hash::of('x').all(piece), 1.0);
            }
        }
    }
    for (place, own) in meanings.iter().enumerate() {
        for one in own.iter().map(meaning) {
            counts.add(Hash::of('m').meaning(one), MEANING);
            for other in together(&meanings, place).map(meaning) {
                let pair = Hash::of('n')
                    .meaning(one.min(other))
                    .meaning(one.max(other));
                counts.add(pair, 1.0);
            }
        }
    }
    counts.rows
}

/// The meanings of the words with which those of the one at this place are paired.
fn together<'a>(meanings: &[&'a [Entry]], place: usize) -> impl Iterator<Item = &'a Entry> {
    meanings[place + 1..]
        .iter()
        .take(TOGETHER)
        .copied()
        .flatten()
}

/// What 1 + ln(n) grows by from each n to the next, for the few that are common.
const GROWTH: [f32; 4] = [0.0, std::f32::consts::LN_2, 0.405_465_1, 0.287_682_1];

/// Rows with how often they occur; looked up in a table of places, which is faster than sorting them.
struct Counts {
    rows: Vec<(u32, f32)>,
    times: Vec<u16>,
    /// For each hash the place in `rows` plus 1; 0 where there is none. Twice as many as there can be rows.
    places: Vec<u32>,
}

impl Counts {
    fn of(text: &Text, meanings: &[&[Entry]]) -> Self {
        // A letter begins pieces and a piece across words; words and their pairs are fewer than letters.
        let spelled = text.letters().len() * (PIECE.end() - PIECE.start() + 3);
        let meant = meanings.iter().enumerate();
        let meant = meant.map(|(place, own)| own.len() * (1 + together(meanings, place).count()));
        let most = spelled + meant.sum::<usize>();
        Self {
            rows: Vec::with_capacity(256),
            times: Vec::with_capacity(256),
            places: vec![0; (2 * most).next_power_of_two().min(2 * ROWS)],
        }
    }

    fn add(&mut self, hash: Hash, counts: f32) {
        let row = hash.row();
        let mask = self.places.len() - 1;
        let mut slot = row as usize & mask;
        loop {
            match self.places[slot] {
                0 => {
                    self.rows.push((row, counts));
                    self.times.push(1);
                    // There are no more rows than 2 to the 17th.
                    self.places[slot] = self.rows.len() as u32;
                    return;
                }
                place => {
                    let place = place as usize - 1;
                    if self.rows[place].0 == row {
                        let times = &mut self.times[place];
                        let growth = GROWTH.get(usize::from(*times)).copied();
                        let more = || (1.0 + 1.0 / f32::from(*times)).ln();
                        self.rows[place].1 += counts * growth.unwrap_or_else(more);
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
pub(crate) struct Hash(u32);

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

    fn meaning(self, meaning: u16) -> Self {
        let [low, high] = meaning.to_le_bytes().map(char::from);
        self.with(low).with(high)
    }

    /// That of a word.
    pub(crate) fn word(word: &[char]) -> Self {
        Self::of('w').all(word)
    }

    pub(crate) fn number(self) -> u32 {
        self.0
    }

    fn row(self) -> u32 {
        let mut bits = self.0;
        bits = (bits ^ (bits >> 16)).wrapping_mul(0x85eb_ca6b);
        bits = (bits ^ (bits >> 13)).wrapping_mul(0xc2b2_ae35);
        bits ^= bits >> 16;
        bits >> (u32::BITS - BITS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    fn of(text: &str) -> Vec<(u32, f32)> {
        features(&Text::of(text), Kinds::SPELLED)
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
        // The pair is new, and ` ai ai`, `ai ai `; all else is there twice.
        assert_eq!(twice.len(), 7);
        let once = of("ai");
        for (row, count) in once {
            let now = twice.iter().find(|(other, _)| *other == row).unwrap();
            let more = 1.0 + std::f32::consts::LN_2;
            assert!((now.1 / count - more).abs() < 1e-6);
        }
    }

    #[test]
    fn each_meaning_is_paired_with_those_near_it_whichever_comes_first() {
        let entries = glossary::read("meaning\twords\nmoney\tgeld funds\nask\tvraag ask").unwrap();
        let meant = |text: &str| {
            let kinds = Kinds {
                words: false,
                pairs: false,
                pieces: false,
                meanings: Glossary::of(&entries),
            };
            let mut rows = features(&Text::of(text), kinds);
            rows.sort_by_key(|(row, _)| *row);
            rows
        };
        assert_eq!(meant("geld").len(), 1);
        assert_eq!(meant("vraag om geld").len(), 3);
        assert_eq!(meant("vraag om geld"), meant("funds: ask!"));
        assert_eq!(meant("om"), []);
    }

    #[test]
    fn a_misspelled_word_shares_most_of_its_pieces() {
        let [right, wrong] = ["counseling", "counceling"].map(of);
        let shared = right.iter().filter(|it| wrong.contains(it)).count();
        assert!(shared * 2 > right.len(), "{shared} of {}", right.len());
    }
}

//! How like a text is to texts that are known: the cosine of their vectors.

use crate::features::ROWS;
use crate::weights::Vector;

/// Texts, by their features.
pub(crate) struct Likeness {
    /// Where the entries of each row begin in `entries`.
    begins: Vec<u32>,
    /// For each row, the texts that have it, with its value there.
    entries: Vec<(u32, f32)>,
    texts: usize,
}

impl Likeness {
    pub(crate) fn of(texts: &[Vector]) -> Self {
        let mut begins = vec![0_u32; ROWS + 1];
        for (row, _) in texts.iter().flat_map(|text| &text.0) {
            begins[*row as usize + 1] += 1;
        }
        for row in 0..ROWS {
            begins[row + 1] += begins[row];
        }
        let mut next = begins.clone();
        let mut entries = vec![(0, 0.0); begins[ROWS] as usize];
        for (number, text) in (0_u32..).zip(texts) {
            for (row, value) in &text.0 {
                let next = &mut next[*row as usize];
                entries[*next as usize] = (number, *value);
                *next += 1;
            }
        }
        Self {
            begins,
            entries,
            texts: texts.len(),
        }
    }

    /// How many of these rows each of the texts has.
    pub(crate) fn sharing(&self, rows: &[u32]) -> Vec<u16> {
        let mut shared = vec![0_u16; self.texts];
        for row in rows {
            let row = *row as usize;
            let entries = self.begins[row] as usize..self.begins[row + 1] as usize;
            for (number, _) in &self.entries[entries] {
                shared[*number as usize] += 1;
            }
        }
        shared
    }

    /// The likeness of a text to each of those that are known, 0 to 1.
    pub(crate) fn to(&self, text: &Vector) -> Vec<f32> {
        let mut likeness = vec![0.0_f32; self.texts];
        for (row, value) in &text.0 {
            let row = *row as usize;
            let entries = self.begins[row] as usize..self.begins[row + 1] as usize;
            for (number, other) in &self.entries[entries] {
                likeness[*number as usize] += value * other;
            }
        }
        likeness
    }
}

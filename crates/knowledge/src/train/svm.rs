//! A linear support vector machine for one column: one topic against all the rest.
//!
//! Dual coordinate descent for the squared hinge loss (Hsieh et al., ICML 2008, algorithm 1), as LIBLINEAR's solver 1
//! does it, with its cost C at 1.

use crate::features::ROWS;
use crate::weights::Vector;

/// The cost of a text on the wrong side.
const COST: f32 = 1.0;
/// It ends when no text asks for a larger step than this.
const TOLERANCE: f32 = 0.05;
/// Or after so many rounds.
const ROUNDS: usize = 100;

/// The weights of all rows and the bias that part those texts that belong to the column from the others.
pub(super) fn fit(texts: &[&Vector], belongs: &[bool]) -> (Vec<f32>, f32) {
    let mut weights = vec![0.0_f32; ROWS];
    let mut bias = 0.0_f32;
    let mut alphas = vec![0.0_f32; texts.len()];
    let mut order: Vec<usize> = (0..texts.len()).collect();
    let mut random = Random(1);
    let diagonal = 0.5 / COST;
    // A vector has length 1, and the bias is one more dimension with the value 1.
    let curvature = 2.0 + diagonal;
    for _ in 0..ROUNDS {
        random.shuffle(&mut order);
        let mut largest = 0.0_f32;
        for number in &order {
            let side = if belongs[*number] { 1.0 } else { -1.0 };
            let alpha = &mut alphas[*number];
            let text = &texts[*number].0;
            let margin: f32 = text
                .iter()
                .map(|(row, value)| weights[*row as usize] * value)
                .sum();
            let gradient = side * (margin + bias) - 1.0 + diagonal * *alpha;
            let asked = if *alpha == 0.0 {
                gradient.min(0.0)
            } else {
                gradient
            };
            if asked == 0.0 {
                continue;
            }
            largest = largest.max(asked.abs());
            let before = *alpha;
            *alpha = (before - gradient / curvature).max(0.0);
            let step = (*alpha - before) * side;
            for (row, value) in text {
                weights[*row as usize] += step * value;
            }
            bias += step;
        }
        if largest < TOLERANCE {
            break;
        }
    }
    (weights, bias)
}

/// Always the same sequence (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for end in (1..order.len()).rev() {
            let other = self.next() % (end as u64 + 1);
            order.swap(end, usize::try_from(other).unwrap_or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_parts_what_can_be_parted() {
        let vectors: Vec<Vector> = [(1, 2), (1, 3), (4, 2), (4, 3)]
            .map(|(a, b)| Vector(vec![(a, 0.8), (b, 0.6)]))
            .into();
        let texts: Vec<&Vector> = vectors.iter().collect();
        let belongs = [true, true, false, false];
        let (weights, bias) = fit(&texts, &belongs);
        for (text, belongs) in texts.iter().zip(belongs) {
            let margin = text
                .0
                .iter()
                .map(|(row, value)| weights[*row as usize] * value);
            assert_eq!(margin.sum::<f32>() + bias > 0.0, belongs);
        }
        assert_eq!(fit(&texts, &[true, true, false, false]), (weights, bias));
    }
}

//! From margins to odds: logistic regression, for so few numbers that plain gradient descent does.

/// How often all cases are gone through.
const ROUNDS: usize = 4000;
/// How far a step goes along the gradient.
const STEP: f64 = 1.0;

/// A case: what is known of it, what came of it, and how much it counts.
pub(super) struct Case<const N: usize> {
    pub(super) known: [f64; N],
    pub(super) came: bool,
    pub(super) weight: f64,
}

/// What each known number adds to the log-odds that it comes.
pub(super) fn fit<const N: usize>(cases: &[Case<N>]) -> [f64; N] {
    let mut factors = [0.0; N];
    let total: f64 = cases.iter().map(|it| it.weight).sum();
    for _ in 0..ROUNDS {
        let mut gradient = [0.0; N];
        for case in cases {
            let odds: f64 = case.known.iter().zip(factors).map(|(a, b)| a * b).sum();
            let chance = 1.0 / (1.0 + (-odds).exp());
            let error = f64::from(u8::from(case.came)) - chance;
            for (sum, known) in gradient.iter_mut().zip(case.known) {
                *sum += case.weight * error * known;
            }
        }
        for (factor, sum) in factors.iter_mut().zip(gradient) {
            *factor += STEP * sum / total;
        }
    }
    factors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_odds_are_those_of_the_cases() {
        let case = |known: f64, came| Case {
            known: [1.0, known],
            came,
            weight: 1.0,
        };
        // Of those with 0 a quarter comes, of those with 1 three quarters.
        let cases: Vec<_> = [
            (0.0, [false, false, false, true]),
            (1.0, [true, true, true, false]),
        ]
        .into_iter()
        .flat_map(|(known, all)| all.map(|came| case(known, came)))
        .collect();
        let [always, known] = fit(&cases);
        assert!((always + 3.0_f64.ln()).abs() < 0.01, "{always}");
        assert!((known - 2.0 * 3.0_f64.ln()).abs() < 0.01, "{known}");
    }
}

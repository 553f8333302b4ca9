//! The questions of the benchmark: in both languages, a tenth off topic, some misspelled.

/// Off-topic questions: with a number behind them they are all different.
const OFF_TOPIC: [&str; 4] = [
    "What is the best recipe for apple pie number",
    "Wanneer vertrekt bus",
    "How do I fix error code",
    "Wat kost een broodje kaas aan tafel",
];

/// So many different questions, but for those that seem to be about somebody's treatment: they are not noted, and all that
/// is asked here is counted.
pub(crate) fn questions(count: usize) -> Vec<String> {
    let known: Vec<String> = knowledge::bundled()
        .entries
        .into_iter()
        .flat_map(|entry| entry.questions)
        // One word may be a greeting, which is not noted either.
        .filter(|question| question.contains(' '))
        .collect();
    let answers = knowledge::Knowledge::bundled().expect("they are compiled in");
    (0..count)
        .map(|number| {
            if number % 10 == 0 {
                return format!("{} {number}", OFF_TOPIC[number / 10 % OFF_TOPIC.len()]);
            }
            let round = number / known.len();
            let question = &known[(number * 13) % known.len()];
            match (number % 7, round) {
                (0, _) => misspelled(question),
                (_, 0) => question.clone(),
                _ => format!("{question} ({round})"),
            }
        })
        .filter(|question| !answers.find(question, None).care)
        .collect()
}

/// With two letters of its longest word exchanged.
fn misspelled(question: &str) -> String {
    let longest = question
        .split_whitespace()
        .max_by_key(|word| word.len())
        .unwrap_or_default();
    let mut letters: Vec<char> = longest.chars().collect();
    if letters.len() > 4 {
        letters.swap(2, 3);
    }
    question.replacen(longest, &letters.into_iter().collect::<String>(), 1)
}

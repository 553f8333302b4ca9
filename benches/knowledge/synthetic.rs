//! Answers that nobody wrote, as many as one likes.

use domain::Lang;
use knowledge::{Entry, TopicId};

const SYLLABLES: [&str; 24] = [
    "ba", "den", "kor", "lis", "mar", "nop", "pel", "quin", "ras", "sol", "tem", "vor", "wik",
    "zen", "gra", "flo", "stri", "bre", "chol", "dyn", "erk", "fam", "hul", "jat",
];
/// How many questions and how many keywords an answer has.
const QUESTIONS: usize = 10;
const KEYWORDS: usize = 8;

/// So many topics, each in both languages.
pub(crate) fn entries(topics: usize) -> Vec<Entry> {
    let bundled = knowledge::bundled().entries;
    let mut random = Random(7);
    let mut entries = Vec::with_capacity(2 * topics);
    for number in 0..topics {
        for lang in Lang::ALL {
            let known: Vec<_> = bundled.iter().filter(|it| it.lang == lang).collect();
            let mut entry = Entry::clone(known[number % known.len()]);
            entry.topic = TopicId::parse(&format!("made-up-{number}")).expect("a good id");
            let names: Vec<String> = (0..3).map(|_| random.word()).collect();
            let about = |text: &str, random: &mut Random| {
                let words: Vec<_> = text.split_whitespace().collect();
                let at = random.below(words.len());
                let mut words: Vec<&str> = words;
                words.insert(at, &names[random.below(names.len())]);
                words.join(" ")
            };
            let question = |random: &mut Random| {
                let from = known[random.below(known.len())];
                about(&from.questions[random.below(from.questions.len())], random)
            };
            entry.questions = (0..QUESTIONS).map(|_| question(&mut random)).collect();
            entry.keywords = (0..KEYWORDS).map(|_| random.word()).collect();
            entry.title = names.join(" ");
            entries.push(entry);
        }
    }
    entries
}

/// Always the same sequence.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn word(&mut self) -> String {
        (0..2 + self.below(2))
            .map(|_| SYLLABLES[self.below(SYLLABLES.len())])
            .collect()
    }
}

//! How long finding an answer takes, beside a plain tantivy index over the same texts.
//!
//! `cargo bench --bench knowledge --features bm25`. Prints, for the answers that are compiled in and for 10,000 made-up ones, the time to
//! build, the memory, and the CPU time of a question.

mod bm25;
mod synthetic;

use std::{fs, hint::black_box, sync::Arc, time::Duration};

use knowledge::{Entry, Knowledge, Weights};

/// How many answers are made up, half of them in each language.
const SYNTHETIC: usize = 10_000;
/// How many questions are asked in each measurement.
const ASKED: usize = 20_000;

fn main() {
    let questions = questions();
    for (name, entries) in [
        ("compiled in", knowledge::bundled().entries),
        ("made up", synthetic::entries(SYNTHETIC / 2)),
    ] {
        println!("{} answers, {name}", entries.len());
        ours(&entries, &questions);
        bm25(&entries, &questions);
    }
}

fn ours(entries: &[Entry], questions: &[String]) {
    let (entries, weights) = (entries.to_vec(), Arc::new(weights()));
    let before = memory_mb();
    let (knowledge, build) = timed(|| Knowledge::build(entries, weights));
    let memory = memory_mb() - before;
    let answered = &mut 0;
    let (_, asked) = timed(|| {
        for number in 0..ASKED {
            let found = knowledge.find(&questions[number % questions.len()], None);
            *answered += usize::from(black_box(found).answer.is_some());
        }
    });
    report("dash-bot", build, memory, asked);
    println!(
        "  {:<22} {:>9.3}",
        "answered",
        *answered as f64 / ASKED as f64
    );
}

fn bm25(entries: &[Entry], questions: &[String]) {
    let before = memory_mb();
    let (index, build) = timed(|| bm25::Index::build(entries));
    let memory = memory_mb() - before;
    for (name, fuzzy) in [("tantivy BM25", false), ("tantivy BM25, fuzzy", true)] {
        let (_, asked) = timed(|| {
            for number in 0..ASKED {
                black_box(index.best(&questions[number % questions.len()], fuzzy));
            }
        });
        report(name, build, memory, asked);
    }
}

fn report(name: &str, build: Duration, memory: f64, asked: Duration) {
    println!(
        "  {name:<22} built in {:>8.1} ms, {memory:>6.1} MB, {:>8.1} us CPU a question",
        build.as_secs_f64() * 1e3,
        asked.as_secs_f64() * 1e6 / ASKED as f64,
    );
}

fn weights() -> Weights {
    Weights::bundled().expect("they are in order")
}

/// The questions of the answers, and what is asked of others.
fn questions() -> Vec<String> {
    let known = knowledge::bundled().entries.into_iter();
    let mut questions: Vec<String> = known.flat_map(|entry| entry.questions).collect();
    let outside = [
        "What is the best recipe for apple pie?",
        "Wanneer vertrekt de bus naar Assen?",
    ];
    questions.extend(outside.map(str::to_owned));
    questions
}

/// Runs it, and says how much CPU time of this process it took.
fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let before = cpu();
    let result = run();
    (result, cpu() - before)
}

fn cpu() -> Duration {
    let text = fs::read_to_string("/proc/self/schedstat").expect("Linux says it");
    let nanoseconds = text
        .split_whitespace()
        .next()
        .and_then(|it| it.parse().ok());
    Duration::from_nanos(nanoseconds.expect("a number"))
}

/// Resident memory.
fn memory_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux says it");
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
    let kilobytes: f64 = kilobytes.and_then(|it| it.parse().ok()).expect("a number");
    kilobytes / 1024.0
}

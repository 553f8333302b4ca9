//! How well a list of questions with known topics is answered.

use std::fmt;

use anyhow::{Context as _, ensure};
use domain::Lang;
use serde::Serialize;

use crate::table::{NONE, Row, Table};
use crate::{Candidate, Knowledge};

/// The figures over all questions and by language, and what went wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Over all questions.
    #[serde(flatten)]
    pub all: Rates,
    /// The same by the language that the list gives.
    pub by_lang: ByLang,
    /// The questions that were not answered or declined as they should.
    #[serde(skip)]
    pub misses: Vec<Miss>,
}

/// The figures of each language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct ByLang {
    /// English questions.
    pub en: Rates,
    /// Dutch questions.
    pub nl: Rates,
}

/// Shares of questions, 0 to 1; 0 where there are no such questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Rates {
    /// How many questions were asked.
    pub questions: usize,
    /// Of the questions that have an answer: those that were answered, and with a right topic. A
    /// declined one does not count, whatever its first candidate.
    pub right_at_1: f64,
    /// Of the questions that have an answer: those with a right topic among the first three
    /// candidates, answered or not.
    pub right_in_3: f64,
    /// Of the questions that have none: those that were declined.
    pub declined_right: f64,
    /// Of the questions that have an answer: those that were declined.
    pub declined_wrong: f64,
}

/// A question that was not answered or declined as it should.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    /// The language that the list gives.
    pub lang: Lang,
    /// The question.
    pub question: String,
    /// The topics that would have been right; empty when it should have been declined.
    pub expected: Vec<String>,
    /// Whether it was answered.
    pub answered: bool,
    /// What was found.
    pub candidates: Vec<Candidate>,
}

/// Asks every question of a list of tab-separated columns and counts.
///
/// The first line names the columns; `lang` (`en` or `nl`), `topics` (ids parted by `|`, or `none`) and
/// `question` are needed, others are left alone. The language is detected, not told.
pub fn eval(knowledge: &Knowledge, tsv: &str) -> anyhow::Result<Report> {
    let table = Table::read(tsv, ["lang", "topics", "question"])?;
    let mut counts = [Counts::default(); 2];
    let mut misses = Vec::new();
    for row in table.rows() {
        let Row { line, cells } = row?;
        let [code, topics, question] = cells;
        let lang = Lang::ALL
            .into_iter()
            .find(|lang| lang.code() == code)
            .with_context(|| {
                format!("cannot read line {line}: `lang` must be en or nl, not {code}")
            })?;
        let topics: Vec<_> = topics.split('|').map(str::trim).collect();
        for topic in topics.iter().filter(|topic| **topic != NONE) {
            ensure!(
                knowledge
                    .topics()
                    .iter()
                    .any(|known| known.as_str() == *topic),
                "cannot read line {line}: there is no topic `{topic}`"
            );
        }
        misses.extend(counts[lang as usize].ask(knowledge, lang, &topics, question));
    }
    let [en, nl] = counts;
    let by_lang = ByLang {
        en: en.rates(),
        nl: nl.rates(),
    };
    Ok(Report {
        all: en.plus(nl).rates(),
        by_lang,
        misses,
    })
}

/// What came of the questions so far.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    answerable: usize,
    right_at_1: usize,
    right_in_3: usize,
    declined_wrong: usize,
    off_topic: usize,
    declined_right: usize,
}

impl Counts {
    /// Asks one question and counts it.
    fn ask(
        &mut self,
        knowledge: &Knowledge,
        lang: Lang,
        topics: &[&str],
        question: &str,
    ) -> Option<Miss> {
        let found = knowledge.find(question, None);
        let answered = found.answer.is_some();
        let candidates = found.candidates.iter().take(3);
        let right: Vec<_> = candidates
            .map(|it| topics.contains(&it.topic.as_str()))
            .collect();
        let well = self.add(topics.contains(&NONE), answered, &right);
        (!well).then(|| Miss {
            lang,
            question: question.to_owned(),
            expected: topics
                .iter()
                .filter(|it| **it != NONE)
                .map(ToString::to_string)
                .collect(),
            answered,
            candidates: found.candidates,
        })
    }

    /// Counts what came of a question, and says whether it was dealt with well.
    ///
    /// `outside`: whether it should be declined; `right`: whether each of the first three candidates would be right.
    pub(crate) fn add(&mut self, outside: bool, answered: bool, right: &[bool]) -> bool {
        if outside {
            self.off_topic += 1;
            self.declined_right += usize::from(!answered);
            return !answered;
        }
        let first = answered && right.first() == Some(&true);
        self.answerable += 1;
        self.right_at_1 += usize::from(first);
        self.right_in_3 += usize::from(right.contains(&true));
        self.declined_wrong += usize::from(!answered);
        first
    }

    fn plus(self, other: Self) -> Self {
        Self {
            answerable: self.answerable + other.answerable,
            right_at_1: self.right_at_1 + other.right_at_1,
            right_in_3: self.right_in_3 + other.right_in_3,
            declined_wrong: self.declined_wrong + other.declined_wrong,
            off_topic: self.off_topic + other.off_topic,
            declined_right: self.declined_right + other.declined_right,
        }
    }

    pub(crate) fn rates(self) -> Rates {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        Rates {
            questions: self.answerable + self.off_topic,
            right_at_1: share(self.right_at_1, self.answerable),
            right_in_3: share(self.right_in_3, self.answerable),
            declined_right: share(self.declined_right, self.off_topic),
            declined_wrong: share(self.declined_wrong, self.answerable),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "           questions  right at 1  right in 3  declined right  declined wrong"
        )?;
        for (name, rates) in [
            ("all", self.all),
            ("en", self.by_lang.en),
            ("nl", self.by_lang.nl),
        ] {
            writeln!(
                f,
                "{name:<10} {:>9}  {:>10.3}  {:>10.3}  {:>14.3}  {:>14.3}",
                rates.questions,
                rates.right_at_1,
                rates.right_in_3,
                rates.declined_right,
                rates.declined_wrong
            )?;
        }
        for miss in &self.misses {
            write!(f, "\n{}\n", Line(miss))?;
        }
        Ok(())
    }
}

/// A miss in two lines.
struct Line<'a>(&'a Miss);

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let miss = self.0;
        let expected = if miss.expected.is_empty() {
            NONE.into()
        } else {
            miss.expected.join("|")
        };
        let outcome = if miss.answered {
            "answered"
        } else {
            "declined"
        };
        write!(
            f,
            "{} {expected}: {}\n   {outcome}:",
            miss.lang, miss.question
        )?;
        for candidate in miss.candidates.iter().take(3) {
            write!(f, " {} {:.2}", candidate.topic, candidate.confidence)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(tsv: &str) -> anyhow::Result<Report> {
        eval(&Knowledge::bundled().unwrap(), tsv)
    }

    #[test]
    fn the_figures_are_shares_of_the_questions_that_they_are_about() {
        let tsv = "id\tquestion\tlang\ttopics\n\
                   1\tWhat is the AI Think Tank?\ten\tai-think-tank|partners\n\
                   2\tWhat is the AI Think Tank?\ten\tnewsletter\n\
                   3\tRecipe for the DASH diet\ten\tnone\n\n\
                   4\tnieuwsbrief\tnl\tnone\n";
        let json = serde_json::to_string(&report(tsv).unwrap()).unwrap();
        insta::assert_snapshot!(json);
    }

    #[test]
    fn the_text_lists_the_misses() {
        let mut report = report("lang\ttopics\tquestion\nnl\tnone\tnieuwsbrief\n").unwrap();
        for candidate in &mut report.misses[0].candidates {
            candidate.confidence = 0.5;
        }
        report.misses[0].candidates.truncate(1);
        insta::assert_snapshot!(report.to_string());
    }

    #[test]
    fn a_list_that_cannot_be_read_says_where() {
        let broken = [
            "",
            "lang\tquestion\nen\tHi",
            "lang\ttopics\tquestion\nde\tabout\tHallo",
            "lang\ttopics\tquestion\nen\tgardening\tHi",
            "lang\ttopics\tquestion\nen\tabout",
        ];
        let errors: Vec<_> = broken
            .iter()
            .map(|tsv| report(tsv).unwrap_err().to_string())
            .collect();
        insta::assert_snapshot!(errors.join("\n"));
    }
}

//! `dash-bot ask`: answers a question as the bot would, and says how sure it is.

use std::fmt::Write as _;

use anyhow::Context as _;
use clap::Args;
use domain::Lang;
use knowledge::{Asked, Candidate, Entry, Found, Knowledge, with_facts};

use super::{Output, language};

/// The least confidence with which a topic is named beside a question that is not answered.
const NAMED: f32 = 0.01;

#[derive(Debug, Args)]
pub(super) struct Ask {
    /// The question
    question: String,
    /// Your language, for questions that could be in either: en or nl
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    lang: Option<Lang>,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
}

impl Ask {
    pub(super) fn run(&self, knowledge: &Knowledge) -> anyhow::Result<Output> {
        let found = knowledge.find(&self.question, self.lang);
        if self.json {
            return Output::json(&Asked::from(found));
        }
        match &found.answer {
            Some(topic) => {
                let entry = knowledge
                    .entry(topic, found.lang)
                    .with_context(|| format!("cannot find the answer {}/{topic}.md", found.lang))?;
                Ok(Output::fine(answered(entry, &found)))
            }
            None if found.care => Ok(Output::fine(format!(
                "About somebody's treatment, so not for us ({}).",
                found.lang
            ))),
            None => Ok(Output::fine(declined(knowledge, &found))),
        }
    }
}

fn answered(entry: &Entry, found: &Found) -> String {
    format!(
        "{}\n\n{}\n\n[{}, {}, confidence {:.2}]",
        entry.title,
        with_facts(&entry.answer.whole(), |_| None),
        entry.topic,
        found.lang,
        found.confidence
    )
}

fn declined(knowledge: &Knowledge, found: &Found) -> String {
    let mut text = format!(
        "Not sure enough to answer ({}, confidence {:.2}).\n",
        found.lang, found.confidence
    );
    let near = |candidate: &&Candidate| candidate.confidence >= NAMED;
    for candidate in found.candidates.iter().filter(near) {
        let entry = knowledge.entry(&candidate.topic, found.lang);
        let title = entry.map_or("", |entry| &entry.title);
        // Writing to a String can't fail.
        let _ = writeln!(
            text,
            "  {:.2}  {:<16}  {title}",
            candidate.confidence,
            candidate.topic.as_str()
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(question: &str, json: bool) -> String {
        let ask = Ask {
            question: question.to_owned(),
            lang: None,
            json,
        };
        ask.run(&Knowledge::bundled().unwrap()).unwrap().text
    }

    #[test]
    fn an_answer_has_title_text_topic_and_confidence() {
        let text = ask("What is a Sparkle Event?", false);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].contains("Sparkle Events"), "{text}");
        assert!(
            lines
                .last()
                .unwrap()
                .starts_with("[sparkle-events, en, confidence "),
            "{text}"
        );
    }

    #[test]
    fn a_question_about_something_else_is_declined() {
        let text = ask("Hoe laat vertrekt de trein naar Zwolle?", false);
        assert!(
            text.starts_with("Not sure enough to answer (nl, confidence 0."),
            "{text}"
        );
    }

    #[test]
    fn programs_get_json() {
        let json: serde_json::Value =
            serde_json::from_str(&ask("What is a Sparkle Event?", true)).unwrap();
        assert_eq!(json["answered"], true);
        assert_eq!(json["topic"], "sparkle-events");
        assert_eq!(json["lang"], "en");
        assert_eq!(json["candidates"][0]["topic"], "sparkle-events");
    }
}

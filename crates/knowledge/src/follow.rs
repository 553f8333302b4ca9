//! What is asked after an answer: "and in Dutch?", "how do I sign up for that?".

use domain::Lang;

use crate::text::Text;
use crate::{Candidate, Found, Knowledge, TopicId};

/// The most words of a question that leans on what was said before.
const SHORT: usize = 9;
/// So sure it is that a question which leans on an answer, too, is about something else.
const ELSEWHERE: f32 = 0.8;

/// What a language is called in a question.
const LANGUAGES: [(&str, Lang); 6] = [
    ("dutch", Lang::Nl),
    ("nederlands", Lang::Nl),
    ("nederlandse", Lang::Nl),
    ("english", Lang::En),
    ("engels", Lang::En),
    ("engelse", Lang::En),
];
/// What may stand beside the name of a language in a question for it.
const BESIDE: &str = "a an and in to please the also can could would like you do i get have it that this say answer version translation \
                      translate me give is there what about for or now repeat again text een en het de naar graag ook kan kun kunt je \
                      u jullie ik mag wil dat dit zeggen doe antwoord versie vertaling vertaal vertalen mij geef heb heeft krijg hebben \
                      er is of nu alsjeblieft maar nog eens tekst";
/// Words that point at what was said before, in either language.
const POINTING: &str = "that it its them they those these one ones dat dit die deze daar ze daarvoor daarbij daarvan daarmee \
                        daarover daaraan daarin ervoor erbij ervan ermee erover eraan erin hiervoor hierbij hiervan hieraan hiermee \
                        eentje";
/// Words that point at it where they stand at the end; elsewhere they say nothing.
const POINTING_AT_THE_END: &str = "there het er";
/// The least confidence with which both together ask for the answer that was there: below it the question is for others.
const SAME: f32 = 0.1;
/// Words that thank or complain: nothing is asked.
const NOTHING_ASKED: &str = "thanks thank thx no nope wrong bedankt dank dankjewel nee fout top";
/// Words with which somebody goes on.
const GOING_ON: &str = "and or but also so then en of maar ook dus dan";

impl Knowledge {
    /// Finds the answer to a question that was asked after the answer of a topic. One that leans on it is about it, or about
    /// what both together ask for; any other is a question like each.
    pub fn follow(&self, question: &str, hint: Option<Lang>, before: &TopicId) -> Found {
        let text = Text::of(question);
        let words: Vec<String> = text.words().map(|word| word.iter().collect()).collect();
        let alone = self.find(question, hint);
        let Some(entry) = self.entry(before, alone.lang) else {
            return alone;
        };
        if let Some(lang) = language_asked_for(&words) {
            return on(before, lang, 1.0);
        }
        if alone.care || !leans(&words) || alone.confidence >= ELSEWHERE {
            return alone;
        }
        let together = self.find(&format!("{question} {}", entry.title), hint);
        let surer = together.confidence > alone.confidence;
        let same = together
            .candidates
            .first()
            .is_some_and(|it| points(&words) && it.topic == *before && it.confidence >= SAME);
        match together.answer {
            Some(_) if surer => Found {
                lang: alone.lang,
                ..together
            },
            None if same && alone.answer.is_none() => on(before, alone.lang, together.confidence),
            _ => alone,
        }
    }
}

/// This topic, as what was found.
fn on(topic: &TopicId, lang: Lang, confidence: f32) -> Found {
    Found {
        lang,
        confidence,
        answer: Some(topic.clone()),
        care: false,
        candidates: vec![Candidate {
            topic: topic.clone(),
            confidence,
        }],
    }
}

/// The language in which somebody wants the same, where nothing else is asked or it is pointed at.
fn language_asked_for(words: &[String]) -> Option<Lang> {
    let named = |word: &String| LANGUAGES.iter().find(|(name, _)| name == word);
    let lang = words.iter().find_map(named)?.1;
    let nothing_else = words
        .iter()
        .all(|word| named(word).is_some() || is_among(word, BESIDE));
    (nothing_else || (words.len() <= SHORT && points(words))).then_some(lang)
}

/// Whether a question is short and goes on with, or points at, what was said before.
fn leans(words: &[String]) -> bool {
    let goes_on = words.first().is_some_and(|word| is_among(word, GOING_ON));
    let asks = !words.iter().any(|word| is_among(word, NOTHING_ASKED));
    asks && words.len() <= SHORT && (goes_on || points(words))
}

fn points(words: &[String]) -> bool {
    let ends = words
        .last()
        .is_some_and(|word| is_among(word, POINTING_AT_THE_END));
    ends || words.iter().any(|word| is_among(word, POINTING))
}

fn is_among(word: &str, list: &str) -> bool {
    list.split_whitespace().any(|it| it == word)
}

#[cfg(test)]
mod tests {
    use domain::Lang;

    use crate::{Knowledge, TopicId};

    fn followed(before: &str, question: &str) -> (Option<String>, Lang) {
        let knowledge = Knowledge::bundled().unwrap();
        let before = TopicId::parse(before).unwrap();
        let found = knowledge.follow(question, None, &before);
        (found.answer.map(|it| it.to_string()), found.lang)
    }

    #[test]
    fn a_language_is_the_same_answer_in_it() {
        for (question, lang) in [
            ("and in Dutch?", Lang::Nl),
            ("in English please", Lang::En),
            ("kun je dat ook in het Engels zeggen?", Lang::En),
            ("En in het Nederlands?", Lang::Nl),
            ("Is there a Dutch version?", Lang::Nl),
            ("Is er een Engelse versie?", Lang::En),
            ("Do you have that in Dutch?", Lang::Nl),
            ("Mag ik dat in het Engels?", Lang::En),
        ] {
            let same = (Some("webinars".to_owned()), lang);
            assert_eq!(followed("webinars", question), same, "{question}");
        }
    }

    #[test]
    fn what_leans_on_an_answer_is_about_it() {
        for (before, question, topic) in [
            ("counseling", "how do I sign up for that?", "counseling"),
            ("summer-school", "when is it?", "summer-school"),
            ("summer-school", "wat kost dat?", "summer-school"),
            ("summer-school", "wanneer is het?", "summer-school"),
            ("webinars", "en kan ik die ook terugkijken?", "recordings"),
            ("newsletter", "hoe meld ik me daarvoor aan?", "newsletter"),
        ] {
            let found = followed(before, question).0;
            assert_eq!(found.as_deref(), Some(topic), "{before}: {question}");
        }
    }

    #[test]
    fn what_leans_on_nothing_is_a_question_like_each() {
        let about = |question| followed("webinars", question).0;
        let knowledge = Knowledge::bundled().unwrap();
        assert_eq!(
            about("How do I subscribe to the newsletter?").as_deref(),
            Some("newsletter")
        );
        for others in [
            "Hoe laat vertrekt de trein naar Zwolle?",
            "Waar is hier de kantine?",
            "No, that is not what I asked",
            "Thanks, that helps!",
        ] {
            let alone = knowledge.find(others, None).answer.map(|it| it.to_string());
            assert_eq!(about(others), alone, "{others}");
            assert_ne!(alone.as_deref(), Some("webinars"), "{others}");
        }
        assert_eq!(about("my chest hurts, what should I do about it?"), None);
        let courses = about("Are there courses in Dutch for foreign staff?");
        assert_ne!(courses.as_deref(), Some("webinars"));
    }
}

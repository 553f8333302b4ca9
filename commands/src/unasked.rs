//! Messages that do not name the bot, where it may read them: in channels in which staff let it, it answers what it is
//! sure of; and whom it has just answered may go on without naming it.

use chat::{Args, Audience, Request};
use domain::{MessageRef, Platform, guard};
use knowledge::{Found, TopicId};

use crate::{Dispatcher, dispatch::AFTER, talks::Talk};

/// So sure it must be to answer who asked everybody.
const SURE: f32 = 0.9;
/// So sure it must be to answer on whom it has just answered.
const SURE_ENOUGH: f32 = 0.6;
/// The most characters of a message that may be a question to everyone: what is longer is a story.
const LONGEST: usize = 500;
/// Words with which a question begins, in either language.
const ASKING: &str = "what when where who whom whose how why which can could may is are do does did has have will would should \
                      anyone anybody wat wanneer waar wie wiens hoe waarom welk welke hoeveel kan kun kunnen mag mogen is zijn \
                      heeft hebben weet weten moet zal gaat wordt worden iemand";

impl Dispatcher {
    /// What a message in a channel asks, where staff let the bot answer by itself there and it is sure of the answer.
    pub fn volunteers(&self, platform: &Platform, channel: &str, text: &str) -> Option<Request> {
        let settings = self.house().settings.now();
        let let_in = settings.answers_in(platform, channel);
        if !let_in || !asks(text) || guard::check(text).is_some() {
            return None;
        }
        let book = self.house().answers.now();
        let found = book.knowledge.find(text, None);
        let topic = found.answer.as_ref().filter(|_| is_sure(&found, SURE))?;
        // Colleagues ask each other for links, slides and rooms.
        let names = book.knowledge.names(text, topic);
        names.then(|| self.unasked(text, None)).flatten()
    }

    /// What a message asks that goes on with what was said at this place a moment ago, where it is sure of the answer.
    pub fn goes_on(&self, platform: &Platform, at: &MessageRef, text: &str) -> Option<Request> {
        let talk = Talk::At(platform.clone(), at.clone());
        let about = self.house().talks.about(&talk)?;
        let answers = asks(text) && guard::check(text).is_none();
        let book = self.house().answers.now();
        let sure = answers && is_sure(&book.knowledge.follow(text, None, &about), SURE_ENOUGH);
        sure.then(|| self.unasked(text, Some(&about))).flatten()
    }

    /// The question, answered for everyone to see. It was put to others, too, and is not kept.
    fn unasked(&self, text: &str, after: Option<&TopicId>) -> Option<Request> {
        let spec = self.specs().get("ask")?;
        let mut args = Args::new();
        args.set("question", text.trim());
        args.set("quoted", true);
        args.set("unasked", true);
        if let Some(topic) = after {
            args.set(AFTER, topic.as_str());
        }
        Some(Request {
            audience: Audience::Everyone,
            ..Request::typed(spec, args)
        })
    }
}

fn is_sure(found: &Found, least: f32) -> bool {
    found.answer.is_some() && !found.care && found.confidence >= least
}

/// Whether a text is a question.
fn asks(text: &str) -> bool {
    if text.chars().nth(LONGEST).is_some() {
        return false;
    }
    let first = text.split(|c: char| !c.is_alphanumeric()).next();
    let first = first.unwrap_or_default().to_lowercase();
    let begins = ASKING.split_whitespace().any(|word| word == first);
    begins || text.trim_end().ends_with('?')
}

#[cfg(test)]
mod tests {
    use super::asks;

    #[test]
    fn a_question_is_known_by_its_first_word_or_its_mark() {
        for (text, is) in [
            ("When is the next webinar", true),
            ("iemand een idee wanneer het webinar is", true),
            ("Het webinar, wanneer is dat?", true),
            ("I liked the webinar of yesterday.", false),
            ("Whatever.", false),
            ("", false),
        ] {
            assert_eq!(asks(text), is, "{text}");
        }
        assert!(!asks(&format!("What {}?", "x".repeat(500))));
    }
}

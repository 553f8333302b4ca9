//! What is said to who asks nothing: a greeting, a word of thanks. Nothing is looked up and nothing is noted.

use chat::{Button, Call, Reply, Sign, text};
use domain::Lang;

/// The most words of it.
const LONGEST: usize = 6;
const THANKS: &[&str] = &[
    "thanks",
    "thank",
    "thx",
    "ty",
    "cheers",
    "dank",
    "dankje",
    "dankjewel",
    "bedankt",
    "merci",
];
const OTHERS: &[&str] = &[
    "hi",
    "hello",
    "hey",
    "hiya",
    "hoi",
    "hallo",
    "hee",
    "moi",
    "moin",
    "goedemorgen",
    "goedemiddag",
    "goedenavond",
    "goeiemorgen",
    "morning",
    "afternoon",
    "evening",
    "ok",
    "oke",
    "oké",
    "okay",
    "okee",
    "prima",
    "top",
    "great",
    "super",
    "cool",
    "nice",
    "perfect",
    "fijn",
    "mooi",
    "helder",
    "duidelijk",
    "yes",
    "yep",
    "ja",
    "no",
    "nope",
    "nee",
    "sorry",
    "test",
    "testing",
    "bye",
    "doei",
    "ziens",
    "laat",
    "nevermind",
    "mind",
    "haha",
    "lol",
];
/// What may stand beside one of those.
const BESIDE: &[&str] = &[
    "you", "je", "u", "jullie", "wel", "zeer", "very", "much", "so", "a", "lot", "good", "goede",
    "there", "all", "allemaal", "iedereen", "everyone", "team", "dash", "bot", "dashbot", "again",
    "weer", "tot", "maar", "never", "hoor", "dat", "is", "voor", "for", "de", "het", "the", "help",
    "hulp",
];

/// What somebody says who asks nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Courtesy {
    Thanks,
    Other,
}

impl Courtesy {
    /// `None` for a question.
    pub(super) fn of(said: &str) -> Option<Self> {
        if words(said).nth(LONGEST).is_some() {
            return None;
        }
        let said = said.to_lowercase();
        let own = |word: &str| OTHERS.contains(&word) || THANKS.contains(&word);
        let nothing_else = words(&said).all(|word| own(word) || BESIDE.contains(&word));
        if !nothing_else || !words(&said).any(own) {
            return None;
        }
        let thanked = words(&said).any(|word| THANKS.contains(&word));
        Some(if thanked { Self::Thanks } else { Self::Other })
    }

    pub(super) fn reply(self, lang: Lang) -> Reply {
        let (title, said) = match self {
            Self::Thanks => ("courtesy-thanks-title", "courtesy-thanks-text"),
            Self::Other => ("courtesy-title", "courtesy-text"),
        };
        let button = |label, command| Button::new(text!(lang, label), Call::new(command));
        Reply::new(Sign::Question, text!(lang, title))
            .markdown(text!(lang, said))
            .action(button("start-ask", "ask").privately())
            .action(button("next-topics", "topics").privately())
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::Courtesy;

    #[test]
    fn who_asks_nothing_is_told_from_who_asks() {
        for said in [
            "Thanks!",
            "thank you very much",
            "dank je wel",
            "Oké, bedankt",
        ] {
            assert_eq!(Courtesy::of(said), Some(Courtesy::Thanks), "{said}");
        }
        for said in [
            "hoi",
            "Good morning all",
            "nee",
            "laat maar",
            "Tot ziens!",
            "test",
        ] {
            assert_eq!(Courtesy::of(said), Some(Courtesy::Other), "{said}");
        }
        for said in [
            "",
            "DASH",
            "help",
            "is it for you",
            "thanks, and when is the webinar?",
            "hello webinar",
        ] {
            assert_eq!(Courtesy::of(said), None, "{said}");
        }
    }
}

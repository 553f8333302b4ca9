//! `/staff knowledge write`: a new answer, from nothing or from a reply to a question; in one language first.

use chat::{Args, Error, Form, Reply, Spec};
use chrono::NaiveDate;
use domain::{AnswerAction, Lang};
use knowledge::{Answer, Candidate, Entry, Fact, TopicId, wrong_facts};

use super::{
    answer::{self, FORM, LANGUAGE, WAIVE},
    edit,
    origin::{FROM, Origin},
};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

/// The least confidence with which a question is near to a topic.
const NEAR: f32 = 0.1;

/// The most letters of a topic's name, before a number that tells it from another: a button that carries it and where it
/// comes from has a short code.
const NAME: usize = 24;

/// What stands as the source of what staff wrote.
const SOURCE: &str = "DASH";

/// An answer as a form holds it.
pub(super) struct Draft {
    title: String,
    answer: Answer,
    questions: Vec<String>,
    keywords: Vec<String>,
}

impl Draft {
    pub(super) fn parse(args: &Args) -> Result<Self, Invalid> {
        let text = |name| args.text(name).unwrap_or_default().trim().to_owned();
        let parts = |name: &str, between: &[char]| -> Vec<String> {
            let parts = args.text(name).unwrap_or_default().split(between);
            let parts = parts.map(str::trim).filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect()
        };
        // A paragraph ends the short answer in the file, too.
        let (short, more) = (text("short"), text("more"));
        let (short, rest) = short.split_once("\n\n").unwrap_or((&short, ""));
        let more = [rest.trim(), &more].into_iter().filter(|it| !it.is_empty());
        let more = more.collect::<Vec<_>>().join("\n\n");
        if more.chars().count() > usize::from(answer::MORE) {
            return Err(Invalid::new("more", "problem-too-long-together"));
        }
        let questions = parts("questions", &['\n']);
        if questions.is_empty() && args.has("questions") {
            return Err(Invalid::new("questions", "problem-missing"));
        }
        let answer = Answer {
            short: short.trim_end().to_owned(),
            more,
        };
        if let Some(param) = wrong_fact(&answer) {
            let known = Fact::ALL.map(|fact| format!("{{{}}}", fact.key()));
            return Err(Invalid {
                args: vec![("known", known.join(", "))],
                ..Invalid::new(param, "problem-fact")
            });
        }
        Ok(Self {
            title: text("title"),
            answer,
            questions,
            keywords: parts("keywords", &[',', '\n']),
        })
    }

    /// The answer; what no form asks for is as in `like`.
    pub(super) fn entry(
        self,
        topic: TopicId,
        lang: Lang,
        like: Option<&Entry>,
        reviewed: NaiveDate,
    ) -> Entry {
        Entry {
            topic,
            lang,
            title: self.title,
            questions: self.questions,
            keywords: self.keywords,
            links: like.map(|it| it.links.clone()).unwrap_or_default(),
            related: like.map(|it| it.related.clone()).unwrap_or_default(),
            next: like.map(|it| it.next.clone()).unwrap_or_default(),
            source: like.map_or(SOURCE, |it| &it.source).to_owned(),
            reviewed,
            answer: self.answer,
        }
    }
}

pub(crate) struct Write {
    language: Option<String>,
    /// What it is made from.
    from: Option<String>,
    draft: Draft,
}

impl Command for Write {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge write",
        params: &[
            LANGUAGE.optional(),
            FORM[0],
            FORM[1],
            FORM[2],
            FORM[3],
            FORM[4],
            FROM.optional(),
            WAIVE,
        ],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            language: args.text("language").map(str::to_owned),
            from: args.text(FROM.name).map(str::to_owned),
            draft: Draft::parse(args)?,
        })
    }

    async fn open(form: &mut Form, cx: &mut Context<'_>) -> Result<(), Error> {
        // After a refusal the form comes back with what was typed.
        let from = form.request.args.text("from").map(str::to_owned);
        if let Some(from) = from.filter(|_| cx.parked.is_none())
            && let Some(origin) = Origin::find(cx, &from).await?
        {
            origin.fill(form, cx.lang);
        }
        Ok(())
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = answer::language(cx, self.language.as_deref());
        // The topic that its question is nearest to: there it stands, too.
        let asked = self.draft.questions.first().cloned().unwrap_or_default();
        let joins = near(cx, &asked, lang).next();
        let topic = unused(cx, &self.draft.title);
        let today = cx.tx().await?.now().date_naive();
        let mut entry = self.draft.entry(topic.clone(), lang, None, today);
        entry.related = joins.into_iter().map(|it| it.topic).collect();
        let (action, from) = (AnswerAction::Edit, self.from.as_deref());
        let written = answer::write(cx, &topic, lang, action, Some(&entry), 0, from).await?;
        if let Some(parked) = cx.parked.take() {
            cx.tx().await?.parked_delete(&parked).await?;
        }
        Ok(edit::saved(cx, &entry, &written))
    }
}

/// The field that names a fact which it can't.
fn wrong_fact(answer: &Answer) -> Option<&'static str> {
    let alone = |short: &str, more: &str| Answer {
        short: short.to_owned(),
        more: more.to_owned(),
    };
    let is_wrong = |answer: &Answer| wrong_facts(answer).next().is_some();
    if is_wrong(&alone(&answer.short, "")) {
        return Some("short");
    }
    is_wrong(&alone("", &answer.more)).then_some("more")
}

/// The topics that a question is near to, and how near, the nearest first.
pub(super) fn near(
    cx: &Context<'_>,
    question: &str,
    lang: Lang,
) -> impl Iterator<Item = Candidate> + use<> {
    let candidates = cx.book.knowledge.find(question, Some(lang)).candidates;
    candidates.into_iter().filter(|it| it.confidence >= NEAR)
}

/// An id that no answer has, from a title.
fn unused(cx: &Context<'_>, title: &str) -> TopicId {
    let words = title.to_lowercase();
    let words = words.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let mut name = String::new();
    for word in words {
        if name.len() + word.len() > NAME {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(word);
    }
    let candidates = (1..).map(|number: u32| match number {
        1 => name.clone(),
        number => format!("{name}-{number}"),
    });
    let mut ids = candidates.filter_map(|name| {
        let name = name.trim_start_matches('-');
        TopicId::parse(if name.is_empty() { "answer" } else { name })
    });
    let is_free = |topic: &TopicId| {
        Lang::ALL.into_iter().all(|lang| {
            let key = (topic.clone(), lang);
            !cx.book.versions.contains_key(&key)
                && !cx.book.waiting.contains_key(&key)
                && cx.house.answers.file(&key).is_none()
        })
    };
    // Numbers do not end.
    ids.find(is_free)
        .unwrap_or_else(|| cx.book.knowledge.topics()[0].clone())
}

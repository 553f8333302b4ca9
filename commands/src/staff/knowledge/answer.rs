//! One answer on the staff's side: which is meant, how it is written over, what can be done with it.

use chat::{Args, Button, Call, Error, Kind, Lines, Param, Source, text};
use domain::{AnswerAction, Cause, Lang, PersonId, QuestionReference};
use knowledge::{Entry, TopicId};
use store::{AnswerVersion, NewAnswer};

use super::{gaps, since};
use crate::{cards::post_to_staff, context::Context};

/// The topic.
pub(super) const TOPIC: Param = Param::typed("topic", Kind::Pick(Source::Topics));
/// The language of the answer.
pub(super) const LANGUAGE: Param = Param::typed("language", Kind::Choice(&["en", "nl"]));
/// The most characters of the short answer, and of what follows it: together they fit into a message of every platform.
pub(super) const SHORT: u16 = 1000;
pub(super) const MORE: u16 = 2900;
/// What a form asks for, in the order of an answer.
pub(super) const FORM: [Param; 5] = [
    Param::form("title", text(100, Lines::One)),
    Param::form("short", text(SHORT, Lines::Many)),
    Param::form("more", text(MORE, Lines::Many)).optional(),
    Param::form("questions", text(3000, Lines::Many)),
    Param::form("keywords", text(1500, Lines::Many)).optional(),
];
/// The version that was there when the form opened.
pub(super) const VERSION: Param = Param::carried(
    "version",
    Kind::Int {
        min: 0,
        max: i64::MAX,
    },
);
/// The word that it is not about a patient.
pub(super) const WAIVE: Param = Param::carried("waive", Kind::Flag).optional();

/// Which answer was named.
pub(super) struct Which {
    topic: String,
    language: Option<String>,
}

impl Which {
    pub(super) fn parse(args: &Args) -> Self {
        Self {
            topic: args.text("topic").unwrap_or_default().to_owned(),
            language: args.text("language").map(str::to_owned),
        }
    }

    /// The topic, if there is such an answer or was once, and the language.
    pub(super) fn find(&self, cx: &Context<'_>) -> Result<(TopicId, Lang), Error> {
        let topic = topic(cx, &self.topic)?;
        Ok((topic, language(cx, self.language.as_deref())))
    }
}

/// Which version of which answer a button named.
pub(super) struct Version {
    pub(super) which: Which,
    pub(super) version: i64,
}

impl Version {
    pub(super) fn parse(args: &Args) -> Self {
        Self {
            which: Which::parse(args),
            version: args.int("version").unwrap_or_default(),
        }
    }
}

const fn text(max: u16, lines: Lines) -> Kind {
    Kind::Text { max, lines }
}

/// The topic that was typed, if there is such an answer in either language or was once.
fn topic(cx: &Context<'_>, typed: &str) -> Result<TopicId, Error> {
    let known = |topic: &TopicId| {
        Lang::ALL.into_iter().any(|lang| {
            let key = (topic.clone(), lang);
            cx.book.versions.contains_key(&key)
                || cx.book.waiting.contains_key(&key)
                || cx.house.answers.file(&key).is_some()
        })
    };
    let topic = TopicId::parse(typed.trim()).filter(known);
    topic.ok_or_else(|| cx.refused("staff-answer-unknown"))
}

/// The language that was typed, or the caller's.
pub(super) fn language(cx: &Context<'_>, typed: Option<&str>) -> Lang {
    typed.and_then(Lang::from_tag).unwrap_or(cx.lang)
}

/// The answer in this very language, as it is now.
pub(super) fn present<'a>(cx: &'a Context<'_>, topic: &TopicId, lang: Lang) -> Option<&'a Entry> {
    let entry = cx.book.knowledge.entry(topic, lang);
    entry.filter(|entry| entry.lang == lang)
}

/// What a form begins with: what waits to be published, else the present answer.
pub(super) fn newest(cx: &Context<'_>, topic: &TopicId, lang: Lang) -> Option<Entry> {
    let waiting = cx.book.waiting.get(&(topic.clone(), lang));
    match waiting {
        Some(version) => since::said(cx, version, topic, lang),
        None => present(cx, topic, lang).cloned(),
    }
}

/// The number of the newest version in this very language, also where it waits; 0 where nobody wrote over the file.
pub(super) fn version(cx: &Context<'_>, topic: &TopicId, lang: Lang) -> i64 {
    let key = (topic.clone(), lang);
    let newest = cx.book.waiting.get(&key);
    let newest = newest.or_else(|| cx.book.versions.get(&key));
    newest.map_or(0, |newest| newest.version)
}

/// Writes the version that follows `after`, or lets it wait for a second person; where it is `from` what was asked and not
/// answered, that is no gap any more once it counts. Refused when somebody wrote since.
pub(super) async fn write(
    cx: &mut Context<'_>,
    topic: &TopicId,
    lang: Lang,
    action: AnswerAction,
    entry: Option<&Entry>,
    after: i64,
    from: Option<&str>,
) -> Result<AnswerVersion, Error> {
    let staff = cx.person().await?;
    let text = entry.map(Entry::to_text);
    let key = (topic.clone(), lang);
    let base = cx.house.answers.file(&key);
    let base = base.map(Entry::digest);
    // What replaces a version that waits answers the same.
    let replaced = cx.book.waiting.get(&key).and_then(|it| it.asked.clone());
    let asked = from.filter(|from| QuestionReference::parse(from).is_none());
    let asked = asked.map(str::to_owned).or(replaced);
    let version = NewAnswer {
        topic: topic.as_str(),
        lang,
        action,
        text: text.as_deref(),
        base: base.as_deref(),
        after,
        waits: cx.house.upkeep.review,
        asked: asked.as_deref(),
    };
    let written = written(cx, &version, &staff.id, entry.is_some()).await?;
    if cx.house.upkeep.review {
        let tx = cx.tx().await?;
        post_to_staff(tx, Cause::AnswerWaiting, &written.id, "").await?;
    } else {
        gaps::close(cx, &written).await?;
    }
    Ok(written)
}

/// Writes a version as it is. Refused when somebody wrote since; `typed`: whether it was typed into a form.
pub(super) async fn written(
    cx: &mut Context<'_>,
    version: &NewAnswer<'_>,
    by: &PersonId,
    typed: bool,
) -> Result<AnswerVersion, Error> {
    let NewAnswer { topic, lang, .. } = version;
    let Some(written) = cx.tx().await?.answer_write(version, by).await? else {
        return Err(since::refused(cx, topic, *lang, typed).await?);
    };
    changed(cx, &written);
    Ok(written)
}

/// Notes that a version was written or decided, and of what.
pub(super) fn changed(cx: &mut Context<'_>, version: &AnswerVersion) {
    cx.subject = Some(format!("{}/{}", version.lang, version.topic));
    cx.answers_changed = true;
}

/// A button to a command about this answer.
pub(super) fn button(
    cx: &Context<'_>,
    label: &str,
    command: &'static str,
    topic: &TopicId,
    lang: Lang,
) -> Button {
    let language = chat::texts::choice(cx.lang, lang.code());
    let call = Call::new(command)
        .with("topic", topic.as_str())
        .with("language", lang.code());
    Button::new(text!(cx.lang, label, language = language), call)
}

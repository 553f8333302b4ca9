//! `/staff knowledge import`: answers as `export` gives them, pasted into a form; what would change is shown before it counts.

use std::iter::repeat;

use chat::{
    Args, Block, Button, Call, Error, Field, Inline, Kind, Lines, Notice, Param, Place, Reply,
    Sign, Source, Spec, text, texts,
};
use domain::{AnswerAction, Lang};
use knowledge::{Entry, TopicId, wrong_facts};

use super::answer::{self, MORE, SHORT, WAIVE};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

/// What stands around the name of a file.
const NAME: (&str, &str) = ("<!-- ", ".md -->");

/// The versions over which staff saw what would change, in the order of the answers.
const VERSIONS: &str = "versions";

pub(crate) struct Import {
    entries: Vec<Entry>,
    versions: Vec<i64>,
    sure: bool,
    args: Args,
}

impl Command for Import {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge import",
        params: &[
            Param::form(
                "text",
                Kind::Text {
                    max: 4000,
                    lines: Lines::Many,
                },
            ),
            Param::carried("sure", Kind::Flag).optional(),
            Param::carried(VERSIONS, Kind::Pick(Source::Carried)).optional(),
            WAIVE,
        ],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        let text = args.text("text").unwrap_or_default();
        let entries = read(text).map_err(|what| Invalid {
            args: vec![("what", what)],
            ..Invalid::new("text", "problem-answers")
        })?;
        let versions = args.text(VERSIONS).unwrap_or_default().split(',');
        Ok(Self {
            entries,
            versions: versions.filter_map(|it| it.parse().ok()).collect(),
            sure: args.flag("sure"),
            args: args.clone(),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        if !self.sure {
            return Ok(self.shown(cx));
        }
        let mut changed = Vec::new();
        let versions = self.versions.into_iter().chain(repeat(0));
        for (entry, after) in self.entries.iter().zip(versions) {
            if is_so(cx, entry) {
                continue;
            }
            let (topic, lang) = (&entry.topic, entry.lang);
            let write = answer::write(
                cx,
                topic,
                lang,
                AnswerAction::Edit,
                Some(entry),
                after,
                None,
            );
            if let Err(overtaken) = write.await {
                // What is changed is looked at again before it counts.
                let mut back = Args::new();
                back.set("sure", false);
                cx.back = Some(back);
                return Err(overtaken);
            }
            changed.push(field(cx, entry));
        }
        if let Some(parked) = cx.parked.take() {
            cx.tx().await?.parked_delete(&parked).await?;
        }
        let text = if cx.house.upkeep.review {
            "staff-import-waits"
        } else {
            "staff-import-done"
        };
        Ok(
            Reply::new(Sign::Done, text!(cx.lang, "staff-import-done-title"))
                .notice(Notice::Ok)
                .markdown(text!(cx.lang, text))
                .block(Block::Fields(changed)),
        )
    }
}

impl Import {
    /// What would change.
    fn shown(&self, cx: &Context<'_>) -> Reply {
        let lang = cx.lang;
        let fields = self.entries.iter().map(|entry| field(cx, entry)).collect();
        let reply = Reply::new(Sign::Question, text!(lang, "staff-import-check-title"))
            .block(Block::Fields(fields))
            .footer(text!(lang, "staff-import-not-saved"));
        let versions = self.entries.iter();
        let versions = versions.map(|it| answer::version(cx, &it.topic, it.lang).to_string());
        let versions = versions.collect::<Vec<_>>().join(",");
        let call = || {
            Call::new("staff knowledge import")
                .with_all(self.args.clone())
                .with(VERSIONS, versions.as_str())
        };
        let edit = Button::new(text!(lang, "signup-edit"), call());
        let edit = edit.reopening().placed(Place::Same);
        if self.entries.iter().all(|entry| is_so(cx, entry)) {
            return reply
                .markdown(text!(lang, "staff-import-nothing"))
                .action(edit);
        }
        let save = Button::new(text!(lang, "staff-import-save"), call().with("sure", true));
        reply.action(save.primary()).action(edit)
    }
}

/// Whether the answer says this already.
fn is_so(cx: &Context<'_>, entry: &Entry) -> bool {
    answer::present(cx, &entry.topic, entry.lang) == Some(entry)
}

/// An answer, and what becomes of it.
fn field(cx: &Context<'_>, entry: &Entry) -> Field {
    let what = match answer::present(cx, &entry.topic, entry.lang) {
        Some(present) if present == entry => "staff-import-same",
        Some(_) => "staff-import-changed",
        None => "staff-import-new",
    };
    let language = texts::choice(cx.lang, entry.lang.code());
    Field {
        label: format!("{} ({language})", entry.title),
        value: Inline::Text(text!(cx.lang, what)),
    }
}

/// Reads answers, each under the name of its file; else what is wrong with the first that can't be read.
fn read(text: &str) -> Result<Vec<Entry>, String> {
    let text = text.replace("\r\n", "\n");
    let mut entries = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, behind) = name(rest).ok_or("<!-- nl/….md -->")?;
        let end = behind.find(&format!("\n{}", NAME.0));
        let (own, next) = behind.split_at(end.unwrap_or(behind.len()));
        entries.push(entry(name, own)?);
        rest = next.trim_start();
    }
    Ok(entries)
}

/// The name of a file with which a text begins, without its ending; and what stands below it.
fn name(text: &str) -> Option<(&str, &str)> {
    let (line, behind) = text.split_once('\n')?;
    let name = line.trim_end().strip_prefix(NAME.0)?;
    Some((name.strip_suffix(NAME.1)?, behind))
}

fn entry(name: &str, text: &str) -> Result<Entry, String> {
    let place = name.split_once('/').and_then(|(lang, topic)| {
        let lang = Lang::ALL.into_iter().find(|it| it.code() == lang)?;
        Some((lang, TopicId::parse(topic)?))
    });
    let (lang, topic) = place.ok_or_else(|| format!("{name}.md"))?;
    let file = format!("{name}.md");
    let entry = Entry::parse(topic, lang, &file, text).map_err(|error| error.to_string())?;
    let fits = |text: &str, most: u16| text.chars().count() <= usize::from(most);
    if !fits(&entry.answer.short, SHORT) || !fits(&entry.answer.more, MORE) {
        return Err(format!("{file}: {SHORT} + {MORE}"));
    }
    let wrong = wrong_facts(&entry.answer).next();
    wrong.map_or(Ok(entry), |wrong| Err(format!("{file}: {wrong}")))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_was_exported_is_read_again() {
        let entries: Vec<_> = knowledge::bundled().entries.into_iter().take(3).collect();
        let parts = entries
            .iter()
            .map(|it| format!("<!-- {}/{}.md -->\n{}", it.lang, it.topic, it.to_text()));
        let text = parts.collect::<Vec<_>>().join("\n");
        assert_eq!(read(&text).unwrap(), entries);
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        let told = |text: &str| read(text).unwrap_err();
        assert_eq!(told("What is DASH?"), "<!-- nl/….md -->");
        assert_eq!(told("<!-- de/about.md -->\n+++"), "de/about.md");
        let broken = told("<!-- en/about.md -->\nno front matter");
        assert!(broken.starts_with("en/about.md:1: "), "{broken}");
    }
}

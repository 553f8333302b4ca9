//! `/staff knowledge export`: the answers as one file of text, to be read, compared and kept elsewhere.

use chat::{Args, Block, Error, Kind, Notice, Param, Reply, Sign, Spec, text};
use domain::{AnswerAction, Lang};
use knowledge::Entry;

use super::answer;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

/// What can be exported.
const WHICH: &[&str] = &["all", "edited"];

pub(crate) struct Export {
    edited: bool,
}

impl Command for Export {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge export",
        params: &[Param::typed("which", Kind::Choice(WHICH)).optional()],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            edited: args.text("which") == Some("edited"),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let entries = self.entries(cx);
        if entries.is_empty() {
            return Ok(
                Reply::new(Sign::Question, text!(lang, "staff-answer-exported-none"))
                    .markdown(text!(lang, "staff-list-none")),
            );
        }
        let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
        let title = text!(lang, "staff-answer-exported-title", count = count);
        let now = cx.house.store.clock().now();
        Ok(Reply::new(Sign::Done, title)
            .notice(Notice::Ok)
            .markdown(text!(lang, "staff-answer-exported-text"))
            .block(Block::File {
                name: format!("dash-bot-answers-{}.md", now.format("%Y-%m-%d")),
                media_type: "text/markdown".to_owned(),
                bytes: written(&entries).into_bytes(),
            }))
    }
}

impl Export {
    /// The answers as they count, or those of them that staff wrote over.
    fn entries<'a>(&self, cx: &'a Context<'_>) -> Vec<&'a Entry> {
        let is_edited = |entry: &&Entry| {
            let version = cx.book.versions.get(&(entry.topic.clone(), entry.lang));
            version.is_some_and(|it| it.action == AnswerAction::Edit)
        };
        let topics = cx.book.knowledge.topics().iter();
        let entries = topics.flat_map(|topic| {
            let of = |lang| answer::present(cx, topic, lang);
            Lang::ALL.into_iter().filter_map(of)
        });
        entries
            .filter(|entry| !self.edited || is_edited(entry))
            .collect()
    }
}

/// The answers one below the other, each under the name of its file.
fn written(entries: &[&Entry]) -> String {
    let parts = entries.iter().map(|entry| {
        format!(
            "<!-- {}/{}.md -->\n{}",
            entry.lang,
            entry.topic,
            entry.to_text()
        )
    });
    parts.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_answer_stands_as_its_file_would_hold_it() {
        let loaded = knowledge::bundled();
        let entries: Vec<_> = loaded.entries.iter().take(2).collect();
        let text = written(&entries);
        for entry in entries {
            let name = format!("<!-- {}/{}.md -->\n", entry.lang, entry.topic);
            let (_, rest) = text.split_once(&name).expect("it is named");
            let own = rest.split("\n<!-- ").next().unwrap_or(rest);
            let read = Entry::parse(entry.topic.clone(), entry.lang, "a file", own);
            assert_eq!(read.as_ref().ok(), Some(entry));
        }
    }
}

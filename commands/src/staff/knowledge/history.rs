//! `/staff knowledge history`: the versions of an answer, newest first.

use announcer::posts::{answer_version_state, colleague};
use chat::{Args, Block, Error, Inline, Reply, Sign, Spec, Table, text, texts};
use domain::AnswerStanding;
use store::AnswerVersion;

use super::answer::{self, LANGUAGE, TOPIC, Which};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

/// So many are shown.
const SHOWN: i64 = 20;

pub(crate) struct History(Which);

impl Command for History {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge history",
        params: &[TOPIC, LANGUAGE.optional()],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(Which::parse(args)))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let (topic, lang) = self.0.find(cx)?;
        let reader = cx.lang;
        let tx = cx.tx().await?;
        let now = tx.now();
        let versions = tx.answer_versions(topic.as_str(), lang, SHOWN).await?;
        let mut rows = Vec::new();
        for version in &versions {
            let by = match &version.by {
                Some(id) => tx.person(id).await?,
                None => None,
            };
            rows.push(vec![
                Inline::Text(version.version.to_string()),
                Inline::Text(answer_version_state(reader, version)),
                by.map_or_else(|| Inline::Text("–".to_owned()), |by| colleague(reader, &by)),
                Inline::Text(texts::ago(reader, version.at, now)),
            ]);
        }
        let name = format!("{lang}/{topic}");
        let title = text!(reader, "staff-answer-history-title", topic = name);
        let reply = Reply::new(Sign::Question, title);
        let reply = if rows.is_empty() {
            reply.markdown(text!(reader, "staff-answer-history-none"))
        } else {
            let columns = ["version", "state", "by", "since"];
            reply.block(Block::Table(Table {
                columns: columns
                    .map(|column| text!(reader, &format!("staff-answer-column-{column}")))
                    .into(),
                rows,
                page: None,
            }))
        };
        let show = answer::button(
            cx,
            "staff-answer-show",
            "staff knowledge show",
            &topic,
            lang,
        );
        let reply = reply.action(show);
        let counts = |it: &&AnswerVersion| it.standing == AnswerStanding::Published;
        let Some(newest) = versions.iter().find(counts) else {
            return Ok(reply);
        };
        let mut undo = answer::button(
            cx,
            "staff-answer-undo",
            "staff knowledge undo",
            &topic,
            lang,
        );
        undo.call = undo.call.with("version", newest.version);
        Ok(reply.action(undo.danger()))
    }
}

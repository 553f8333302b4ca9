//! `/mydata export`: everything that is known of the caller, as a file.

use chat::{Args, Block, Error, Notice, Reply, Sign, Spec, text};

use super::file::export_json;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Export;

impl Command for Export {
    const SPEC: &'static Spec = &Spec {
        name: "mydata export",
        ..Spec::MEMBER
    };

    fn parse(_: &Args) -> Result<Self, Invalid> {
        Ok(Self)
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let records = cx.own_records().await?;
        let now = cx.house.store.clock().now();
        if records.is_empty() {
            return Ok(Reply::new(Sign::Question, text!(lang, "mydata-title"))
                .markdown(text!(lang, "mydata-nothing")));
        }
        Ok(Reply::new(Sign::Done, text!(lang, "mydata-exported-title"))
            .notice(Notice::Ok)
            .markdown(text!(lang, "mydata-exported-text"))
            .block(Block::File {
                name: format!("dash-bot-{}.json", now.format("%Y-%m-%d")),
                media_type: "application/json".to_owned(),
                bytes: export_json(&records, now)?,
            }))
    }
}

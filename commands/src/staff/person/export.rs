//! `/staff person export`: everything that is known of somebody, as a file to hand to them.

use chat::{Args, Block, Error, Notice, Reply, Sign, Spec, text};

use super::{WHO, one};
use crate::{
    command::{Command, Invalid},
    context::Context,
    mydata::export_json,
};

pub(crate) struct Export {
    who: String,
}

impl Command for Export {
    const SPEC: &'static Spec = &Spec {
        name: "staff person export",
        params: &[WHO],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            who: args.text("who").unwrap_or_default().to_owned(),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let person = one(cx, &self.who).await?;
        let tx = cx.tx().await?;
        let now = tx.now();
        let records = tx.person_export(&person.id, lang).await?;
        Ok(Reply::new(Sign::Done, text!(lang, "person-exported-title"))
            .notice(Notice::Ok)
            .markdown(text!(lang, "person-exported-text"))
            .block(Block::File {
                name: format!("dash-bot-{}.json", now.format("%Y-%m-%d")),
                media_type: "application/json".to_owned(),
                bytes: export_json(&records, now)?,
            })
            .footer(text!(lang, "staff-open-footer"))
            .concerning(person.id))
    }
}

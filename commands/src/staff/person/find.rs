//! `/staff person find`: whether somebody is known, and how much is kept of them; no word of what they wrote.

use chat::{Args, Block, Error, Field, Inline, Reply, Sign, Spec, text};

use super::{WHO, button, one};
use crate::{
    command::{Command, Invalid},
    context::Context,
    mydata::counts,
};

pub(crate) struct Find {
    who: String,
}

impl Command for Find {
    const SPEC: &'static Spec = &Spec {
        name: "staff person find",
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
        let records = cx.tx().await?.person_export(&person.id, lang).await?;
        let lines: Vec<String> = counts(lang, &records)
            .into_iter()
            .map(|line| format!("- {line}"))
            .collect();
        Ok(
            Reply::new(Sign::Question, text!(lang, "person-found-title"))
                .block(Block::Fields(vec![Field {
                    label: text!(lang, "record-account"),
                    value: Inline::Person {
                        platform: person.platform.clone(),
                        id: person.platform_id.clone(),
                        name: person.platform_id.clone(),
                    },
                }]))
                .markdown(lines.join("\n"))
                .action(button(cx, "person-export", "staff person export", &person).primary())
                .action(button(cx, "mydata-erase", "staff person erase", &person).danger())
                .footer(text!(lang, "staff-open-footer")),
        )
    }
}

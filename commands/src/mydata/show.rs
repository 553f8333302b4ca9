//! `/mydata show`: everything that is known of the caller, in words.

use chat::{Args, Button, Call, Error, Reply, Sign, Spec, text};

use super::known;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Show;

impl Command for Show {
    const SPEC: &'static Spec = &Spec {
        name: "mydata show",
        words: &["mydata", "my data", "mijn gegevens"],
        ..Spec::MEMBER
    };

    fn parse(_: &Args) -> Result<Self, Invalid> {
        Ok(Self)
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let records = cx.own_records().await?;
        let reply = Reply::new(Sign::Question, text!(lang, "mydata-title"));
        if records.is_empty() {
            return Ok(reply.markdown(text!(lang, "mydata-nothing")));
        }
        let mut reply = reply.markdown(text!(lang, "mydata-text"));
        reply.blocks.extend(known::words(lang, &records));
        Ok(reply
            .action(Button::new(text!(lang, "mydata-export"), Call::new("mydata export")).primary())
            .action(Button::new(text!(lang, "mydata-erase"), Call::new("mydata erase")).danger())
            .footer(text!(lang, "mydata-footer")))
    }
}

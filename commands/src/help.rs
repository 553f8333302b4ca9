//! `/help`: what the bot can do for the one who asks, made from the SPECs.

use chat::{Args, Button, Call, Error, Reply, Sign, Spec, text};

use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Help;

impl Command for Help {
    const SPEC: &'static Spec = &Spec {
        name: "help",
        words: &["help", "hulp"],
        ..Spec::MEMBER
    };

    fn parse(_: &Args) -> Result<Self, Invalid> {
        Ok(Self)
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let may = |spec: &&Spec| spec.typed && cx.caller.standing.may(spec.access);
        let line = |spec: &Spec| {
            let params = spec
                .typed_params()
                .map(|param| format!(" *{}*", param.name))
                .collect::<String>();
            format!(
                "- **{}{}**{params}: {}",
                cx.caller.typed,
                spec.name,
                text!(lang, &format!("{}-about", spec.text_id()))
            )
        };
        let commands = cx
            .house
            .specs
            .iter()
            .filter(may)
            .map(line)
            .collect::<Vec<_>>()
            .join("\n");
        Ok(Reply::new(Sign::Question, text!(lang, "help-title"))
            .markdown(text!(lang, "help-text"))
            .markdown(commands)
            .markdown(text!(lang, "help-more"))
            .action(Button::new(text!(lang, "start-ask"), Call::new("ask")).primary())
            .action(Button::new(
                text!(lang, "start-signup"),
                Call::new("counseling signup"),
            ))
            .action(Button::new(text!(lang, "help-topics"), Call::new("topics")))
            .action(Button::new(
                text!(lang, "help-language"),
                Call::new("language").with("language", lang.other().code()),
            ))
            .footer(text!(lang, "help-footer")))
    }
}

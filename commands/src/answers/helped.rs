//! "This helped" and "This did not" on an answer: noted without the person, so that staff see which answers fail.

use chat::{Args, Button, Call, Error, Kind, Notice, Param, Reply, Sign, Source, Spec, text};

use super::answer::ask_the_team;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Helped {
    asked: String,
    helped: bool,
}

impl Command for Helped {
    const SPEC: &'static Spec = &Spec {
        name: "ask helped",
        params: &[
            Param::carried("asked", Kind::Pick(Source::Carried)),
            Param::carried("helped", Kind::Flag),
        ],
        typed: false,
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            asked: args.text("asked").unwrap_or_default().to_owned(),
            helped: args.flag("helped"),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let (id, helped) = (self.asked.as_str(), self.helped);
        if !cx.house.questions.rate(id, helped) {
            // Of a question whose time has passed there is nothing to note.
            cx.tx().await?.question_rate(id, helped).await?;
        }
        let lang = cx.lang;
        if helped {
            return Ok(Reply::new(Sign::Done, text!(lang, "helped-title"))
                .notice(Notice::Ok)
                .markdown(text!(lang, "helped-text")));
        }
        let topics = Button::new(text!(lang, "help-topics"), Call::new("topics"));
        Ok(Reply::new(Sign::Question, text!(lang, "helped-not-title"))
            .markdown(text!(lang, "helped-not-text"))
            .action(ask_the_team(lang, Some(id)).primary())
            .action(Button::new(text!(lang, "helped-again"), Call::new("ask")))
            .action(topics))
    }
}

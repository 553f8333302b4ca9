//! Send on a reply: the asker hears it, once however often the button is pressed.

use chat::{Args, Error, Param, Place, Reply, Spec};
use domain::{Cause, InquiryStep, ParkedId, Side};
use store::NewLine;

use super::{case, reply::PARAMS};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Send {
    question: String,
    text: Option<String>,
    named: bool,
    draft: Option<ParkedId>,
}

impl Command for Send {
    const SPEC: &'static Spec = &Spec {
        name: "staff questions send",
        params: &[
            PARAMS[0].carried_optional(),
            PARAMS[1].carried_optional(),
            PARAMS[2],
            Param::carried("named", chat::Kind::Flag).optional(),
            Param::carried("draft", chat::Kind::Pick(chat::Source::Carried)).optional(),
        ],
        place: Place::Same,
        typed: false,
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            question: args.text("question").unwrap_or_default().to_owned(),
            text: args.text("text").map(str::to_owned),
            named: args.flag("named"),
            draft: args.text("draft").map(ParkedId::new),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let (Some(draft), Some(text)) = (self.draft, self.text) else {
            return Err(cx.refused("refused-expired"));
        };
        let inquiry = case::find(cx, &self.question).await?;
        let staff = cx.person().await?;
        let name = self.named.then(|| cx.caller.name.clone());
        let line = NewLine {
            inquiry: &inquiry.id,
            by: &staff.id,
            side: Side::Team,
            name: name.as_deref(),
            text: &text,
            draft: &draft,
        };
        let Some(line) = cx.tx().await?.inquiry_write(&line).await? else {
            return Ok(case::done(cx, &inquiry, "staff-question-sent-already"));
        };
        let answered = case::step(cx, &inquiry, InquiryStep::Reply).await?;
        case::tell(cx, &answered, Cause::InquiryReply, &line.id, "").await?;
        Ok(case::told(cx, &answered, "staff-question-sent"))
    }
}

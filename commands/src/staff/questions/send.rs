//! Send on a reply: the asker hears it, once however often the button is pressed. What was written since it was looked at
//! is shown first.

use chat::{Args, Error, Param, Place, Reply, Spec};
use domain::{Cause, InquiryStep, ParkedId, Side};
use store::NewLine;

use super::{
    case,
    reply::{self, PARAMS, SEEN},
};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Send {
    question: String,
    text: Option<String>,
    named: bool,
    draft: Option<ParkedId>,
    args: Args,
}

impl Command for Send {
    const SPEC: &'static Spec = &Spec {
        name: "staff questions send",
        params: &[
            PARAMS[0].carried_optional(),
            PARAMS[1].carried_optional(),
            PARAMS[2],
            SEEN,
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
            args: args.clone(),
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
        // The step holds the question: of two who send at once the second reads what the first wrote.
        let lines = cx.tx().await?.inquiry_lines(&inquiry.id).await?;
        let before = lines.iter().filter(|it| it.id != line.id).count();
        let seen = self.args.int(SEEN.name);
        if seen.is_some_and(|seen| usize::try_from(seen) != Ok(before)) {
            cx.rollback();
            // The buttons of before keep what they carry.
            cx.parked = None;
            let inquiry = case::find(cx, &self.question).await?;
            return reply::check(cx, &inquiry, &self.args, draft.as_str()).await;
        }
        case::tell(cx, &answered, Cause::InquiryReply, &line.id, "").await?;
        Ok(case::told(cx, &answered, "staff-question-sent"))
    }
}

//! Answer back on a reply of the team: staff are told, and the question waits for them again. A form that is sent twice is
//! one answer.

use chat::{Args, Error, Form, Kind, Lines, Notice, Param, Reply, Sign, Source, Spec, text};
use domain::{Cause, InquiryStep, ParkedId, Side};
use store::NewLine;

use super::{ask::WAIVE, mine};
use crate::{
    cards::post_to_staff,
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Back {
    question: String,
    text: String,
    draft: Option<ParkedId>,
}

impl Command for Back {
    const SPEC: &'static Spec = &Spec {
        name: "team back",
        params: &[
            Param::carried("question", Kind::Pick(Source::Inquiries)),
            Param::form(
                "text",
                Kind::Text {
                    max: 2000,
                    lines: Lines::Many,
                },
            ),
            WAIVE,
            Param::carried("draft", Kind::Pick(Source::Carried)).optional(),
        ],
        typed: false,
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        let text = |name| args.text(name).unwrap_or_default().to_owned();
        Ok(Self {
            question: text("question"),
            text: text("text"),
            draft: args.text("draft").map(ParkedId::new),
        })
    }

    /// Nobody writes to a question that is not theirs. The form makes one line, however often it is sent.
    async fn open(form: &mut Form, cx: &mut Context<'_>) -> Result<(), Error> {
        let Some(typed) = form.request.args.text("question").map(str::to_owned) else {
            return Ok(());
        };
        mine::find(cx, &typed).await?;
        form.request.args.set("draft", cx.new_id());
        Ok(())
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let inquiry = mine::find(cx, &self.question).await?;
        let person = cx.person().await?;
        let draft = self.draft.unwrap_or_else(|| ParkedId::new(cx.new_id()));
        let tx = cx.tx().await?;
        let line = NewLine {
            inquiry: &inquiry.id,
            by: &person.id,
            side: Side::Asker,
            name: Some(&inquiry.name),
            text: &self.text,
            draft: &draft,
        };
        if let Some(line) = tx.inquiry_write(&line).await? {
            tx.inquiry_step(&inquiry.id, InquiryStep::AnswerBack, &person.id)
                .await?;
            tx.deliveries_changed(Cause::InquiryCard, inquiry.id.as_str())
                .await?;
            post_to_staff(tx, Cause::InquiryBack, &line.id, "").await?;
        }
        if let Some(parked) = cx.parked.take() {
            cx.tx().await?.parked_delete(&parked).await?;
        }
        let reference = inquiry.reference.to_string();
        let title = text!(cx.lang, "inquiry-back-sent-title", reference = reference);
        Ok(Reply::new(Sign::Done, title)
            .notice(Notice::Ok)
            .markdown(text!(cx.lang, "inquiry-back-sent-text"))
            .action(mine::button(cx.lang))
            .footer(text!(cx.lang, "signup-private")))
    }
}

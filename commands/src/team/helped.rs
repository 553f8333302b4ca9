//! "This helped" on a reply of the team: the question is done with.

use chat::{Args, Error, Kind, Notice, Param, Reply, Sign, Source, Spec, text};
use domain::{Cause, InquiryStep};
use store::Stepped;

use super::mine;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Helped(String);

impl Command for Helped {
    const SPEC: &'static Spec = &Spec {
        name: "team helped",
        params: &[Param::carried("question", Kind::Pick(Source::Inquiries))],
        typed: false,
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self(args.text("question").unwrap_or_default().to_owned()))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let inquiry = mine::find(cx, &self.0).await?;
        let person = cx.person().await?;
        let tx = cx.tx().await?;
        let stepped = tx
            .inquiry_step(&inquiry.id, InquiryStep::Resolve, &person.id)
            .await?;
        if let Stepped::Done(_) = stepped {
            for cause in [Cause::InquiryCard, Cause::InquiryWaiting] {
                tx.deliveries_changed(cause, inquiry.id.as_str()).await?;
            }
        }
        let reference = inquiry.reference.to_string();
        let title = text!(cx.lang, "inquiry-helped-title", reference = reference);
        Ok(Reply::new(Sign::Done, title)
            .notice(Notice::Ok)
            .markdown(text!(cx.lang, "inquiry-helped-text"))
            .action(mine::button(cx.lang)))
    }
}

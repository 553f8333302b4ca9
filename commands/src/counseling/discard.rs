//! Discard on the summary: the draft is gone at once.

use chat::{Args, Button, Call, Error, Notice, Place, Reply, Sign, Spec, text};

use super::draft::CARRIED;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Discard;

impl Command for Discard {
    const SPEC: &'static Spec = &Spec {
        name: "counseling discard",
        params: &CARRIED,
        place: Place::Same,
        typed: false,
        ..Spec::MEMBER
    };

    fn parse(_: &Args) -> Result<Self, Invalid> {
        Ok(Self)
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        if let Some(parked) = cx.parked.take() {
            if let Some(signup) = cx.tx().await?.signup_by_draft(&parked).await? {
                return Ok(super::mine::already_sent(cx.lang, &signup));
            }
            cx.tx().await?.parked_delete(&parked).await?;
        }
        Ok(
            Reply::new(Sign::Done, text!(cx.lang, "signup-discarded-title"))
                .notice(Notice::Ok)
                .markdown(text!(cx.lang, "signup-discarded-text"))
                .action(Button::new(
                    text!(cx.lang, "start-again"),
                    Call::new("counseling signup"),
                )),
        )
    }
}

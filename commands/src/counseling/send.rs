//! Send on the summary: the draft becomes a sign-up, staff get its card and the applicant a receipt, all
//! in one transaction. Pressed twice, it is the same sign-up.

use announcer::posts::signup_receipt;
use chat::{Args, Error, Notice, Place, Reply, Spec};
use domain::Cause;
use store::Enqueue;

use super::{
    draft::{CARRIED, Draft},
    signup::incomplete,
};
use crate::{
    cards::post_cards,
    command::{Command, Invalid},
    context::{Context, Follow},
};

pub(crate) struct Send(Option<Draft>);

impl Command for Send {
    const SPEC: &'static Spec = &Spec {
        name: "counseling send",
        params: &CARRIED,
        place: Place::Same,
        typed: false,
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        if !args.has("question") {
            return Ok(Self(None));
        }
        Draft::parse(args).map(|draft| Self(Some(draft)))
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let Some(parked) = cx.parked.clone() else {
            return Err(cx.refused("refused-expired"));
        };
        if let Some(signup) = cx.tx().await?.signup_by_draft(&parked).await? {
            return Ok(super::mine::already_sent(cx.lang, &signup));
        }
        let Some(draft) = self.0 else {
            return Err(cx.refused("refused-expired"));
        };
        let Some(complete) = draft.complete(cx.lang) else {
            return Ok(incomplete(cx, &draft));
        };
        let person = cx.person().await?;
        let lang = cx.lang;
        let tx = cx.tx().await?;
        let (signup, new) = tx.signup_create(&person.id, &complete, &parked).await?;
        if !new {
            return Ok(super::mine::already_sent(lang, &signup));
        }
        let expires = tx.now() + chrono::TimeDelta::hours(24);
        tx.park_again(&parked, &person.id, &Args::new(), expires)
            .await?;
        post_cards(tx, &signup).await?;
        let direct = tx.target_of_person(&person).await?;
        let receipt = Enqueue {
            target: direct.id,
            cause: Cause::SignupReceipt,
            subject: signup.id.to_string(),
            dedupe_key: format!("signup:{}:receipt", signup.id),
            not_after: None,
        };
        let delivery = tx.deliver(&receipt).await?;
        cx.follow = delivery.map(|delivery| Follow {
            delivery,
            refused: Some("direct-closed"),
        });
        cx.parked = None;
        Ok(signup_receipt(lang, &signup).notice(Notice::Ok))
    }
}

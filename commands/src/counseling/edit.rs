//! Edit on a sign-up that was sent and not yet decided: the same form, filled in.

use chat::{Args, Error, Form, Kind, Notice, Param, Reply, Source, Spec};
use domain::{Cause, SignupState};
use store::Moved;

use super::{
    draft::{ASKED, CHOSEN, Draft, prepare},
    mine,
};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Edit {
    signup: String,
    draft: Draft,
}

impl Command for Edit {
    const SPEC: &'static Spec = &Spec {
        name: "counseling edit",
        params: &[
            Param::carried("signup", Kind::Pick(Source::Signups)),
            ASKED[0],
            ASKED[1],
            ASKED[2],
            ASKED[3],
            CHOSEN[2],
        ],
        typed: false,
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        let signup = args.text("signup").unwrap_or_default().to_owned();
        Ok(Self {
            signup,
            draft: Draft::parse(args)?,
        })
    }

    async fn open(form: &mut Form, cx: &mut Context<'_>) -> Result<(), Error> {
        prepare(form, cx);
        // After a refusal the form comes back with what was typed, not with what is stored.
        if cx.parked.is_some() {
            return Ok(());
        }
        let typed = form
            .request
            .args
            .text("signup")
            .unwrap_or_default()
            .to_owned();
        let signup = mine::find(cx, &typed).await?;
        if signup.state != SignupState::New {
            return Err(mine::refused(cx, "signup-decided"));
        }
        for input in &mut form.inputs {
            input.value = match input.name {
                "name" => Some(signup.draft.name.clone()),
                "department" => Some(signup.draft.department.as_str().to_owned()),
                "question" => Some(signup.draft.question.clone()),
                "email" => signup
                    .draft
                    .email
                    .as_ref()
                    .map(|email| email.as_str().to_owned()),
                _ => None,
            };
        }
        Ok(())
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let signup = mine::find(cx, &self.signup).await?;
        let mut draft = signup.draft.clone();
        draft.name = self.draft.name;
        draft.department = self.draft.department;
        draft.question = self.draft.question;
        if cx.house.community.email_purpose.is_some() {
            draft.email = self.draft.email;
        }
        let person = cx.person().await?;
        let tx = cx.tx().await?;
        let Moved::Done(changed) = tx.signup_edit(&signup.id, &person.id, &draft).await? else {
            return Err(mine::refused(cx, "signup-decided"));
        };
        tx.deliveries_changed(Cause::SignupCard, signup.id.as_str())
            .await?;
        if let Some(parked) = cx.parked.take() {
            cx.tx().await?.parked_delete(&parked).await?;
        }
        Ok(mine::whole(cx.lang, &changed).notice(Notice::Ok))
    }
}

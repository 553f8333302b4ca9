//! `/counseling status`: where the caller's sign-up stands, and what can be done with it.

use announcer::posts::signup_state;
use chat::{
    Args, Block, Button, Call, Choice, Error, Kind, Menu, Param, Place, Reply, Sign, Source, Spec,
    text,
};

use super::mine;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

/// Earlier sign-ups in the menu.
const SHOWN: usize = 25;

pub(crate) struct Status {
    signup: Option<String>,
}

impl Command for Status {
    const SPEC: &'static Spec = &Spec {
        name: "counseling status",
        params: &[Param::carried("signup", Kind::Pick(Source::Signups)).optional()],
        words: &["status"],
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            signup: args.text("signup").map(str::to_owned),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        if let Some(typed) = self.signup {
            return Ok(mine::whole(lang, &mine::find(cx, &typed).await?));
        }
        let caller = cx.caller;
        let mut tx = cx.house.store.read().await?;
        let all = match tx.person_find(&caller.platform, &caller.id).await? {
            Some(person) => tx.signups_of(&person.id).await?,
            None => Vec::new(),
        };
        drop(tx);
        let Some(latest) = all.first() else {
            return Ok(none(cx));
        };
        let mut reply = mine::whole(lang, latest);
        if all.len() > 1 {
            let options = all.iter().take(SHOWN).map(|signup| Choice {
                value: signup.reference.to_string(),
                label: format!(
                    "{} · {}",
                    signup.reference,
                    signup_state(lang, signup.state)
                ),
                selected: signup.id == latest.id,
            });
            reply = reply.action(Menu {
                label: text!(lang, "signup-others"),
                call: Call::new("counseling status"),
                param: "signup",
                options: options.collect(),
                place: Some(Place::New),
                code: String::new(),
            });
        }
        Ok(reply)
    }
}

fn none(cx: &Context<'_>) -> Reply {
    Reply::new(Sign::Counseling, text!(cx.lang, "signup-none-title"))
        .block(Block::Markdown(text!(cx.lang, "signup-none-text")))
        .action(
            Button::new(
                text!(cx.lang, "start-signup"),
                Call::new("counseling signup"),
            )
            .primary(),
        )
        .action(Button::new(
            text!(cx.lang, "signup-about"),
            Call::new("topics").with("topic", "counseling"),
        ))
}

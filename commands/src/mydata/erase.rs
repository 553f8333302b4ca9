//! `/mydata erase`: says what will go and what stays, asks once, and erases the caller.

use chat::{Args, Asked, Button, Call, Error, Kind, Notice, Param, Place, Reply, Sign, Spec, text};

use super::erasing;
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Erase {
    sure: bool,
}

/// Says that it is meant: only the button of the question carries it.
pub(crate) const SURE: Param = Param {
    name: "sure",
    kind: Kind::Flag,
    required: false,
    asked: Asked::Carried,
};

impl Command for Erase {
    const SPEC: &'static Spec = &Spec {
        name: "mydata erase",
        params: &[SURE],
        place: Place::Same,
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            sure: args.flag("sure"),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let records = cx.own_records().await?;
        let caller = cx.caller;
        let tx = cx.tx().await?;
        let known = tx.person_find(&caller.platform, &caller.id).await?;
        let Some(person) = known.filter(|_| !records.is_empty()) else {
            return Ok(Reply::new(Sign::Done, text!(lang, "mydata-title"))
                .notice(Notice::Ok)
                .markdown(text!(lang, "mydata-nothing")));
        };
        if self.sure {
            let (rows, number) = erasing::erase_person(tx, &person).await?;
            cx.changed = true;
            return Ok(erasing::receipt(lang, &rows, &number));
        }
        let mut reply = Reply::new(Sign::Question, text!(lang, "erase-title"));
        for part in erasing::consequences(lang, &records) {
            reply = reply.markdown(part);
        }
        let sure = Call::new("mydata erase").with("sure", true);
        Ok(reply
            .action(
                Button::new(text!(lang, "mydata-export"), Call::new("mydata export"))
                    .primary()
                    .placed(Place::New),
            )
            .action(Button::new(text!(lang, "erase-sure"), sure).danger())
            .footer(text!(lang, "erase-footer")))
    }
}

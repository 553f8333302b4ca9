//! `/staff person erase`: says what will go and what stays, asks once, and erases somebody who asked for it.

use chat::{Args, Button, Call, Error, Place, Reply, Sign, Spec, text};

use super::{WHO, one};
use crate::{
    command::{Command, Invalid},
    context::Context,
    mydata::{SURE, consequences, erase_person, receipt},
};

pub(crate) struct Erase {
    who: String,
    sure: bool,
}

impl Command for Erase {
    const SPEC: &'static Spec = &Spec {
        name: "staff person erase",
        params: &[WHO, SURE],
        place: Place::Same,
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            who: args.text("who").unwrap_or_default().to_owned(),
            sure: args.flag("sure"),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let person = one(cx, &self.who).await?;
        let tx = cx.tx().await?;
        if self.sure {
            let (rows, number) = erase_person(tx, &person).await?;
            return Ok(receipt(lang, &rows, &number));
        }
        let records = tx.person_export(&person.id, lang).await?;
        let mut reply = Reply::new(Sign::Question, text!(lang, "person-erase-title"));
        for part in consequences(lang, &records) {
            reply = reply.markdown(part);
        }
        let sure = Call::new("staff person erase")
            .with("who", person.id.as_str())
            .with("sure", true);
        Ok(reply
            .action(Button::new(text!(lang, "erase-sure"), sure).danger())
            .footer(text!(lang, "erase-footer")))
    }
}

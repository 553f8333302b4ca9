//! `/language`: the language in which a person is answered, everywhere.

use chat::{Args, Error, Kind, Notice, Param, Reply, Sign, Spec, text};
use domain::Lang;

use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Language {
    /// None: as the platform says.
    chosen: Option<Lang>,
}

impl Command for Language {
    const SPEC: &'static Spec = &Spec {
        name: "language",
        params: &[Param::typed(
            "language",
            Kind::Choice(&["nl", "en", "auto"]),
        )],
        ..Spec::MEMBER
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            chosen: args.text("language").and_then(Lang::from_tag),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let person = cx.person().await?;
        cx.tx()
            .await?
            .person_set_language(&person.id, self.chosen)
            .await?;
        cx.changed = true;
        let lang = self
            .chosen
            .or(cx.caller.locale)
            .unwrap_or(cx.house.community.lang);
        let sentence = if self.chosen.is_some() {
            "language-set"
        } else {
            "language-auto"
        };
        Ok(Reply::new(Sign::Done, text!(lang, "language-title"))
            .notice(Notice::Ok)
            .markdown(text!(lang, sentence)))
    }
}

//! `/staff settings history`: what was changed, newest first.

use chat::{Args, Block, Call, Error, Inline, Reply, Sign, Spec, text};
use domain::setting;

use super::{
    change::{self, SETTING},
    lines::{line, table},
};
use crate::{
    command::{Command, Invalid},
    context::Context,
    pages::{self, Page},
};

const PAGE: i64 = 10;

pub(crate) struct History {
    /// None: of all settings.
    setting: Option<String>,
    page: i64,
}

impl Command for History {
    const SPEC: &'static Spec = &Spec {
        name: "staff settings history",
        params: &[SETTING.optional(), pages::PAGE],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            setting: args.text(SETTING.name).map(str::to_owned),
            page: args.int(pages::PAGE.name).unwrap_or(1),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let tx = cx.tx().await?;
        let of = self.setting.as_deref();
        let (_, total) = tx.settings_page(of, 0, 0).await?;
        let page = Page::of(self.page, total, PAGE);
        let (versions, _) = tx.settings_page(of, page.offset(), PAGE).await?;
        let reply = Reply::new(Sign::Question, text!(lang, "settings-history-title"));
        if versions.is_empty() {
            let none = text!(lang, "settings-history-none");
            return Ok(reply.markdown(none).action(change::show(lang)));
        }
        let mut rows = Vec::new();
        for version in &versions {
            // One of a later release, or of an earlier one, has no name here.
            let Some(setting) = setting::by_id(&version.setting) else {
                continue;
            };
            let value = match &version.value {
                Some(value) => change::fact(lang, setting, value),
                None => Inline::Text(text!(lang, "setting-back")),
            };
            rows.push(line(cx, setting, value, Some(version)).await?);
        }
        let table = table(lang, rows, page.shown());
        let reply = reply.block(Block::Table(table)).action(change::show(lang));
        let call = Call::new("staff settings history");
        let call = match self.setting {
            Some(setting) => call.with(SETTING.name, setting),
            None => call,
        };
        Ok(page.turn(lang, reply, &call))
    }
}

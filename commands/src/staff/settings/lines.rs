//! Settings as lines of a table: which, what it is set to, by whom, since when.

use announcer::posts::colleague;
use chat::{Error, Inline, Table, text, texts};
use domain::{Lang, setting::Definition};
use store::SettingVersion;

use super::change;
use crate::context::Context;

/// The table.
pub(super) fn table(lang: Lang, rows: Vec<Vec<Inline>>, page: Option<(u32, u32)>) -> Table {
    let columns = ["name", "value", "by", "since"];
    Table {
        columns: columns
            .map(|column| text!(lang, &format!("setting-column-{column}")))
            .into(),
        rows,
        page,
    }
}

/// A line; who and when stand there as far as a version says it.
pub(super) async fn line(
    cx: &mut Context<'_>,
    setting: &dyn Definition,
    value: Inline,
    version: Option<&SettingVersion>,
) -> Result<Vec<Inline>, Error> {
    let lang = cx.lang;
    let tx = cx.tx().await?;
    let now = tx.now();
    let by = match version.and_then(|version| version.by.as_ref()) {
        Some(id) => tx.person(id).await?,
        None => None,
    };
    let since = version.map(|version| texts::ago(lang, version.at, now));
    Ok(vec![
        Inline::Text(change::name(lang, setting)),
        value,
        by.map_or_else(|| Inline::Text(String::new()), |by| colleague(lang, &by)),
        Inline::Text(since.unwrap_or_default()),
    ])
}

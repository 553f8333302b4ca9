//! `/staff figures`: how much the counseling and the answers were used, month by month. Groups under five are not
//! shown apart.

use std::collections::BTreeMap;

use chat::{Args, Block, Error, Inline, Reply, Sign, Spec, Table, text, texts};
use chrono::{Datelike as _, NaiveDate};
use domain::{Figure, Lang};
use store::Counted;

use crate::{
    command::{Command, Invalid},
    context::Context,
};

/// How many months are shown, this one included: as far as the same month a year ago.
const MONTHS: u32 = 13;
/// The least that is shown of a group.
const LEAST: i64 = 5;

/// What stands in a month's line.
const COLUMNS: [Figure; 5] = [
    Figure::Sent,
    Figure::Accepted,
    Figure::Declined,
    Figure::Answered,
    Figure::Unanswered,
];

/// The kinds into which sign-ups are broken down.
const KINDS: [&str; 2] = ["stage", "data"];

pub(crate) struct Figures;

impl Command for Figures {
    const SPEC: &'static Spec = &Spec {
        name: "staff figures",
        ..Spec::STAFF
    };

    fn parse(_: &Args) -> Result<Self, Invalid> {
        Ok(Self)
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let lang = cx.lang;
        let tx = cx.tx().await?;
        let from = first_month(tx.now().date_naive());
        let counted = tx.months(&from).await?;
        let reply = Reply::new(Sign::Question, text!(lang, "figures-title"));
        if counted.is_empty() {
            return Ok(reply.markdown(text!(lang, "figures-none")));
        }
        let reply = reply.block(Block::Table(table(lang, &counted)));
        let parts = KINDS
            .iter()
            .filter_map(|kind| broken_down(lang, kind, &counted));
        let parts: Vec<String> = parts.collect();
        let reply = if parts.is_empty() {
            reply
        } else {
            reply.markdown(parts.join("\n"))
        };
        Ok(reply.footer(text!(lang, "figures-footer")))
    }
}

/// The first of the months that are shown.
fn first_month(today: NaiveDate) -> String {
    let months = today.year() * 12 + i32::try_from(today.month0()).unwrap_or_default();
    let first = months + 1 - i32::try_from(MONTHS).unwrap_or_default();
    format!(
        "{:04}-{:02}",
        first.div_euclid(12),
        first.rem_euclid(12) + 1
    )
}

fn table(lang: Lang, counted: &[Counted]) -> Table {
    let mut months: BTreeMap<&str, BTreeMap<&str, i64>> = BTreeMap::new();
    for one in counted.iter().filter(|one| one.part.is_empty()) {
        *months
            .entry(&one.month)
            .or_default()
            .entry(&one.name)
            .or_default() += one.value;
    }
    let line = |(month, figures): (&&str, &BTreeMap<&str, i64>)| {
        let values = COLUMNS.iter().map(|figure| {
            let value = figures.get(figure.id()).copied().unwrap_or_default();
            Inline::Text(value.to_string())
        });
        std::iter::once(Inline::Text((*month).to_owned()))
            .chain(values)
            .collect()
    };
    let heads = COLUMNS
        .iter()
        .map(|figure| text!(lang, &format!("figure-{}", figure.id())));
    Table {
        columns: std::iter::once(text!(lang, "figures-month"))
            .chain(heads)
            .collect(),
        rows: months.iter().rev().map(line).collect(),
        page: None,
    }
}

/// The sign-ups of all these months by one kind. Who knows the whole could reckon a single group that is left out, so
/// those under five stand together, and where they are not five together nothing is broken down.
fn broken_down(lang: Lang, kind: &str, counted: &[Counted]) -> Option<String> {
    let mut groups: BTreeMap<&str, i64> = BTreeMap::new();
    for one in counted.iter().filter(|one| one.name == Figure::Sent.id()) {
        if let Some(id) = one
            .part
            .strip_prefix(kind)
            .and_then(|rest| rest.strip_prefix(':'))
        {
            *groups.entry(id).or_default() += one.value;
        }
    }
    let small: i64 = groups.values().filter(|count| **count < LEAST).sum();
    if groups.is_empty() || (1..LEAST).contains(&small) {
        return None;
    }
    let shown = groups.iter().filter(|(_, count)| **count >= LEAST);
    let mut parts: Vec<String> = shown
        .map(|(id, count)| format!("{} {count}", texts::choice(lang, id)))
        .collect();
    if small > 0 {
        parts.push(text!(lang, "figures-others", count = small));
    }
    let label = text!(lang, &format!("counseling-signup-{kind}-label"));
    Some(format!("{label}: {}", parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use domain::Lang;
    use store::Counted;

    use super::{broken_down, first_month};

    fn sent(part: &str, value: i64) -> Counted {
        Counted {
            month: "2026-11".to_owned(),
            name: "sent".to_owned(),
            part: part.to_owned(),
            value,
        }
    }

    #[test]
    fn the_same_month_a_year_ago_is_shown() {
        let first = |year, month| first_month(NaiveDate::from_ymd_opt(year, month, 3).unwrap());
        assert_eq!(first(2026, 11), "2025-11");
        assert_eq!(first(2026, 12), "2025-12");
        assert_eq!(first(2027, 1), "2026-01");
    }

    #[test]
    fn groups_under_five_are_not_shown_apart() {
        let counted = [
            sent("", 24),
            sent("stage:idea", 12),
            sent("stage:data", 6),
            sent("stage:model", 3),
            sent("stage:use", 3),
            sent("data:table", 20),
            sent("data:image", 4),
        ];
        assert_eq!(
            broken_down(Lang::En, "stage", &counted).as_deref(),
            Some("Project stage: Collecting data 6, Idea 12, others together 6")
        );
        // One that is left out alone could be reckoned from the whole.
        assert_eq!(broken_down(Lang::En, "data", &counted), None);
    }
}

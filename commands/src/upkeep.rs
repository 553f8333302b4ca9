//! How staff keep the answers right: whether two look at a change, and when they are asked to look again.

use chrono::{Months, NaiveDate};
use domain::{Cause, Lang, Purpose};
use knowledge::Entry;
use store::Store;

use crate::{book::Answers, cards::post_to_staff};

/// How staff keep the answers right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upkeep {
    /// Whether a change waits until a second person publishes it.
    pub review: bool,
    /// After so many months staff are asked whether an answer still holds.
    pub review_after_months: u32,
}

impl Default for Upkeep {
    fn default() -> Self {
        Self {
            review: false,
            review_after_months: 12,
        }
    }
}

impl Upkeep {
    /// Whether nobody has reviewed an answer for long.
    pub(crate) fn is_old(self, entry: &Entry, today: NaiveDate) -> bool {
        let due = entry
            .reviewed
            .checked_add_months(Months::new(self.review_after_months));
        due.is_some_and(|due| due < today)
    }
}

/// Looks whether there are such answers, and enqueues the word of it, once a month.
pub(crate) async fn ask_for_reviews(
    store: &Store,
    answers: &Answers,
    upkeep: Upkeep,
) -> anyhow::Result<()> {
    let today = store.clock().now().date_naive();
    let book = answers.now();
    let mut entries = book.knowledge.topics().iter().flat_map(|topic| {
        let of = |lang| book.knowledge.entry(topic, lang);
        Lang::ALL.into_iter().filter_map(of)
    });
    if !entries.any(|entry| upkeep.is_old(entry, today)) {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    if tx.targets(Purpose::Staff).await?.is_empty() {
        return Ok(());
    }
    let month = today.format("%Y-%m").to_string();
    post_to_staff(&mut tx, Cause::AnswersOld, &month, "").await?;
    tx.commit().await
}

//! Every sentence that a person reads: `locales/*.ftl`, compiled in.

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{LazyLock, PoisonError, RwLock},
};

use chrono::{DateTime, Utc};
use domain::Lang;
use fluent_templates::{LanguageIdentifier, Loader, fluent_bundle::FluentValue};

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "../../locales",
        fallback_language: "en",
        // Isolation marks confuse search, copying and screen readers on chat platforms.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static EN: LanguageIdentifier = fluent_templates::langid!("en");
static NL: LanguageIdentifier = fluent_templates::langid!("nl");

/// Sentences that need nothing filled in, as they were made the first time: for each language by id.
static MADE: LazyLock<[RwLock<HashMap<String, String>>; 2]> = LazyLock::new(Default::default);

/// The sentence with this id, which needs nothing filled in.
fn plain(lang: Lang, code: &LanguageIdentifier, id: &str) -> Option<String> {
    let made = &MADE[usize::from(lang == Lang::Nl)];
    let known = made.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(sentence) = known.get(id) {
        return Some(sentence.clone());
    }
    drop(known);
    let sentence = LOCALES.try_lookup(code, id)?;
    let mut known = made.write().unwrap_or_else(PoisonError::into_inner);
    known.insert(id.to_owned(), sentence.clone());
    Some(sentence)
}

/// The sentence with this id, filled in. An id that does not exist comes back as itself (a test over the
/// whole program finds those).
pub fn get(lang: Lang, id: &str, args: &[(&'static str, FluentValue<'_>)]) -> String {
    let code = match lang {
        Lang::En => &EN,
        Lang::Nl => &NL,
    };
    let found = if args.is_empty() {
        plain(lang, code, id)
    } else {
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> = args
            .iter()
            .map(|(name, value)| (Cow::Borrowed(*name), value.clone()))
            .collect();
        LOCALES.try_lookup_with_args(code, id, &args)
    };
    found.unwrap_or_else(|| id.to_owned())
}

/// Whether there is a sentence with this id in this language (not only in the other).
pub fn exists(lang: Lang, id: &str) -> bool {
    let code = match lang {
        Lang::En => &EN,
        Lang::Nl => &NL,
    };
    LOCALES
        .lookup_single_language::<&str>(code, id, None)
        .is_ok()
}

/// What a choice is called.
pub fn choice(lang: Lang, id: &str) -> String {
    get(lang, &format!("choice-{id}"), &[])
}

/// A day, as people write it: `Thu 3 Dec 2026`, `do 3 dec 2026`.
pub fn day(lang: Lang, day: chrono::NaiveDate) -> String {
    use chrono::Datelike;
    const WEEKDAYS: [[&str; 7]; 2] = [
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        ["ma", "di", "wo", "do", "vr", "za", "zo"],
    ];
    const MONTHS: [[&str; 12]; 2] = [
        [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ],
        [
            "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
        ],
    ];
    let row = usize::from(lang == Lang::Nl);
    let weekday = day.weekday().num_days_from_monday() as usize;
    let month = day.month0() as usize;
    format!(
        "{} {} {} {}",
        WEEKDAYS[row][weekday],
        day.day(),
        MONTHS[row][month],
        day.year()
    )
}

/// A day and a time on a wall clock: `Thu 3 Dec 2026, 15:00`, `do 3 dec 2026, 15.00 uur`.
pub fn moment(lang: Lang, at: chrono::NaiveDateTime) -> String {
    let date = day(lang, at.date());
    match lang {
        Lang::En => format!("{date}, {}", at.format("%H:%M")),
        Lang::Nl => format!("{date}, {} uur", at.format("%H.%M")),
    }
}

/// How long before `now` an instant was: `just now`, `3 h ago`, `2 dagen geleden`.
pub fn ago(lang: Lang, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = (now - at).num_minutes().max(0);
    let (id, count) = match minutes {
        0 => ("ago-now", 0),
        1..60 => ("ago-minutes", minutes),
        60..2880 => ("ago-hours", minutes / 60),
        _ => ("ago-days", minutes / 1440),
    };
    get(lang, id, &[("count", FluentValue::from(count))])
}

#[doc(hidden)]
pub use fluent_templates::fluent_bundle::FluentValue as Argument;

/// A sentence from `locales/`: `text!(lang, id, reference = "C-0042")`.
#[macro_export]
macro_rules! text {
    ($lang:expr, $id:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::texts::get($lang, $id, &[$((stringify!($name), $crate::texts::Argument::from($value))),*])
    };
}

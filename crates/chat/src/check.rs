//! Makes of arguments what their parameters say, or says what is wrong with them.

use chrono::{NaiveDate, NaiveDateTime};
use domain::Lang;

use crate::{Args, Kind, Param, Spec, Value, texts};

/// What is wrong with one argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// It is required and was not given.
    Missing(&'static str),
    /// It has more characters than this.
    TooLong(&'static str, u16),
    /// It is not a whole number in this range.
    NotANumber(&'static str, i64, i64),
    /// It is not one of the choices.
    NotAChoice(&'static str),
    /// It is not a day, or not a moment.
    NotADate(&'static str),
    /// The file is too large, or of a kind that is not taken.
    BadFile(&'static str),
    /// The platform sent something else than the parameter takes.
    WrongKind(&'static str),
}

impl Problem {
    /// The parameter that it is about.
    pub const fn param(self) -> &'static str {
        match self {
            Self::Missing(param)
            | Self::TooLong(param, _)
            | Self::NotANumber(param, ..)
            | Self::NotAChoice(param)
            | Self::NotADate(param)
            | Self::BadFile(param)
            | Self::WrongKind(param) => param,
        }
    }
}

impl Args {
    /// Checks and converts each argument; drops what the SPEC does not know, and empty texts.
    ///
    /// # Errors
    /// The first [`Problem`], in the order of the parameters.
    pub fn check(&mut self, spec: &Spec) -> Result<(), Problem> {
        self.retain(|name| spec.param(name).is_some());
        for param in spec.params {
            let given = self.remove(param.name).and_then(tidy);
            match given {
                Some(value) => self.set(param.name, check(param, value)?),
                None if param.required => return Err(Problem::Missing(param.name)),
                None => {}
            }
        }
        Ok(())
    }
}

/// Without NUL, control characters but line ends and tabs, and space around; nothing where nothing is left.
fn tidy(value: Value) -> Option<Value> {
    let Value::Text(text) = value else {
        return Some(value);
    };
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    let text = if text.contains(control) {
        text.replace("\r\n", "\n").replace(control, "")
    } else {
        text
    };
    let trimmed = text.trim();
    if trimmed.is_empty() {
        None
    } else if trimmed.len() == text.len() {
        Some(Value::Text(text))
    } else {
        Some(Value::Text(trimmed.to_owned()))
    }
}

fn check(param: &Param, value: Value) -> Result<Value, Problem> {
    let name = param.name;
    match (param.kind, value) {
        (Kind::Text { max, .. }, Value::Text(text)) => {
            let long = text.len() > usize::from(max) && text.chars().count() > usize::from(max);
            if long {
                Err(Problem::TooLong(name, max))
            } else {
                Ok(Value::Text(text))
            }
        }
        (Kind::Pick(_), Value::Text(text)) => {
            if text.chars().count() > 200 {
                Err(Problem::TooLong(name, 200))
            } else {
                Ok(Value::Text(text))
            }
        }
        (Kind::Int { min, max }, value) => {
            let number = match value {
                Value::Int(int) => Some(int),
                Value::Text(text) => text.parse().ok(),
                _ => None,
            };
            number
                .filter(|number| (min..=max).contains(number))
                .map(Value::Int)
                .ok_or(Problem::NotANumber(name, min, max))
        }
        (Kind::Flag, Value::Flag(flag)) => Ok(Value::Flag(flag)),
        (Kind::Flag, Value::Text(text)) => match text.to_lowercase().as_str() {
            "true" | "yes" | "ja" => Ok(Value::Flag(true)),
            "false" | "no" | "nee" => Ok(Value::Flag(false)),
            _ => Err(Problem::NotAChoice(name)),
        },
        (Kind::Choice(ids), Value::Text(text)) => choice(ids, &text)
            .map(Value::from)
            .ok_or(Problem::NotAChoice(name)),
        (Kind::Person, Value::Person(platform, id)) => Ok(Value::Person(platform, id)),
        (Kind::Day, Value::Day(day)) => Ok(Value::Day(day)),
        (Kind::Day, Value::Text(text)) => day(&text).map(Value::Day).ok_or(Problem::NotADate(name)),
        (Kind::Moment, Value::Moment(moment)) => Ok(Value::Moment(moment)),
        (Kind::Moment, Value::Text(text)) => moment(&text)
            .map(Value::Moment)
            .ok_or(Problem::NotADate(name)),
        (Kind::File { max_bytes, types }, Value::File(file)) => {
            let taken =
                file.bytes <= u64::from(max_bytes) && types.contains(&file.media_type.as_str());
            if taken {
                Ok(Value::File(file))
            } else {
                Err(Problem::BadFile(name))
            }
        }
        _ => Err(Problem::WrongKind(name)),
    }
}

/// A choice by its id or by its name in either language.
fn choice(ids: &[&'static str], typed: &str) -> Option<&'static str> {
    let named = |id: &str| {
        Lang::ALL
            .iter()
            .any(|lang| texts::choice(*lang, id).to_lowercase() == typed.to_lowercase())
    };
    ids.iter()
        .copied()
        .find(|id| id.eq_ignore_ascii_case(typed))
        .or_else(|| ids.iter().copied().find(|id| named(id)))
}

fn day(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.split_once([' ', 'T'])?;
    let time = time.trim().replace('.', ":");
    let time = chrono::NaiveTime::parse_from_str(&time, "%H:%M").ok()?;
    Some(day(date)?.and_time(time))
}

#[cfg(test)]
mod tests {
    use super::Problem;
    use crate::{Args, Kind, Lines, Param, Spec, Value};

    const SPEC: Spec = Spec {
        name: "test",
        params: &[
            Param::typed(
                "text",
                Kind::Text {
                    max: 5,
                    lines: Lines::One,
                },
            ),
            Param::typed("number", Kind::Int { min: 1, max: 9 }).optional(),
            Param::typed("day", Kind::Day).optional(),
            Param::typed("moment", Kind::Moment).optional(),
        ],
        ..Spec::MEMBER
    };

    fn checked(pairs: &[(&str, &str)]) -> Result<Args, Problem> {
        let mut args = Args::new();
        for (name, value) in pairs {
            args.set((*name).to_owned(), *value);
        }
        args.check(&SPEC).map(|()| args)
    }

    #[test]
    fn text_is_tidied_and_measured_in_characters() {
        assert_eq!(
            checked(&[("text", "  a\0b ")]).unwrap().text("text"),
            Some("ab")
        );
        assert_eq!(
            checked(&[("text", "ééééé")]).unwrap().text("text"),
            Some("ééééé")
        );
        assert_eq!(
            checked(&[("text", "ABCDEF")]),
            Err(Problem::TooLong("text", 5))
        );
        assert_eq!(checked(&[("text", " \n")]), Err(Problem::Missing("text")));
        assert_eq!(checked(&[]), Err(Problem::Missing("text")));
    }

    #[test]
    fn numbers_days_and_moments_are_read_as_people_type_them() {
        let args = checked(&[
            ("text", "a"),
            ("number", "7"),
            ("day", "3-12-2026"),
            ("moment", "2026-12-03 15.00"),
        ])
        .unwrap();
        assert_eq!(args.int("number"), Some(7));
        assert!(
            matches!(args.get("day"), Some(Value::Day(day)) if day.to_string() == "2026-12-03")
        );
        assert!(
            matches!(args.get("moment"), Some(Value::Moment(at)) if at.to_string() == "2026-12-03 15:00:00")
        );
        assert_eq!(
            checked(&[("text", "a"), ("number", "10")]),
            Err(Problem::NotANumber("number", 1, 9))
        );
        assert_eq!(
            checked(&[("text", "a"), ("day", "31-02-2026")]),
            Err(Problem::NotADate("day"))
        );
    }

    #[test]
    fn what_the_spec_does_not_know_is_dropped() {
        assert!(
            !checked(&[("text", "a"), ("admin", "true")])
                .unwrap()
                .has("admin")
        );
    }
}

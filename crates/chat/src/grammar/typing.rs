//! What is being typed at the end of a line: what completion has to offer values for.

use crate::{Kind, Param, Spec, Specs, Standing};

use super::{command, key, words, words::words as split};

/// What is being typed at the end of a line.
#[derive(Clone)]
pub enum Typing<'a> {
    /// A command's name: so much of it.
    Name(&'a str),
    /// A value.
    Value {
        /// Of this command.
        spec: &'static Spec,
        /// Of this parameter.
        param: &'static Param,
        /// The line before the value.
        head: &'a str,
        /// What was typed of the value.
        typed: &'a str,
    },
    /// The name of an optional parameter.
    Option {
        /// Of this command.
        spec: &'static Spec,
        /// Those that were not given yet.
        params: Vec<&'static Param>,
        /// The line before the name.
        head: &'a str,
        /// What was typed of the name.
        typed: &'a str,
    },
    /// Something that can't be completed.
    Nothing,
}

/// What is being typed at the end of `line`, which begins with a slash or with a command's name.
pub fn typing<'a>(specs: &Specs, line: &'a str) -> Typing<'a> {
    let bare = line.trim_start();
    let bare = bare.strip_prefix('/').unwrap_or(bare);
    let longer = |than: &Spec| {
        names(specs, Standing::Staff, bare).any(|spec| spec.name.len() > than.name.len())
    };
    match command(specs, line) {
        Some((spec, rest)) if rest.starts_with(char::is_whitespace) && !longer(spec) => {
            argument(spec, line, rest)
        }
        _ => Typing::Name(bare),
    }
}

/// The commands that can be typed by a person of this standing and whose names begin so.
pub fn names(
    specs: &Specs,
    standing: Standing,
    typed: &str,
) -> impl Iterator<Item = &'static Spec> {
    let mut begun = split(typed)
        .map(|word| word.folded())
        .collect::<Vec<_>>()
        .join(" ");
    if !begun.is_empty() && typed.ends_with(char::is_whitespace) {
        begun.push(' ');
    }
    specs
        .iter()
        .filter(move |spec| spec.typed && standing.may(spec.access))
        .filter(move |spec| spec.name.starts_with(&begun))
}

fn argument<'a>(spec: &'static Spec, line: &'a str, rest: &'a str) -> Typing<'a> {
    let at = |text: &'a str| {
        let typed = text.trim_start();
        (&line[..line.len() - typed.len()], typed)
    };
    let last = split(rest)
        .filter_map(|word| key(spec, word))
        .last()
        .map(|(param, value)| (param, &rest[value..]));
    if let Some((param, text)) = last
        && !is_done(param, text)
    {
        let (head, typed) = at(text);
        return value(spec, param, head, typed);
    }
    let mut left = rest;
    let mut required = spec
        .typed_params()
        .filter(|param| param.required)
        .peekable();
    while let Some(param) = required.next() {
        let (head, typed) = at(left);
        if required.peek().is_none() && !is_done(param, typed) {
            return value(spec, param, head, typed);
        }
        let taken = words::span(param.kind, typed);
        if taken == typed.len() {
            return value(spec, param, head, typed);
        }
        left = &typed[taken..];
    }
    option(spec, line, rest)
}

/// Whether a value is complete and something else follows.
fn is_done(param: &Param, text: &str) -> bool {
    let followed = || text[words::span(param.kind, text)..].starts_with(char::is_whitespace);
    match param.kind {
        Kind::Text { .. } | Kind::Pick(_) => false,
        Kind::Choice(ids) => {
            followed() && words::is_choice(ids, &text[..words::span(param.kind, text)])
        }
        _ => followed(),
    }
}

fn value<'a>(
    spec: &'static Spec,
    param: &'static Param,
    head: &'a str,
    typed: &'a str,
) -> Typing<'a> {
    Typing::Value {
        spec,
        param,
        head,
        typed,
    }
}

fn option<'a>(spec: &'static Spec, line: &'a str, rest: &'a str) -> Typing<'a> {
    let given: Vec<_> = split(rest)
        .filter_map(|word| Some(key(spec, word)?.0.name))
        .collect();
    let params: Vec<_> = spec
        .typed_params()
        .filter(|param| !param.required && !given.contains(&param.name))
        .collect();
    let begin = line.rfind(char::is_whitespace).map_or(0, |space| {
        space + line[space..].chars().next().map_or(1, char::len_utf8)
    });
    let (head, typed) = line.split_at(begin);
    match params.as_slice() {
        [] => Typing::Nothing,
        // The only one needs no name.
        [param] if spec.typed_params().count() == 1 => {
            let typed = rest.trim_start();
            value(spec, param, &line[..line.len() - typed.len()], typed)
        }
        _ => Typing::Option {
            spec,
            params,
            head,
            typed,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{Typing, names, typing};
    use crate::{Kind, Lines, Param, Source, Spec, Specs, Standing};

    const TOPICS: Spec = Spec {
        name: "topics",
        params: &[Param::typed("topic", Kind::Pick(Source::Topics)).optional()],
        ..Spec::MEMBER
    };
    const STATUS: Spec = Spec {
        name: "counseling",
        ..Spec::MEMBER
    };
    const SIGNUP: Spec = Spec {
        name: "counseling signup",
        ..Spec::MEMBER
    };
    const DECLINE: Spec = Spec {
        name: "staff signups decline",
        params: &[
            Param::typed("signup", Kind::Pick(Source::NewSignups)),
            Param::typed("why", Kind::Choice(&["full", "other"])),
            Param::typed(
                "note",
                Kind::Text {
                    max: 9,
                    lines: Lines::One,
                },
            )
            .optional(),
            Param::typed("day", Kind::Day).optional(),
        ],
        ..Spec::STAFF
    };

    fn specs() -> Specs {
        Specs::new(vec![&TOPICS, &STATUS, &SIGNUP, &DECLINE])
    }

    fn shown(line: &str) -> String {
        match typing(&specs(), line) {
            Typing::Name(typed) => format!("name {typed:?}"),
            Typing::Value {
                param, head, typed, ..
            } => format!("{} {head:?} {typed:?}", param.name),
            Typing::Option { params, typed, .. } => {
                let names: Vec<_> = params.iter().map(|param| param.name).collect();
                format!("options {names:?} {typed:?}")
            }
            Typing::Nothing => "nothing".to_owned(),
        }
    }

    #[test]
    fn a_name_is_typed_until_no_longer_one_can_follow() {
        assert_eq!(shown("/"), r#"name """#);
        assert_eq!(shown("/top"), r#"name "top""#);
        assert_eq!(shown("/topics"), r#"name "topics""#);
        assert_eq!(shown("/counseling "), r#"name "counseling ""#);
        assert_eq!(shown("/counseling si"), r#"name "counseling si""#);
        assert_eq!(shown("/counseling signup "), "nothing");
    }

    #[test]
    fn values_are_typed_in_order_then_options_by_name() {
        assert_eq!(shown("/topics "), r#"topic "/topics " """#);
        assert_eq!(shown("/topics ml la"), r#"topic "/topics " "ml la""#);
        let decline = "/staff signups decline";
        assert_eq!(
            shown(&format!("{decline} C-00")),
            r#"signup "/staff signups decline " "C-00""#
        );
        assert_eq!(
            shown(&format!("{decline} C-0042 f")),
            r#"why "/staff signups decline C-0042 " "f""#
        );
        assert_eq!(
            shown(&format!("{decline} C-0042 full d")),
            r#"options ["note", "day"] "d""#
        );
        assert_eq!(
            shown(&format!("{decline} C-0042 full note=too l")),
            r#"note "/staff signups decline C-0042 full note=" "too l""#
        );
        assert_eq!(
            shown(&format!("{decline} C-0042 full day=2026-12-03 ")),
            r#"options ["note"] """#
        );
    }

    #[test]
    fn names_are_offered_to_those_who_may_call_them() {
        let offered = |standing, typed: &str| -> Vec<_> {
            names(&specs(), standing, typed)
                .map(|spec| spec.name)
                .collect()
        };
        assert_eq!(
            offered(Standing::Member, "Coun"),
            ["counseling", "counseling signup"]
        );
        assert_eq!(offered(Standing::Member, "staff"), Vec::<&str>::new());
        assert_eq!(
            offered(Standing::Staff, "staff "),
            ["staff signups decline"]
        );
    }
}

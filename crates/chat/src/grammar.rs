//! The text grammar: what a typed line asks for, wherever commands are typed as text.
//!
//! The command's name comes first (the longest that fits), then its required parameters in order; the
//! last one, if it is a text, takes the rest of the line. Optional ones are written `name=value`, and required ones
//! may be. There are no quotes to balance and no dashes.

mod nearest;
mod typing;
mod words;

use crate::{Args, Kind, Param, Request, Spec, Specs, Value};

pub use nearest::Trouble;
pub use typing::{Typing, names, typing};

use words::{Word, words};

/// Reads who is meant by a word such as `@robin`; each adapter knows its own people.
pub type Who<'a> = &'a dyn Fn(&str) -> Option<Value>;

/// Reads a line, with or without a slash before it. Values stay text: the dispatcher checks them.
///
/// # Errors
/// [`Trouble`] when there is no such command, or when more was typed than it takes.
pub fn read(specs: &Specs, line: &str, who: Who<'_>) -> Result<Request, Trouble> {
    let (spec, rest) = command(specs, line).ok_or_else(|| Trouble::unknown(specs, line))?;
    let (rest, mut args) = options(spec, rest, who);
    let rest = positional(spec, &rest, &mut args, who);
    if !rest.is_empty() && !only_option(spec, rest, &mut args, who) {
        return Err(Trouble::TooMuch(spec));
    }
    Ok(Request::typed(spec, args))
}

/// How a command is typed behind `before`: `/staff signups decline <signup> [state=…]`.
pub fn usage(spec: &Spec, before: &str) -> String {
    let mut usage = format!("{before}{}", spec.name);
    for param in spec.typed_params() {
        let name = param.name;
        usage.push_str(&if param.required {
            format!(" <{name}>")
        } else {
            format!(" [{name}=…]")
        });
    }
    usage
}

/// The command whose name the line begins with, and what follows it.
fn command<'a>(specs: &Specs, line: &'a str) -> Option<(&'static Spec, &'a str)> {
    let line = line.trim_start();
    let line = line.strip_prefix('/').unwrap_or(line);
    let (mut name, mut found) = (String::new(), None);
    for word in words(line).take(3) {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(&word.folded());
        if let Some(spec) = specs.get(&name).filter(|spec| spec.typed) {
            found = Some((spec, &line[word.end..]));
        }
    }
    found
}

/// The optional parameter that a word such as `state=new` names, and where its value begins.
fn key(spec: &Spec, word: Word<'_>) -> Option<(&'static Param, usize)> {
    let (name, _) = word.text.split_once('=')?;
    let param = spec
        .typed_params()
        .find(|param| !param.required && param.name.eq_ignore_ascii_case(name))?;
    Some((param, word.start + name.len() + 1))
}

/// Takes what is written `name=value`, and gives back the rest as it stands.
fn options(spec: &Spec, text: &str, who: Who<'_>) -> (String, Args) {
    let (mut rest, mut args) = (String::new(), Args::new());
    let mut kept = 0;
    let keys: Vec<_> = words(text)
        .filter_map(|word| Some((word.start, key(spec, word)?)))
        .collect();
    for (index, (start, (param, value))) in keys.iter().copied().enumerate() {
        let until = keys.get(index + 1).map_or(text.len(), |(next, _)| *next);
        let given = &text[value..until];
        let taken = match param.kind {
            Kind::Text { .. } | Kind::Pick(_) => given.len(),
            kind => words::span(kind, given),
        };
        set(&mut args, param, &given[..taken], who);
        rest.push_str(&text[kept..start]);
        kept = value + taken;
    }
    rest.push_str(&text[kept..]);
    (rest, args)
}

/// Takes the required parameters in order, and gives back what is left.
fn positional<'a>(spec: &Spec, text: &'a str, args: &mut Args, who: Who<'_>) -> &'a str {
    let mut rest = text.trim();
    let mut params = spec
        .typed_params()
        .filter(|param| param.required)
        .peekable();
    while let Some(param) = params.next() {
        rest = without_name(param, rest);
        if rest.is_empty() {
            break;
        }
        let taken = match param.kind {
            Kind::Text { .. } if params.peek().is_none() => rest.len(),
            Kind::Pick(_) if params.peek().is_none() => before_choice(spec, rest, args),
            kind => words::span(kind, rest),
        };
        set(args, param, &rest[..taken], who);
        rest = rest[taken..].trim_start();
    }
    rest
}

/// The text without the parameter's name, as in `question=what is DASH`.
fn without_name<'a>(param: &Param, text: &'a str) -> &'a str {
    match text.split_once('=') {
        Some((name, value)) if name.eq_ignore_ascii_case(param.name) => value.trim_start(),
        _ => text,
    }
}

/// How much of the rest is meant for something picked: all of it, but for a last word that is one of the values of the
/// command's one optional choice.
fn before_choice(spec: &Spec, rest: &str, args: &Args) -> usize {
    let mut optional = spec.typed_params().filter(|param| !param.required);
    let (Some(param), None) = (optional.next(), optional.next()) else {
        return rest.len();
    };
    let (Kind::Choice(ids), Some((picked, last))) =
        (param.kind, rest.rsplit_once(char::is_whitespace))
    else {
        return rest.len();
    };
    let is_choice = ids.iter().any(|id| id.eq_ignore_ascii_case(last));
    if is_choice && !args.has(param.name) {
        picked.len()
    } else {
        rest.len()
    }
}

/// What is left can only be meant for the command's one optional parameter.
fn only_option(spec: &Spec, rest: &str, args: &mut Args, who: Who<'_>) -> bool {
    let mut optional = spec.typed_params().filter(|param| !param.required);
    let (Some(param), None) = (optional.next(), optional.next()) else {
        return false;
    };
    if args.has(param.name) {
        return false;
    }
    set(args, param, rest, who);
    true
}

fn set(args: &mut Args, param: &Param, text: &str, who: Who<'_>) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    let person = matches!(param.kind, Kind::Person).then(|| who(text));
    args.set(
        param.name,
        person.flatten().unwrap_or_else(|| Value::from(text)),
    );
}

#[cfg(test)]
mod tests {
    use domain::Platform;
    use proptest::prelude::*;

    use super::{Trouble, read, usage};
    use crate::{Args, Kind, Lines, Param, Request, Source, Spec, Specs, Value};

    const LINE: Kind = Kind::Text {
        max: 100,
        lines: Lines::One,
    };

    const ASK: Spec = Spec {
        name: "ask",
        params: &[
            Param::both("question", LINE),
            Param::typed("topic", Kind::Pick(Source::Topics)).optional(),
        ],
        ..Spec::MEMBER
    };
    const STATUS: Spec = Spec {
        name: "counseling",
        params: &[Param::carried("signup", Kind::Pick(Source::Signups)).optional()],
        ..Spec::MEMBER
    };
    const SIGNUP: Spec = Spec {
        name: "counseling signup",
        ..Spec::MEMBER
    };
    const LIST: Spec = Spec {
        name: "staff signups list",
        params: &[Param::typed("state", Kind::Choice(&["new", "all"])).optional()],
        ..Spec::STAFF
    };
    const PLAN: Spec = Spec {
        name: "staff plan",
        params: &[
            Param::typed("who", Kind::Person),
            Param::typed("at", Kind::Moment),
            Param::typed("note", LINE),
            Param::typed("minutes", Kind::Int { min: 1, max: 90 }).optional(),
        ],
        ..Spec::STAFF
    };
    const SHOW: Spec = Spec {
        name: "staff show",
        params: &[
            Param::typed("topic", Kind::Pick(Source::Topics)),
            Param::typed("language", Kind::Choice(&["en", "nl"])).optional(),
        ],
        ..Spec::STAFF
    };
    const HIDDEN: Spec = Spec {
        name: "counseling send",
        typed: false,
        ..Spec::MEMBER
    };

    fn specs() -> Specs {
        Specs::new(vec![&ASK, &STATUS, &SIGNUP, &LIST, &PLAN, &SHOW, &HIDDEN])
    }

    fn who(word: &str) -> Option<Value> {
        let id = word.strip_prefix('@')?;
        Some(Value::Person(Platform::new("test"), id.to_owned()))
    }

    fn line(text: &str) -> Result<Request, Trouble> {
        read(&specs(), text, &who)
    }

    fn args(pairs: &[(&str, &str)]) -> Args {
        let mut args = Args::new();
        for (name, value) in pairs {
            args.set((*name).to_owned(), *value);
        }
        args
    }

    #[test]
    fn the_longest_name_wins_whatever_its_case_and_spaces() {
        assert_eq!(line("/counseling").unwrap().spec.name, "counseling");
        assert_eq!(
            line("/Counseling   Signup ").unwrap().spec.name,
            "counseling signup"
        );
        assert_eq!(
            line("staff signups list").unwrap().spec.name,
            "staff signups list"
        );
    }

    #[test]
    fn the_last_text_takes_the_rest_of_the_line_as_it_stands() {
        let request = line("/ask  what is  \"x=1\"\nand why? ").unwrap();
        assert_eq!(
            request.args,
            args(&[("question", "what is  \"x=1\"\nand why?")])
        );
    }

    #[test]
    fn a_required_parameter_may_be_named() {
        let read = |text: &str| line(text).unwrap().args;
        assert_eq!(
            read("/ask Question= what is x=1?"),
            args(&[("question", "what is x=1?")])
        );
        assert_eq!(
            read("/staff show topic=machine learning language=nl"),
            args(&[("topic", "machine learning"), ("language", "nl")])
        );
        assert_eq!(read("/ask question="), Args::new());
    }

    #[test]
    fn a_choice_behind_something_picked_need_not_be_named() {
        let read = |text: &str| line(text).unwrap().args;
        let both = args(&[("topic", "machine learning"), ("language", "nl")]);
        assert_eq!(
            read("/staff show machine learning NL"),
            args(&[("topic", "machine learning"), ("language", "NL")])
        );
        assert_eq!(read("/staff show machine learning language=nl"), both);
        assert_eq!(
            read("/staff show machine learning"),
            args(&[("topic", "machine learning")])
        );
        assert_eq!(read("/staff show nl"), args(&[("topic", "nl")]));
    }

    #[test]
    fn optional_parameters_are_named() {
        let request = line("/ask what is it topic=machine learning").unwrap();
        assert_eq!(
            request.args,
            args(&[("question", "what is it"), ("topic", "machine learning")])
        );
        let request = line("/staff plan minutes=30 @sam 2026-12-03 15:00 bring data").unwrap();
        assert_eq!(request.args.text("minutes"), Some("30"));
        assert_eq!(request.args.text("note"), Some("bring data"));
    }

    #[test]
    fn a_moment_is_one_word_or_two_and_people_are_looked_up() {
        for at in ["2026-12-03 15:00", "2026-12-03T15:00"] {
            let request = line(&format!("/staff plan @sam {at} bring data")).unwrap();
            assert_eq!(request.args.text("at"), Some(at));
            assert_eq!(request.args.text("note"), Some("bring data"));
            let person = Value::Person(Platform::new("test"), "sam".to_owned());
            assert_eq!(request.args.get("who"), Some(&person));
        }
    }

    #[test]
    fn the_only_optional_parameter_needs_no_name() {
        assert_eq!(
            line("/staff signups list all").unwrap().args,
            args(&[("state", "all")])
        );
        assert_eq!(
            line("/staff signups list state=all").unwrap().args,
            args(&[("state", "all")])
        );
    }

    #[test]
    fn missing_parameters_are_left_to_the_form_or_the_dispatcher() {
        assert!(line("/ask").unwrap().opens_form());
        assert!(line("/staff plan").unwrap().args.is_empty());
    }

    #[test]
    fn more_than_the_command_takes_is_said() {
        assert!(matches!(
            line("/counseling signup now"),
            Err(Trouble::TooMuch(spec)) if spec.name == SIGNUP.name
        ));
    }

    #[test]
    fn what_can_not_be_typed_is_unknown() {
        assert!(matches!(line("/"), Err(Trouble::Unknown(_))));
        assert!(matches!(line("/nothing at all"), Err(Trouble::Unknown(_))));
        assert!(matches!(line("/counseling send"), Err(Trouble::TooMuch(_))));
    }

    #[test]
    fn usage_shows_what_is_typed() {
        assert_eq!(usage(&ASK, "/"), "/ask <question> [topic=…]");
        assert_eq!(usage(&STATUS, "/"), "/counseling");
    }

    proptest! {
        #[test]
        fn no_line_makes_it_panic(text in "(/?(ask|staff plan|staff signups list)[ =])?.{0,60}") {
            drop(line(&text));
            super::typing(&specs(), &text);
        }
    }
}

//! A call on the wire: a short code that a button, a menu or a form carries. Never state, never trusted.
//!
//! `[?][!|*][^|+]name[ #param][ @parked][ value …]`: `?` opens the form, `!` and `*` narrow or widen who
//! sees the answer, `^` and `+` say where it stands, the name has dots for spaces, `#param` is what a
//! menu fills, `@parked` is a row with further arguments, values stand in the order of the SPEC (`-` for
//! one that is missing), and `~2` only tells it from another button's in the same message.

use domain::ParkedId;

use crate::{Audience, Kind, Place, Request, Specs, Value};

/// The longest code, in bytes: what the narrowest platform takes.
pub const CODE_MAX: usize = 100;

/// Room for what tells two equal codes apart.
const APART: usize = 4;

/// The arguments do not fit into a code: they have to be parked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoesNotFit;

/// A code that no button of ours has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadCode;

impl Request {
    /// Its code.
    ///
    /// # Errors
    /// [`DoesNotFit`] when an argument has white space, is not text, or all of it is too long.
    pub fn code(&self) -> Result<String, DoesNotFit> {
        let mut code = String::with_capacity(CODE_MAX);
        if self.opens_form() {
            code.push('?');
        }
        if self.audience != self.spec.audience {
            code.push(if self.audience == Audience::Caller {
                '!'
            } else {
                '*'
            });
        }
        if self.place != self.spec.place {
            code.push(if self.place == Place::Same { '^' } else { '+' });
        }
        for (place, word) in self.spec.name.split(' ').enumerate() {
            if place > 0 {
                code.push('.');
            }
            code.push_str(word);
        }
        if let Some(param) = self.fills {
            code.push_str(" #");
            code.push_str(param);
        }
        if let Some(parked) = &self.parked {
            code.push_str(" @");
            code.push_str(parked.as_str());
        }
        let mut missing = 0;
        for param in self.spec.params {
            let Some(value) = self.args.get(param.name) else {
                missing += 1;
                continue;
            };
            code.extend(std::iter::repeat_n(" -", missing));
            missing = 0;
            code.push(' ');
            push_value(&mut code, value)?;
        }
        if code.len() > CODE_MAX - APART {
            Err(DoesNotFit)
        } else {
            Ok(code)
        }
    }
}

fn push_value(code: &mut String, value: &Value) -> Result<(), DoesNotFit> {
    match value {
        Value::Text(text) => {
            let plain = !text.is_empty() && text != "-" && !text.starts_with(['#', '@', '~']);
            if !plain || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
                return Err(DoesNotFit);
            }
            code.push_str(text);
        }
        Value::Int(int) => code.push_str(&int.to_string()),
        Value::Flag(flag) => code.push_str(if *flag { "true" } else { "false" }),
        Value::Day(_) | Value::Moment(_) | Value::Person(..) | Value::File(_) => {
            return Err(DoesNotFit);
        }
    }
    Ok(())
}

impl Specs {
    /// Reads a code.
    ///
    /// # Errors
    /// [`BadCode`] for anything that no button of ours carries.
    pub fn decode(&self, code: &str) -> Result<Request, BadCode> {
        if code.len() > CODE_MAX {
            return Err(BadCode);
        }
        let (reopen, rest) = strip(code, '?');
        let (caller, rest) = strip(rest, '!');
        let (everyone, rest) = strip(rest, '*');
        let (same, rest) = strip(rest, '^');
        let (new, rest) = strip(rest, '+');
        let mut words = rest.split(' ');
        let name = words.next().unwrap_or_default().replace('.', " ");
        let spec = self.get(&name).ok_or(BadCode)?;
        let mut request = Request::typed(spec, crate::Args::new());
        request.reopen = reopen;
        request.place = if same {
            Place::Same
        } else if new {
            Place::New
        } else {
            spec.place
        };
        if caller {
            request.audience = Audience::Caller;
        } else if everyone {
            request.audience = Audience::Everyone;
        }
        let mut params = spec.params.iter();
        for word in words {
            if let Some(param) = word.strip_prefix('#') {
                request.fills = Some(spec.param(param).ok_or(BadCode)?.name);
            } else if word.starts_with('~') {
                continue;
            } else if let Some(parked) = word.strip_prefix('@') {
                request.parked = Some(ParkedId::new(parked));
            } else {
                let param = params.next().ok_or(BadCode)?;
                if word.is_empty() {
                    return Err(BadCode);
                }
                match (param.kind, word) {
                    (_, "-") => {}
                    (Kind::Flag, word) => request.args.set(param.name, word == "true"),
                    (_, word) => request.args.set(param.name, word),
                }
            }
        }
        Ok(request)
    }
}

fn strip(text: &str, flag: char) -> (bool, &str) {
    text.strip_prefix(flag)
        .map_or((false, text), |rest| (true, rest))
}

#[cfg(test)]
mod tests {
    use domain::ParkedId;
    use proptest::prelude::*;

    use super::{BadCode, DoesNotFit};
    use crate::{Args, Audience, Kind, Lines, Param, Place, Request, Spec, Specs};

    const DECLINE: Spec = Spec {
        name: "staff signups decline",
        params: &[
            Param::typed("signup", Kind::Pick(crate::Source::NewSignups)),
            Param::form(
                "reason",
                Kind::Text {
                    max: 500,
                    lines: Lines::Many,
                },
            ),
        ],
        ..Spec::STAFF
    };

    fn specs() -> Specs {
        Specs::new(vec![&DECLINE])
    }

    fn request() -> Request {
        let mut args = Args::new();
        args.set("signup", "C-0042");
        Request::typed(&DECLINE, args)
    }

    #[test]
    fn a_code_names_the_call_and_opens_the_form_when_an_answer_is_missing() {
        assert_eq!(
            request().code().as_deref(),
            Ok("?staff.signups.decline C-0042")
        );
        let back = specs().decode("?staff.signups.decline C-0042").unwrap();
        assert!(back.opens_form());
        assert_eq!(back.args.text("signup"), Some("C-0042"));
    }

    #[test]
    fn flags_and_parked_arguments_survive_the_wire() {
        let mut request = request();
        request.place = Place::Same;
        request.audience = Audience::Everyone;
        request.fills = Some("reason");
        request.parked = Some(ParkedId::new("0193"));
        let code = request.code().unwrap();
        assert_eq!(code, "*^staff.signups.decline #reason @0193 C-0042");
        assert_eq!(specs().decode(&code), Ok(request));
    }

    #[test]
    fn text_with_spaces_does_not_fit() {
        let mut request = request();
        request.args.set("reason", "too late");
        assert_eq!(request.code(), Err(DoesNotFit));
    }

    #[test]
    fn a_submitted_form_opens_no_other() {
        let mut answers = Args::new();
        answers.set("reason", "full");
        assert!(!request().submit(answers).opens_form());
        assert!(!request().submit(Args::new()).opens_form());
    }

    #[test]
    fn forged_codes_are_refused() {
        for code in [
            "",
            "nothing",
            "staff.signups.decline a b c",
            "staff.signups.decline #no",
            "staff.signups.decline  a",
        ] {
            assert_eq!(specs().decode(code).err(), Some(BadCode), "{code}");
        }
    }

    proptest! {
        #[test]
        fn no_code_makes_it_panic(code in ".{0,120}") {
            drop(specs().decode(&code));
        }
    }
}

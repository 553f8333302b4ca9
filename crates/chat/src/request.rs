//! A call as it arrived: which command, with what, and how it wants to be answered.

use domain::ParkedId;

use crate::{
    Action, Args, Asked, Audience, Button, DoesNotFit, Menu, Param, Place, Reply, Spec, Specs,
};

/// A call that an adapter read from the wire. It proves nothing: the dispatcher checks all of it.
#[derive(Debug, Clone)]
pub struct Request {
    /// The command.
    pub spec: &'static Spec,
    /// Its arguments, as far as they came over the wire.
    pub args: Args,
    /// Further arguments, kept for this person.
    pub parked: Option<ParkedId>,
    /// The parameter that a menu's value fills.
    pub fills: Option<&'static str>,
    /// Whether the form was asked for although the arguments are there.
    pub reopen: bool,
    /// Whether a form was filled in: then none follows.
    pub submitted: bool,
    /// Whether a form may ask for what is missing of that which is typed elsewhere: for platforms on which a command is a
    /// line of text.
    pub asks: bool,
    /// Who shall see the answer.
    pub audience: Audience,
    /// Where the answer shall stand.
    pub place: Place,
}

// A SPEC is known by its name.
impl PartialEq for Request {
    fn eq(&self, other: &Self) -> bool {
        let key = |request: &Self| {
            (
                request.spec.name,
                request.fills,
                request.reopen,
                request.submitted,
            )
        };
        key(self) == key(other)
            && self.args == other.args
            && self.parked == other.parked
            && self.audience == other.audience
            && self.place == other.place
    }
}

impl Request {
    /// A call that was typed, or made without a button.
    pub fn typed(spec: &'static Spec, args: Args) -> Self {
        Self {
            spec,
            args,
            parked: None,
            fills: None,
            reopen: false,
            submitted: false,
            asks: false,
            audience: spec.audience,
            place: Place::New,
        }
    }

    /// With a form for whatever is missing.
    #[must_use]
    pub fn asking(self) -> Self {
        Self { asks: true, ..self }
    }

    /// With the value that was chosen from a menu.
    #[must_use]
    pub fn chosen(mut self, value: &str) -> Self {
        if let Some(param) = self.fills {
            self.args.set(param, value);
        }
        self
    }

    /// With the answers of its form.
    #[must_use]
    pub fn submit(mut self, answers: Args) -> Self {
        self.args.merge(answers);
        self.submitted = true;
        self.reopen = false;
        self
    }

    /// Whether it is answered with a form: known without looking anything up, because a form can't
    /// follow a deferred answer. (It may also be answered with a reply: a refusal.)
    pub fn opens_form(&self) -> bool {
        if self.submitted {
            return false;
        }
        let missing = || {
            self.asked()
                .any(|param| param.required && !self.args.has(param.name))
        };
        self.reopen || (self.parked.is_none() && missing())
    }

    /// What its form asks for: what is asked in a form anyway and, where it [asks](Self::asks), what is required and was not
    /// typed.
    pub fn asked(&self) -> impl Iterator<Item = &'static Param> + '_ {
        self.spec.params.iter().filter(|param| match param.asked {
            Asked::Form | Asked::Both => true,
            Asked::Typed => self.asks && param.required && !self.args.has(param.name),
            Asked::Carried => false,
        })
    }
}

impl Button {
    /// The request that pressing it makes; `None` when there is no such command.
    pub fn request(&self, specs: &Specs) -> Option<Request> {
        let spec = specs.get(&self.call.command)?;
        Some(Request {
            reopen: self.reopen,
            audience: self.audience.unwrap_or(spec.audience),
            place: self.place.unwrap_or(spec.place),
            ..Request::typed(spec, self.call.args.clone())
        })
    }
}

impl Menu {
    /// The request that choosing from it makes, without the value; `None` when there is no such command
    /// or parameter.
    pub fn request(&self, specs: &Specs) -> Option<Request> {
        let spec = specs.get(&self.call.command)?;
        let fills = Some(spec.param(self.param)?.name);
        let place = self.place.unwrap_or(spec.place);
        Some(Request {
            fills,
            place,
            ..Request::typed(spec, self.call.args.clone())
        })
    }
}

impl Reply {
    /// Gives each button and menu the code of its call: for what is posted, where no caller is known for
    /// whom arguments could be parked.
    ///
    /// # Errors
    /// [`DoesNotFit`] when a call can't stand in a code, or there is no such command.
    pub fn set_codes(&mut self, specs: &Specs) -> Result<(), DoesNotFit> {
        for action in &mut self.actions {
            let (request, code) = match action {
                Action::Button(button) => (button.request(specs), &mut button.code),
                Action::Menu(menu) => (menu.request(specs), &mut menu.code),
                Action::Link { .. } => continue,
            };
            *code = request.ok_or(DoesNotFit)?.code()?;
        }
        self.tell_codes_apart();
        Ok(())
    }

    /// Two buttons that make the same call get different codes all the same: platforms refuse a message
    /// in which one stands twice.
    pub fn tell_codes_apart(&mut self) {
        for at in 1..self.actions.len() {
            let (before, rest) = self.actions.split_at_mut(at);
            let Some(code) = rest.first_mut().and_then(Action::code_mut) else {
                continue;
            };
            let taken = |code: &str| before.iter().any(|other| other.code() == Some(code));
            if !taken(code) {
                continue;
            }
            let mut apart = (2..).map(|number| format!("{code} ~{number}"));
            if let Some(free) = apart.find(|apart| !taken(apart)) {
                *code = free;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Action, Button, Call, DoesNotFit, Reply, Sign, Spec, Specs};

    const LATEST: Spec = Spec {
        name: "lectures latest",
        ..Spec::MEMBER
    };

    fn coded(call: Call) -> Result<Vec<Action>, DoesNotFit> {
        let button = Button::new("All".to_owned(), call);
        let mut reply = Reply::new(Sign::Lecture, "New".to_owned())
            .action(Action::Link {
                label: "Watch".to_owned(),
                url: "https://videos.example".to_owned(),
            })
            .action(button);
        reply.set_codes(&Specs::new(vec![&LATEST]))?;
        Ok(reply.actions)
    }

    #[test]
    fn what_is_posted_carries_the_codes_of_its_calls() {
        let actions = coded(Call::new("lectures latest")).unwrap();
        let Action::Button(button) = &actions[1] else {
            panic!("{actions:?}");
        };
        assert_eq!(button.code, "lectures.latest");
    }

    #[test]
    fn a_call_of_no_command_has_no_code() {
        assert_eq!(coded(Call::new("nothing")).err(), Some(DoesNotFit));
    }
}

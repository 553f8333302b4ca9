//! What a command is: a struct with a SPEC, a parser and a run.

use std::{future::Future, pin::Pin};

use chat::{Args, Error, Form, Reply, Spec};

use crate::context::Context;

/// A command: one struct, made from checked arguments.
pub(crate) trait Command: Sized + Send + 'static {
    /// What it is.
    const SPEC: &'static Spec;

    /// Reads the arguments, which have been checked against the SPEC.
    ///
    /// # Errors
    /// [`Invalid`] for an argument that its kind alone can't judge.
    fn parse(args: &Args) -> Result<Self, Invalid>;

    /// Does it.
    fn run(self, cx: &mut Context<'_>) -> impl Future<Output = Result<Reply, Error>> + Send;

    /// Prepares its form: fills in what is known, or refuses.
    fn open(
        form: &mut Form,
        cx: &mut Context<'_>,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        let _ = (form, cx);
        async { Ok(()) }
    }
}

/// An argument that can't be taken: which, and the id of the sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Invalid {
    pub(crate) param: &'static str,
    pub(crate) sentence: &'static str,
    /// What the field is called, as an id, where its SPEC does not say.
    pub(crate) called: Option<String>,
    /// What stands in the sentence, beside the field.
    pub(crate) args: Vec<(&'static str, String)>,
}

impl Invalid {
    /// One whose sentence names the field alone.
    pub(crate) const fn new(param: &'static str, sentence: &'static str) -> Self {
        Self {
            param,
            sentence,
            called: None,
            args: Vec::new(),
        }
    }

    /// With the id of what the field is called.
    pub(crate) fn called(mut self, id: String) -> Self {
        self.called = Some(id);
        self
    }

    /// With something more in its sentence.
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// Why a run ended without a reply of its own.
pub(crate) enum Stop {
    Invalid(Invalid),
    Error(Error),
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A command's parse and run, without its type.
pub(crate) type Run = for<'a> fn(&'a Args, &'a mut Context<'_>) -> Boxed<'a, Result<Reply, Stop>>;
type Open = for<'a> fn(&'a mut Form, &'a mut Context<'_>) -> Boxed<'a, Result<(), Error>>;

/// A command without its type.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) spec: &'static Spec,
    /// Whether the arguments can be taken, as far as they tell by themselves.
    pub(crate) parse: fn(&Args) -> Result<(), Invalid>,
    pub(crate) run: Run,
    pub(crate) open: Open,
}

/// Erases a command's type: the line that registers it.
pub(crate) fn command<C: Command>() -> Entry {
    Entry {
        spec: C::SPEC,
        parse: |args| C::parse(args).map(drop),
        run: |args, cx| {
            Box::pin(async move {
                let command = C::parse(args).map_err(Stop::Invalid)?;
                command.run(cx).await.map_err(Stop::Error)
            })
        },
        open: |form, cx| Box::pin(C::open(form, cx)),
    }
}

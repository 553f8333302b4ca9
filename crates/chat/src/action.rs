//! What can be done with a reply: buttons, menus, links.

use crate::{Audience, Call, Place};

/// Something that can be done with a reply.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// A call at the press of a button.
    Button(Button),
    /// A call with one of several values.
    Menu(Menu),
    /// A page elsewhere.
    Link {
        /// What the button says.
        label: String,
        /// Where it goes; `https`, or `http` on loopback.
        url: String,
    },
}

impl Action {
    /// The code of its call, where it makes one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Button(button) => Some(&button.code),
            Self::Menu(menu) => Some(&menu.code),
            Self::Link { .. } => None,
        }
    }

    /// The same, to be set.
    pub const fn code_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Button(button) => Some(&mut button.code),
            Self::Menu(menu) => Some(&mut menu.code),
            Self::Link { .. } => None,
        }
    }
}

impl From<Button> for Action {
    fn from(button: Button) -> Self {
        Self::Button(button)
    }
}

impl From<Menu> for Action {
    fn from(menu: Menu) -> Self {
        Self::Menu(menu)
    }
}

/// A call at the press of a button.
#[derive(Debug, Clone, PartialEq)]
pub struct Button {
    /// What it says, at most 75 characters.
    pub label: String,
    /// How it looks.
    pub style: Style,
    /// What it calls.
    pub call: Call,
    /// Whether it opens the call's form although its arguments are there: to change them.
    pub reopen: bool,
    /// Who sees the answer, where that differs from the SPEC.
    pub audience: Option<Audience>,
    /// Where the answer stands, where that differs from the SPEC.
    pub place: Option<Place>,
    /// The call's code; set by the dispatcher or the courier before an adapter sees it.
    pub code: String,
}

impl Button {
    /// A plain button.
    pub const fn new(label: String, call: Call) -> Self {
        Self {
            label,
            style: Style::Plain,
            call,
            reopen: false,
            audience: None,
            place: None,
            code: String::new(),
        }
    }

    /// The likely one: highlighted.
    #[must_use]
    pub const fn primary(mut self) -> Self {
        self.style = Style::Primary;
        self
    }

    /// One that takes something away.
    #[must_use]
    pub const fn danger(mut self) -> Self {
        self.style = Style::Danger;
        self
    }

    /// One that opens the form with what is there.
    #[must_use]
    pub const fn reopening(mut self) -> Self {
        self.reopen = true;
        self
    }

    /// One whose answer only the caller sees.
    #[must_use]
    pub const fn privately(mut self) -> Self {
        self.audience = Some(Audience::Caller);
        self
    }

    /// One whose answer everyone in the channel sees.
    #[must_use]
    pub const fn publicly(mut self) -> Self {
        self.audience = Some(Audience::Everyone);
        self
    }

    /// One whose answer stands there.
    #[must_use]
    pub const fn placed(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Highlighted.
    Primary,
    /// Like any other.
    Plain,
    /// Takes something away.
    Danger,
}

/// A call with one of several values.
#[derive(Debug, Clone, PartialEq)]
pub struct Menu {
    /// What is asked.
    pub label: String,
    /// What it calls.
    pub call: Call,
    /// The parameter that the chosen value fills.
    pub param: &'static str,
    /// At most 25.
    pub options: Vec<Choice>,
    /// Where the answer stands, where that differs from the SPEC.
    pub place: Option<Place>,
    /// The call's code; set by the dispatcher or the courier before an adapter sees it.
    pub code: String,
}

/// One value of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The value.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// Whether it is chosen now.
    pub selected: bool,
}

/// What may be meant by what is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The value.
    pub value: String,
    /// What it is called.
    pub label: String,
}

//! What a command is: its name, its parameters, who may call it and how it is answered.

use serde::{Deserialize, Serialize};

/// The description of a command from which everything else is made: registration, help, completion,
/// checks. Sentences stand in `locales/`, found by name (`ask-about`, `ask-question-about`).
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// English words separated by spaces, at most three: `counseling signup`, `staff signups list`.
    pub name: &'static str,
    /// What it takes, required ones first.
    pub params: &'static [Param],
    /// Who may call it.
    pub access: Access,
    /// Who sees the answer.
    pub audience: Audience,
    /// Where the answer stands when a button was pressed.
    pub place: Place,
    /// Whether it can be typed. Others are only called by buttons, menus and forms.
    pub typed: bool,
    /// Whether each call is a line of the audit log.
    pub audited: bool,
    /// Plain words that call it in a direct message.
    pub words: &'static [&'static str],
}

impl Spec {
    /// A command of members that is typed and answered to the caller alone in a new message; what
    /// differs is written with `..`.
    pub const MEMBER: Self = Self {
        name: "",
        params: &[],
        access: Access::Everyone,
        audience: Audience::Caller,
        place: Place::New,
        typed: true,
        audited: false,
        words: &[],
    };

    /// A command of staff: audited.
    pub const STAFF: Self = Self {
        access: Access::Staff,
        audited: true,
        ..Self::MEMBER
    };

    /// The name's words.
    pub fn words_of_name(&self) -> impl Iterator<Item = &'static str> {
        self.name.split(' ')
    }

    /// The name as the first part of ids in `locales/`: `counseling-signup`.
    pub fn text_id(&self) -> String {
        self.name.replace(' ', "-")
    }

    /// The parameter of this name.
    pub fn param(&self, name: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| param.name == name)
    }

    /// The parameters that a form asks for.
    pub fn form_params(&self) -> impl Iterator<Item = &'static Param> {
        self.params
            .iter()
            .filter(|param| matches!(param.asked, Asked::Form | Asked::Both))
    }

    /// The parameters that are typed behind the command's name.
    pub fn typed_params(&self) -> impl Iterator<Item = &'static Param> {
        self.params
            .iter()
            .filter(|param| matches!(param.asked, Asked::Typed | Asked::Both))
    }
}

/// One parameter of a command.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// One English word.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// Whether the command can't run without it.
    pub required: bool,
    /// How people give it.
    pub asked: Asked,
}

impl Param {
    /// A required parameter that is typed.
    pub const fn typed(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            required: true,
            asked: Asked::Typed,
        }
    }

    /// A required parameter that a form asks for.
    pub const fn form(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            required: true,
            asked: Asked::Form,
        }
    }

    /// A required parameter that is typed, or asked for in a form when it was not.
    pub const fn both(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            required: true,
            asked: Asked::Both,
        }
    }

    /// A required parameter that only buttons and menus carry.
    pub const fn carried(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            kind,
            required: true,
            asked: Asked::Carried,
        }
    }

    /// The same, but only carried by buttons and menus, and not required.
    pub const fn carried_optional(self) -> Self {
        Self {
            required: false,
            asked: Asked::Carried,
            ..self
        }
    }

    /// The same, but not required.
    pub const fn optional(self) -> Self {
        Self {
            required: false,
            ..self
        }
    }
}

/// How a parameter is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Typed behind the name, or carried by a button.
    Typed,
    /// In a form.
    Form,
    /// Typed, or in a form when it was not.
    Both,
    /// By buttons and menus only.
    Carried,
}

/// What a parameter may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Free text, looked at by the patient-data guard.
    Text {
        /// The most characters.
        max: u16,
        /// How much room a form gives it.
        lines: Lines,
    },
    /// A whole number.
    Int {
        /// The smallest.
        min: i64,
        /// The largest.
        max: i64,
    },
    /// Yes or no.
    Flag,
    /// One of these ids; their names stand in `locales/` as `choice-<id>`.
    Choice(&'static [&'static str]),
    /// A person of the platform.
    Person,
    /// A day.
    Day,
    /// A day and a time, on the community's wall clock.
    Moment,
    /// A file.
    File {
        /// The most bytes.
        max_bytes: u32,
        /// The media types that are taken.
        types: &'static [&'static str],
    },
    /// Something that exists, completed from data while it is typed.
    Pick(Source),
}

/// Where completions come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The topics that can be asked about.
    Topics,
    /// The commands that the caller may call.
    Commands,
    /// Sign-ups on which nobody has decided; staff only.
    NewSignups,
    /// All sign-ups; staff only.
    Signups,
    /// Questions to the team; staff only.
    Inquiries,
    /// A row by its id, which only buttons carry: a question that was asked, a draft.
    Carried,
    /// People who are known, by a sign-up's reference, an account's id or an e-mail address; staff only.
    People,
    /// The staff, of any platform; staff only.
    Staff,
}

/// How much room a text gets in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// One line.
    One,
    /// A paragraph.
    Many,
}

/// Who may call a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Every member of the community.
    Everyone,
    /// Who hosts meetings, and staff.
    Host,
    /// Staff.
    Staff,
}

/// Who sees an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Audience {
    /// Only who called.
    Caller,
    /// Everyone in the channel.
    Everyone,
}

/// Where the answer to a pressed button stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// In a message of its own.
    New,
    /// In place of the message that has the button.
    Same,
}

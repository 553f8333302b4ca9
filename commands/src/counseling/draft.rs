//! What an applicant has filled in so far: the arguments that the form, the summary and Send share.

use chat::{Args, Asked, Form, Kind, Lines, Param};
use domain::{DataKind, Department, Email, Lang, SignupDraft, Stage};

use crate::{command::Invalid, context::Context};

/// Project stages by id, as choices.
pub(super) const STAGES: &[&str] = &["idea", "data", "model", "use"];
/// Kinds of data by id, as choices.
pub(super) const DATA: &[&str] = &["table", "image", "text", "signal", "omics", "other"];

const NAME: Kind = Kind::Text {
    max: 100,
    lines: Lines::One,
};
const DEPARTMENT: Kind = Kind::Text {
    max: 100,
    lines: Lines::One,
};
const QUESTION: Kind = Kind::Text {
    max: 3000,
    lines: Lines::Many,
};
const EMAIL: Kind = Kind::Text {
    max: 254,
    lines: Lines::One,
};

/// The parameters that the form asks for.
pub(super) const ASKED: [Param; 4] = [
    Param::form("name", NAME),
    Param::form("department", DEPARTMENT),
    Param::form("question", QUESTION),
    Param::form("email", EMAIL).optional(),
];

/// The parameters that menus add, and the word that this is not about a patient.
pub(super) const CHOSEN: [Param; 3] = [
    Param::carried("stage", Kind::Choice(STAGES)).optional(),
    Param::carried("data", Kind::Choice(DATA)).optional(),
    Param {
        name: "waive",
        kind: Kind::Flag,
        required: false,
        asked: Asked::Carried,
    },
];

/// All of it, as the summary's buttons carry it. Nothing is required: a draft that was sent is empty.
pub(super) const CARRIED: [Param; 7] = [
    ASKED[0].carried_optional(),
    ASKED[1].carried_optional(),
    ASKED[2].carried_optional(),
    ASKED[3].carried_optional(),
    CHOSEN[0],
    CHOSEN[1],
    CHOSEN[2],
];

/// A draft: the form is filled in, the menus perhaps not yet.
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) department: Department,
    pub(super) question: String,
    pub(super) email: Option<Email>,
    pub(super) stage: Option<Stage>,
    pub(super) data: Option<DataKind>,
    /// The arguments that it was made of.
    pub(super) args: Args,
}

impl Draft {
    pub(super) fn parse(args: &Args) -> Result<Self, Invalid> {
        let department = args
            .text("department")
            .and_then(Department::parse)
            .ok_or(Invalid::new("department", "problem-missing"))?;
        let email = match args.text("email") {
            Some(typed) => Some(Email::parse(typed).ok_or(Invalid::new("email", "problem-email"))?),
            None => None,
        };
        Ok(Self {
            name: args.text("name").unwrap_or_default().to_owned(),
            department,
            question: args.text("question").unwrap_or_default().to_owned(),
            email,
            stage: args.text("stage").and_then(Stage::from_id),
            data: args.text("data").and_then(DataKind::from_id),
            args: args.clone(),
        })
    }

    /// The sign-up that it makes; `None` while a menu has not been used.
    pub(super) fn complete(&self, lang: Lang) -> Option<SignupDraft> {
        Some(SignupDraft {
            name: self.name.clone(),
            department: self.department.clone(),
            question: self.question.clone(),
            email: self.email.clone(),
            stage: self.stage?,
            data: self.data?,
            lang,
        })
    }
}

/// Leaves the e-mail address out of the form where the operator has not said what it is for, and fills
/// in the name.
pub(super) fn prepare(form: &mut Form, cx: &Context<'_>) {
    let purpose = cx.house.community.email_purpose.as_ref();
    if purpose.is_none() {
        form.inputs.retain(|input| input.name != "email");
    }
    for input in &mut form.inputs {
        match input.name {
            "name" if input.value.is_none() => input.value = Some(cx.caller.name.clone()),
            "email" => input.placeholder = purpose.map(|purpose| purpose.get(cx.lang).to_owned()),
            _ => {}
        }
    }
}

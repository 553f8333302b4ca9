//! `/staff knowledge edit`: a form with the answer as it is now; what is saved counts at once, and can be undone.

use chat::{Args, Error, Form, Notice, Reply, Sign, Spec, text};
use domain::{AnswerAction, AnswerStanding, Lang};
use knowledge::Entry;
use store::AnswerVersion;

use super::{
    answer::{self, FORM, LANGUAGE, TOPIC, VERSION, WAIVE, Which},
    origin::{FROM, Origin},
    review,
    write::Draft,
};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Edit {
    which: Which,
    version: i64,
    /// What it is made from.
    from: Option<String>,
    draft: Draft,
}

impl Command for Edit {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge edit",
        params: &[
            TOPIC,
            LANGUAGE,
            VERSION.optional(),
            FROM.optional(),
            FORM[0],
            FORM[1],
            FORM[2],
            FORM[3],
            FORM[4],
            WAIVE,
        ],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            which: Which::parse(args),
            version: args.int("version").unwrap_or_default(),
            from: args.text(FROM.name).map(str::to_owned),
            draft: Draft::parse(args)?,
        })
    }

    async fn open(form: &mut Form, cx: &mut Context<'_>) -> Result<(), Error> {
        // After a refusal the form comes back with what was typed, not with what is stored.
        if cx.parked.is_some() {
            return Ok(());
        }
        let (topic, lang) = Which::parse(&form.request.args).find(cx)?;
        let version = answer::version(cx, &topic, lang);
        form.request.args.set("version", version);
        let from = form.request.args.text(FROM.name).map(str::to_owned);
        let origin = match from {
            Some(from) => Origin::find(cx, &from).await?,
            None => None,
        };
        match (answer::newest(cx, &topic, lang), origin) {
            (Some(entry), origin) => {
                fill(form, &entry);
                origin
                    .into_iter()
                    .for_each(|origin| origin.join(form, cx.lang));
            }
            (None, Some(origin)) => origin.fill(form, cx.lang),
            (None, None) => {}
        }
        Ok(())
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let (topic, lang) = self.which.find(cx)?;
        let other = cx.book.knowledge.entry(&topic, lang).cloned();
        let today = cx.tx().await?.now().date_naive();
        let entry = self.draft.entry(topic.clone(), lang, other.as_ref(), today);
        let (action, after) = (AnswerAction::Edit, self.version);
        let from = self.from.as_deref();
        let written = answer::write(cx, &topic, lang, action, Some(&entry), after, from).await?;
        if let Some(parked) = cx.parked.take() {
            cx.tx().await?.parked_delete(&parked).await?;
        }
        Ok(saved(cx, &entry, &written))
    }
}

/// What stands in the answer now.
fn fill(form: &mut Form, entry: &Entry) {
    for input in &mut form.inputs {
        input.value = match input.name {
            "title" => Some(entry.title.clone()),
            "short" => Some(entry.answer.short.clone()),
            "more" => Some(entry.answer.more.clone()),
            "questions" => Some(entry.questions.join("\n")),
            "keywords" => Some(entry.keywords.join(", ")),
            _ => None,
        }
        .filter(|value| !value.is_empty());
    }
}

/// Says that it counts now, with the way back and the way to the other language; or that it waits.
pub(super) fn saved(cx: &Context<'_>, entry: &Entry, version: &AnswerVersion) -> Reply {
    if version.standing == AnswerStanding::Waiting {
        return review::waits(cx, &entry.topic, version);
    }
    let (topic, lang) = (&entry.topic, entry.lang);
    let other = lang.other();
    let is_there = answer::present(cx, topic, other).is_some();
    let text = if is_there {
        text!(cx.lang, "staff-answer-saved-text")
    } else {
        let language = chat::texts::choice(cx.lang, other.code());
        text!(cx.lang, "staff-answer-saved-alone", language = language)
    };
    let title = text!(
        cx.lang,
        "staff-answer-saved-title",
        title = entry.title.as_str()
    );
    let write = answer::button(
        cx,
        "staff-answer-edit",
        "staff knowledge edit",
        topic,
        other,
    );
    let write = if is_there { write } else { write.primary() };
    Reply::new(Sign::Done, title)
        .notice(Notice::Ok)
        .markdown(text)
        .action(answer::button(
            cx,
            "staff-answer-show",
            "staff knowledge show",
            topic,
            lang,
        ))
        .action(write)
        .action(undo(cx, entry, version.version))
}

fn undo(cx: &Context<'_>, entry: &Entry, number: i64) -> chat::Button {
    let lang: Lang = entry.lang;
    let mut button = answer::button(
        cx,
        "staff-answer-undo",
        "staff knowledge undo",
        &entry.topic,
        lang,
    );
    button.call = button.call.with("version", number);
    button.danger()
}

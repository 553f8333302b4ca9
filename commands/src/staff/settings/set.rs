//! `/staff settings set`: a form with the present value; what is saved counts at once, and can be undone.

use chat::{Args, Error, Form, Kind, Lines, Param, Reply, Spec, text, texts};
use domain::setting::{Definition, Room, Wrong};

use super::change::{self, Change, SEEN, SETTING};
use crate::{
    command::{Command, Invalid},
    context::Context,
};

/// The value.
const VALUE: Param = Param::both(
    "value",
    Kind::Text {
        max: 500,
        lines: Lines::Many,
    },
);

pub(crate) struct Set {
    setting: &'static dyn Definition,
    /// As it is stored.
    value: String,
    /// The version that the form showed, where there was one.
    seen: Option<i64>,
}

impl Command for Set {
    const SPEC: &'static Spec = &Spec {
        name: "staff settings set",
        params: &[
            SETTING,
            VALUE,
            SEEN,
            Param::carried("waive", Kind::Flag).optional(),
        ],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        let setting = change::named(args)?;
        if setting.room() == Room::Channels {
            return Err(Invalid::new(SETTING.name, "setting-wrong-place"));
        }
        let typed = args.text(VALUE.name).unwrap_or_default();
        let wrong = |it| wrong(it).called(format!("choice-{}", setting.id()));
        let value = setting.tidy(typed).map_err(wrong)?;
        Ok(Self {
            setting,
            value,
            seen: args.int(SEEN.name),
        })
    }

    async fn open(form: &mut Form, cx: &mut Context<'_>) -> Result<(), Error> {
        // Where it is not named yet, the form asks for that, too.
        let Ok(setting) = change::named(&form.request.args) else {
            return Ok(());
        };
        if setting.room() == Room::Channels {
            return Err(cx.refused("setting-in-place"));
        }
        let newest = change::newest(cx, setting).await?;
        if cx.parked.is_none() {
            let seen = newest.as_ref().map_or(0, |newest| newest.version);
            form.request.args.set(SEEN.name, seen);
        }
        let present = newest.and_then(|newest| newest.value);
        let present = present.unwrap_or_else(|| setting.usual(cx.settings.lang()));
        let hint = format!("setting-{}-hint", setting.id());
        for input in form.inputs.iter_mut().filter(|it| it.name == VALUE.name) {
            input.label = change::name(cx.lang, setting);
            input.placeholder = texts::exists(cx.lang, &hint).then(|| text!(cx.lang, &hint));
            if setting.room() == Room::Line {
                input.kind = LINE;
            }
            // After a refusal the form comes back with what was typed, not with what is stored.
            if cx.parked.is_none() {
                input.value = Some(present.clone()).filter(|value| !value.is_empty());
            }
        }
        Ok(())
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let newest = change::newest(cx, self.setting).await?;
        if let (Some(seen), Some(newest)) = (self.seen, &newest)
            && seen != newest.version
        {
            return Err(change::overtaken(cx, self.setting, newest).await?);
        }
        let value = Some(self.value.as_str());
        let change = Change::write(cx, self.setting, newest.as_ref(), value).await?;
        if let Some(parked) = cx.parked.take() {
            cx.tx().await?.parked_delete(&parked).await?;
        }
        Ok(change.said(cx.lang, "setting-saved"))
    }
}

/// How a short value is asked for.
const LINE: Kind = Kind::Text {
    max: 100,
    lines: Lines::One,
};

/// What is wrong with a value, in the words for it.
fn wrong(wrong: Wrong) -> Invalid {
    let invalid = |sentence| Invalid::new(VALUE.name, sentence);
    match wrong {
        Wrong::Languages => invalid("setting-wrong-languages"),
        Wrong::Number { min, max } => invalid("problem-number").with("min", min).with("max", max),
        Wrong::TooLong(max) => invalid("problem-too-long").with("max", max),
        Wrong::Placeholder(known) => {
            let known: Vec<_> = known.iter().map(|name| format!("{{{name}}}")).collect();
            invalid("setting-wrong-placeholder").with("known", known.join(", "))
        }
        Wrong::Channels => invalid("setting-wrong-place"),
    }
}

#[cfg(test)]
mod tests {
    use chat::texts;
    use domain::{
        Lang,
        setting::{self, Room},
    };

    #[test]
    fn each_setting_has_its_sentences_in_both_languages() {
        for setting in setting::ALL {
            let mut ids = vec![
                (format!("choice-{}", setting.id()), 45),
                (format!("setting-counts-{}", setting.area().id()), 200),
            ];
            if setting.room() != Room::Channels {
                ids.push((format!("setting-{}-hint", setting.id()), 100));
            }
            for (id, most) in ids {
                for lang in Lang::ALL {
                    assert!(texts::exists(lang, &id), "{id} is missing in {lang}");
                    let length = texts::get(lang, &id, &[]).chars().count();
                    assert!(length <= most, "{id} has {length} characters in {lang}");
                }
            }
        }
    }
}

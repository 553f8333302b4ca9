//! `/staff knowledge gaps`: what was asked and not answered, or answered without help; without who asked, what is alike
//! together, the most frequent first.

use chat::{
    Args, Block, Button, Call, Choice, Error, Inline, Kind, Menu, Notice, Param, Place, Reply,
    Sign, Source, Spec, Table, text, texts,
};
use chrono::{DateTime, Datelike as _, Months, NaiveDate, NaiveTime, Utc};
use domain::Lang;
use store::{AnswerVersion, AskedQuestion};

use crate::{
    brief::brief,
    command::{Command, Invalid},
    context::Context,
};

/// So many questions of a month are looked at, the newest.
const MOST: i64 = 500;
/// So many groups are shown.
const SHOWN: usize = 15;
/// How many months one can look back.
const BACK: i64 = 12;

/// Which month: this one, or so many before it.
const MONTH: Param = Param {
    name: "back",
    kind: Kind::Int { min: 0, max: BACK },
    required: false,
    asked: chat::Asked::Typed,
};

/// Questions that are alike.
struct Group {
    questions: Vec<AskedQuestion>,
}

impl Group {
    fn first(&self) -> &AskedQuestion {
        &self.questions[0]
    }

    /// The first question, short enough for a line.
    fn label(&self) -> String {
        brief(&self.first().text)
    }
}

/// The groups of the month that lies so many before this one.
async fn groups(cx: &mut Context<'_>, back: i64) -> Result<(NaiveDate, Vec<Group>), Error> {
    let today = cx.tx().await?.now().date_naive();
    let first = today.with_day(1).unwrap_or(today);
    let back = Months::new(u32::try_from(back).unwrap_or_default());
    let first = first.checked_sub_months(back).unwrap_or(first);
    Ok((first, of_month(cx, first).await?))
}

/// The groups of the month that begins on this day.
async fn of_month(cx: &mut Context<'_>, first: NaiveDate) -> Result<Vec<Group>, Error> {
    let tx = cx.tx().await?;
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    let at = |day: NaiveDate| -> DateTime<Utc> { day.and_time(NaiveTime::MIN).and_utc() };
    let mut missed = tx.questions_missed(at(first), at(next), MOST).await?;
    missed.sort_by(|one, two| (two.at, &one.text).cmp(&(one.at, &two.text)));
    let texts: Vec<&str> = missed.iter().map(|it| it.text.as_str()).collect();
    let alike = cx.book.knowledge.alike(&texts);
    let mut groups: Vec<Group> = alike
        .into_iter()
        .map(|numbers| Group {
            questions: numbers.into_iter().map(|it| missed[it].clone()).collect(),
        })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.questions.len()));
    Ok(groups)
}

/// What a version that counts was written for is no gap any more, nor is what was asked like it in that month.
pub(super) async fn close(cx: &mut Context<'_>, version: &AnswerVersion) -> Result<(), Error> {
    let Some(asked) = &version.asked else {
        return Ok(());
    };
    let Some(question) = cx.tx().await?.question(asked).await? else {
        return Ok(());
    };
    let day = question.at.date_naive();
    let groups = of_month(cx, day.with_day(1).unwrap_or(day)).await?;
    dismiss(cx, groups, asked).await
}

/// Dismisses the group in which this was asked.
async fn dismiss(cx: &mut Context<'_>, groups: Vec<Group>, asked: &str) -> Result<(), Error> {
    let mut groups = groups.into_iter();
    let group = groups.find(|group| group.questions.iter().any(|it| it.id == asked));
    let tx = cx.tx().await?;
    for question in group.iter().flat_map(|group| &group.questions) {
        tx.question_dismiss(&question.id).await?;
    }
    Ok(())
}

pub(crate) struct Gaps {
    back: i64,
}

impl Command for Gaps {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge gaps",
        params: &[MONTH],
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            back: args.int("back").unwrap_or_default(),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        show(cx, self.back).await
    }
}

async fn show(cx: &mut Context<'_>, back: i64) -> Result<Reply, Error> {
    let lang = cx.lang;
    let (first, groups) = groups(cx, back).await?;
    let count = groups.iter().map(|it| it.questions.len()).sum::<usize>();
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let month = format!("{:04}-{:02}", first.year(), first.month());
    let title = text!(lang, "gaps-title", month = month, count = count);
    let mut reply = Reply::new(Sign::Question, title);
    if groups.is_empty() {
        reply = reply.markdown(text!(lang, "gaps-none"));
    } else {
        let shown = &groups[..groups.len().min(SHOWN)];
        let columns = ["count", "question", "language"];
        let table = Table {
            columns: columns
                .map(|column| text!(lang, &format!("gaps-column-{column}")))
                .into(),
            rows: shown.iter().map(|group| row(lang, group)).collect(),
            page: None,
        };
        reply = reply
            .block(Block::Table(table))
            .action(menu(
                lang,
                "gaps-write",
                "staff knowledge place",
                shown,
                None,
            ))
            .action(menu(
                lang,
                "gaps-dismiss",
                "staff knowledge dismiss",
                shown,
                Some(back),
            ));
    }
    for (label, to) in [("gaps-before", back + 1), ("gaps-after", back - 1)] {
        if (0..=BACK).contains(&to) {
            let call = Call::new("staff knowledge gaps").with("back", to);
            reply = reply.action(Button::new(text!(lang, label), call).placed(Place::Same));
        }
    }
    Ok(reply.footer(text!(lang, "gaps-footer")))
}

fn row(lang: Lang, group: &Group) -> Vec<Inline> {
    vec![
        Inline::Text(group.questions.len().to_string()),
        Inline::Text(group.label()),
        Inline::Text(texts::choice(lang, group.first().lang.code())),
    ]
}

fn menu(
    lang: Lang,
    label: &str,
    command: &'static str,
    groups: &[Group],
    back: Option<i64>,
) -> Menu {
    let options = groups.iter().map(|group| Choice {
        value: group.first().id.clone(),
        label: group.label(),
        selected: false,
    });
    let call = Call::new(command);
    let param = if back.is_some() { "asked" } else { "from" };
    Menu {
        label: text!(lang, label),
        place: back.map(|_| Place::Same),
        call: match back {
            Some(back) => call.with("back", back),
            None => call,
        },
        param,
        options: options.collect(),
        code: String::new(),
    }
}

/// Takes a group out of the list: the questions that are like this one.
pub(crate) struct Dismiss {
    asked: String,
    back: i64,
}

impl Command for Dismiss {
    const SPEC: &'static Spec = &Spec {
        name: "staff knowledge dismiss",
        params: &[
            Param::carried("asked", Kind::Pick(Source::Carried)),
            Param::carried("back", MONTH.kind).optional(),
        ],
        typed: false,
        place: Place::Same,
        ..Spec::STAFF
    };

    fn parse(args: &Args) -> Result<Self, Invalid> {
        Ok(Self {
            asked: args.text("asked").unwrap_or_default().to_owned(),
            back: args.int("back").unwrap_or_default(),
        })
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let (_, groups) = groups(cx, self.back).await?;
        dismiss(cx, groups, &self.asked).await?;
        Ok(show(cx, self.back).await?.notice(Notice::Ok))
    }
}

//! Tells staff, once, how long the bot was away, and what became of what was to go out meanwhile.

use chat::{Block, Field, Inline, Notice, Reply, Sign, text};
use domain::{Cause, Ended, Gap, Lang};
use store::Fate;

/// From when to when, and what of which kind had which fate.
pub(super) fn gap_report(lang: Lang, gap: &Gap, toll: &[(Cause, Fate, i64)]) -> Reply {
    let id = match gap.after {
        Ended::Stopped => "post-gap-stopped",
        Ended::Running => "post-gap-killed",
        Ended::Restored => "post-gap-restored",
    };
    let mut fields = vec![
        Field {
            label: text!(lang, "post-gap-from"),
            value: Inline::Time(gap.began_at),
        },
        Field {
            label: text!(lang, "post-gap-until"),
            value: Inline::Time(gap.ended_at),
        },
    ];
    for (fate, id) in [
        (Fate::Late, "post-gap-late"),
        (Fate::Dropped, "post-gap-dropped"),
        (Fate::Found, "post-gap-found"),
        (Fate::Waiting, "post-gap-waiting"),
    ] {
        if let Some(kinds) = kinds(lang, toll, fate) {
            fields.push(Field {
                label: text!(lang, id),
                value: Inline::Text(kinds),
            });
        }
    }
    let nothing = fields.len() == 2;
    let reply = Reply::new(Sign::Waiting, text!(lang, "post-gap-title"))
        .notice(Notice::Refused)
        .markdown(text!(lang, id))
        .block(Block::Fields(fields));
    if nothing {
        reply.markdown(text!(lang, "post-gap-nothing"))
    } else {
        reply
    }
}

/// What had this fate, by kind: `2 announcements, 1 message to applicants`.
fn kinds(lang: Lang, toll: &[(Cause, Fate, i64)], fate: Fate) -> Option<String> {
    let kinds = [
        ("post-gap-announcements", Kind::Announcement),
        ("post-gap-cards", Kind::Staff),
        ("post-gap-messages", Kind::Applicant),
    ];
    let counted = kinds.into_iter().filter_map(|(id, kind)| {
        let count: i64 = toll
            .iter()
            .filter(|(cause, of, _)| *of == fate && Kind::of(*cause) == kind)
            .map(|(_, _, count)| count)
            .sum();
        (count > 0).then(|| text!(lang, id, count = count))
    });
    let counted: Vec<String> = counted.collect();
    (!counted.is_empty()).then(|| counted.join(", "))
}

/// Who gets it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Announcement,
    Staff,
    Applicant,
}

impl Kind {
    const fn of(cause: Cause) -> Self {
        match cause {
            Cause::Lecture | Cause::Start => Self::Announcement,
            Cause::SignupCard
            | Cause::SignupErased
            | Cause::InquiryCard
            | Cause::InquiryBack
            | Cause::InquiryWaiting
            | Cause::AnswerWaiting
            | Cause::AnswersOld
            | Cause::TargetFailed
            | Cause::FeedFailed
            | Cause::GapReport
            | Cause::StaffRoleGone => Self::Staff,
            Cause::Answer
            | Cause::InquiryReceipt
            | Cause::InquiryReply
            | Cause::InquiryPassed
            | Cause::SignupReceipt
            | Cause::SignupAccepted
            | Cause::SignupDeclined
            | Cause::SignupReopened => Self::Applicant,
        }
    }
}

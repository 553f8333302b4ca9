//! What goes out: each message is built from its subject when it is sent, and again when it is edited.

mod answer_card;
mod answers_old;
mod feed_failed;
mod gap_report;
mod inquiry_card;
mod inquiry_message;
mod languages;
mod lecture;
mod signup_card;
mod signup_erased;
mod signup_message;
mod staff_role_gone;
mod start;
mod target_failed;

use chat::{Inline, Reply, text};
use domain::{
    AnswerStanding, Cause, Delivery, DeliveryState, GapId, Inquiry, InquiryId, InquiryState, Lang,
    Purpose, Settings, Side, SignupId, Target, VideoId,
    setting::{Languages, POST_LANGUAGES, REPLY_DAYS},
};
use store::{Person, Tx};

use languages::in_languages;

pub use answer_card::{answer_state, answer_version_state};
pub use inquiry_card::{CLOSINGS, inquiry_card, inquiry_standing, inquiry_state};
pub use inquiry_message::inquiry_receipt;
pub use lecture::lecture;
pub use signup_card::{signup_card, signup_decision, signup_state};
pub use signup_message::signup_receipt;
pub use start::{start, start_changed};

/// The present state of a delivery's message; `None` when its subject is gone.
///
/// # Errors
/// Those of the database.
pub async fn render(
    tx: &mut Tx,
    delivery: &Delivery,
    target: &Target,
    settings: &Settings,
) -> anyhow::Result<Option<Reply>> {
    let lang = lang(tx, target, settings).await?;
    let subject = delivery.subject.as_str();
    match delivery.cause {
        Cause::Lecture => {
            let Some(video) = VideoId::parse(subject) else {
                return Ok(None);
            };
            Ok(tx.lecture(&video).await?.map(|found| {
                in_languages(posted(target, lang, settings), |lang| {
                    lecture::announcement(lang, &found, &settings.lecture_lead(lang))
                })
            }))
        }
        Cause::SignupCard => {
            let Some(signup) = tx.signup(&SignupId::new(subject)).await? else {
                return Ok(None);
            };
            let decided_by = match &signup.decided_by {
                Some(id) => tx.person(id).await?,
                None => None,
            };
            Ok(Some(signup_card(lang, &signup, decided_by.as_ref())))
        }
        Cause::SignupReceipt
        | Cause::SignupAccepted
        | Cause::SignupDeclined
        | Cause::SignupReopened => {
            let Some(signup) = tx.signup(&SignupId::new(subject)).await? else {
                return Ok(None);
            };
            let is_out = delivery.state != DeliveryState::Pending;
            if !is_out && !signup_message::holds(delivery.cause, signup.state) {
                return Ok(None);
            }
            let chosen = match tx.person(&signup.person).await? {
                Some(person) => person.language,
                None => None,
            };
            let lang = chosen.unwrap_or(signup.draft.lang);
            Ok(Some(signup_message::message(lang, delivery.cause, &signup)))
        }
        Cause::SignupErased => Ok(Some(signup_erased::signup_erased(lang, subject))),
        Cause::InquiryCard
        | Cause::InquiryWaiting
        | Cause::InquiryReceipt
        | Cause::InquiryPassed => {
            let Some(inquiry) = tx.inquiry(&InquiryId::new(subject)).await? else {
                return Ok(None);
            };
            of_inquiry(tx, delivery, target, lang, &inquiry, settings).await
        }
        Cause::InquiryBack | Cause::InquiryReply => {
            let Some(line) = tx.inquiry_line(subject).await? else {
                return Ok(None);
            };
            let Some(inquiry) = tx.inquiry(&line.inquiry).await? else {
                return Ok(None);
            };
            Ok(Some(match delivery.cause {
                Cause::InquiryBack => inquiry_card::answered_back(lang, &inquiry, &line),
                _ => {
                    let lang = asker_lang(tx, &inquiry).await?;
                    let reply = inquiry_message::reply(lang, &inquiry, &line);
                    to_asker(tx, target, lang, &inquiry, reply).await?
                }
            }))
        }
        Cause::AnswerWaiting => of_answer(tx, delivery, lang).await,
        Cause::AnswersOld => Ok(Some(answers_old::answers_old(lang))),
        Cause::Answer => Ok(None),
        Cause::Start => {
            let latest = tx.lectures_latest(1).await?.into_iter().next();
            let start = |lang| start(lang, latest.as_ref(), settings.welcome(lang));
            Ok(Some(in_languages(posted(target, lang, settings), start)))
        }
        Cause::TargetFailed => {
            let failed = tx.target(&domain::TargetId::new(subject)).await?;
            Ok(failed.map(|failed| target_failed::target_failed(lang, &failed)))
        }
        Cause::FeedFailed => {
            let feed = tx.feed(subject).await?;
            Ok(feed.map(|feed| feed_failed::feed_failed(lang, &feed)))
        }
        Cause::GapReport => {
            let Some(gap) = tx.gap(&GapId::new(subject)).await? else {
                return Ok(None);
            };
            let toll = tx.gap_toll(&gap).await?;
            Ok(Some(gap_report::gap_report(lang, &gap, &toll)))
        }
        Cause::StaffRoleGone => Ok(Some(staff_role_gone::staff_role_gone(lang))),
    }
}

/// A person of staff, named without pinging them.
pub fn colleague(lang: Lang, person: &Person) -> Inline {
    Inline::Person {
        platform: person.platform.clone(),
        id: person.platform_id.clone(),
        name: text!(lang, "a-colleague"),
    }
}

/// What is told of a question to the team as a whole; `None` when it need not be told any more.
async fn of_inquiry(
    tx: &mut Tx,
    delivery: &Delivery,
    target: &Target,
    lang: Lang,
    inquiry: &Inquiry,
    settings: &Settings,
) -> anyhow::Result<Option<Reply>> {
    let days = settings.get(&REPLY_DAYS);
    let is_out = delivery.state != DeliveryState::Pending;
    Ok(match delivery.cause {
        Cause::InquiryCard => {
            let asker = tx.person(&inquiry.person).await?;
            let taken_by = match &inquiry.taken_by {
                Some(id) => tx.person(id).await?,
                None => None,
            };
            let card = inquiry_card(lang, inquiry, asker.as_ref(), taken_by.as_ref());
            Some(if is_unreachable(tx, inquiry).await? {
                card.markdown(text!(lang, "inquiry-unreachable"))
            } else {
                card
            })
        }
        Cause::InquiryWaiting if is_out || inquiry.state.waits() => {
            Some(inquiry_card::waiting(lang, inquiry, days))
        }
        Cause::InquiryReceipt => {
            let lang = asker_lang(tx, inquiry).await?;
            Some(inquiry_receipt(lang, inquiry, days))
        }
        Cause::InquiryPassed if is_out || inquiry.state == InquiryState::NotForUs => {
            let lang = asker_lang(tx, inquiry).await?;
            let reply = inquiry_message::not_for_us(lang, inquiry);
            Some(to_asker(tx, target, lang, inquiry, reply).await?)
        }
        _ => None,
    })
}

/// The card of a change that waits; `None` where it was decided before it was told.
async fn of_answer(tx: &mut Tx, delivery: &Delivery, lang: Lang) -> anyhow::Result<Option<Reply>> {
    let Some(version) = tx.answer_version(&delivery.subject).await? else {
        return Ok(None);
    };
    let is_out = delivery.state != DeliveryState::Pending;
    if !is_out && version.standing != AnswerStanding::Waiting {
        return Ok(None);
    }
    let mut people = [None, None];
    for (person, id) in people.iter_mut().zip([&version.by, &version.decided_by]) {
        if let Some(id) = id {
            *person = tx.person(id).await?;
        }
    }
    let [by, decided_by] = people;
    Ok(Some(answer_card::answer_card(
        lang,
        &version,
        by.as_ref(),
        decided_by.as_ref(),
    )))
}

/// What the team tells the asker, as it stands there. In a thread it says for whom it is, and who reads it; in a direct
/// message in place of the thread, why it comes so.
async fn to_asker(
    tx: &mut Tx,
    target: &Target,
    lang: Lang,
    inquiry: &Inquiry,
    reply: Reply,
) -> anyhow::Result<Reply> {
    if target.purpose != Purpose::Thread {
        return Ok(match inquiry.thread {
            Some(_) => reply.markdown(text!(lang, "inquiry-instead")),
            None => reply,
        });
    }
    let reply = reply.footer(text!(lang, "inquiry-in-thread"));
    let asker = tx.person(&inquiry.person).await?;
    Ok(match asker {
        Some(asker) => reply.addressed(asker.platform_id),
        None => reply,
    })
}

/// Whether the last reply was refused wherever it went: the asker takes no direct messages.
async fn is_unreachable(tx: &mut Tx, inquiry: &Inquiry) -> anyhow::Result<bool> {
    let lines = tx.inquiry_lines(&inquiry.id).await?;
    let Some(last) = lines.iter().rfind(|line| line.side == Side::Team) else {
        return Ok(false);
    };
    let deliveries = tx.deliveries_of(Cause::InquiryReply, &last.id).await?;
    let refused = |delivery: &Delivery| delivery.state == DeliveryState::Failed;
    Ok(!deliveries.is_empty() && deliveries.iter().all(refused))
}

/// The language that the asker chose, else the one in which they asked.
async fn asker_lang(tx: &mut Tx, inquiry: &Inquiry) -> anyhow::Result<Lang> {
    let asker = tx.person(&inquiry.person).await?;
    Ok(asker.and_then(|it| it.language).unwrap_or(inquiry.lang))
}

/// In which languages a target reads what is posted for everyone: a person in theirs.
fn posted(target: &Target, lang: Lang, settings: &Settings) -> Languages {
    match target.purpose {
        Purpose::Direct | Purpose::Thread => Languages::alone(lang),
        Purpose::Announcements | Purpose::Staff | Purpose::Start => settings.get(&POST_LANGUAGES),
    }
}

/// Channels are spoken to in the community's language, a person in the one that they chose.
async fn lang(tx: &mut Tx, target: &Target, settings: &Settings) -> anyhow::Result<Lang> {
    let chosen = match (&target.purpose, &target.person) {
        (Purpose::Direct, Some(person)) => {
            tx.person(person).await?.and_then(|person| person.language)
        }
        _ => None,
    };
    Ok(chosen.unwrap_or(settings.lang()))
}

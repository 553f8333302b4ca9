//! How an answer looks: the short answer, what can be done next, the source.

use chat::{Action, Block, Button, Call, Field, Inline, Origin, Reply, Sign, text};
use domain::{Contact, Lang};
use knowledge::{Knowledge, Link, TopicId};

use super::topics::LANGUAGE;
use crate::{context::Context, dispatch::AFTER};

/// The topic that brings in a human.
const TEAM: &str = "contact";

/// The answer of a topic; `None` when there is no such topic.
///
/// `asked`: the id of the question, for the buttons that need it.
pub(super) async fn answer(
    cx: &Context<'_>,
    topic: &TopicId,
    lang: Lang,
    asked: Option<&str>,
) -> Option<Reply> {
    let house = cx.house;
    let entry = cx.book.knowledge.entry(topic, lang)?;
    let contact = &house.community.contact;
    let typed = cx.caller.typed;
    let shown = cx.book.shown.of(entry, lang, &house.specs, typed);
    let mut reply = Reply::new(Sign::Question, entry.title.clone());
    reply.blocks.push(Block::Lasting(shown.short.clone()));
    if entry.lang != lang {
        let other = text!(lang, "answer-other-language");
        reply.blocks.push(Block::Markdown(other));
    }
    if shown.names_facts {
        let filled = house.live.fill(&house.store, &shown.more, entry.lang).await;
        if !filled.is_empty() {
            reply.blocks.push(Block::Markdown(filled));
        }
    } else if !shown.more.is_empty() {
        reply.blocks.push(Block::Lasting(shown.more.clone()));
    }
    let addresses = entry.links.iter();
    let addresses = addresses.filter_map(|link| address(lang, *link, contact));
    let addresses: Vec<_> = addresses.collect();
    if !addresses.is_empty() {
        reply.blocks.push(Block::Fields(addresses));
    }
    let actions = &mut reply.actions;
    let next = entry.next.iter().filter_map(|name| house.specs.get(name));
    for (place, spec) in next.enumerate() {
        let label = text!(lang, &format!("next-{}", spec.text_id()));
        let button = Button::new(label, Call::new(spec.name)).privately();
        let button = if place == 0 { button.primary() } else { button };
        actions.push(button.into());
    }
    let pages = entry.links.iter();
    actions.extend(pages.filter_map(|link| page(lang, *link, contact)));
    actions.push(ask_the_team(lang, asked).into());
    if !in_talk(cx) {
        let call = Call::new("ask").with(AFTER, topic.as_str());
        let on = Button::new(text!(lang, "ask-on"), call);
        actions.push(on.privately().into());
    }
    if is_seen_by_one_of_many(cx) {
        let call = Call::new("topics").with("topic", topic.as_str());
        let call = call.with(LANGUAGE, lang.code());
        let show = Button::new(text!(lang, "show-everyone"), call);
        actions.push(show.publicly().into());
    }
    if let Some(id) = asked {
        let button = |label, helped: bool| {
            let call = Call::new("ask helped").with("asked", id);
            Button::new(text!(lang, label), call.with("helped", helped)).privately()
        };
        actions.push(button("helped-yes", true).into());
        actions.push(button("helped-no", false).into());
    }
    Some(reply.footer(shown.footer.clone()))
}

/// Whether the caller alone sees the answer, in a place where others read, too.
fn is_seen_by_one_of_many(cx: &Context<'_>) -> bool {
    let talked_in = cx.house.reporter.reads_along(&cx.caller.platform).is_some();
    talked_in && !cx.public && cx.caller.origin != Origin::Direct
}

/// Whether what is typed next is understood as going on with the answer.
fn in_talk(cx: &Context<'_>) -> bool {
    cx.caller.origin == Origin::Direct
}

/// The button to a human: with what was asked, or with a form.
pub(super) fn ask_the_team(lang: Lang, asked: Option<&str>) -> Button {
    let call = match asked {
        Some(id) => Call::new("team hand").with("asked", id),
        None => Call::new("team ask"),
    };
    Button::new(text!(lang, "ask-the-team"), call).privately()
}

/// How to reach the team outside of the chat: where it cannot be asked here.
pub(crate) async fn contact(cx: &Context<'_>) -> Option<Reply> {
    let mut reply = answer(cx, &TopicId::parse(TEAM)?, cx.lang, None).await?;
    reply.actions.retain(
        |action| !matches!(action, Action::Button(button) if button.call.command == "team ask"),
    );
    Some(reply)
}

/// What a topic is called.
pub(super) fn title(knowledge: &Knowledge, topic: &TopicId, lang: Lang) -> String {
    let entry = knowledge.entry(topic, lang);
    entry.map_or_else(|| topic.as_str().to_owned(), |entry| entry.title.clone())
}

/// A button to a topic.
pub(super) fn topic_button(knowledge: &Knowledge, topic: &TopicId, lang: Lang) -> Button {
    let call = Call::new("topics").with("topic", topic.as_str());
    Button::new(title(knowledge, topic, lang), call).privately()
}

/// A page that an answer names; nothing where the operator has not said where it is.
fn page(lang: Lang, link: Link, contact: &Contact) -> Option<Action> {
    let url = match link {
        Link::Website => contact.website.as_deref(),
        Link::Newsletter => contact.newsletter.as_deref(),
        Link::Youtube => contact.youtube.as_deref(),
        Link::PrivacyStatement => contact.privacy_statement.as_deref(),
        Link::DataLeak => contact.data_leak.as_deref(),
        Link::Email | Link::PrivacyOfficer => None,
    };
    let url = url.filter(|url| url.starts_with("https://"))?.to_owned();
    Some(Action::Link {
        label: text!(lang, &label(link)),
        url,
    })
}

/// An address that an answer names and that is not a page.
fn address(lang: Lang, link: Link, contact: &Contact) -> Option<Field> {
    let address = match link {
        Link::Email => contact.email.as_deref(),
        Link::PrivacyOfficer => contact.privacy_officer.as_deref(),
        Link::DataLeak => contact
            .data_leak
            .as_deref()
            .filter(|at| !at.starts_with("https://")),
        _ => None,
    };
    let value = Inline::Text(address?.to_owned());
    Some(Field {
        label: text!(lang, &label(link)),
        value,
    })
}

fn label(link: Link) -> String {
    format!("link-{}", link.key().replace('_', "-"))
}

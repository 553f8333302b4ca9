//! How an answer looks: the short answer, what can be done next, the source.

use chat::{Action, Block, Button, Call, Field, Inline, Reply, Sign, text, texts};
use domain::{Contact, Lang};
use knowledge::{Knowledge, Link, TopicId};

use crate::house::House;

/// The topic that brings in a human.
const TEAM: &str = "contact";

/// The answer of a topic; `None` when there is no such topic.
pub(super) fn answer(house: &House, topic: &TopicId, lang: Lang) -> Option<Reply> {
    let entry = house.knowledge.entry(topic, lang)?;
    let contact = &house.community.contact;
    let mut reply = Reply::new(Sign::Question, entry.title.clone())
        .block(Block::Markdown(entry.answer.short.clone()));
    if !entry.answer.more.is_empty() {
        reply = reply.block(Block::Markdown(entry.answer.more.clone()));
    }
    let addresses: Vec<_> = entry
        .links
        .iter()
        .filter_map(|link| address(lang, *link, contact))
        .collect();
    if !addresses.is_empty() {
        reply = reply.block(Block::Fields(addresses));
    }
    let next = entry.next.iter().filter_map(|name| house.specs.get(name));
    for (place, spec) in next.enumerate() {
        let label = text!(lang, &format!("next-{}", spec.text_id()));
        let button = Button::new(label, Call::new(spec.name)).privately();
        reply = reply.action(if place == 0 { button.primary() } else { button });
    }
    for page in entry
        .links
        .iter()
        .filter_map(|link| page(lang, *link, contact))
    {
        reply = reply.action(page);
    }
    if topic.as_str() != TEAM {
        reply = reply.action(ask_the_team(lang));
    }
    let reviewed = texts::day(lang, entry.reviewed);
    Some(reply.footer(text!(
        lang,
        "answer-footer",
        source = entry.source.as_str(),
        reviewed = reviewed
    )))
}

/// The button to a human.
pub(super) fn ask_the_team(lang: Lang) -> Button {
    Button::new(
        text!(lang, "ask-the-team"),
        Call::new("topics").with("topic", TEAM),
    )
    .privately()
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

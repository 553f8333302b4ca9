//! A pressed button, or a value chosen from a menu.

use axum::{
    Form,
    extract::{Path, State},
    response::Response,
};
use chat::{Action, Reply};
use serde::Deserialize;

use super::{Page, settle::Asked, show};
use crate::{
    channel::Channel,
    identity::Visitor,
    turns::{Answer, Article},
};

#[derive(Deserialize)]
pub(super) struct Pressed {
    #[serde(rename = "_code")]
    code: String,
    #[serde(rename = "_in")]
    article: Option<String>,
    value: Option<String>,
}

pub(super) async fn press(
    State(page): State<Page>,
    visitor: Visitor,
    Path(channel): Path<String>,
    Form(pressed): Form<Pressed>,
) -> Response {
    let channel = Channel::from_id(&channel).filter(|it| it.open_to(visitor.person));
    let Some(channel) = channel else {
        return show::missing(State(page), visitor).await;
    };
    let caller = visitor.caller(channel);
    let dispatcher = &page.room().dispatcher;
    let source = pressed.article.as_deref().and_then(Article::read);
    let shown = match &source {
        Some(article) => reply(&page, visitor, channel, article).await,
        None => None,
    };
    // An answer takes the place of no post but one that this person sees here.
    let source = source.filter(|it| shown.is_some() || matches!(it, Article::Turn(_)));
    // What was pressed, in the words that stood there.
    let said = shown.and_then(|reply| label(&reply, &pressed));
    let asked = Asked::new(&page, visitor, channel)
        .saying(said.unwrap_or_default())
        .pressed_in(source);
    let Ok(mut request) = dispatcher.specs().decode(&pressed.code) else {
        let reply = dispatcher.bad_code(&caller).await;
        return asked.settle(chat::Response::Reply(Box::new(reply)));
    };
    if let Some(value) = &pressed.value {
        request = request.chosen(value);
    }
    let asked = asked.calling(&request);
    let response = dispatcher.dispatch(&caller, request).await;
    asked.settle(response)
}

/// What an article says, as far as this person sees it.
pub(super) async fn reply(
    page: &Page,
    visitor: Visitor,
    channel: Channel,
    article: &Article,
) -> Option<Reply> {
    let room = page.room();
    match article {
        Article::Turn(id) => match &room.turns.get(visitor.person, id)?.answer {
            Answer::Reply(reply) => Some(reply.as_ref().clone()),
            Answer::Form { refused, .. } => refused.as_deref().cloned(),
        },
        Article::Post(id) => {
            let wall = channel.wall(visitor.person);
            let posts = room.posts.on(wall).await.unwrap_or_default();
            let post = posts.into_iter().find(|post| post.id == *id)?;
            let cover = room.turns.cover_of(id);
            Some(cover.map_or(post.reply, |cover| cover.as_ref().clone()))
        }
    }
}

fn label(reply: &Reply, pressed: &Pressed) -> Option<String> {
    reply.actions.iter().find_map(|action| match action {
        Action::Button(button) if button.code == pressed.code => Some(button.label.clone()),
        Action::Menu(menu) if menu.code == pressed.code => {
            let value = pressed.value.as_deref()?;
            let chosen = menu.options.iter().find(|option| option.value == value)?;
            Some(chosen.label.clone())
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use chat::{Button, Call, Choice, Menu, Reply, Sign};

    use super::{Pressed, label};

    #[test]
    fn what_was_pressed_is_said_in_the_words_that_stood_there() {
        let mut button = Button::new("Take it".to_owned(), Call::new("take"));
        button.code = "take".to_owned();
        let menu = Menu {
            label: "Topic".to_owned(),
            call: Call::new("topics"),
            param: "topic",
            options: vec![Choice {
                value: "funding".to_owned(),
                label: "Grant advice".to_owned(),
                selected: false,
            }],
            place: None,
            code: "topics #topic".to_owned(),
        };
        let reply = Reply::new(Sign::Question, String::new())
            .action(button)
            .action(menu);
        let said = |code: &str, value: Option<&str>| {
            let pressed = Pressed {
                code: code.to_owned(),
                article: None,
                value: value.map(str::to_owned),
            };
            label(&reply, &pressed)
        };
        assert_eq!(said("take", None).as_deref(), Some("Take it"));
        assert_eq!(
            said("topics #topic", Some("funding")).as_deref(),
            Some("Grant advice")
        );
        assert_eq!(said("forged", None), None);
    }
}

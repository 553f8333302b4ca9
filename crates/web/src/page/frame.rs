//! The page around a conversation: head, switches, channels, the line that one types.

use chat::{Standing, text};
use domain::Lang;
use maud::{DOCTYPE, Markup, html};

use super::view::{Entry, View};
use crate::{
    channel::Channel,
    render::{self, Scene},
    turns::{Answer, Article, Turn},
};

pub(super) fn page(view: &View) -> Markup {
    let lang = view.lang;
    let title = text!(lang, name_of(view.channel));
    html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            (head(&title))
            body data-channel=(view.channel.id()) data-offline=(text!(lang, "page-offline"))
                data-failed=(text!(lang, "page-failed")) data-long=(too_long_in_short(lang))
                data-found=(text!(lang, "page-found")) data-new=(text!(lang, "page-new")) {
                a.skip href=(if view.channel.takes_lines() { "#command" } else { "#log" }) {
                    (text!(lang, if view.channel.takes_lines() { "page-skip" } else { "page-skip-posts" }))
                }
                (header(view))
                (nav(view))
                main {
                    h2 { (title) }
                    p.about { (text!(lang, &format!("{}-about", name_of(view.channel)))) }
                    (log(view))
                    @if view.channel.takes_lines() { (composer(view)) }
                    p #problem role="alert" hidden {}
                }
            }
        }
    }
}

pub(super) fn missing(lang: Lang) -> Markup {
    alone(lang, &text!(lang, "page-missing"), None)
}

pub(super) fn too_long(lang: Lang) -> Markup {
    let about = text!(lang, "page-too-long-about");
    alone(lang, &text!(lang, "page-too-long"), Some(&about))
}

/// A page on which nothing else stands.
fn alone(lang: Lang, title: &str, about: Option<&str>) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(lang.code()) {
            (head(title))
            body {
                main {
                    h2 { (title) }
                    @if let Some(about) = about { p { (about) } }
                    p { a href="/ask" { (text!(lang, "page-missing-back")) } }
                }
            }
        }
    }
}

fn too_long_in_short(lang: Lang) -> String {
    let about = text!(lang, "page-too-long-about");
    format!("{}. {about}", text!(lang, "page-too-long"))
}

fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) " · DASH-bot" }
            link rel="icon" href="/sign.svg" type="image/svg+xml";
            link rel="stylesheet" href="/page.css";
            script src="/page.js" defer {}
        }
    }
}

fn header(view: &View) -> Markup {
    let lang = view.lang;
    html! {
        header {
            div.brand {
                h1 { "DASH-bot" }
                p { (text!(lang, "page-local")) }
            }
            div.switches {
                form.switch method="post" action="/choose/person" {
                    input type="hidden" name="channel" value=(view.channel.id());
                    fieldset {
                        legend { (text!(lang, "page-you-are")) }
                        @for person in view.people.iter() {
                            button name="value" value=(person.id())
                                aria-pressed=(pressed(person == view.person)) {
                                (person.name()) ", " (text!(lang, standing(person.standing())))
                            }
                        }
                    }
                }
                form.switch method="post" action="/choose/language" {
                    input type="hidden" name="channel" value=(view.channel.id());
                    fieldset {
                        legend { (text!(lang, "page-language")) }
                        @for (option, label) in [(Lang::En, "English"), (Lang::Nl, "Nederlands")] {
                            button name="value" value=(option.code()) lang=(option.code())
                                aria-pressed=(pressed(option == lang)) { (label) }
                        }
                    }
                }
            }
        }
    }
}

fn nav(view: &View) -> Markup {
    html! {
        nav aria-label=(text!(view.lang, "page-channels")) {
            ul {
                @for channel in Channel::ALL.into_iter().filter(|it| it.open_to(view.person)) {
                    li {
                        a href={ "/" (channel.id()) } data-channel=(channel.id())
                            aria-current=[(channel == view.channel).then_some("page")] {
                            (text!(view.lang, name_of(channel)))
                        }
                    }
                }
            }
        }
    }
}

fn log(view: &View) -> Markup {
    html! {
        section #log role="log" aria-live="polite" aria-label=(text!(view.lang, name_of(view.channel)))
            tabindex="0" {
            @if view.failed {
                p.notice #posts-failed { (text!(view.lang, "page-posts-failed")) }
            }
            @if view.entries.is_empty() && !view.failed {
                (empty(view))
            }
            @for entry in &view.entries {
                (self::entry(view, entry))
            }
        }
    }
}

fn empty(view: &View) -> Markup {
    html! {
        div.empty #empty {
            p { (text!(view.lang, &format!("{}-empty", name_of(view.channel)))) }
            @if !view.starters.is_empty() {
                div.actions {
                    @for line in &view.starters {
                        form.call method="post" action={ "/" (view.channel.id()) "/say" } {
                            button.plain name="line" value=(line) { (line) }
                        }
                    }
                }
            }
        }
    }
}

fn entry(view: &View, entry: &Entry) -> Markup {
    let scene = |article| Scene {
        lang: view.lang,
        now: view.now,
        people: view.people,
        channel: view.channel,
        article,
    };
    match entry {
        Entry::Post(post) => {
            let scene = scene(Article::Post(post.id.clone()));
            html! {
                article.post #(scene.article.id()) tabindex="-1" aria-labelledby=(scene.heading()) {
                    p.meta { b { "DASH-bot" } " " (render::time(view.lang, post.sent_at)) }
                    (render::reply(&scene, &post.reply))
                }
            }
        }
        Entry::Turn(turn) => {
            let scene = scene(Article::Turn(turn.id.clone()));
            html! {
                article.reply #(scene.article.id()) tabindex="-1" aria-labelledby=(title(&scene, turn)) {
                    @if !turn.said.0.is_empty() {
                        p.said { b { (turn.by.name()) } " " span { (turn.said.0) } }
                    }
                    p.meta { b { "DASH-bot" } " " (render::time(view.lang, turn.at)) (seen_by(view, turn)) }
                    @match &turn.answer {
                        Answer::Reply(reply) => (render::reply(&scene, reply)),
                        Answer::Form { form, refused, .. } => {
                            (render::form(&scene, form, refused.as_deref()))
                        }
                    }
                }
            }
        }
    }
}

/// The id of what names a turn: its reply's heading or, once a form is open, that form's.
fn title(scene: &Scene, turn: &Turn) -> String {
    match turn.answer {
        Answer::Reply(_) => scene.heading(),
        Answer::Form { .. } => scene.form_heading(),
    }
}

fn seen_by(view: &View, turn: &Turn) -> Markup {
    html! {
        @if turn.private && turn.channel != Channel::Direct {
            " " span.private { (text!(view.lang, "page-only-you")) }
        }
    }
}

fn composer(view: &View) -> Markup {
    html! {
        form.call #composer method="post" action={ "/" (view.channel.id()) "/say" } {
            label for="command" { (text!(view.lang, "page-command-label")) }
            div.line {
                input #command name="line" type="text" maxlength="4000" autocomplete="off"
                    autocapitalize="off" aria-describedby="command-hint" autofocus[view.entries.is_empty()];
                button.primary #send { (text!(view.lang, "page-send")) }
            }
            ul #offers role="listbox" aria-label=(text!(view.lang, "page-offers")) hidden {}
            p.hint #command-hint { (text!(view.lang, "page-command-hint")) }
            p.unseen #found role="status" {}
        }
    }
}

const fn name_of(channel: Channel) -> &'static str {
    match channel {
        Channel::Ask => "page-ask",
        Channel::Announcements => "page-announcements",
        Channel::Direct => "page-direct",
        Channel::Staff => "page-staff",
    }
}

const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Staff => "page-person-staff",
        _ => "page-person-member",
    }
}

const fn pressed(it_is: bool) -> &'static str {
    if it_is { "true" } else { "false" }
}

//! Slack's methods: which token and scopes each wants, and what it does.

mod chat;
mod conversations;
mod files;
mod history;
mod people;
mod team;
mod views;

use serde_json::{Value, json};

use super::{
    call::Call,
    state::{Shared, State},
    world::Channel,
};

/// What a method refuses, in Slack's form.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) error: String,
    pub(crate) messages: Vec<String>,
    /// The scopes that are needed and those that were given.
    pub(crate) scopes: Option<(String, String)>,
}

impl Refusal {
    fn with(error: &str, messages: Vec<String>) -> Self {
        Self {
            error: error.into(),
            messages,
            scopes: None,
        }
    }
}

impl From<&str> for Refusal {
    fn from(error: &str) -> Self {
        Self::with(error, Vec::new())
    }
}

pub(crate) type Outcome = Result<Value, Refusal>;
type Run = fn(&mut State, &Shared, &Call) -> Outcome;

/// Which token a method takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    None,
    Bot,
    App,
}

/// The scopes of which one is enough; a `false` where a JSON body is not read.
struct Method(&'static str, Token, &'static [&'static str], bool, Run);

const READ: &[&str] = &["channels:read", "groups:read", "im:read", "mpim:read"];
const HISTORY: &[&str] = &[
    "channels:history",
    "groups:history",
    "im:history",
    "mpim:history",
];
const WRITE: &[&str] = &["chat:write"];
const OPEN: &[&str] = &["im:write", "mpim:write", "channels:manage", "groups:write"];

const METHODS: &[Method] = &[
    Method("api.test", Token::None, &[], true, team::api_test),
    Method("auth.test", Token::Bot, &[], true, team::auth_test),
    Method(
        "apps.connections.open",
        Token::App,
        &[],
        true,
        team::connections_open,
    ),
    Method(
        "bots.info",
        Token::Bot,
        &["users:read"],
        false,
        team::bots_info,
    ),
    Method("team.info", Token::Bot, &["team:read"], false, team::info),
    Method("chat.postMessage", Token::Bot, WRITE, true, chat::post),
    Method(
        "chat.postEphemeral",
        Token::Bot,
        WRITE,
        true,
        chat::post_ephemeral,
    ),
    Method("chat.update", Token::Bot, WRITE, true, chat::update),
    Method("chat.delete", Token::Bot, WRITE, true, chat::delete),
    Method("chat.getPermalink", Token::Bot, &[], false, chat::permalink),
    Method(
        "conversations.open",
        Token::Bot,
        OPEN,
        true,
        conversations::open,
    ),
    Method(
        "conversations.join",
        Token::Bot,
        &["channels:join"],
        true,
        conversations::join,
    ),
    Method(
        "conversations.info",
        Token::Bot,
        READ,
        false,
        conversations::info,
    ),
    Method(
        "conversations.list",
        Token::Bot,
        READ,
        false,
        conversations::list,
    ),
    Method(
        "conversations.members",
        Token::Bot,
        READ,
        false,
        conversations::members,
    ),
    Method(
        "conversations.history",
        Token::Bot,
        HISTORY,
        true,
        history::history,
    ),
    Method(
        "conversations.replies",
        Token::Bot,
        HISTORY,
        false,
        history::replies,
    ),
    Method(
        "users.info",
        Token::Bot,
        &["users:read"],
        false,
        people::info,
    ),
    Method(
        "users.list",
        Token::Bot,
        &["users:read"],
        false,
        people::list,
    ),
    Method(
        "users.conversations",
        Token::Bot,
        READ,
        false,
        people::conversations,
    ),
    Method(
        "usergroups.list",
        Token::Bot,
        &["usergroups:read"],
        false,
        people::groups,
    ),
    Method(
        "usergroups.users.list",
        Token::Bot,
        &["usergroups:read"],
        false,
        people::group_users,
    ),
    Method("views.open", Token::Bot, &[], true, views::open),
    Method("views.push", Token::Bot, &[], true, views::push),
    Method("views.update", Token::Bot, &[], true, views::update),
    Method("views.publish", Token::Bot, &[], true, views::publish),
    Method(
        "files.getUploadURLExternal",
        Token::Bot,
        &["files:write"],
        false,
        files::upload_url,
    ),
    Method(
        "files.completeUploadExternal",
        Token::Bot,
        &["files:write"],
        true,
        files::complete,
    ),
    Method(
        "files.info",
        Token::Bot,
        &["files:read"],
        false,
        files::info,
    ),
    Method(
        "files.delete",
        Token::Bot,
        &["files:write"],
        true,
        files::delete,
    ),
];

/// Does what a call asks for.
pub(crate) fn run(state: &mut State, shared: &Shared, call: &Call) -> Outcome {
    let found = METHODS.iter().find(|method| method.0 == call.method);
    let Some(Method(name, token, scopes, json, run)) = found else {
        return Err("unknown_method".into());
    };
    if let Some(problem) = &call.problem {
        return Err(problem.as_str().into());
    }
    authorize(state, shared, *token, call.token.as_deref())?;
    if *token == Token::Bot {
        needs(state, scopes)?;
    }
    if call.json && !json && !call.arguments.is_empty() {
        // Such a method looks at the form alone, and finds its arguments missing.
        state
            .record
            .violation(format!("{name}: reads no JSON body"));
        return Err("invalid_arguments".into());
    }
    run(state, shared, call)
}

fn authorize(
    state: &State,
    shared: &Shared,
    wanted: Token,
    given: Option<&str>,
) -> Result<(), Refusal> {
    if wanted == Token::None {
        return Ok(());
    }
    let Some(given) = given.filter(|token| !token.is_empty()) else {
        return Err("not_authed".into());
    };
    let kind = if given == shared.token {
        Token::Bot
    } else if given == shared.app_token {
        Token::App
    } else {
        return Err("invalid_auth".into());
    };
    if let Some(error) = &state.app.refused {
        return Err(error.as_str().into());
    }
    if kind == wanted {
        Ok(())
    } else {
        Err("not_allowed_token_type".into())
    }
}

/// One of these scopes.
fn needs(state: &State, scopes: &[&str]) -> Result<(), Refusal> {
    let known = &state.app.scopes;
    if scopes.is_empty() || scopes.iter().any(|scope| known.contains(*scope)) {
        return Ok(());
    }
    let provided: Vec<&str> = known.iter().map(String::as_str).collect();
    Err(Refusal {
        error: "missing_scope".into(),
        messages: Vec::new(),
        scopes: Some((scopes.join(","), provided.join(","))),
    })
}

/// The scope that a kind of channel wants, such as `channels:history`.
fn needs_for(state: &State, channel: Channel, what: &str) -> Result<(), Refusal> {
    let private = state
        .world
        .channels
        .get(&channel)
        .is_some_and(|row| row.private);
    let family = match (channel.direct, private) {
        (true, _) => "im",
        (false, true) => "groups",
        (false, false) => "channels",
    };
    needs(state, &[&format!("{family}:{what}")])
}

/// A channel that the bot can know of: a private one that it is not in is not there.
fn channel(state: &State, call: &Call) -> Result<Channel, Refusal> {
    let id = call.text("channel").ok_or("channel_not_found")?;
    let channel = state.world.channel_by_id(id).ok_or("channel_not_found")?;
    let hidden = state.world.channels[&channel].private && !state.bot_in(channel);
    if hidden {
        return Err("channel_not_found".into());
    }
    Ok(channel)
}

/// One page of a list, and the cursor of the next.
fn page<T: Clone>(
    call: &Call,
    all: &[T],
    usual: usize,
    most: usize,
) -> Result<(Vec<T>, String), Refusal> {
    let limit = call.number("limit").unwrap_or(usual);
    if limit == 0 || limit > most {
        return Err("invalid_limit".into());
    }
    let start = match call.text("cursor") {
        None => 0,
        Some(cursor) => {
            let place = cursor
                .strip_prefix("from:")
                .and_then(|place| place.parse().ok());
            place.ok_or("invalid_cursor")?
        }
    };
    let rest = all.get(start..).unwrap_or_default();
    let part: Vec<T> = rest.iter().take(limit).cloned().collect();
    let next = start + part.len();
    let cursor = if next < all.len() {
        format!("from:{next}")
    } else {
        String::new()
    };
    Ok((part, cursor))
}

fn paged(name: &str, (part, cursor): (Vec<Value>, String)) -> Value {
    json!({ name: part, "response_metadata": { "next_cursor": cursor } })
}

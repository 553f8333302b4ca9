//! From a request to what answers it.

mod callbacks;
mod messages;
mod server;

use axum::{
    body::Body,
    http::{Response, header},
};
use serde_json::{Value, json};

pub(crate) use messages::remove;

use super::{
    api::{Answer, Incoming, Outcome, Refusal},
    body,
    response::json_response,
    state::{Shared, State},
    world::{APPLICATION, GUILD},
};

/// Does what a request asks for.
pub(crate) fn route(state: &mut State, shared: &Shared, incoming: &Incoming) -> Outcome {
    let segments: Vec<&str> = incoming.path.split('/').skip(1).collect();
    let method = incoming.method.as_str();
    // An interaction's token is its own proof.
    let open = matches!(
        segments.as_slice(),
        ["interactions", _, _, "callback"] | ["webhooks", _, _, ..] | ["gateway"]
    );
    if !open && !incoming.authorized {
        return Err(Refusal::new(401, 0, "401: Unauthorized"));
    }
    let body = &incoming.json;
    match (method, segments.as_slice()) {
        ("GET", ["gateway"]) => Ok(Answer::ok(json!({ "url": shared.gateway }))),
        ("GET", ["gateway", "bot"]) => Ok(Answer::ok(json!({
            "url": shared.gateway,
            "shards": 1,
            "session_start_limit": {
                "total": 1000,
                "remaining": state.sessions.remaining,
                "reset_after": 14_400_000,
                "max_concurrency": 1,
            },
        }))),
        ("GET", ["users", "@me"]) => Ok(Answer::ok(server::current_user(state))),
        ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => {
            Ok(Answer::ok(server::application(state, shared)))
        }
        ("GET", ["users", user]) => {
            let known = id(user)?;
            let found = state.world.members.contains_key(&known);
            let unknown = || Refusal::new(404, 10013, "Unknown User");
            found
                .then(|| Answer::ok(state.world.user(known)))
                .ok_or_else(unknown)
        }
        ("POST", ["users", "@me", "channels"]) => server::open_conversation(state, body),
        ("GET", ["users", "@me", "guilds"]) => Ok(Answer::ok(server::guilds(state))),
        (_, ["applications", application, rest @ ..]) => {
            if id(application)? != APPLICATION {
                return Err(Refusal::new(404, 10002, "Unknown Application"));
            }
            commands(state, incoming, method, rest)
        }
        (_, ["guilds", guild, rest @ ..]) => {
            if id(guild)? != GUILD {
                return Err(Refusal::new(404, 10004, "Unknown Guild"));
            }
            server::guild(state, shared, incoming, method, rest)
        }
        (_, ["channels", channel, rest @ ..]) => {
            messages::channel(state, shared, incoming, method, id(channel)?, rest)
        }
        ("POST", ["interactions", interaction, token, "callback"]) => {
            callbacks::callback(state, shared, incoming, id(interaction)?, token)
        }
        (_, ["webhooks", application, token, rest @ ..]) => {
            if id(application)? != APPLICATION {
                return Err(Refusal::new(404, 10015, "Unknown Webhook"));
            }
            callbacks::webhook(state, shared, incoming, method, token, rest)
        }
        _ => unknown(state, incoming),
    }
}

/// A route that the fake does not have: the test must know, whatever the bot makes of a 404.
pub(crate) fn unknown(state: &mut State, incoming: &Incoming) -> Outcome {
    let what = format!(
        "{} {}: the fake has no such route",
        incoming.method, incoming.path
    );
    state.record.violations.push(what);
    Err(Refusal::new(404, 0, "404: Not Found"))
}

fn commands(state: &mut State, incoming: &Incoming, method: &str, rest: &[&str]) -> Outcome {
    let (in_guild, rest) = match rest {
        ["guilds", guild, rest @ ..] => {
            if id(guild)? != GUILD {
                return Err(Refusal::new(403, 50001, "Missing Access"));
            }
            (true, rest)
        }
        rest => (false, rest),
    };
    let body = &incoming.json;
    let localized = incoming.query("with_localizations") == Some("true");
    match (method, rest) {
        ("GET", ["commands"]) => state.commands.get(in_guild, localized),
        ("PUT", ["commands"]) => state.commands.overwrite(in_guild, body),
        ("GET", ["commands", "permissions"]) if in_guild => {
            Ok(Answer::ok(json!(state.commands.permissions)))
        }
        ("POST", ["commands"]) => state.commands.create(in_guild, body),
        ("GET", ["commands", one]) => state.commands.one(in_guild, id(one)?),
        ("PATCH", ["commands", one]) => state.commands.edit(in_guild, id(one)?, body),
        ("DELETE", ["commands", one]) => state.commands.delete(in_guild, id(one)?),
        _ => unknown(state, incoming),
    }
}

/// A snowflake in a path.
pub(crate) fn id(segment: &str) -> Result<u64, Refusal> {
    segment
        .parse()
        .map_err(|_| Refusal::form(&format!("Value \"{segment}\" is not snowflake.")))
}

/// The files of a request, kept and described as attachments.
pub(crate) fn attach(state: &mut State, shared: &Shared, incoming: &Incoming) -> Vec<Value> {
    let described = incoming.json["attachments"].as_array().cloned();
    let described = described
        .or_else(|| incoming.json["data"]["attachments"].as_array().cloned())
        .unwrap_or_default();
    let mut list = Vec::new();
    for file in &incoming.files {
        let about = described.iter().find(|one| {
            one["id"]
                .as_str()
                .map_or_else(|| one["id"].to_string(), str::to_owned)
                == file.number
        });
        let mut value = keep(state, shared, &file.name, &file.kind, file.bytes.clone());
        if let Some(text) = about.and_then(|one| one["description"].as_str()) {
            value["description"] = json!(text);
        }
        list.push(value);
    }
    list
}

/// Keeps a file where it can be fetched.
pub(crate) fn keep(
    state: &mut State,
    shared: &Shared,
    name: &str,
    kind: &str,
    bytes: Vec<u8>,
) -> Value {
    let id = state.snowflake(shared.clock.now());
    let url = format!("https://cdn.discordapp.com/attachments/{id}/{name}");
    let value = json!({
        "id": id.to_string(),
        "filename": name,
        "content_type": kind,
        "size": bytes.len(),
        "url": url,
        "proxy_url": url,
        "content_scan_version": 0,
    });
    state.uploads.insert(id, (value.clone(), bytes));
    value
}

/// A file by the part of its address behind `/attachments/`.
pub(crate) fn upload(shared: &Shared, path: &str) -> Response<Body> {
    let id = path
        .split('/')
        .next()
        .and_then(|id| body::decode(id).parse::<u64>().ok());
    let state = shared.lock();
    let Some((about, bytes)) = id.and_then(|id| state.uploads.get(&id)) else {
        return json_response(404, &Value::Null);
    };
    let kind = about["content_type"]
        .as_str()
        .unwrap_or("application/octet-stream");
    let mut response = Response::new(Body::from(bytes.clone()));
    if let Ok(kind) = header::HeaderValue::from_str(kind) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}

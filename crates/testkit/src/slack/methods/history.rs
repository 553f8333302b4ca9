//! What was said in a channel and in a thread.

use serde_json::{Value, json};

use super::{Call, Outcome, Refusal, Shared, State, channel, needs_for, page};
use crate::slack::{
    message::{Message, MessageRef, Ts},
    world::Channel,
};

/// The messages within the times that a call names.
fn within<'a>(call: &Call, all: Vec<&'a Message>) -> Result<Vec<&'a Message>, Refusal> {
    let time = |name: &str, error: &str| -> Result<Option<Ts>, Refusal> {
        let text = call.text(name).filter(|text| *text != "0");
        text.map(|text| text.parse().map_err(|_| Refusal::from(error)))
            .transpose()
    };
    let oldest = time("oldest", "invalid_ts_oldest")?;
    let latest = time("latest", "invalid_ts_latest")?;
    let inclusive = call.flag("inclusive");
    let fits = |message: &&Message| {
        let ts = message.ts;
        let after = oldest.is_none_or(|oldest| ts > oldest || (inclusive && ts == oldest));
        let before = latest.is_none_or(|latest| ts < latest || (inclusive && ts == latest));
        after && before
    };
    Ok(all.into_iter().filter(fits).collect())
}

fn answer(call: &Call, all: Vec<Value>, usual: usize) -> Outcome {
    let (messages, cursor) = page(call, &all, usual, 1000)?;
    let more = !cursor.is_empty();
    let mut answer = json!({ "messages": messages, "has_more": more });
    if more {
        answer["response_metadata"] = json!({ "next_cursor": cursor });
    }
    Ok(answer)
}

fn readable(state: &State, call: &Call) -> Result<Channel, Refusal> {
    let channel = channel(state, call)?;
    needs_for(state, channel, "history")?;
    if !state.bot_in(channel) {
        return Err("not_in_channel".into());
    }
    Ok(channel)
}

pub(super) fn history(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    let channel = readable(state, call)?;
    let metadata = call.flag("include_all_metadata");
    let all = state.messages(channel).into_iter();
    let top: Vec<&Message> = all
        .filter(|message| {
            !message.is_ephemeral() && message.thread.is_none_or(|thread| thread == message.ts)
        })
        .collect();
    let mut found = within(call, top)?;
    // Newest first.
    found.reverse();
    let found = found
        .into_iter()
        .map(|message| state.written(message, metadata))
        .collect();
    answer(call, found, 100)
}

pub(super) fn replies(state: &mut State, _: &Shared, call: &Call) -> Outcome {
    let channel = readable(state, call)?;
    let metadata = call.flag("include_all_metadata");
    let ts: Ts = call
        .text("ts")
        .and_then(|ts| ts.parse().ok())
        .ok_or("thread_not_found")?;
    let named = state.message(MessageRef { channel, ts });
    let named = named.filter(|message| !message.is_ephemeral());
    let root = named.ok_or("thread_not_found")?;
    let root_ts = root.thread.unwrap_or(ts);
    if root_ts != ts {
        // By the time of a reply Slack gives that reply alone.
        let alone = state.written(root, metadata);
        return answer(call, vec![alone], 1000);
    }
    let replies = within(call, state.replies(channel, root_ts))?;
    // The first message of the thread comes with every answer.
    let first = state.message(MessageRef {
        channel,
        ts: root_ts,
    });
    let all = first
        .into_iter()
        .chain(replies)
        .map(|message| state.written(message, metadata))
        .collect();
    answer(call, all, 1000)
}

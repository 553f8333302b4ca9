//! What only Slack has: forms with what is wrong at its field, an own page for each person, files that find their way,
//! sockets that come and go, requests that are signed; and what somebody could do wrong or with ill will.

mod away;
mod conversation;
mod crossed;
mod doctor;
mod forms;
mod home;
mod hostile;
mod receiver;
mod sockets;
mod token;

use serde_json::json;
use testkit::slack::{Member, Shown};

use crate::{bot::Town, stage::settled};

/// Somebody signs up in Slack, without a word of it in the story.
async fn signs_up(town: &Town, member: &Member, question: &str) -> Shown {
    let slack = town.slack();
    let form = dash(town, member, "counseling signup").await;
    let filled = json!({ "name": "Clara", "department": "Cardiology", "question": question });
    let summary = settled(slack.submit(member, &form, filled)).await;
    for (menu, choice) in [("Project stage", "Idea"), ("Kind of data", "Images")] {
        settled(slack.choose(member, &summary, menu, &[choice])).await;
    }
    settled(slack.press(member, &summary, "Send")).await
}

/// What comes of `/dash` with this behind it.
async fn dash(town: &Town, member: &Member, line: &str) -> Shown {
    let slack = town.slack();
    settled(slack.slash(member, slack.general(), "/dash", line)).await
}

//! What people did and what they were shown for it: triggers, response URLs and their limits.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    message::{MessageRef, Ts},
    shown::Shown,
    state::State,
    world::{Channel, Member},
};

/// How long a `trigger_id` opens a view.
const TRIGGER: Duration = Duration::from_secs(3);
/// How long a `response_url` takes messages, and how many.
const URL: TimeDelta = TimeDelta::minutes(30);
const URL_USES: u32 = 5;

/// Where a person presses, chooses and types.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Surface {
    /// On a message.
    Message(MessageRef),
    /// In a modal or the home, by its id.
    View(String),
}

/// What a person did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Command,
    Actions,
    Submission,
    Suggestion,
    Closing,
    Shortcut,
    Home,
    Written,
}

#[derive(Debug, Clone)]
pub(crate) struct Deed {
    pub(crate) kind: Kind,
    pub(crate) member: Member,
    pub(crate) channel: Option<Channel>,
    pub(crate) surface: Option<Surface>,
    /// The thread that it belongs to.
    pub(crate) thread: Option<Ts>,
    /// The bottom view of the stack that it belongs to or opened.
    pub(crate) root: Option<String>,
    /// The element whose options are asked for.
    pub(crate) action: Option<String>,
    /// How many displays there were before.
    pub(crate) since: usize,
}

#[derive(Debug)]
struct Trigger {
    deed: u64,
    /// When it was made, as the answering clock has elapsed.
    made: Duration,
    used: bool,
}

#[derive(Debug)]
struct ResponseUrl {
    deed: u64,
    made: DateTime<Utc>,
    uses: u32,
}

/// One thing that somebody was shown.
#[derive(Debug, Clone)]
pub(crate) struct Display {
    pub(crate) deed: Option<u64>,
    /// The one person who sees it; everybody in the channel without.
    pub(crate) member: Option<Member>,
    pub(crate) place: Option<MessageRef>,
    pub(crate) thread: Option<Ts>,
    pub(crate) root: Option<String>,
    /// Whether a message stood there before.
    pub(crate) change: bool,
    pub(crate) shown: Shown,
}

#[derive(Debug, Default)]
pub(crate) struct Deeds {
    pub(crate) rows: BTreeMap<u64, Deed>,
    triggers: HashMap<String, Trigger>,
    urls: HashMap<String, ResponseUrl>,
    pub(crate) displays: Vec<Display>,
}

impl State {
    pub(crate) fn deed(&mut self, mut deed: Deed) -> u64 {
        deed.since = self.deeds.displays.len();
        let number = self.number();
        self.deeds.rows.insert(number, deed);
        number
    }

    pub(crate) fn trigger(&mut self, deed: u64, made: Duration) -> String {
        let number = self.number();
        let id = format!(
            "{}.{}.{:032x}",
            1_000_000_000_000 + number,
            900_000_000_000_u64,
            u128::from(number) * 0x9e37_79b9_7f4a_7c15_f39c
        );
        self.deeds.triggers.insert(
            id.clone(),
            Trigger {
                deed,
                made,
                used: false,
            },
        );
        id
    }

    /// Uses a trigger up and gives the deed that it came from; Slack's error where it opens nothing any more.
    pub(crate) fn pull(&mut self, id: &str, now: Duration) -> Result<u64, &'static str> {
        let trigger = self.deeds.triggers.get_mut(id);
        let trigger = trigger.ok_or("invalid_trigger_id")?;
        if trigger.used {
            return Err("exchanged_trigger_id");
        }
        if now.saturating_sub(trigger.made) > TRIGGER {
            return Err("expired_trigger_id");
        }
        trigger.used = true;
        Ok(trigger.deed)
    }

    /// The path of a new response URL.
    pub(crate) fn response_url(&mut self, kind: &str, deed: u64, made: DateTime<Utc>) -> String {
        let number = self.number();
        let team = super::world::team();
        let path = format!(
            "/{kind}/{team}/{number}/{:024x}",
            u128::from(number) * 0x51ed_270b_9d3c_35a1
        );
        self.deeds.urls.insert(
            path.clone(),
            ResponseUrl {
                deed,
                made,
                uses: 0,
            },
        );
        path
    }

    /// Uses a response URL once and gives the deed that it came from.
    pub(crate) fn respond(&mut self, path: &str, now: DateTime<Utc>) -> Result<u64, &'static str> {
        let url = self.deeds.urls.get_mut(path).ok_or("invalid_url")?;
        if now - url.made > URL {
            return Err("expired_url");
        }
        if url.uses >= URL_USES {
            return Err("used_url");
        }
        url.uses += 1;
        Ok(url.deed)
    }

    pub(crate) fn show(&mut self, display: Display) {
        self.deeds.displays.push(display);
    }

    /// What the person who did it was shown for it, oldest first.
    pub(crate) fn shown_for(&self, number: u64) -> impl Iterator<Item = &Shown> {
        let deed = &self.deeds.rows[&number];
        // What answers a form may come by the address of what opened it.
        let opener = deed.root.as_ref().and_then(|root| {
            let mut before = self.deeds.rows.range(..number);
            let opener = before.find(|(_, opener)| opener.root.as_ref() == Some(root));
            opener.map(|(number, _)| *number)
        });
        let later = self.deeds.displays.iter().skip(deed.since);
        later
            .filter(move |display| {
                let by_name = display
                    .deed
                    .is_some_and(|of| of == number || Some(of) == opener);
                by_name || display.belongs_to(deed)
            })
            .map(|display| &display.shown)
    }
}

impl Display {
    /// Whether it answers a deed that it does not name: Slack's API knows no deeds, people see where things appear.
    fn belongs_to(&self, deed: &Deed) -> bool {
        if self.deed.is_some() || self.member.is_some_and(|member| member != deed.member) {
            return false;
        }
        if let Some(root) = &self.root {
            let home = matches!(&self.shown, Shown::View(view) if view.data["type"] == "home");
            return deed.root.as_ref() == Some(root) || (home && deed.kind == Kind::Home);
        }
        let Some(place) = self.place else {
            return false;
        };
        if deed.surface == Some(Surface::Message(place)) {
            return self.change;
        }
        if deed.channel != Some(place.channel) || self.change {
            return false;
        }
        let personal = self.member.is_some() || place.channel.direct;
        match (deed.kind, self.thread) {
            (Kind::Written, thread) => thread.is_none() || thread == deed.thread,
            (_, Some(thread)) => personal || deed.thread == Some(thread),
            (_, None) => personal,
        }
    }
}

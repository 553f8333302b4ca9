//! Channels of the community, on any platform.

use crate::{
    Lang, Platform,
    setting::kind::{Kind, Room, Wrong},
};

/// A channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its platform.
    pub platform: Platform,
    /// Its id there.
    pub id: String,
}

/// A list of channels; none until somebody sets one. Stored a line each: the platform, a space, the id.
#[derive(Clone, Copy, Debug)]
pub struct Channels;

impl Kind for Channels {
    type Value = Vec<Channel>;

    fn read(&self, text: &str) -> Result<Vec<Channel>, Wrong> {
        let channel = |line: &str| {
            let (platform, id) = line.split_once(' ')?;
            Some(Channel {
                platform: Platform::from_row(platform.to_owned()),
                id: id.to_owned(),
            })
        };
        let channels = text.lines().map(channel);
        channels.collect::<Option<_>>().ok_or(Wrong::Channels)
    }

    fn write(&self, value: &Vec<Channel>) -> String {
        let lines = value.iter().map(|it| format!("{} {}", it.platform, it.id));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn usual(&self, _: Lang) -> Vec<Channel> {
        Vec::new()
    }

    fn room(&self) -> Room {
        Room::Channels
    }
}

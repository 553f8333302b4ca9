//! Texts that are the same for everybody: made into blocks once.

use std::sync::Arc;

use chat::Kept;
use serde_json::value::{RawValue, to_raw_value};

use super::{fallback, markdown::markdown, payload::Block, room::Room};
use crate::limits;

static LASTING: Kept<Ready> = Kept::new();

/// Such a text as Slack is sent it.
#[derive(Debug)]
pub(crate) struct Ready {
    /// Its blocks, as JSON.
    pub(crate) blocks: Vec<Block>,
    /// What they take of a message; more than there is where the text does not fit into one.
    pub(crate) weighs: Room,
    /// What it reads as.
    pub(crate) read: String,
}

/// The text, made ready.
pub(crate) fn ready(text: &Arc<str>) -> Arc<Ready> {
    LASTING.of(text, |text| {
        let parts = markdown(text);
        let read = fallback::read(&parts);
        let whole = Room {
            characters: limits::MESSAGE_TEXT,
            blocks: limits::MESSAGE_BLOCKS,
        };
        let mut left = whole;
        let (blocks, cut) = left.rich_text(parts);
        let written: Option<Vec<Block>> = blocks.iter().map(written).collect();
        match written {
            Some(blocks) if !cut => Ready {
                blocks,
                weighs: Room {
                    characters: whole.characters - left.characters,
                    blocks: whole.blocks - left.blocks,
                },
                read,
            },
            _ => Ready {
                blocks: Vec::new(),
                weighs: Room {
                    characters: usize::MAX,
                    blocks: usize::MAX,
                },
                read,
            },
        }
    })
}

fn written(block: &Block) -> Option<Block> {
    let json: Box<RawValue> = to_raw_value(block).ok()?;
    Some(Block::Written(super::payload::Written(json.into())))
}

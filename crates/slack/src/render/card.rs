//! A reply as the blocks of a message or of a part of a view.

use chat::Reply;
use domain::PersonId;

use super::{
    body::{self, Body},
    elements::Elements,
    escape::straight,
    fallback::fallback,
    markdown::markdown,
    payload::{Block, RichText, Text, Upload},
    room::{Room, weight},
};
use crate::limits;

/// A reply as Slack shows it in a message.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Card {
    /// What notifications show and screen readers read.
    pub(crate) text: String,
    /// The blocks.
    pub(crate) blocks: Vec<Block>,
    /// The whole of what was cut, and the files that belong to the reply.
    pub(crate) files: Vec<Upload>,
    /// Whose data it shows, where that is not who called.
    pub(crate) concerns: Option<PersonId>,
}

/// Renders a reply; whatever it says, Slack takes it.
pub(crate) fn card(reply: &Reply) -> Card {
    let mut files = Vec::new();
    let read = read(reply);
    let text = fallback(reply, &read);
    let blocks = laid_out(
        reply,
        read,
        limits::MESSAGE_BLOCKS,
        true,
        Some(&mut Elements::default()),
        &mut files,
    );
    Card {
        text,
        blocks,
        files,
        concerns: reply.concerns.clone(),
    }
}

/// The sign and the title.
pub(crate) fn head(reply: &Reply) -> String {
    [reply.sign.emoji(), " ", &straight(reply.title.trim())].concat()
}

/// What the Markdown of each block says; nothing for a block of another kind. It is read once, for all that is made
/// of it.
pub(crate) fn read(reply: &Reply) -> Vec<Vec<RichText>> {
    let parts = |block: &chat::Block| match block {
        chat::Block::Markdown(text) => markdown(text),
        _ => Vec::new(),
    };
    reply.blocks.iter().map(parts).collect()
}

/// The blocks of a reply, at most so many: its title where it is `headed`, what it says, its actions where there is
/// a place for them, its last line.
pub(crate) fn blocks<'a>(
    reply: &'a Reply,
    most: usize,
    headed: bool,
    elements: Option<&mut Elements<'a>>,
    files: &mut Vec<Upload>,
) -> Vec<Block> {
    laid_out(reply, read(reply), most, headed, elements, files)
}

fn laid_out<'a>(
    reply: &'a Reply,
    read: Vec<Vec<RichText>>,
    most: usize,
    headed: bool,
    elements: Option<&mut Elements<'a>>,
    files: &mut Vec<Upload>,
) -> Vec<Block> {
    let mut actions = elements
        .map(|elements| elements.blocks(&reply.actions))
        .unwrap_or_default();
    actions.truncate(most);
    let footer = body::footer(reply);
    // What can be done takes of the room, but leaves some for what is said; the last line's is kept, too.
    let pressed = actions.iter().map(weight).sum::<usize>();
    let mut room = Room {
        characters: limits::MESSAGE_TEXT - pressed.min(limits::MESSAGE_TEXT / 2),
        blocks: most - actions.len(),
    };
    let footer = footer.filter(|text| room.block(limits::length(text)));
    let mut body = Body::new(room, files);
    if headed {
        body.addressed(reply);
        body.header(reply);
    }
    for (block, parts) in reply.blocks.iter().zip(read) {
        body.block(block, parts);
    }
    let mut blocks = body.blocks;
    blocks.append(&mut actions);
    blocks.extend(footer.map(|text| Block::Context {
        elements: vec![Text::plain(text)],
    }));
    blocks
}

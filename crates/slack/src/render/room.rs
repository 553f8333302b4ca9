//! How much a message still takes, and rich text cut to it.

use std::collections::VecDeque;

use super::payload::{Block, Element, Marks, Piece, RichText};
use crate::limits;

/// What a block, a part of one and a piece weigh beside their text: Slack counts some of that.
const BLOCK: usize = 60;
const PART: usize = 40;
const PIECE: usize = 20;

/// What is left of a message or a view.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    pub(crate) characters: usize,
    pub(crate) blocks: usize,
}

impl Room {
    /// Room for one more block with so much text; takes it.
    pub(crate) fn block(&mut self, characters: usize) -> bool {
        let needs = characters + BLOCK;
        if self.blocks == 0 || needs > self.characters {
            return false;
        }
        self.blocks -= 1;
        self.characters -= needs;
        true
    }

    /// Takes so much, if there is as much.
    pub(crate) fn take(&mut self, needs: Self) -> bool {
        if needs.blocks > self.blocks || needs.characters > self.characters {
            return false;
        }
        self.blocks -= needs.blocks;
        self.characters -= needs.characters;
        true
    }

    /// The parts in as many blocks as they need, each no longer than Slack takes; and whether something was cut.
    pub(crate) fn rich_text(&mut self, parts: Vec<RichText>) -> (Vec<Block>, bool) {
        let mut blocks = Vec::new();
        let mut queue = VecDeque::from(parts);
        let mut open = Vec::new();
        let mut used = 0;
        while let Some(part) = queue.pop_front() {
            let most = if self.blocks == 0 {
                0
            } else {
                limits::BLOCK_TEXT.min(self.characters.saturating_sub(BLOCK))
            };
            let cost = part_weight(&part);
            if used + cost <= most {
                used += cost;
                open.push(part);
                continue;
            }
            if !open.is_empty() {
                queue.push_front(part);
                self.close(&mut open, &mut used, &mut blocks);
                continue;
            }
            let (first, rest) = split(part, most);
            let Some(first) = first else {
                cut(&mut blocks);
                return (blocks, true);
            };
            used = part_weight(&first);
            open.push(first);
            self.close(&mut open, &mut used, &mut blocks);
            queue.extend(rest);
            // What was left of the part comes before the others.
            let others = queue.len().saturating_sub(1);
            queue.rotate_left(others);
        }
        self.close(&mut open, &mut used, &mut blocks);
        (blocks, false)
    }

    fn close(&mut self, open: &mut Vec<RichText>, used: &mut usize, blocks: &mut Vec<Block>) {
        let elements = std::mem::take(open);
        if !elements.is_empty() && self.block(*used) {
            blocks.push(Block::RichText { elements });
        }
        *used = 0;
    }
}

/// What a block of actions weighs.
pub(crate) fn weight(block: &Block) -> usize {
    let Block::Actions { elements } = block else {
        return BLOCK;
    };
    let element = |element: &Element| match element {
        Element::Button { text, url, .. } => {
            PART + text.length() + url.as_deref().map_or(0, limits::length)
        }
        Element::StaticSelect { options, .. } => {
            let options = options.iter().map(|option| PART + option.text.length());
            PART + options.sum::<usize>()
        }
        _ => PART,
    };
    BLOCK + elements.iter().map(element).sum::<usize>()
}

fn part_weight(part: &RichText) -> usize {
    match part {
        RichText::Section { elements }
        | RichText::Quote { elements }
        | RichText::Preformatted { elements } => {
            PART + elements.iter().map(piece_weight).sum::<usize>()
        }
        RichText::List { elements, .. } => PART + elements.iter().map(part_weight).sum::<usize>(),
    }
}

fn piece_weight(piece: &Piece) -> usize {
    PIECE
        + match piece {
            Piece::Text { text, .. } => limits::length(text),
            Piece::Link { url, text, .. } => {
                limits::length(url) + text.as_deref().map_or(0, limits::length)
            }
            Piece::Channel { channel_id, .. } => limits::length(channel_id),
            Piece::User { user_id } => limits::length(user_id),
            Piece::Date { .. } => 40,
        }
}

/// As much of a part as fits, and the rest.
fn split(part: RichText, room: usize) -> (Option<RichText>, Option<RichText>) {
    let inner = room.saturating_sub(PART);
    let halves = |elements, made: fn(Vec<Piece>) -> RichText| {
        let (first, rest) = split_pieces(elements, inner);
        let part = |elements: Vec<Piece>| (!elements.is_empty()).then(|| made(elements));
        (part(first), part(rest))
    };
    match part {
        RichText::Section { elements } => {
            halves(elements, |elements| RichText::Section { elements })
        }
        RichText::Quote { elements } => halves(elements, |elements| RichText::Quote { elements }),
        RichText::Preformatted { elements } => {
            halves(elements, |elements| RichText::Preformatted { elements })
        }
        RichText::List {
            style,
            indent,
            elements,
        } => {
            let (first, rest) = split_items(elements, inner);
            let list = |elements: Vec<RichText>| {
                (!elements.is_empty()).then_some(RichText::List {
                    style,
                    indent,
                    elements,
                })
            };
            (list(first), list(rest))
        }
    }
}

fn split_items(items: Vec<RichText>, room: usize) -> (Vec<RichText>, Vec<RichText>) {
    let mut first = Vec::new();
    let mut used = 0;
    let mut items = items.into_iter();
    while let Some(item) = items.next() {
        let cost = part_weight(&item);
        if used + cost <= room {
            used += cost;
            first.push(item);
            continue;
        }
        let mut rest = Vec::new();
        if first.is_empty() {
            let (head, tail) = split(item, room);
            first.extend(head);
            rest.extend(tail);
        } else {
            rest.push(item);
        }
        rest.extend(items);
        return (first, rest);
    }
    (first, Vec::new())
}

fn split_pieces(pieces: Vec<Piece>, room: usize) -> (Vec<Piece>, Vec<Piece>) {
    let mut first: Vec<Piece> = Vec::new();
    let mut used = 0;
    let mut queue = VecDeque::from(pieces);
    while let Some(piece) = queue.pop_front() {
        let cost = piece_weight(&piece);
        if used + cost <= room {
            used += cost;
            first.push(piece);
            continue;
        }
        let here = room.saturating_sub(used + PIECE);
        match piece {
            Piece::Text { text, style } => {
                let end = limits::prefix(&text, here);
                let (head, tail) = (text[..end].trim_end(), text[end..].trim_start());
                super::rich::push(&mut first, head, style);
                if !tail.is_empty() {
                    let text = tail.to_owned();
                    queue.push_front(Piece::Text { text, style });
                }
            }
            // A link that fits nowhere is what it says.
            Piece::Link { url, text, style }
                if first.is_empty() && cost > limits::BLOCK_TEXT - BLOCK =>
            {
                let text = text.unwrap_or(url);
                queue.push_front(Piece::Text { text, style });
                continue;
            }
            other => queue.push_front(other),
        }
        break;
    }
    (first, queue.into())
}

/// Shows that something is missing at the end.
fn cut(blocks: &mut [Block]) {
    let Some(Block::RichText { elements }) = blocks.last_mut() else {
        return;
    };
    match elements.last_mut() {
        Some(
            RichText::Section { elements }
            | RichText::Quote { elements }
            | RichText::Preformatted { elements },
        ) => mark(elements),
        Some(RichText::List { elements, .. }) => {
            if let Some(RichText::Section { elements }) = elements.last_mut() {
                mark(elements);
            }
        }
        None => {}
    }
}

fn mark(pieces: &mut Vec<Piece>) {
    match pieces.last_mut() {
        Some(Piece::Text { text, .. }) => text.push_str(limits::CUT),
        _ => super::rich::push(pieces, limits::CUT, Marks::default()),
    }
}

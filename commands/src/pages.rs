//! Lists that are shown a page at a time.

use chat::{Asked, Button, Call, Kind, Param, Place, Reply, text};
use domain::Lang;

/// Which page; only buttons carry it.
pub(crate) const PAGE: Param = Param {
    name: "page",
    kind: Kind::Int {
        min: 1,
        max: 100_000,
    },
    required: false,
    asked: Asked::Carried,
};

/// A page of a list.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    /// Counted from 1.
    number: i64,
    pages: i64,
    size: i64,
}

impl Page {
    /// The page that was asked for of so many rows: the last one where there are fewer by now.
    pub(crate) fn of(asked: i64, total: i64, size: i64) -> Self {
        let pages = ((total + size - 1) / size).max(1);
        Self {
            number: asked.clamp(1, pages),
            pages,
            size,
        }
    }

    /// How many rows stand before it.
    pub(crate) fn offset(self) -> i64 {
        (self.number - 1) * self.size
    }

    /// Which page of how many, where there are several.
    pub(crate) fn shown(self) -> Option<(u32, u32)> {
        let number = |page: i64| u32::try_from(page).unwrap_or(u32::MAX);
        (self.pages > 1).then(|| (number(self.number), number(self.pages)))
    }

    /// The reply with the buttons to turn pages; each makes `call` with its page.
    pub(crate) fn turn(self, lang: Lang, reply: Reply, call: &Call) -> Reply {
        let turn = |label: &str, page: i64| {
            let call = call.clone().with(PAGE.name, page);
            Button::new(text!(lang, label), call).placed(Place::Same)
        };
        let mut reply = reply;
        if self.number > 1 {
            reply = reply.action(turn("page-previous", self.number - 1));
        }
        if self.number < self.pages {
            reply = reply.action(turn("page-next", self.number + 1));
        }
        reply
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn a_page_that_is_no_longer_there_is_the_last() {
        let page = Page::of(7, 21, 10);
        assert_eq!((page.offset(), page.shown()), (20, Some((3, 3))));
        let only = Page::of(3, 0, 10);
        assert_eq!((only.offset(), only.shown()), (0, None));
    }
}

//! The parts of what a reply says.

use chat::{Block, Field, Table, text};
use maud::{Markup, html};

use super::{
    Scene,
    inline::{inline, pages},
    markdown::{is_safe, markdown},
};

pub(super) fn block(scene: &Scene, index: usize, block: &Block) -> Markup {
    match block {
        Block::Markdown(source) => html! { div.words { (markdown(source)) } },
        Block::Lasting(source) => html! { div.words { (markdown(source)) } },
        Block::Text(text) => html! { div.words { p.plain { (text) } } },
        Block::Quote { label, text } => html! {
            figure.quote {
                figcaption { (label) }
                blockquote { (text) }
            }
        },
        Block::Fields(fields) => self::fields(scene, fields),
        Block::Table(table) => self::table(scene, table),
        Block::Image { url, alt } if is_safe(url) => html! {
            img src=(url) alt=(alt) loading="lazy" referrerpolicy="no-referrer";
        },
        Block::Image { alt, .. } => html! { p { (alt) } },
        Block::File { name, bytes, .. } => html! {
            p {
                a.file href=(format!("{}/{}/{index}", scene.action("files"), scene.article.id())) download=(name) {
                    (text!(scene.lang, "page-download", name = name.as_str(), size = size(bytes.len())))
                }
            }
        },
    }
}

fn fields(scene: &Scene, fields: &[Field]) -> Markup {
    html! {
        dl.fields {
            @for field in fields {
                div {
                    dt { (field.label) }
                    dd { (inline(scene, &field.value)) }
                }
            }
        }
    }
}

fn table(scene: &Scene, table: &Table) -> Markup {
    // A wide table scrolls inside its frame, which can be reached by keyboard for that.
    html! {
        div.table role="region" tabindex="0" aria-labelledby=(scene.heading()) {
            table {
                thead {
                    tr { @for column in &table.columns { th scope="col" { (column) } } }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (column, cell) in row.iter().enumerate() {
                                @if column == 0 {
                                    th scope="row" { (inline(scene, cell)) }
                                } @else {
                                    td { (inline(scene, cell)) }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if let Some((page, of)) = table.page {
            p.pages { (pages(scene.lang, page, of)) }
        }
    }
}

/// `12 kB`, `3 MB`.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{} MB", bytes.div_ceil(1_000_000)),
    }
}

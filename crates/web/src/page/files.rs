//! Hands out the files that stand in an article.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use chat::Block;

use super::{Page, press, show};
use crate::{channel::Channel, identity::Visitor, turns::Article};

pub(super) async fn file(
    State(page): State<Page>,
    visitor: Visitor,
    Path((channel, article, block)): Path<(String, String, usize)>,
) -> Response {
    match find(&page, visitor, &channel, &article, block).await {
        Some(Block::File {
            name,
            media_type,
            bytes,
        }) => download(&name, &media_type, bytes),
        _ => show::missing(State(page), visitor).await,
    }
}

async fn find(
    page: &Page,
    visitor: Visitor,
    channel: &str,
    article: &str,
    block: usize,
) -> Option<Block> {
    let channel = Channel::from_id(channel).filter(|it| it.open_to(visitor.person))?;
    let article = Article::read(article)?;
    let reply = press::reply(page, visitor, channel, &article).await?;
    reply.blocks.into_iter().nth(block)
}

fn download(name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    // RFC 6266; the name is encoded as RFC 8187 says.
    let encoded: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    let media_type = media_type
        .parse::<header::HeaderValue>()
        .unwrap_or(header::HeaderValue::from_static("application/octet-stream"));
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    let disposition = header::HeaderValue::try_from(disposition)
        .unwrap_or(header::HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::download;

    #[test]
    fn no_name_and_no_media_type_breaks_the_headers() {
        let response = download("a\"\r\nb é.csv", "text/csv\r\nx: y", vec![]);
        let header = |name| response.headers().get(name).unwrap().to_str().unwrap();
        assert_eq!(
            header("content-disposition"),
            "attachment; filename*=UTF-8''a%22%0D%0Ab%20%C3%A9.csv"
        );
        assert_eq!(header("content-type"), "application/octet-stream");
    }
}

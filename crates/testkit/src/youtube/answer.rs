//! The answers of a feed's server, good and bad.

use std::{convert::Infallible, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, Response, header},
};
use clock::Clock;
use futures_util::stream;

use super::{FeedFault, Shared, feed};

/// Answers the request that was noted at `place`.
pub(super) fn serve(
    shared: &Shared,
    place: usize,
    headers: &HeaderMap,
    fault: Option<FeedFault>,
) -> Response<Body> {
    let (request, feed, modified, plain) = {
        let state = shared.lock();
        let request = state.requests[place].clone();
        let Some((title, videos)) = state.channels.get(&request.channel) else {
            return response(404, "text/html; charset=UTF-8", Body::from("<h1>404</h1>"));
        };
        let feed = feed::write(&request.channel, title, videos);
        let modified = feed::modified(videos);
        (request, feed, modified, state.without_validators)
    };
    const XML: &str = "text/xml; charset=UTF-8";
    match fault {
        None | Some(FeedFault::Hang | FeedFault::Drop) => {}
        Some(FeedFault::Status(status)) => return response(status, "text/html", Body::empty()),
        Some(FeedFault::TooMany(seconds)) => {
            let mut answer = response(429, "text/html", Body::empty());
            answer
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
            return answer;
        }
        Some(FeedFault::Html) => {
            let page = "<!doctype html><html><body>Before you continue</body></html>";
            return response(200, "text/html; charset=UTF-8", Body::from(page));
        }
        Some(FeedFault::CutOff) => {
            let half = feed
                .char_indices()
                .nth(feed.chars().count() / 2)
                .map_or(0, |(at, _)| at);
            return response(200, XML, Body::from(feed[..half].to_owned()));
        }
        Some(FeedFault::Huge) => return response(200, XML, huge(&feed)),
        Some(FeedFault::Endless) => return response(200, XML, endless(&feed)),
        Some(FeedFault::WrongCharset) => {
            return response(200, "text/xml; charset=ISO-8859-1", Body::from(feed));
        }
        Some(FeedFault::Redirect(to)) => {
            let mut answer = response(302, "text/html", Body::empty());
            let to = header::HeaderValue::from_str(&to).expect("an address in plain characters");
            answer.headers_mut().insert(header::LOCATION, to);
            return answer;
        }
    }
    if plain {
        return response(200, XML, Body::from(feed));
    }
    let tag = format!(
        "\"{:016x}\"",
        feed.bytes().fold(5381, |hash: u64, byte| {
            hash.wrapping_mul(33) ^ u64::from(byte)
        })
    );
    let date = modified.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    // The tag decides where there is one, and the date only where there is none (RFC 9110, 13.2.2).
    let same = if headers.contains_key(header::IF_NONE_MATCH) {
        request.if_none_match.as_deref() == Some(&tag)
    } else {
        request.if_modified_since.as_deref() == Some(&date)
    };
    let mut answer = if same {
        response(304, XML, Body::empty())
    } else {
        response(200, XML, Body::from(feed))
    };
    for (name, value) in [(header::ETAG, tag), (header::LAST_MODIFIED, date)] {
        let value = header::HeaderValue::from_str(&value).expect("plain characters");
        answer.headers_mut().insert(name, value);
    }
    answer
}

fn response(status: u16, kind: &'static str, body: Body) -> Response<Body> {
    let answer = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, kind);
    answer
        .body(body)
        .expect("a status and a type make an answer")
}

/// The feed's beginning, and 50 MB of blanks.
fn huge(feed: &str) -> Body {
    const CHUNK: usize = 64 << 10;
    let begin = Bytes::from(feed[..feed.find("<entry").unwrap_or(feed.len())].to_owned());
    let blanks = Bytes::from(vec![b' '; CHUNK]);
    let chunks = std::iter::once(begin).chain(std::iter::repeat_n(blanks, (50 << 20) / CHUNK));
    Body::from_stream(stream::iter(chunks.map(Ok::<_, Infallible>)))
}

/// The feed's beginning, and a blank every 50 ms.
fn endless(feed: &str) -> Body {
    let begin = Bytes::from(feed[..feed.find("<entry").unwrap_or(feed.len())].to_owned());
    Body::from_stream(stream::unfold(Some(begin), |begin| async move {
        let chunk = match begin {
            Some(begin) => begin,
            None => {
                Clock::system().sleep(Duration::from_millis(50)).await;
                Bytes::from_static(b" ")
            }
        };
        Some((Ok::<_, Infallible>(chunk), None))
    }))
}

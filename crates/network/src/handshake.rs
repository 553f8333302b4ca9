//! The head of a WebSocket's handshake, which is written to the loopback address and meant for somewhere else.

use tokio::io::{AsyncRead, AsyncReadExt as _};

use crate::Place;

/// The longest head; ours has some 200 bytes.
const LONGEST: usize = 8 * 1024;

/// Reads a head of HTTP up to its empty line; `None` when it ends early, is too long, or is no text.
pub(crate) async fn read_head(from: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() == LONGEST {
            return None;
        }
        // Byte by byte, for what follows belongs to somebody else. It is once a connection.
        head.push(from.read_u8().await.ok()?);
    }
    String::from_utf8(head).ok()
}

/// The head as the place is to get it: its host, and its path in place of the secret one. `None` when it does not know
/// the secret.
pub(crate) fn redirected(head: &str, secret: &str, to: &Place) -> Option<String> {
    let (request, headers) = head.split_once("\r\n")?;
    let target = request.strip_prefix("GET /")?.strip_suffix(" HTTP/1.1")?;
    let query = target.strip_prefix(secret)?;
    // serenity hangs its query on the address; the place's own, if it had one, stands before it.
    let path = match query.strip_prefix('?') {
        Some(query) if to.path.contains('?') => format!("{}&{query}", to.path),
        Some(query) => format!("{}?{query}", to.path),
        None if query.is_empty() => to.path.clone(),
        None => return None,
    };
    let mut whole = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n", to.host_header());
    for line in headers.split_terminator("\r\n") {
        let (name, _) = line.split_once(':').unwrap_or((line, ""));
        if !name.eq_ignore_ascii_case("host") {
            whole.push_str(line);
            whole.push_str("\r\n");
        }
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::{read_head, redirected};
    use crate::Place;

    const HEAD: &str = "GET /s3cret?v=10 HTTP/1.1\r\nHost: 127.0.0.1:4711\r\nConnection: Upgrade\r\n\
                        Sec-WebSocket-Key: dGhl\r\n\r\n";

    #[test]
    fn the_place_gets_its_own_host_and_path() {
        let place = Place::of("wss://gateway.discord.gg").unwrap();
        assert_eq!(
            redirected(HEAD, "s3cret", &place).as_deref(),
            Some(
                "GET /?v=10 HTTP/1.1\r\nHost: gateway.discord.gg\r\nConnection: Upgrade\r\n\
                 Sec-WebSocket-Key: dGhl\r\n\r\n"
            )
        );
        let place = Place::of("ws://[::1]:8080/a?b=c").unwrap();
        let redirected = redirected(HEAD, "s3cret", &place).unwrap();
        assert!(
            redirected.starts_with("GET /a?b=c&v=10 HTTP/1.1\r\nHost: [::1]:8080\r\n"),
            "{redirected}"
        );
    }

    #[test]
    fn who_does_not_know_the_secret_is_not_led_on() {
        let place = Place::of("wss://gateway.discord.gg").unwrap();
        for secret in ["other", "s3cret-and-more", "s3cre"] {
            assert_eq!(redirected(HEAD, secret, &place), None, "{secret}");
        }
        for head in [
            "",
            "GET / HTTP/1.1\r\n\r\n",
            "POST /s3cret HTTP/1.1\r\n\r\n",
        ] {
            assert_eq!(redirected(head, "s3cret", &place), None, "{head}");
        }
    }

    #[tokio::test]
    async fn a_head_ends_with_an_empty_line_and_is_not_endless() {
        let whole = format!("{HEAD}frames");
        let mut bytes = whole.as_bytes();
        assert_eq!(read_head(&mut bytes).await.as_deref(), Some(HEAD));
        assert_eq!(bytes, b"frames");
        assert_eq!(read_head(&mut &HEAD.as_bytes()[..40]).await, None);
        assert_eq!(read_head(&mut &[b'a'; 10_000][..]).await, None);
    }
}

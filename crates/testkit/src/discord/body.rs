//! Reading requests: JSON bodies, forms with files, query strings.

use axum::http::{HeaderMap, header};
use serde_json::Value;

/// A file that came with a request.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// The number in `files[0]`.
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) bytes: Vec<u8>,
}

/// A body, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) json: Value,
    pub(crate) files: Vec<File>,
    pub(crate) problem: Option<String>,
}

/// Reads a body by its content type.
pub(crate) fn read(headers: &HeaderMap, bytes: &[u8]) -> Parts {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default();
    if let Some(boundary) = kind.strip_prefix("multipart/form-data; boundary=") {
        return form(boundary.trim_matches('"'), bytes);
    }
    if bytes.is_empty() {
        return Parts::default();
    }
    let mut parts = Parts::default();
    if !kind.starts_with("application/json") {
        parts.problem = Some(format!("a body of type `{kind}`"));
    }
    match serde_json::from_slice(bytes) {
        Ok(json) => parts.json = json,
        Err(error) => parts.problem = Some(format!("a body that is no JSON: {error}")),
    }
    parts
}

fn form(boundary: &str, bytes: &[u8]) -> Parts {
    let mut parts = Parts::default();
    let mark = format!("--{boundary}");
    for section in split(bytes, mark.as_bytes()).into_iter().skip(1) {
        let Some(end) = find(section, b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&section[..end]);
        let content = &section[end + 4..];
        let content = content.strip_suffix(b"\r\n").unwrap_or(content);
        let name = parameter(&head, " name=").unwrap_or_default();
        if name == "payload_json" {
            match serde_json::from_slice(content) {
                Ok(json) => parts.json = json,
                Err(error) => parts.problem = Some(format!("payload_json is no JSON: {error}")),
            }
        } else if let Some(file) = parameter(&head, "filename=") {
            let kind = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-type")
                    .then(|| value.trim().to_owned())
            });
            let number = name
                .trim_start_matches("files[")
                .trim_end_matches(']')
                .to_owned();
            let kind = kind.unwrap_or_else(|| "application/octet-stream".into());
            parts.files.push(File {
                number,
                name: file,
                kind,
                bytes: content.to_vec(),
            });
        } else {
            parts.problem = Some(format!("an unknown part `{name}`"));
        }
    }
    parts
}

fn parameter(head: &str, mark: &str) -> Option<String> {
    let value = head.split_once(mark)?.1;
    match value.strip_prefix('"') {
        Some(quoted) => Some(quoted.split_once('"')?.0.to_owned()),
        None => value.split([';', '\r', '\n']).next().map(str::to_owned),
    }
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}

fn split<'a>(mut bytes: &'a [u8], mark: &[u8]) -> Vec<&'a [u8]> {
    let mut sections = Vec::new();
    while let Some(place) = find(bytes, mark) {
        sections.push(&bytes[..place]);
        bytes = &bytes[place + mark.len()..];
    }
    sections.push(bytes);
    sections
}

/// The names and values of a query string, decoded.
pub(crate) fn query(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

/// Undoes percent-encoding.
pub(crate) fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = code.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, code) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            (b'+', _) => {
                bytes.push(b' ');
                rest = tail;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

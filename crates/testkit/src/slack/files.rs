//! Files: announced, received, completed, downloaded.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::world::{self, Member};

#[derive(Debug)]
struct FileRow {
    name: String,
    length: usize,
    bytes: Option<Vec<u8>>,
    /// What Slack says of it, once it is complete.
    about: Option<Value>,
}

#[derive(Debug, Default)]
pub(crate) struct Files {
    rows: BTreeMap<String, FileRow>,
    next: u32,
}

impl Files {
    /// A file is to come; its id, and the path for its bytes.
    pub(crate) fn announce(&mut self, name: &str, length: usize) -> (String, String) {
        self.next += 1;
        let id = world::id('F', self.next);
        let row = FileRow {
            name: name.into(),
            length,
            bytes: None,
            about: None,
        };
        self.rows.insert(id.clone(), row);
        let path = format!("/upload/v1/{id}");
        (id, path)
    }

    /// The bytes of a file have come; their number, if it is the one that was announced.
    pub(crate) fn receive(&mut self, path: &str, bytes: Vec<u8>) -> Option<usize> {
        let row = self.rows.get_mut(path.rsplit('/').next()?)?;
        let length = bytes.len();
        if length != row.length || row.about.is_some() {
            return None;
        }
        row.bytes = Some(bytes);
        Some(length)
    }

    /// A file whose bytes are there is one from now on.
    pub(crate) fn complete(
        &mut self,
        base: &str,
        id: &str,
        title: Option<&str>,
        owner: Member,
        now: DateTime<Utc>,
    ) -> Option<Value> {
        let row = self.rows.get_mut(id)?;
        row.bytes.as_ref()?;
        let kind = row
            .name
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let mimetype = match kind.as_str() {
            "csv" => "text/csv",
            "txt" | "md" => "text/plain",
            "ics" => "text/calendar",
            "pdf" => "application/pdf",
            "png" => "image/png",
            "json" => "application/json",
            _ => "application/octet-stream",
        };
        let (team, name) = (world::team(), &row.name);
        let address = format!("{base}/files-pri/{team}-{id}");
        let about = json!({
            "id": id,
            "created": now.timestamp(),
            "timestamp": now.timestamp(),
            "name": name,
            "title": title.unwrap_or(name),
            "mimetype": mimetype,
            "filetype": kind,
            "pretty_type": kind.to_uppercase(),
            "user": owner,
            "user_team": team,
            "size": row.length,
            "mode": "hosted",
            "is_external": false,
            "external_type": "",
            "is_public": false,
            "url_private": format!("{address}/{name}"),
            "url_private_download": format!("{address}/download/{name}"),
            "permalink": format!("{base}/files/{id}/{name}"),
            "file_access": "visible",
        });
        row.about = Some(about.clone());
        Some(about)
    }

    pub(crate) fn about(&self, id: &str) -> Option<&Value> {
        self.rows.get(id)?.about.as_ref()
    }

    /// The type and bytes of a file by its path.
    pub(crate) fn download(&self, path: &str) -> Option<(String, Vec<u8>)> {
        let part = path.strip_prefix("/files-pri/")?.split('/').next()?;
        let row = self.rows.get(part.rsplit('-').next()?)?;
        let kind = row.about.as_ref()?["mimetype"].as_str()?;
        Some((kind.to_owned(), row.bytes.clone()?))
    }

    /// A file is deleted; whether there was one.
    pub(crate) fn forget(&mut self, id: &str) -> bool {
        self.rows.remove(id).is_some()
    }

    /// The bytes of a file by its id.
    pub(crate) fn bytes(&self, id: &str) -> Option<&[u8]> {
        self.rows.get(id)?.bytes.as_deref()
    }
}

/// The bytes that were uploaded: the body itself, or the first file of a form.
pub(crate) fn content(kind: &str, body: &[u8]) -> Vec<u8> {
    let Some((_, boundary)) = kind.split_once("boundary=") else {
        return body.to_vec();
    };
    let end = format!("\r\n--{}", boundary.trim_matches('"'));
    let start = find(body, b"\r\n\r\n").map_or(0, |place| place + 4);
    let rest = &body[start..];
    let length = find(rest, end.as_bytes()).unwrap_or(rest.len());
    rest[..length].to_vec()
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}

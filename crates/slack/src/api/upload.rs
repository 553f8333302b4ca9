//! Files: handed to Slack in three steps, and shown in a conversation with the last.

use serde::Deserialize;
use serde_json::json;

use super::{Api, Done, Failure, LIMIT, post};
use crate::render::Upload;

const BYTES: &str = "application/octet-stream";

#[derive(Debug, Deserialize)]
struct Place {
    upload_url: String,
    file_id: String,
}

impl Api {
    /// Shows a file in a conversation, below a message where one is named; its id.
    ///
    /// # Errors
    /// A [`Failure`].
    pub(crate) async fn upload(
        &self,
        file: &Upload,
        channel: &str,
        thread: Option<&str>,
    ) -> Result<String, Failure> {
        let length = file.bytes.len().to_string();
        let args = [("filename", file.name.as_str()), ("length", &length)];
        let place: Place = self.read("files.getUploadURLExternal", &args).await?;
        let request = post(&place.upload_url, Some(BYTES), file.bytes.clone())?;
        let sent = self.clock.timeout(LIMIT, self.client.send(request)).await;
        let answer = sent.map_err(|_| Failure::Unknown)??;
        if !answer.status.is_success() {
            return Err(Failure::Down {
                status: Some(answer.status.as_u16()),
            });
        }
        let mut args = json!({
            "files": [{ "id": place.file_id, "title": file.name }],
            "channel_id": channel,
        });
        if let Some(thread) = thread {
            args["thread_ts"] = thread.into();
        }
        let _: Done = self
            .write("files.completeUploadExternal", None, &args)
            .await?;
        Ok(place.file_id)
    }
}

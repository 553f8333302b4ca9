//! Deleting a message of the bot's own.

use announcer::SendError;
use domain::MessageRef;
use serenity::{
    http::{LightMethod, Route},
    model::id::MessageId,
};

use super::{ARCHIVED, Inner, refusal};
use crate::{config, rest::Ask};

const UNKNOWN_CHANNEL: i64 = 10003;

impl Inner {
    pub(super) async fn retract(&self, message: &MessageRef) -> Result<(), SendError> {
        let ids = config::channel(&message.channel).zip(config::snowflake(&message.message));
        let Some((channel_id, message_id)) = ids else {
            return Err(SendError::Gone);
        };
        let ask = || {
            let message_id = MessageId::new(message_id);
            let route = Route::ChannelMessage {
                channel_id,
                message_id,
            };
            Ask::new(LightMethod::Delete, route)
        };
        let mut deleted = self.rest.tell(ask()).await;
        if deleted
            .as_ref()
            .is_err_and(|failure| failure.code() == Some(ARCHIVED))
        {
            self.unarchive(channel_id).await?;
            deleted = self.rest.tell(ask()).await;
        }
        deleted.map_err(|failure| match failure.code() {
            // With a channel that was deleted its messages are.
            Some(UNKNOWN_CHANNEL) => SendError::Gone,
            _ => refusal::of_repeatable(failure),
        })
    }
}

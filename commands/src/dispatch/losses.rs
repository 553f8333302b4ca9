//! What was deleted on a platform under the bot: noted, and told to staff where that can be.

use chat::Lost;
use domain::Platform;
use store::Store;

pub(super) async fn note(store: &Store, platform: &Platform, lost: &Lost) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let purposes = match lost {
        Lost::Channel(address) => announcer::channel_deleted(&mut tx, platform, address).await?,
        Lost::StaffRole(role) => {
            announcer::staff_role_deleted(&mut tx, platform, role).await?;
            0
        }
    };
    tx.commit().await?;
    if purposes > 0
        && let Lost::Channel(channel) = lost
    {
        tracing::error!(
            platform = %platform,
            channel.id = channel,
            "a channel that the bot writes to was deleted: name another in the configuration"
        );
    }
    Ok(())
}

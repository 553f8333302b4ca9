//! Channels that refuse messages: noted, and told to staff wherever else they can be reached, once for each time
//! that it begins.

use anyhow::Context;
use domain::{Cause, Platform, Purpose, Reason, Target};
use store::{Enqueue, Tx};

/// A channel refuses messages for good.
///
/// # Errors
/// Those of the database.
pub async fn channel_refuses(tx: &mut Tx, channel: &Target, reason: Reason) -> anyhow::Result<()> {
    let since = tx.target_refused(&channel.id, reason).await?;
    if channel.purpose == Purpose::Staff && since == tx.now() {
        tracing::error!(
            target.id = %channel.id,
            delivery.reason = reason.id(),
            "the staff channel refuses messages: staff hear of nothing until it is put right"
        );
    }
    // Staff hear of it anew when something had arrived in between.
    let key = format!(
        "target_failed:{}:{reason}:{}",
        channel.id,
        since.timestamp_millis()
    );
    let subject = channel.id.as_str();
    tell_staff(tx, Cause::TargetFailed, subject, &key, Some(channel)).await
}

/// A channel of this address was deleted: it refuses whatever it was there for. How many purposes that are.
///
/// # Errors
/// Those of the database.
pub async fn channel_deleted(
    tx: &mut Tx,
    platform: &Platform,
    address: &str,
) -> anyhow::Result<usize> {
    let mut found = 0;
    for purpose in [Purpose::Announcements, Purpose::Staff, Purpose::Start] {
        for target in tx.targets(purpose).await? {
            if target.platform == *platform && target.address == address {
                channel_refuses(tx, &target, Reason::UnknownTarget).await?;
                found += 1;
            }
        }
    }
    Ok(found)
}

/// A role that made members staff was deleted.
///
/// # Errors
/// Those of the database.
pub async fn staff_role_deleted(
    tx: &mut Tx,
    platform: &Platform,
    role: &str,
) -> anyhow::Result<()> {
    let key = format!("staff_role_gone:{platform}:{role}");
    tell_staff(tx, Cause::StaffRoleGone, platform.as_str(), &key, None).await
}

/// One message for each staff channel but this one.
async fn tell_staff(
    tx: &mut Tx,
    cause: Cause,
    subject: &str,
    key: &str,
    except: Option<&Target>,
) -> anyhow::Result<()> {
    for staff in tx.targets(Purpose::Staff).await? {
        if except.is_some_and(|except| except.id == staff.id) {
            continue;
        }
        tx.deliver(&Enqueue {
            dedupe_key: format!("{key}:{}", staff.id),
            target: staff.id,
            cause,
            subject: subject.to_owned(),
            not_after: cause.lasts().map(|lasts| tx.now() + lasts),
        })
        .await
        .context("cannot tell staff what is wrong")?;
    }
    Ok(())
}

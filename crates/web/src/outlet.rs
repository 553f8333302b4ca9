//! The page as the courier sees it. A post is the delivery's own row, so sending is telling open pages.

use std::{sync::Arc, time::Duration};

use announcer::{Outlet, OutletFuture, Post, SendError};
use chrono::{DateTime, Utc};
use domain::{DeliveryId, MessageRef, Platform, Purpose, Reason, Target};

use crate::{PLATFORM, People, channel::Channel, live::Change, page::Room};

#[derive(Clone)]
pub(crate) struct PageOutlet(pub(crate) Arc<Room>);

impl PageOutlet {
    fn tell(&self, post: &Post) -> Result<MessageRef, SendError> {
        let change =
            place(self.0.people, &post.target).ok_or(SendError::Refused(Reason::UnknownTarget))?;
        self.0.live.tell(change);
        Ok(reference(post))
    }
}

impl Outlet for PageOutlet {
    fn platform(&self) -> Platform {
        PLATFORM
    }

    fn send<'a>(&'a self, post: &'a Post) -> OutletFuture<'a, MessageRef> {
        Box::pin(async move { self.tell(post) })
    }

    fn edit<'a>(&'a self, message: &'a MessageRef, post: &'a Post) -> OutletFuture<'a, ()> {
        Box::pin(async move {
            // What a press put in the post's place is older than this.
            self.0.turns.uncover(&DeliveryId::new(&message.message));
            self.tell(post).map(drop)
        })
    }

    fn retract<'a>(&'a self, _: &'a MessageRef, target: &'a Target) -> OutletFuture<'a, ()> {
        Box::pin(async move {
            let change =
                place(self.0.people, target).ok_or(SendError::Refused(Reason::UnknownTarget))?;
            self.0.live.tell(change);
            Ok(())
        })
    }

    fn find<'a>(
        &'a self,
        post: &'a Post,
        _since: DateTime<Utc>,
    ) -> OutletFuture<'a, Option<MessageRef>> {
        Box::pin(async move { Ok(place(self.0.people, &post.target).map(|_| reference(post))) })
    }

    fn nonce_window(&self) -> Duration {
        // The same row is the same post, however late: a year says that.
        Duration::from_secs(365 * 24 * 60 * 60)
    }

    fn time_limit(&self) -> Duration {
        Duration::from_secs(1)
    }
}

fn reference(post: &Post) -> MessageRef {
    MessageRef {
        channel: post.target.address.clone(),
        message: post.delivery.as_str().to_owned(),
    }
}

/// Where a target's posts stand, and who sees them; `None` when the page has no such place.
fn place(people: People, target: &Target) -> Option<Change> {
    if target.purpose == Purpose::Direct {
        return Some(Change {
            channel: Channel::Direct,
            only: Some(people.by_id(&target.address)?),
        });
    }
    let channel = Channel::from_id(&target.address)?;
    (channel != Channel::Direct).then_some(Change {
        channel,
        only: None,
    })
}

#[cfg(test)]
mod tests {
    use domain::{Purpose, Target, TargetId};

    use super::place;
    use crate::{PLATFORM, People, channel::Channel, identity::SAM, live::Change};

    fn target(purpose: Purpose, address: &str) -> Target {
        Target {
            id: TargetId::new("t"),
            platform: PLATFORM,
            purpose,
            address: address.to_owned(),
            person: None,
        }
    }

    #[test]
    fn posts_go_to_the_channel_or_to_the_person() {
        assert_eq!(
            place(
                People::ROBIN_AND_SAM,
                &target(Purpose::Announcements, "announcements")
            ),
            Some(Change {
                channel: Channel::Announcements,
                only: None
            })
        );
        assert_eq!(
            place(People::ROBIN_AND_SAM, &target(Purpose::Direct, "staff")),
            Some(Change {
                channel: Channel::Direct,
                only: Some(SAM)
            })
        );
        assert_eq!(
            place(People::ROBIN_AND_SAM, &target(Purpose::Direct, "nobody")),
            None
        );
        assert_eq!(
            place(People::ROBIN_AND_SAM, &target(Purpose::Start, "elsewhere")),
            None
        );
    }
}

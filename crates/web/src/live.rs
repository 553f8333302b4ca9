//! Tells open pages that something changed, by server-sent events; what changed they fetch themselves.

use std::convert::Infallible;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::broadcast::{self, Receiver, Sender, error::RecvError};
use tokio_util::sync::CancellationToken;

use crate::{Person, channel::Channel};

/// Changes that a slow page may fall behind; then it is told to look everywhere.
const BEHIND: usize = 64;

/// Something changed in a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) channel: Channel,
    /// The only one who sees it; everybody in the channel when there is none.
    pub(crate) only: Option<Person>,
}

impl Change {
    fn concerns(self, person: Person) -> bool {
        self.channel.open_to(person) && self.only.is_none_or(|only| only == person)
    }
}

/// The pages that are open.
#[derive(Debug)]
pub(crate) struct Live(Sender<Change>);

impl Live {
    pub(crate) fn new() -> Self {
        Self(broadcast::channel(BEHIND).0)
    }

    /// Tells those whom it concerns; nobody listening is no error.
    pub(crate) fn tell(&self, change: Change) {
        let _ = self.0.send(change);
    }

    /// The stream of one page; it ends when the program stops.
    pub(crate) fn listen(
        &self,
        person: Person,
        stop: CancellationToken,
    ) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
        let events = stream::unfold(self.0.subscribe(), move |changes| next(changes, person));
        let events = events.take_until(stop.cancelled_owned());
        Sse::new(events).keep_alive(KeepAlive::default())
    }
}

async fn next(
    mut changes: Receiver<Change>,
    person: Person,
) -> Option<(Result<Event, Infallible>, Receiver<Change>)> {
    loop {
        let channel = match changes.recv().await {
            Ok(change) if change.concerns(person) => change.channel.id(),
            Ok(_) => continue,
            Err(RecvError::Lagged(_)) => "all",
            Err(RecvError::Closed) => return None,
        };
        let event = Event::default().event("changed").data(channel);
        return Some((Ok(event), changes));
    }
}

#[cfg(test)]
mod tests {
    use super::Change;
    use crate::{
        channel::Channel,
        identity::{ROBIN, SAM},
    };

    #[test]
    fn a_change_concerns_those_who_see_it() {
        let staff = Change {
            channel: Channel::Staff,
            only: None,
        };
        assert!(staff.concerns(SAM) && !staff.concerns(ROBIN));
        let message = Change {
            channel: Channel::Direct,
            only: Some(ROBIN),
        };
        assert!(message.concerns(ROBIN) && !message.concerns(SAM));
    }
}

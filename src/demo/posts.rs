//! The posts that the page shows: deliveries, rendered as they are now.

use announcer::posts;
use chat::Specs;
use domain::Purpose;
use store::{LiveSettings, Store};
use web::{PostsFuture, Shown, Wall};

/// How many posts of a target are shown.
const SHOWN: i64 = 50;

/// The page's posts, from the database.
pub(super) struct Deliveries {
    store: Store,
    specs: Specs,
    settings: LiveSettings,
}

impl Deliveries {
    pub(super) fn new(store: Store, specs: Specs, settings: LiveSettings) -> Self {
        Self {
            store,
            specs,
            settings,
        }
    }

    async fn read(&self, wall: Wall) -> anyhow::Result<Vec<Shown>> {
        let settings = self.settings.fresh(&self.store).await?;
        let mut tx = self.store.read().await?;
        let mut shown = Vec::new();
        for purpose in [
            Purpose::Announcements,
            Purpose::Staff,
            Purpose::Start,
            Purpose::Direct,
        ] {
            for target in tx.targets(purpose).await? {
                if target.platform != web::PLATFORM || !wall.holds(&target) {
                    continue;
                }
                for delivery in tx.deliveries_in(&target.id, SHOWN).await? {
                    let Some(mut reply) =
                        posts::render(&mut tx, &delivery, &target, &settings).await?
                    else {
                        continue;
                    };
                    reply
                        .set_codes(&self.specs)
                        .map_err(|_| anyhow::anyhow!("a post's button has no code"))?;
                    let sent_at = delivery.first_attempt_at.unwrap_or_else(|| tx.now());
                    shown.push(Shown {
                        id: delivery.id,
                        reply,
                        sent_at,
                    });
                }
            }
        }
        shown.sort_by(|a, b| (a.sent_at, &a.id).cmp(&(b.sent_at, &b.id)));
        Ok(shown)
    }
}

impl web::Posts for Deliveries {
    fn on(&self, wall: Wall) -> PostsFuture<'_> {
        Box::pin(self.read(wall))
    }
}

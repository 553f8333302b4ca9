//! What a service manager (systemd) hears of the bot: how far the start is, that it is ready, that it lives, that it stops.
//!
//! A sign of life is given only while the loops that do the work move on. Where one has come to a standstill none is,
//! and the service manager ends the process and starts it again.

mod loops;
mod manager;
#[cfg(all(test, target_os = "linux"))]
mod tests;

use std::time::Duration;

use clock::Clock;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

pub(crate) use loops::Loops;
pub use manager::Manager;

use crate::run::Stage;

/// Looks at the loops are this far apart where no watchdog says otherwise.
const LOOK: Duration = Duration::from_secs(30);

/// Tells `manager` how the service is, until `shutdown` or until nobody tells the stage any more.
pub(crate) async fn watch(
    manager: Manager,
    clock: Clock,
    mut stages: watch::Receiver<Stage>,
    loops: Loops,
    shutdown: CancellationToken,
) {
    if !manager.is_there() {
        return;
    }
    let every = manager.watchdog.map_or(LOOK, |limit| limit / 2);
    let mut look = clock.elapsed();
    let (mut ready, mut said) = (false, "");
    loop {
        let (is_ready, status, mut connected) = {
            let stage = stages.borrow_and_update();
            let mut connected = stage.connected();
            if let Some(connected) = &mut connected {
                connected.mark_unchanged();
            }
            (stage.is_ready(), stage.status(), connected)
        };
        if is_ready && !ready {
            manager.tell("READY=1").await;
            ready = true;
        }
        if status != said {
            manager.status(status).await;
            said = status;
        }
        if look <= clock.elapsed() {
            look = clock.elapsed() + every;
            match loops.standing_still(every) {
                Some(name) => {
                    tracing::error!(
                        loop.name = name,
                        "has come to a standstill: the service manager gets no sign of life"
                    );
                }
                None if ready => manager.tell("WATCHDOG=1").await,
                // A start may have to wait for long, for the database or for a day's connections.
                None => {
                    let longer = (3 * every).as_micros();
                    manager.tell(&format!("EXTEND_TIMEOUT_USEC={longer}")).await;
                }
            }
        }
        tokio::select! {
            biased;
            () = shutdown.cancelled() => {
                manager.tell("STOPPING=1\nSTATUS=stopping").await;
                return;
            }
            changed = stages.changed() => if changed.is_err() { return },
            () = change(connected.as_mut()) => {}
            () = clock.sleep(look.saturating_sub(clock.elapsed())) => {}
        }
    }
}

/// Waits until the bot goes online or offline.
async fn change(connected: Option<&mut watch::Receiver<bool>>) {
    if let Some(connected) = connected
        && connected.changed().await.is_ok()
    {
        return;
    }
    std::future::pending::<()>().await;
}

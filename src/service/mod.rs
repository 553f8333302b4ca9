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

/// A start that waits for others longer than this is over for the service manager, and its status says what for: who
/// starts the service wants their prompt back, and to hear by then of a configuration that can't work.
const START: Duration = Duration::from_secs(30);

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
    let started = look + START;
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
        if !ready && (is_ready || started <= clock.elapsed()) {
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
                None => manager.tell("WATCHDOG=1").await,
            }
        }
        let next = if ready { look } else { look.min(started) };
        tokio::select! {
            biased;
            () = shutdown.cancelled() => {
                manager.tell("STOPPING=1\nSTATUS=stopping").await;
                return;
            }
            changed = stages.changed() => if changed.is_err() { return },
            () = change(connected.as_mut()) => {}
            () = clock.sleep(next.saturating_sub(clock.elapsed())) => {}
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

//! The connection over which Discord tells what happens: one session after the other, each IDENTIFY paced here.
//!
//! serenity's shard manager identifies anew every five seconds when a session does not come about, which spends
//! the thousand IDENTIFYs of a day within two hours and costs the token. So its runner is driven here: it resumes
//! by itself, and when it wants a new session it gets one when it is time.

mod pace;
mod session;

use std::{sync::Arc, time::Duration};

use clock::Clock;
use tokio_util::{
    sync::CancellationToken,
    task::{AbortOnDropHandle, TaskTracker},
};

use crate::{Dispatch, Server, check, handler::Handler, registration};
pub(crate) use pace::Pace;
use session::{End, Sessions};
use status::StartError;

/// How long running interactions have to come to their end.
const GRACE: Duration = Duration::from_secs(8);

/// Registers the commands and keeps a session until `shutdown`.
pub(crate) async fn run<D: Dispatch>(
    server: &Arc<Server>,
    dispatcher: D,
    shutdown: CancellationToken,
) -> Result<(), StartError> {
    let running = TaskTracker::new();
    let wanted = registration::registration(dispatcher.specs());
    let handler = Arc::new(Handler::new(server.clone(), dispatcher, running.clone()));
    // Before the first event: what is heard from now on is answered as it comes.
    for heard in handler.dispatcher.unanswered().await {
        let handler = handler.clone();
        running.spawn(async move { handler.answer_late(heard).await });
    }
    let register = async {
        let Server {
            rest,
            clock,
            application,
            guild,
            ..
        } = &**server;
        registration::register(rest, clock, *application, *guild, &wanted).await;
        // Registered or not: the bot answers.
        std::future::pending().await
    };
    // In a task of its own: an event is then handled by the thread that has read it, and no other is woken.
    let sessions = keep(server.clone(), handler, shutdown);
    let sessions = tokio::spawn(server.progress.of(Box::pin(sessions)));
    let outcome = tokio::select! {
        outcome = AbortOnDropHandle::new(sessions) => outcome,
        never = register => never,
    };
    let outcome = outcome.unwrap_or_else(|error| match error.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        Err(_) => Ok(()),
    });
    server.connected.send_replace(false);
    running.close();
    if server.clock.timeout(GRACE, running.wait()).await.is_err() {
        tracing::warn!(
            interactions = running.len(),
            "some interactions were not answered in time"
        );
    }
    outcome
}

async fn keep<D: Dispatch>(
    server: Arc<Server>,
    handler: Arc<Handler<D>>,
    shutdown: CancellationToken,
) -> Result<(), StartError> {
    let clock = &server.clock;
    let sessions = Sessions::new(&server, handler).await;
    // It outlives this: who is online again and again must not spend the day's connections either.
    let mut pace = server.pace.lock().await;
    loop {
        let url = tokio::select! {
            url = address(&server) => url?,
            () = shutdown.cancelled() => return Ok(()),
        };
        tokio::select! {
            () = clock.sleep(pace.next(clock.elapsed()).saturating_sub(clock.elapsed())) => {}
            () = shutdown.cancelled() => return Ok(()),
        }
        pace.started(clock.elapsed());
        let end = sessions.run(&url, &shutdown).await;
        pace.ended(clock.elapsed());
        match end {
            // The caller says that the bot is offline.
            End::Shutdown => return Ok(()),
            End::Refused(error) => return Err(error),
            End::NoWay(trouble) => {
                server.offline(&trouble.to_string());
                server.rest.network().say(&url, &trouble);
            }
            End::Lost(why) => {
                server.offline(why);
                tracing::warn!("the connection to Discord is lost: {why}");
            }
        }
    }
}

/// The gateway's address, as soon as an IDENTIFY is left.
async fn address(server: &Server) -> Result<String, StartError> {
    loop {
        let gateway = check::gateway(&server.rest, &server.clock).await?;
        let limit = gateway.session_start_limit;
        if limit.remaining > 0 {
            return Ok(gateway.url);
        }
        let wait = Duration::from_millis(limit.reset_after) + Duration::from_secs(1);
        let minutes = wait.as_secs() / 60;
        let why = format!("no connections are left for today; waiting {minutes} min");
        tracing::warn!("{why}");
        server.link.disconnected(&why);
        wait_for(&server.clock, wait).await;
    }
}

/// Waits, an hour at most: what Discord says may have changed by then.
async fn wait_for(clock: &Clock, wait: Duration) {
    clock.sleep(wait.min(Duration::from_secs(3600))).await;
}

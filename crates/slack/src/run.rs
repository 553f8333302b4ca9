//! One run: looked at first, then kept online until the end.

use std::{sync::Arc, time::Duration};

use commands::Dispatcher;
use futures_util::FutureExt as _;
use status::{Finding, StartError};
use tokio_util::{
    sync::CancellationToken,
    task::{AbortOnDropHandle, TaskTracker},
};

use crate::{Mode, PLATFORM, Server, api::Failure, check, handler::Handler, socket};

/// How long what is running has at the end.
const END: Duration = Duration::from_secs(8);
/// How often it is shown that requests are waited for.
const LOOK: Duration = Duration::from_secs(30);
/// The pauses between looks while Slack can't be reached.
const PAUSES: [u64; 5] = [2, 5, 15, 30, 60];
/// The pause while the token is refused.
const REFUSED: Duration = Duration::from_secs(300);

/// Looks at everything once, for the operator.
pub(crate) async fn look(server: &Server) -> Vec<Finding> {
    let (identity, scopes) = match check::identity(server).await {
        Ok(found) => found,
        Err(failure) if failure.heals() => {
            return vec![Finding::bad(
                format!("Slack is not reached: {failure}"),
                "look again in a moment",
            )];
        }
        Err(failure) => return vec![Finding::bad(bad_token(&failure), WHAT_TO_DO)],
    };
    server.identified(identity.clone());
    let mut found = check::look(server, &identity, scopes.as_deref())
        .await
        .findings;
    found.extend(check::connections(server).await);
    found
}

const WHAT_TO_DO: &str = "copy the Bot User OAuth Token (xoxb-…) of the app's page OAuth & Permissions into [slack] \
                          bot_token; install the app first";

fn bad_token(failure: &Failure) -> String {
    format!("Slack does not take the bot's token: {failure}")
}

pub(crate) async fn run(
    server: &Arc<Server>,
    dispatcher: Dispatcher,
    first: bool,
    shutdown: CancellationToken,
) -> Result<(), StartError> {
    let running = TaskTracker::new();
    let handler = Handler {
        server: server.clone(),
        dispatcher,
        ending: shutdown.clone(),
    };
    let homes = {
        let handler = handler.clone();
        AbortOnDropHandle::new(tokio::spawn(async move {
            let mut changed = handler.server.changed.lock().await;
            handler.keep_homes(&mut changed).await;
        }))
    };
    let working = online(server, &handler, &running, first, &shutdown);
    let ended = server.progress.of(Box::pin(working)).await;
    server.door.send_replace(None);
    server.offline("the bot is being stopped");
    running.close();
    let left = server.clock.timeout(END, running.wait()).await;
    if left.is_err() {
        tracing::warn!("some calls were not at their end when the bot ended");
    }
    drop(homes);
    ended
}

/// Is online until `shutdown`: again after each time in which the token was no good.
async fn online(
    server: &Arc<Server>,
    handler: &Handler,
    running: &TaskTracker,
    first: bool,
    shutdown: &CancellationToken,
) -> Result<(), StartError> {
    let mut failed = 0;
    let mut fresh = first;
    while !shutdown.is_cancelled() {
        let Some(checked) = shutdown.run_until_cancelled(check::identity(server)).await else {
            break;
        };
        let pause = match checked {
            Ok((identity, scopes)) => {
                failed = 0;
                fresh = false;
                server.identified(identity.clone());
                let found = check::look(server, &identity, scopes.as_deref()).await;
                let bad = found.findings.iter().filter(|finding| !finding.ok);
                let bad: Vec<String> = bad.map(ToString::to_string).collect();
                for finding in &bad {
                    tracing::warn!(platform = "slack", "{finding}");
                }
                server.link.findings(bad);
                server.channels.send_replace(found.channels);
                work(server, handler, running, shutdown).await;
                Duration::from_secs(1)
            }
            Err(failure) if failure.heals() => {
                let why = format!("Slack is not reached: {failure}");
                server.offline(&why);
                tracing::warn!(%failure, "waiting for Slack");
                let pause = PAUSES[failed.min(PAUSES.len() - 1)];
                failed += 1;
                Duration::from_secs(pause)
            }
            Err(failure) => {
                let why = format!("{}; {WHAT_TO_DO}", bad_token(&failure));
                if fresh {
                    return Err(StartError::Permanent(why));
                }
                server.offline(&why);
                server.refused(&why);
                REFUSED
            }
        };
        let _ = shutdown
            .run_until_cancelled(server.clock.sleep(pause))
            .await;
    }
    Ok(())
}

/// Is online while requests can arrive.
async fn served(server: &Server) {
    let mut unserved = server.unserved.subscribe();
    loop {
        let why = unserved.borrow_and_update().clone();
        match why {
            None => server.online(),
            Some(why) => server.offline(&format!("nothing that Slack sends can arrive: {why}")),
        }
        // Looking now and then shows that it goes on.
        while server
            .clock
            .timeout(LOOK, unserved.changed())
            .await
            .is_err()
        {}
    }
}

/// Takes what comes until `shutdown`, or until the token is no good.
async fn work(
    server: &Arc<Server>,
    handler: &Handler,
    running: &TaskTracker,
    shutdown: &CancellationToken,
) {
    let stop = shutdown.child_token();
    // What rang before is known: the token was looked at since.
    let _ = server.api.token_lost().notified().now_or_never();
    // Before the first event: what is heard from now on is answered as it comes.
    let heard = handler.dispatcher.unanswered(&PLATFORM).await;
    let late = handler.clone();
    running.spawn(async move { late.answer_what_was_heard(heard).await });
    let keeping = async {
        match &server.config.mode {
            Mode::Socket { app_token } => {
                let (running, stop) = (running.clone(), stop.clone());
                socket::keep(server, handler.clone(), app_token, running, stop).await;
            }
            Mode::Http { .. } => {
                server
                    .door
                    .send_replace(Some((handler.clone(), running.clone())));
                let _ = stop.run_until_cancelled(served(server)).await;
            }
        }
    };
    let lost = async {
        server.api.token_lost().notified().await;
        stop.cancel();
        std::future::pending::<()>().await;
    };
    tokio::select! {
        () = keeping => {}
        () = lost => {}
    }
    server.door.send_replace(None);
}

//! Serves what monitoring asks, on the address of `[web] listen`; and takes there what a platform sends over HTTP.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use clock::Clock;
use status::Reporter;
use tokio::{net::TcpListener, sync::watch};
use tokio_util::sync::CancellationToken;

use crate::metrics;

/// The pause before the address is tried again.
const AGAIN: Duration = Duration::from_secs(3);

/// Serves it until `quiet`, with `receiver` beside it. Where the address is taken, the bot goes on without; with a
/// receiver it is tried again, for a process that is just ending may hold it.
pub(crate) async fn serve(
    listen: SocketAddr,
    reporter: watch::Receiver<Reporter>,
    receiver: Option<slack::Receiver>,
    clock: Clock,
    quiet: CancellationToken,
) {
    let recorded = metrics::start();
    let sorting = metrics::sort_in(recorded.clone(), clock.clone());
    let sorting = quiet.clone().run_until_cancelled_owned(sorting);
    let router = web::watch(reporter, Arc::new(move || recorded.render()));
    let (router, unserved) = match receiver {
        Some(receiver) => (router.merge(receiver.router), Some(receiver.unserved)),
        None => (router, None),
    };
    let serving = async {
        let mut said = false;
        loop {
            let served = match TcpListener::bind(listen).await {
                Ok(listener) => {
                    let address = listener.local_addr().unwrap_or(listen);
                    tracing::info!(web.listen = %address, "/healthz is served");
                    if let Some(unserved) = &unserved {
                        unserved.send_replace(None);
                    }
                    said = false;
                    web::serve(listener, router.clone(), quiet.clone()).await
                }
                Err(error) => Err(error.into()),
            };
            let Err(error) = served else {
                return;
            };
            if !said {
                said = true;
                warn(listen, &error, unserved.is_some());
            }
            let Some(unserved) = &unserved else {
                return;
            };
            unserved.send_replace(Some(why_not(listen, &error)));
            let pause = quiet.run_until_cancelled(clock.sleep(AGAIN));
            if pause.await.is_none() {
                return;
            }
        }
    };
    tokio::join!(serving, sorting);
}

fn warn(listen: SocketAddr, error: &anyhow::Error, with_receiver: bool) {
    let error = format!("{error:#}");
    if with_receiver {
        tracing::warn!(
            web.listen = %listen,
            error,
            "nothing that Slack sends can arrive, and /healthz is not served; trying again every few seconds; else choose \
             another address in [web] listen"
        );
    } else {
        tracing::warn!(
            web.listen = %listen,
            error,
            "/healthz is not served; choose another address in [web] listen"
        );
    }
}

/// Why the address is not served, and what to do.
fn why_not(listen: SocketAddr, error: &anyhow::Error) -> String {
    let kind = error.downcast_ref().map(io::Error::kind);
    let what = match kind {
        Some(io::ErrorKind::AddrInUse) => format!("{listen} is taken"),
        _ => format!("{listen}: {error:#}"),
    };
    format!("{what}; choose another in [web] listen")
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::why_not;

    #[tokio::test]
    async fn an_address_that_is_taken_is_named_with_what_to_do() {
        let holder = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let listen = holder.local_addr().unwrap();
        let error = TcpListener::bind(listen).await.unwrap_err().into();
        assert_eq!(
            why_not(listen, &error),
            format!("{listen} is taken; choose another in [web] listen")
        );
    }
}

//! Serves what monitoring asks, on the address of `[web] listen`; and takes there what a platform sends over HTTP.

use std::{net::SocketAddr, sync::Arc};

use axum::Router;
use clock::Clock;
use status::Reporter;
use tokio::{net::TcpListener, sync::watch};
use tokio_util::sync::CancellationToken;

use crate::metrics;

/// Serves it until `quiet`, with `receiver` beside it. Where the address is taken, the bot goes on without.
pub(crate) async fn serve(
    listen: SocketAddr,
    reporter: watch::Receiver<Reporter>,
    receiver: Option<Router>,
    clock: Clock,
    quiet: CancellationToken,
) {
    let recorded = metrics::start();
    let sorting = metrics::sort_in(recorded.clone(), clock);
    let sorting = quiet.clone().run_until_cancelled_owned(sorting);
    let router = web::watch(reporter, Arc::new(move || recorded.render()));
    let router = router.merge(receiver.unwrap_or_default());
    let serving = async {
        let served = match TcpListener::bind(listen).await {
            Ok(listener) => {
                let address = listener.local_addr().unwrap_or(listen);
                tracing::info!(web.listen = %address, "/healthz is served");
                web::serve(listener, router, quiet).await
            }
            Err(error) => Err(error.into()),
        };
        if let Err(error) = served {
            tracing::warn!(
                web.listen = %listen,
                error = format!("{error:#}"),
                "/healthz is not served; choose another address in [web] listen"
            );
        }
    };
    tokio::join!(serving, sorting);
}

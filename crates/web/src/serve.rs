//! Serves a router on a listener until the program stops.

use axum::{Extension, Router};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// The program's stop, for handlers whose answer never ends by itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stop(pub(crate) CancellationToken);

/// Answers requests on `listener` until `shutdown`, then ends the live streams and lets the others finish.
///
/// # Errors
/// When the listener can't be used any longer.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: CancellationToken,
) -> anyhow::Result<()> {
    let router = router.layer(Extension(Stop(shutdown.clone())));
    axum::serve(listener, router)
        .with_graceful_shutdown(shutdown.cancelled_owned())
        .await?;
    Ok(())
}

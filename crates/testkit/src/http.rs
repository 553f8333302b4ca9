//! A small HTTP/1.1 server for the fakes, which can also drop a connection instead of answering.

use std::future::Future;

use axum::{
    body::Body,
    http::{Request, Response},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
};
use tokio_util::sync::CancellationToken;

use crate::certificate::Identity;

/// The handler wants the connection closed without an answer.
#[derive(Debug)]
struct Dropped;

impl std::fmt::Display for Dropped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the connection is dropped on purpose")
    }
}

impl std::error::Error for Dropped {}

/// Serves `listener` in the background until `stop`; a handler that gives `None` drops the connection.
pub(crate) fn serve<H, F>(
    listener: TcpListener,
    tls: Option<Identity>,
    stop: CancellationToken,
    handler: H,
) where
    H: Fn(Request<Body>) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Option<Response<Body>>> + Send + 'static,
{
    tokio::spawn(async move {
        loop {
            let stream = tokio::select! {
                () = stop.cancelled() => return,
                accepted = listener.accept() => match accepted {
                    Ok((stream, _)) => stream,
                    Err(_) => continue,
                },
            };
            // A small answer must not wait for the next packet.
            let _ = stream.set_nodelay(true);
            let (tls, stop, handler) = (tls.clone(), stop.clone(), handler.clone());
            tokio::spawn(async move {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = async {
                        match tls {
                            None => connection(stream, handler).await,
                            // A client that does not trust us is its own affair.
                            Some(identity) => {
                                if let Ok(stream) = identity.acceptor().accept(stream).await {
                                    connection(stream, handler).await;
                                }
                            }
                        }
                    } => {}
                }
            });
        }
    });
}

async fn connection<S, H, F>(stream: S, handler: H)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    H: Fn(Request<Body>) -> F,
    F: Future<Output = Option<Response<Body>>>,
{
    let service = service_fn(|request: Request<Incoming>| {
        let answer = handler(request.map(Body::new));
        async move { answer.await.ok_or(Dropped) }
    });
    // An error here is a client that went away, or a connection dropped on purpose.
    // The fakes' clocks are the tests': the system's date would speak of another time.
    let _ = http1::Builder::new()
        .auto_date_header(false)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

//! Socket Mode: a WebSocket over which Slack hands on what happens, kept open, and another opened before it is closed.

use std::{
    borrow::Cow,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use clock::Clock;
use futures_util::{SinkExt as _, StreamExt as _, stream::SplitSink};
use network::{Place, Stream, Trouble};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};
use tokio::{
    sync::{
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
        oneshot,
    },
    task::JoinSet,
};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{Server, api::Failure, handler::Handler, inbound::Inbound};

/// A connection that says nothing for so long is asked whether it lives; Slack pings more often.
const QUIET: Duration = Duration::from_secs(20);
/// How long the handshake, and the greeting after it, may take.
const STEP: Duration = Duration::from_secs(10);
/// How long one that Slack wants to close goes on being read while there is another.
const LEAVING: Duration = Duration::from_secs(30);
/// One that lasted so long was a good one: the next is opened without a pause.
const GOOD: Duration = Duration::from_secs(60);
/// The first pause, and the longest.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);
/// While the token or Socket Mode itself is refused.
const REFUSED: Duration = Duration::from_secs(300);

type Socket = WebSocketStream<Stream>;
type Out = UnboundedSender<Said>;

/// What is to be said over a connection.
struct Said {
    message: Message,
    /// Told once it is written; let go of where it can't be.
    written: Option<oneshot::Sender<()>>,
}

/// Why no connection came about.
#[derive(Debug)]
pub(crate) enum NotOpen {
    Api(Failure),
    Network(Trouble),
    /// It broke before it had begun.
    Broken,
}

impl std::fmt::Display for NotOpen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Api(failure) => write!(f, "no connection is given out: {failure}"),
            Self::Network(trouble) => write!(f, "{trouble}; {}", trouble.what_to_do()),
            Self::Broken => f.write_str("the connection broke before it had begun"),
        }
    }
}

/// One thing that Slack says over a connection.
#[derive(Debug, Deserialize)]
struct Frame<'a> {
    #[serde(rename = "type")]
    kind: Cow<'a, str>,
    #[serde(default)]
    envelope_id: String,
    /// Read by itself, once it is known what it is.
    #[serde(borrow)]
    payload: Option<&'a RawValue>,
    #[serde(default)]
    reason: String,
}

/// Says that an envelope was taken, and answers it where it wants an answer.
#[derive(Debug, Serialize)]
struct Acknowledged<'a> {
    envelope_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<Value>,
}

/// What the connections of one run share.
#[derive(Clone)]
struct Shared {
    server: Arc<Server>,
    handler: Handler,
    running: TaskTracker,
    live: Arc<AtomicUsize>,
    stop: CancellationToken,
}

/// Keeps a connection until `stop`; then what is running comes to its end in `running`. Ends before where the bot's
/// token turns out to be no good.
pub(crate) async fn keep(
    server: &Arc<Server>,
    handler: Handler,
    app_token: &SecretString,
    running: TaskTracker,
    stop: CancellationToken,
) {
    let shared = Shared {
        server: server.clone(),
        handler,
        running,
        live: Arc::default(),
        stop: stop.clone(),
    };
    let mut connections = JoinSet::new();
    let mut failed = 0;
    while !stop.is_cancelled() {
        let begun = server.clock.elapsed();
        let opened = stop.run_until_cancelled(open(server, app_token)).await;
        let pause = match opened {
            None => break,
            Some(Ok(socket)) => {
                server.online();
                let leaving = CancellationToken::new();
                shared.live.fetch_add(1, Ordering::Relaxed);
                let reading = Box::pin(read(shared.clone(), socket, leaving.clone()));
                // It is woken by pings, or looks by itself: so it shows that the connection is being kept.
                connections.spawn(server.progress.of(reading));
                let _ = stop.run_until_cancelled(leaving.cancelled()).await;
                if server.clock.elapsed() - begun >= GOOD {
                    failed = 0;
                }
                pause(server, failed)
            }
            Some(Err(error)) => {
                if shared.live.load(Ordering::Relaxed) == 0 {
                    server.offline(&error.to_string());
                }
                let refused = matches!(&error, NotOpen::Api(failure) if !failure.heals());
                if refused {
                    server.refused(&error.to_string());
                    REFUSED
                } else {
                    tracing::warn!(%error, "cannot connect to Slack; trying again");
                    pause(server, failed)
                }
            }
        };
        failed += 1;
        while connections.try_join_next().is_some() {}
        let _ = stop.run_until_cancelled(server.clock.sleep(pause)).await;
    }
    connections.join_all().await;
}

/// How long to wait after so many connections that did not come about or did not last: none after the first.
fn pause(server: &Server, failed: u32) -> Duration {
    if failed == 0 {
        return Duration::ZERO;
    }
    let whole = PAUSE.saturating_mul(1 << (failed - 1).min(6)).min(LONGEST);
    whole.mul_f64(1.0 - 0.5 * server.ids.fraction())
}

async fn open(server: &Server, app_token: &SecretString) -> Result<Socket, NotOpen> {
    let url = server.api.socket(app_token).await.map_err(NotOpen::Api)?;
    let place = Place::of(&url).ok_or(NotOpen::Broken)?;
    let network = server.api.network();
    let stream = network.connect(&place).await.map_err(NotOpen::Network)?;
    let shaken = async {
        let (mut socket, _) = client_async(url.as_str(), stream).await.ok()?;
        // Slack greets when it is ready to hand things on.
        loop {
            match socket.next().await?.ok()? {
                Message::Text(text) => {
                    let frame: Frame<'_> = serde_json::from_str(&text).ok()?;
                    return (frame.kind == "hello").then_some(socket);
                }
                Message::Close(_) => return None,
                _ => {}
            }
        }
    };
    let opened = server.clock.timeout(STEP, shaken).await;
    opened.ok().flatten().ok_or(NotOpen::Broken)
}

/// Takes what comes over one connection, until it ends.
async fn read(shared: Shared, socket: Socket, leaving: CancellationToken) {
    let (sink, mut incoming) = socket.split();
    let clock = shared.server.clock.clone();
    let (out, to_say) = unbounded_channel();
    let writing = tokio::spawn(write(sink, to_say, clock.clone()));
    // What is taken and not acknowledged yet.
    let taken = TaskTracker::new();
    let (mut asked, mut end) = (false, None);
    loop {
        let left = end.map(|end: Duration| end.saturating_sub(clock.elapsed()));
        let patience = left.unwrap_or(if asked { STEP } else { QUIET });
        let next = clock.timeout(patience, incoming.next());
        let next = shared.stop.run_until_cancelled(next).await;
        match next {
            None => {
                taken.close();
                let closed = async {
                    taken.wait().await;
                    say(&out, Message::Close(None), None);
                    writing.await
                };
                drop(clock.timeout(STEP, closed).await);
                break;
            }
            Some(Err(_)) if end.is_some() || asked => break,
            Some(Err(_)) => {
                asked = true;
                if !say(&out, Message::Ping(Vec::new()), None) {
                    break;
                }
            }
            Some(Ok(None | Some(Err(_) | Ok(Message::Close(_))))) => break,
            Some(Ok(Some(Ok(Message::Text(text))))) => {
                asked = false;
                if let Some(reason) = frame(&shared, &out, &taken, &text) {
                    tracing::info!(reason, "Slack closes the connection; another is opened");
                    if reason == "link_disabled" {
                        shared.server.refused(
                            "Socket Mode is switched off: switch it on in the app's settings",
                        );
                    }
                    end.get_or_insert(clock.elapsed() + LEAVING);
                    leaving.cancel();
                }
            }
            Some(Ok(Some(Ok(_)))) => asked = false,
        }
    }
    leaving.cancel();
    if shared.live.fetch_sub(1, Ordering::Relaxed) == 1 && !shared.stop.is_cancelled() {
        shared
            .server
            .offline("the connection ended; another is opened");
    }
}

/// Takes one frame; the reason where Slack wants the connection to end.
fn frame(shared: &Shared, out: &Out, taken: &TaskTracker, text: &str) -> Option<String> {
    let Ok(frame) = serde_json::from_str::<Frame<'_>>(text) else {
        tracing::warn!("Slack sent something that can't be read");
        return None;
    };
    if frame.kind == "disconnect" {
        return Some(frame.reason);
    }
    if frame.envelope_id.is_empty() {
        return None;
    }
    shared.server.link.heard();
    let inbound = frame.payload;
    let inbound = inbound.and_then(|payload| Inbound::of(&frame.kind, payload));
    let envelope = frame.envelope_id;
    let (handler, out) = (shared.handler.clone(), out.clone());
    let taken = taken.token();
    // It is as large as the largest thing that can come of it, and is not moved about.
    let worked_on = Box::pin(async move {
        // Who is not on duty leaves it to the one who is: what is not acknowledged comes again.
        if !handler.on_duty().await {
            return;
        }
        let (answer, work) = match inbound {
            Some(inbound) => handler.take(inbound).await,
            None => (None, None),
        };
        let acknowledged = Acknowledged {
            envelope_id: &envelope,
            payload: answer,
        };
        let acknowledged = serde_json::to_string(&acknowledged);
        let (written, is_written) = oneshot::channel();
        // Texts and JSON can always be written.
        let message = Message::Text(acknowledged.unwrap_or_default());
        say(&out, message, Some(written));
        drop(out);
        if is_written.await.is_err() {
            tracing::info!("cannot acknowledge an envelope; it comes again");
        }
        drop(taken);
        if let Some(work) = work {
            handler.work(work).await;
        }
    });
    shared.running.spawn(worked_on);
    None
}

/// Has something said; false where that can't be any more.
fn say(out: &Out, message: Message, written: Option<oneshot::Sender<()>>) -> bool {
    out.send(Said { message, written }).is_ok()
}

/// Writes what is to be said, in one go what comes at the same time, until it says that it closes, nobody has anything
/// to say, or nobody takes it.
async fn write(
    mut sink: SplitSink<Socket, Message>,
    mut to_say: UnboundedReceiver<Said>,
    clock: Clock,
) {
    while let Some(first) = to_say.recv().await {
        // Others have something to say, too.
        tokio::task::yield_now().await;
        let (mut next, mut waiting, mut closes) = (Some(first), Vec::new(), false);
        let writes = async {
            while let Some(said) = next {
                closes |= matches!(said.message, Message::Close(_));
                sink.feed(said.message).await?;
                waiting.extend(said.written);
                next = to_say.try_recv().ok();
            }
            sink.flush().await
        };
        let done = clock.timeout(STEP, writes).await;
        if !matches!(done, Ok(Ok(()))) {
            tracing::info!("nothing can be said over the connection any more");
            return;
        }
        for written in waiting {
            // Who waited may be gone.
            let _ = written.send(());
        }
        if closes {
            return;
        }
    }
}

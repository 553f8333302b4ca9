//! One session: a way to the gateway, a socket, an IDENTIFY, events until it breaks, resumed by serenity where it can be.

use std::{any::Any, sync::Arc, time::Duration};

use clock::Progress;
use network::{Trouble, Tunnel};
use serenity::{
    Error,
    client::EventHandler,
    gateway::{
        GatewayError, Shard, ShardManager, ShardManagerOptions, ShardMessenger, ShardRunner,
        ShardRunnerMessage, ShardRunnerOptions,
    },
    http::Http,
    model::{
        gateway::{GatewayIntents, ShardInfo},
        id::ShardId,
    },
    prelude::TypeMap,
};
use tokio::sync::{Mutex, RwLock};
use tokio_util::sync::CancellationToken;

use crate::{Dispatch, PLATFORM, Server, handler::Handler};
use status::StartError;

/// How long opening a socket may take, the way there not counted.
const CONNECT: Duration = Duration::from_secs(20);
/// How long closing it may take.
const CLOSE: Duration = Duration::from_secs(4);

/// Enough for commands, buttons and forms, for the text of messages that mention the bot, and of direct ones. None of
/// these is privileged.
const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::DIRECT_MESSAGES);

/// How a session ended.
#[derive(Debug)]
pub(crate) enum End {
    /// As we wanted.
    Shutdown,
    /// Discord does not want us again.
    Refused(StartError),
    /// There is no way to the gateway now.
    NoWay(Trouble),
    /// By itself; a new one may follow.
    Lost(&'static str),
}

/// What all sessions share.
pub(crate) struct Sessions {
    server: Arc<Server>,
    handlers: Vec<Arc<dyn EventHandler>>,
    data: Arc<RwLock<TypeMap>>,
    http: Arc<Http>,
    manager: Arc<ShardManager>,
    /// Where the manager would say why a session ended; the runner says it to us.
    _returned: Box<dyn Any + Send + Sync>,
}

impl Sessions {
    pub(crate) async fn new<D: Dispatch>(server: &Arc<Server>, handler: Arc<Handler<D>>) -> Self {
        let address = Arc::new(Mutex::new(String::new()));
        // A runner wants a manager, and that one has a queue which would begin new sessions by itself. It needs the
        // address for that, and never gets it.
        std::mem::forget(address.clone().lock_owned().await);
        let data = Arc::default();
        let http = Arc::new(server.rest.for_gateway());
        let (manager, returned) = ShardManager::new(ShardManagerOptions {
            data: Arc::clone(&data),
            event_handlers: Vec::new(),
            raw_event_handlers: Vec::new(),
            shard_index: 0,
            shard_init: 1,
            shard_total: 1,
            ws_url: address,
            http: http.clone(),
            intents: intents(server),
            presence: None,
        });
        // A runner that wants a new session has the manager wait for a shutdown that never comes; this is it. Each
        // further one leaves the next.
        manager.shutdown_finished(ShardId(0));
        Self {
            server: server.clone(),
            handlers: vec![handler],
            data,
            http,
            manager,
            _returned: Box::new(returned),
        }
    }

    /// Runs one session to its end. serenity opens its own socket and knows no proxy, so it is led through a tunnel, and
    /// comes back through it to resume.
    pub(crate) async fn run(&self, url: &str, shutdown: &CancellationToken) -> End {
        let tunnel = tokio::select! {
            tunnel = self.server.rest.network().tunnel(url) => tunnel,
            () = shutdown.cancelled() => return End::Shutdown,
        };
        let tunnel = match tunnel {
            Ok(tunnel) => tunnel,
            Err(trouble) => return End::NoWay(trouble),
        };
        let end = self.through(&tunnel, shutdown).await;
        tunnel.close().await;
        end
    }

    /// Runs one session through this tunnel to its end.
    async fn through(&self, tunnel: &Tunnel, shutdown: &CancellationToken) -> End {
        let clock = &self.server.clock;
        let info = ShardInfo {
            id: ShardId(0),
            total: 1,
        };
        let address = Arc::new(Mutex::new(tunnel.url().to_owned()));
        let opening = Shard::new(
            address,
            self.http.token(),
            info,
            intents(&self.server),
            None,
        );
        let shard = tokio::select! {
            shard = clock.timeout(CONNECT, opening) => shard,
            () = shutdown.cancelled() => return End::Shutdown,
        };
        let shard = match shard {
            Ok(Ok(shard)) => shard,
            Ok(Err(_)) => return End::Lost("the gateway cannot be reached"),
            Err(_) => return End::Lost("the gateway takes too long to answer"),
        };
        metrics::counter!("dash_bot_sessions_total", "platform" => PLATFORM.to_string())
            .increment(1);
        let mut runner = ShardRunner::new(ShardRunnerOptions {
            data: self.data.clone(),
            event_handlers: self.handlers.clone(),
            raw_event_handlers: Vec::new(),
            manager: self.manager.clone(),
            shard,
            http: self.http.clone(),
        });
        let messenger = ShardMessenger::new(&runner);
        // serenity's runner looks up twice a second, but while it opens a socket: there it has no time limit, and would
        // wait for ever in a network that swallows packets.
        let progress = Progress::default();
        let mut events = std::pin::pin!(progress.of(Box::pin(runner.run())));
        let mut still = std::pin::pin!(progress.standstill(clock));
        let mut breaks = tunnel.breaks();
        let ended = loop {
            tokio::select! {
                // First, for it comes before what is heard through the next connection.
                biased;
                Ok(()) = breaks.changed() => {
                    self.server.offline("the connection broke; it is being taken up again");
                }
                ended = &mut events => break ended,
                () = &mut still => return End::Lost("no sign of life"),
                () = shutdown.cancelled() => {
                    messenger.send_to_shard(ShardRunnerMessage::Shutdown(ShardId(0), 1000));
                    // A socket that does not close in time is dropped.
                    let _ = clock.timeout(CLOSE, events).await;
                    return End::Shutdown;
                }
            }
        };
        match ended {
            Ok(()) => End::Lost("Discord wants a new session"),
            Err(Error::Gateway(GatewayError::DisallowedGatewayIntents))
                if self.server.link.set_reads_along(false) =>
            {
                let finding = "the Message Content Intent was switched off: messages that do not name the bot are not read \
                               until it is switched on (Developer Portal, Bot) and the bot is started again";
                tracing::error!("{finding}");
                self.server.link.finding(finding.to_owned());
                End::Lost("the session begins anew without the Message Content Intent")
            }
            Err(Error::Gateway(error)) => match refusal(&error) {
                Some(refused) => End::Refused(refused),
                None => End::Lost("the gateway closed the session"),
            },
            Err(_) => End::Lost("the connection broke"),
        }
    }
}

/// What the bot hears of.
fn intents(server: &Server) -> GatewayIntents {
    if server.reads() {
        INTENTS | GatewayIntents::MESSAGE_CONTENT
    } else {
        INTENTS
    }
}

fn refusal(error: &GatewayError) -> Option<StartError> {
    let message = match error {
        GatewayError::InvalidAuthentication => {
            "the gateway does not take the token (4004): make a new one in the Developer Portal (your application, \
             Bot, Reset Token) and put it into [discord] token"
        }
        GatewayError::InvalidGatewayIntents | GatewayError::DisallowedGatewayIntents => {
            "the gateway does not allow what the bot wants to hear (4013, 4014): is the application banned or under \
             review? See its page in the Developer Portal"
        }
        _ => return None,
    };
    Some(StartError::Permanent(message.to_owned()))
}

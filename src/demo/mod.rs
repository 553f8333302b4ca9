//! `dash-bot demo`: the whole job on one machine without accounts. The page in the browser stands where
//! Discord stands in production; everything else is the same.

mod channel;
mod posts;

use std::{net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

use announcer::{Outlets, feed::Source};
use anyhow::Context as _;
use clock::{Clock, Ids};
use commands::{Limits, Upkeep};
use domain::{Bilingual, Community, Contact, Lang};
use network::Network;
use status::{Running, Stage};
use store::Keys;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use web::People;

use crate::{
    base::{Base, Channels, Plan},
    failure::Failure,
    signals,
};

/// What comes from outside the process. Tests hand in their own.
pub struct Outside {
    /// The clock.
    pub clock: Clock,
    /// Where ids come from.
    pub ids: Ids,
    /// Who is there.
    pub people: People,
    /// The video channel that is watched; the demo's own when there is none.
    pub videos: Option<Source>,
    /// Where the page is served: on loopback.
    pub listener: TcpListener,
    /// Ends the demo.
    pub shutdown: CancellationToken,
}

/// Runs until a signal comes. Without a database, one in a temporary directory that is deleted at the end.
pub(crate) async fn command(listen: SocketAddr, database: Option<String>) -> ExitCode {
    let shutdown = CancellationToken::new();
    signals::cancel_on_signal(shutdown.clone());
    match start(listen, database, shutdown).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

async fn start(
    listen: SocketAddr,
    database: Option<String>,
    shutdown: CancellationToken,
) -> Result<(), Failure> {
    if !listen.ip().is_loopback() {
        return Err(Failure::Configuration(format!(
            "the demo has no accounts and is only for this machine: {listen} is no loopback address; take 127.0.0.1 or [::1]"
        )));
    }
    let listener = TcpListener::bind(listen).await.with_context(|| {
        format!("cannot listen on {listen}; choose another port with --listen 127.0.0.1:PORT")
    })?;
    let address = listener
        .local_addr()
        .context("cannot read the page's address")?;
    let directory = tempfile::tempdir().context("cannot make a temporary directory")?;
    let database = database
        .unwrap_or_else(|| format!("sqlite:{}", directory.path().join("demo.sqlite").display()));
    println!("The bot's page: http://{address}/  (end with Ctrl-C)");
    let outside = Outside {
        clock: Clock::system(),
        ids: Ids::system(),
        people: People::ROBIN_AND_SAM,
        videos: None,
        listener,
        shutdown,
    };
    demo(&database, outside).await
}

/// Runs until `outside.shutdown`.
///
/// # Errors
/// When the database can't be opened, or the page can't be served.
pub async fn demo(database: &str, outside: Outside) -> Result<(), Failure> {
    let running = Running::new(outside.clock.clone());
    running.link(web::PLATFORM).connected();
    let source = match outside.videos {
        Some(source) => source,
        None => Source {
            base: channel::serve(outside.clock.clone(), outside.shutdown.clone()).await?,
            every: Duration::from_secs(2),
            ..Source::new(channel::ID)
        },
    };
    let plan = Plan {
        database,
        keys: Keys::none(),
        ledger: None,
        knowledge: None,
        community: community(),
        upkeep: Upkeep::default(),
        limits: Limits::default(),
        running: running.clone(),
        sources: vec![source.name()],
    };
    let base = Base::open(plan, outside.clock.clone(), outside.ids.clone()).await?;
    let channels = web::channels().map(|(purpose, address)| Channels {
        platform: web::PLATFORM,
        purpose,
        addresses: vec![address.to_owned()],
    });
    base.channels(&channels).await?;
    let posts = Arc::new(posts::Deliveries::new(
        base.store.clone(),
        base.dispatcher.specs().clone(),
        base.settings.clone(),
    ));
    // The demo's feed is on this machine.
    let network = Network::local(outside.clock.clone(), outside.ids.clone());
    let network = network.context("cannot make connections")?;
    let page = web::Page::new(
        outside.people,
        base.dispatcher.clone(),
        posts,
        outside.clock,
        outside.ids,
    );
    let quiet = CancellationToken::new();
    let outlets = Outlets::default();
    outlets.add(page.outlet());
    let tasks = base.background(outlets, Some((network, source)), &quiet)?;
    running.reached(Stage::Working);
    let served = web::serve(outside.listener, page.router(), outside.shutdown).await;
    quiet.cancel();
    tasks.join_all().await;
    base.store.close().await;
    served
        .context("cannot serve the page")
        .map_err(Failure::Fault)
}

/// A community as an operator might describe it; addresses under example.org lead nowhere.
fn community() -> Community {
    Community {
        lang: Lang::En,
        contact: Contact {
            email: Some("dash@example.org".to_owned()),
            website: Some("https://example.org/dash".to_owned()),
            ..Contact::default()
        },
        email_purpose: Some(Bilingual {
            en: "Only to send you the invitation for the meeting".to_owned(),
            nl: "Alleen om je de uitnodiging voor het spreekuur te sturen".to_owned(),
        }),
    }
}

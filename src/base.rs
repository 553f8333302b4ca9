//! What every way of running shares: database, answers, dispatcher, and the tasks in the background.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use announcer::{
    Courier, Outlets,
    feed::{Source, Watcher},
};
use clock::{Clock, Ids, Progress};
use commands::{Answers, Dispatcher, Limits, QuestionLog, Setup, Upkeep};
use domain::{Community, Platform, Purpose, Reason};
use knowledge::{Entry, Knowledge, Weights};
use network::Network;
use secrecy::ExposeSecret as _;
use status::{Reporter, Running};
use store::{Keys, Lease, Ledger, LiveSettings, OpenError, Store, Taken};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::{config::Config, failure::Failure};

/// The wait between two attempts to reach the database.
const DATABASE_RETRY: Duration = Duration::from_secs(5);

/// The name of the lease of the one process that is online.
const GATEWAY: &str = "gateway";

/// The database, open and migrated, and all that stands on it.
pub(crate) struct Base {
    pub(crate) store: Store,
    pub(crate) dispatcher: Dispatcher,
    pub(crate) reporter: Reporter,
    /// Whose turn it is to be online.
    pub(crate) lease: Lease,
    /// What staff set.
    pub(crate) settings: LiveSettings,
    answers: Answers,
    upkeep: Upkeep,
    questions: QuestionLog,
    /// Whether the courier runs, and moves on.
    pub(crate) courier: Progress,
}

/// The channels of a platform that are there for something.
pub(crate) struct Channels {
    pub(crate) platform: Platform,
    pub(crate) purpose: Purpose,
    pub(crate) addresses: Vec<String>,
}

impl Channels {
    /// The one for announcements and that of the staff, as far as there are any.
    pub(crate) fn of(
        platform: &Platform,
        announce: Option<&String>,
        staff: Option<&String>,
    ) -> [Self; 2] {
        [(Purpose::Announcements, announce), (Purpose::Staff, staff)].map(|(purpose, address)| {
            Self {
                platform: platform.clone(),
                purpose,
                addresses: address.cloned().into_iter().collect(),
            }
        })
    }
}

/// What a base is made of.
pub(crate) struct Plan<'a> {
    pub(crate) database: &'a str,
    pub(crate) keys: Keys,
    /// The file that remembers who was erased; none where the database is thrown away.
    pub(crate) ledger: Option<PathBuf>,
    pub(crate) knowledge: Option<&'a Path>,
    pub(crate) community: Community,
    pub(crate) upkeep: Upkeep,
    pub(crate) limits: Limits,
    pub(crate) running: Running,
    /// The names of the sources that are watched.
    pub(crate) sources: Vec<String>,
}

impl Base {
    /// Opens the database, brings it up to date, and reads the answers.
    pub(crate) async fn open(plan: Plan<'_>, clock: Clock, ids: Ids) -> Result<Self, Failure> {
        let store = connect(plan.database, &plan.keys, clock, ids).await?;
        let applied = store.migrate().await.map_err(Failure::database)?;
        if applied > 0 {
            tracing::info!(
                migrations.applied = applied,
                "the database was brought up to date"
            );
        }
        store.check_keys().await.map_err(Failure::database)?;
        if let Some(ledger) = &plan.ledger {
            remember_erasures(&store, ledger).await?;
        }
        let (entries, weights) = files(plan.knowledge)?;
        let answers = Answers::new(entries, weights);
        answers.refresh(&store).await.map_err(Failure::Fault)?;
        let settings = LiveSettings::of(plan.community.lang);
        settings.refresh(&store).await.map_err(Failure::Fault)?;
        let questions = QuestionLog::default();
        let reporter = Reporter::new(plan.running, store.clone(), plan.sources);
        let process = store.ids().uuid(store.clock().now());
        let lease = Lease::new(store.clone(), GATEWAY, process);
        let dispatcher = Dispatcher::new(Setup {
            store: store.clone(),
            answers: answers.clone(),
            settings: settings.clone(),
            community: Arc::new(plan.community),
            upkeep: plan.upkeep,
            limits: plan.limits,
            questions: questions.clone(),
            reporter: reporter.clone(),
            lease: lease.clone(),
        });
        Ok(Self {
            store,
            dispatcher,
            reporter,
            lease,
            settings,
            questions,
            answers,
            upkeep: plan.upkeep,
            courier: Progress::default(),
        })
    }

    /// Takes up what a process was sending that has ended without giving its lease up.
    pub(crate) async fn take_over(&self, taken: Taken) -> anyhow::Result<()> {
        // What staff changed while this process waited for its turn.
        self.answers.refresh(&self.store).await?;
        self.settings.refresh(&self.store).await?;
        let Some(gone) = taken.lapsed else {
            return Ok(());
        };
        let mut tx = self.store.begin().await?;
        let released = tx.leases_release(Some(&gone)).await?;
        tx.commit().await?;
        tracing::warn!(
            deliveries = released,
            "took over from a process that ended without a word, with what it was sending"
        );
        Ok(())
    }

    /// Says which channels the platforms have for what; those of earlier configurations rest. A staff
    /// channel gets the cards that it has missed. From now on the bot counts as being there; where it was away for
    /// long, what it may have forgotten is made good before anything else.
    pub(crate) async fn channels(&self, channels: &[Channels]) -> anyhow::Result<()> {
        let mut tx = self.store.begin().await?;
        let gap = tx.pulse_begin().await?;
        for of in channels {
            tx.targets_configure(&of.platform, of.purpose, &of.addresses)
                .await?;
        }
        commands::post_missing_cards(&mut tx).await?;
        tx.commit().await?;
        if let Some(gap) = gap {
            tracing::warn!(
                gap.id = %gap.id,
                gap.began_at = %gap.began_at,
                gap.ended_at = %gap.ended_at,
                gap.after = %gap.after,
                "the bot was away, or an older state of the database was put back: for a day it looks before each post whether that stands already"
            );
        }
        Ok(())
    }

    /// Says how the channels of a platform were found: whether a post there would be refused, and why. Staff hear of
    /// one that is, and one that works again gets what it missed.
    pub(crate) async fn found(
        &self,
        platform: &Platform,
        channels: &[(String, Option<Reason>)],
    ) -> anyhow::Result<()> {
        let mut tx = self.store.begin().await?;
        for refusing in tx.targets_refusing().await? {
            let target = &refusing.target;
            let works = |(address, reason): &(String, Option<Reason>)| {
                *address == target.address && reason.is_none()
            };
            if target.platform == *platform && channels.iter().any(works) {
                tx.target_try_again(&target.id).await?;
            }
        }
        for purpose in [Purpose::Staff, Purpose::Announcements] {
            for target in tx.targets(purpose).await? {
                let mut found = channels.iter();
                let found = found.find(|(address, _)| *address == target.address);
                if let Some((_, Some(reason))) = found
                    && target.platform == *platform
                {
                    announcer::channel_refuses(&mut tx, &target, *reason).await?;
                }
            }
        }
        tx.commit().await
    }

    /// Starts what goes out by itself. It stops when `quiet` is cancelled, and can be waited for then.
    pub(crate) fn background(
        &self,
        outlets: Outlets,
        feed: Option<(Network, Source)>,
        quiet: &CancellationToken,
    ) -> anyhow::Result<JoinSet<()>> {
        let mut tasks = JoinSet::new();
        let specs = self.dispatcher.specs().clone();
        let courier = Courier::new(
            self.store.clone(),
            outlets,
            specs,
            self.settings.clone(),
            self.lease.owner().to_owned(),
        );
        let stop = quiet.clone();
        let delivering = async move { courier.run(stop).await };
        tasks.spawn(self.courier.of(Box::pin(delivering)));
        if let Some((network, source)) = feed {
            let watcher = Watcher::new(self.store.clone(), network, source)?;
            let stop = quiet.clone();
            tasks.spawn(async move { watcher.run(stop).await });
        }
        let (questions, store, stop) = (self.questions.clone(), self.store.clone(), quiet.clone());
        tasks.spawn(async move { questions.run(&store, stop.cancelled()).await });
        let (settings, store, stop) = (self.settings.clone(), self.store.clone(), quiet.clone());
        let (answers, upkeep) = (self.answers.clone(), self.upkeep);
        tasks.spawn(async move {
            commands::sweep(&store, &answers, &settings, upkeep, stop.cancelled()).await;
        });
        let (answers, store, stop) = (self.answers.clone(), self.store.clone(), quiet.clone());
        tasks.spawn(async move { answers.watch(&store, stop.cancelled()).await });
        let (settings, store, stop) = (self.settings.clone(), self.store.clone(), quiet.clone());
        tasks.spawn(async move { settings.watch(&store, stop.cancelled()).await });
        Ok(tasks)
    }
}

/// Opens the database that the configuration names, for a subcommand that needs nothing else.
pub(crate) async fn store(config: &Config) -> Result<Store, Failure> {
    Store::connect_with(
        config.database.expose_secret(),
        config.keys.clone(),
        Clock::system(),
        Ids::system(),
    )
    .await
    .map_err(Failure::database)
}

/// Opens the database. A server that does not answer, or not as it should, is waited for: it may be starting, too.
async fn connect(database: &str, keys: &Keys, clock: Clock, ids: Ids) -> Result<Store, Failure> {
    loop {
        match Store::connect_with(database, keys.clone(), clock.clone(), ids.clone()).await {
            Ok(store) => return Ok(store),
            // A certificate, too, is mended over there.
            Err(error @ (OpenError::Unreachable { .. } | OpenError::Tls { .. })) => {
                tracing::warn!(error = %error, "waiting for the database");
                clock.sleep(DATABASE_RETRY).await;
            }
            Err(error) => return Err(Failure::database(error)),
        }
    }
}

/// Has the store remember who is erased in this file, and takes those out again whom it remembers and the database has
/// from a backup.
pub(crate) async fn remember_erasures(store: &Store, path: &Path) -> Result<(), Failure> {
    let ledger = Ledger::open(path, store.ids(), store.clock().now()).map_err(Failure::database)?;
    tracing::info!(
        ledger.file = %path.display(),
        ledger.people = ledger.len(),
        "who is erased is remembered in a file outside of the database"
    );
    store.remember_erasures(ledger);
    let again = store.erase_again().await?;
    if again > 0 {
        tracing::warn!(
            people.count = again,
            "the database knew people who had been erased, as after a backup was put back; they were erased again"
        );
    }
    Ok(())
}

/// The answers: those in the directory, or those that are compiled in.
pub(crate) fn answers(directory: Option<&Path>) -> Result<Knowledge, Failure> {
    let (entries, weights) = files(directory)?;
    Ok(Knowledge::build(entries, Arc::new(weights)))
}

/// The answers' files, and the weights with which they are found.
fn files(directory: Option<&Path>) -> Result<(Vec<Entry>, Weights), Failure> {
    let Some(directory) = directory else {
        let weights = Weights::bundled().map_err(Failure::Fault)?;
        return Ok((knowledge::bundled().entries, weights));
    };
    let loaded = knowledge::directory(directory).map_err(|error| {
        Failure::Configuration(format!(
            "cannot read the answers in [knowledge] path: {error:#}"
        ))
    })?;
    let findings = knowledge::check(&loaded);
    if let Some(first) = findings.first() {
        return Err(Failure::Configuration(format!(
            "the answers in [knowledge] path have {} problems; the first: {first}. See `dash-bot knowledge check`",
            findings.len()
        )));
    }
    let weights = Weights::directory(directory).map_err(Failure::Fault)?;
    Ok((loaded.entries, weights))
}

//! Discord within the run. Alone it is looked at before the turn begins, so that who can't reach it does not keep
//! another process from being online. Beside another platform it is looked at within the turn: what is amiss with
//! Discord keeps the bot from nothing elsewhere.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use announcer::Outlets;
use discord::{Config, Discord, Outside};
use status::StartError;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{base::Base, service::Loops};

/// The pause while Discord refuses the bot.
const REFUSED: Duration = Duration::from_secs(300);

/// Discord, looked at once in the life of the process.
pub(crate) struct OnDiscord {
    config: Config,
    outside: Outside,
    /// Whether the bot is on no other platform.
    alone: bool,
    loops: Loops,
    looked_at: Mutex<Option<Discord>>,
    connected: watch::Sender<bool>,
}

impl OnDiscord {
    pub(crate) fn new(config: Config, outside: Outside, alone: bool, loops: Loops) -> Self {
        Self {
            config,
            outside,
            alone,
            loops,
            looked_at: Mutex::default(),
            connected: watch::Sender::new(false),
        }
    }

    /// Whether the bot is on no other platform.
    pub(crate) fn is_alone(&self) -> bool {
        self.alone
    }

    /// Whether the bot is online there, now and whenever that changes.
    pub(crate) fn connected(&self) -> watch::Receiver<bool> {
        self.connected.subscribe()
    }

    /// Looks at it, unless that was done. Waits for what can heal.
    ///
    /// # Errors
    /// [`StartError::Permanent`] for what no waiting helps against.
    pub(crate) async fn look(&self) -> Result<Discord, StartError> {
        let known = self.looked_at().clone();
        if let Some(discord) = known {
            return Ok(discord);
        }
        let discord = Discord::check(self.config.clone(), self.outside.clone()).await?;
        self.loops.add("gateway", discord.progress());
        *self.looked_at() = Some(discord.clone());
        Ok(discord)
    }

    /// Is online until `stop`. Beside another platform it is tried again where Discord refuses the bot.
    pub(crate) async fn run(
        &self,
        base: &Base,
        outlets: &Outlets,
        stop: &CancellationToken,
    ) -> Result<(), StartError> {
        let mut said = false;
        while !stop.is_cancelled() {
            let why = match self.online(base, outlets, stop).await {
                Err(StartError::Permanent(why)) if !self.alone => why,
                ended => return ended,
            };
            self.outside.link.disconnected(&why);
            if !std::mem::replace(&mut said, true) {
                tracing::error!(
                    why,
                    "Discord refuses the bot; trying again every five minutes"
                );
            }
            let pause = self.outside.clock.sleep(REFUSED);
            let _ = stop.run_until_cancelled(pause).await;
        }
        Ok(())
    }

    async fn online(
        &self,
        base: &Base,
        outlets: &Outlets,
        stop: &CancellationToken,
    ) -> Result<(), StartError> {
        let Some(discord) = stop.run_until_cancelled(self.look()).await else {
            return Ok(());
        };
        let discord = discord?;
        if let Err(error) = base.found(&discord::PLATFORM, discord.channels()).await {
            let error = format!("{error:#}");
            tracing::warn!(error, "cannot note how Discord's channels were found");
        }
        outlets.add(Arc::new(discord.outlet()));
        let mut connected = discord.connected();
        let telling = async {
            loop {
                self.connected.send_replace(*connected.borrow_and_update());
                if connected.changed().await.is_err() {
                    std::future::pending::<()>().await;
                }
            }
        };
        let ended = tokio::select! {
            ended = discord.run(base.dispatcher.clone(), stop.clone()) => ended,
            () = telling => Ok(()),
        };
        self.connected.send_replace(false);
        ended
    }

    fn looked_at(&self) -> MutexGuard<'_, Option<Discord>> {
        self.looked_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

//! Messages that are answered where they stand: each once, whichever process hears it, and none forgotten when a
//! process ends in between.

use std::time::Duration;

use chrono::TimeDelta;
use domain::{MessageRef, PersonId, Platform};
use store::{Store, Unanswered};

use crate::Dispatcher;

/// A database that is away does not keep a question waiting for longer.
const PATIENCE: Duration = Duration::from_millis(300);

/// What is older is not answered any more: nobody waits for it.
const LATE: TimeDelta = TimeDelta::minutes(15);

impl Dispatcher {
    /// Whether it is this process's turn to answer. It may have ended while the process was stopped.
    pub async fn on_duty(&self) -> bool {
        self.house().lease.is_ours().await
    }

    /// Remembers that a message of this account is about to be answered; false when that was remembered before, or
    /// when silence will be the answer. What can't be remembered is answered all the same, but not `by_itself`: nobody
    /// waits for that, and it could stand there twice.
    pub async fn heard(
        &self,
        platform: &Platform,
        message: &MessageRef,
        person: &str,
        by_itself: bool,
    ) -> bool {
        if self.house().limiter.is_silent(platform, person) {
            metrics::counter!("dash_bot_limit_refusals_total", "limit" => "person").increment(1);
            return false;
        }
        let store = self.house().store.clone();
        let clock = store.clock().clone();
        let what = (platform.clone(), message.clone(), person.to_owned());
        // It goes on when it is not waited for any more: late is better than not.
        let noting = tokio::spawn(async move { note(&store, &what.0, &what.1, &what.2).await });
        let error = match clock.timeout(PATIENCE, noting).await {
            Ok(Ok(Ok(is_new))) => return is_new,
            Ok(Ok(Err(error))) => format!("{error:#}"),
            Ok(Err(ended)) => ended.to_string(),
            Err(elapsed) => elapsed.to_string(),
        };
        tracing::warn!(
            message.id = message.message,
            error,
            "cannot remember a message that is to be answered"
        );
        !by_itself
    }

    /// Remembers that a message was answered, and where the answer stands; `None` when there is none and will be none.
    pub async fn answered(
        &self,
        platform: &Platform,
        message: &MessageRef,
        answer: Option<&MessageRef>,
    ) {
        if let Some(answer) = answer {
            self.house().talks.answered(platform, message, answer);
        }
        let noted = settle(&self.house().store, platform, message, answer);
        if let Err(error) = noted.await {
            let error = format!("{error:#}");
            // That the message itself could not be remembered was said, where that is so.
            tracing::info!(
                message.id = message.message,
                error,
                "cannot remember an answer"
            );
        }
    }

    /// Remembers something that was given to a person by itself, so that an erasure finds it: a file, an answer in a
    /// conversation. What shows the data of somebody else goes with that one.
    pub async fn gave(
        &self,
        platform: &Platform,
        person: &str,
        concerns: Option<&PersonId>,
        answer: &MessageRef,
    ) {
        let store = &self.house().store;
        let noted = async {
            match concerns {
                Some(concerned) => note_of(store, platform, answer, concerned).await?,
                None => note(store, platform, answer, person).await?,
            };
            settle(store, platform, answer, Some(answer)).await
        };
        if let Err(error) = noted.await {
            let error = format!("{error:#}");
            tracing::warn!(error, "cannot remember what was given to a person");
        }
    }

    /// What was heard in the last quarter of an hour and not answered: who had heard it is gone.
    pub async fn unanswered(&self, platform: &Platform) -> Vec<Unanswered> {
        let store = &self.house().store;
        let found = async {
            let mut tx = store.read().await?;
            let since = tx.now() - LATE;
            tx.heard_unanswered(platform, since).await
        };
        found.await.unwrap_or_else(|error: anyhow::Error| {
            let error = format!("{error:#}");
            tracing::warn!(error, "cannot look for messages without an answer");
            Vec::new()
        })
    }
}

async fn note(
    store: &Store,
    platform: &Platform,
    message: &MessageRef,
    person: &str,
) -> anyhow::Result<bool> {
    let mut tx = store.begin().await?;
    let is_new = tx.heard_note(platform, message, person).await?;
    tx.commit().await?;
    Ok(is_new)
}

async fn note_of(
    store: &Store,
    platform: &Platform,
    message: &MessageRef,
    person: &PersonId,
) -> anyhow::Result<bool> {
    let mut tx = store.begin().await?;
    let is_new = tx.heard_note_of(platform, message, person).await?;
    tx.commit().await?;
    Ok(is_new)
}

async fn settle(
    store: &Store,
    platform: &Platform,
    message: &MessageRef,
    answer: Option<&MessageRef>,
) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    tx.heard_answered(platform, message, answer).await?;
    tx.commit().await
}

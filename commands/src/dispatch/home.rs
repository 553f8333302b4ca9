//! What stands on a person's own page, where a platform has one.

use chat::{Args, Caller, Error, Reply, Response, Standing};

use super::{Dispatcher, outcome};
use crate::{command::Stop, context::Context};

/// The calls whose answers stand there, one below the other.
const PARTS: [&str; 4] = ["start", "counseling status", "lectures latest", "topics"];

impl Dispatcher {
    /// The way in, the person's own sign-ups, the latest lectures, and what can be asked. It is shown without being asked
    /// for, so it counts for no limit and stands in no audit.
    pub async fn home(&self, caller: &Caller) -> Vec<Reply> {
        let lang = self.lang(caller).await;
        if caller.standing == Standing::Stranger {
            let cx = Context::new(&self.0, caller, lang);
            return match cx.refused("refused-stranger") {
                Error::User(reply) => vec![*reply],
                Error::Internal(_) => Vec::new(),
            };
        }
        let mut parts = Vec::new();
        for name in PARTS {
            let mut cx = Context::new(&self.0, caller, lang);
            match self.part(&mut cx, name).await {
                Ok(reply) => parts.push(reply),
                Err(Error::User(reply)) => parts.push(*reply),
                Err(Error::Internal(error)) => {
                    parts.push(outcome::fault(&cx, name, &error));
                    break;
                }
            }
        }
        parts
    }

    async fn part(&self, cx: &mut Context<'_>, name: &'static str) -> Result<Reply, Error> {
        let entry = self.0.entries.get(name);
        let entry = *entry.ok_or_else(|| anyhow::anyhow!("no command {name}"))?;
        let reply = match (entry.run)(&Args::new(), cx).await {
            Ok(reply) => reply,
            Err(Stop::Error(error)) => return Err(error),
            Err(Stop::Invalid(_)) => {
                return Err(anyhow::anyhow!("{name} needs arguments").into());
            }
        };
        match self.keep(cx, Response::Reply(Box::new(reply))).await? {
            Response::Reply(reply) => Ok(*reply),
            Response::Form(_) => Err(anyhow::anyhow!("{name} gave a form").into()),
        }
    }
}

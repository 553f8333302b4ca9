//! What `doctor` says of the videos that are announced.

use ::network::Network;
use announcer::feed::{self, FeedProblem, Source};
use clock::Clock;

use super::{Line, PATIENCE, bad, fine};
use crate::config::Config;

/// Whether the feed is read.
pub(super) async fn examine(config: &Config, clock: &Clock, way: &Network) -> Line {
    let Some(source) = &config.youtube else {
        return fine("mini-lectures: not announced ([youtube] channel is not set)");
    };
    match clock.timeout(PATIENCE, count(source, clock, way)).await {
        Ok(Ok(1)) => fine("mini-lectures: the feed is read, one video stands in it"),
        Ok(Ok(count)) => fine(format!(
            "mini-lectures: the feed is read, {count} videos stand in it"
        )),
        Ok(Err(problem)) => {
            let said = feed::show_problem(&problem);
            match way.try_out(&source.base).await {
                Err(trouble) if problem == FeedProblem::Unreachable => bad(format!(
                    "mini-lectures: {trouble}; {}",
                    trouble.what_to_do()
                )),
                _ => bad(format!("mini-lectures: {said}")),
            }
        }
        Err(_) => bad(
            "mini-lectures: the feed does not answer; is its address reached from this machine?",
        ),
    }
}

/// How many videos stand in the feed.
async fn count(source: &Source, clock: &Clock, way: &Network) -> Result<usize, FeedProblem> {
    let http = feed::client(way).map_err(|_| FeedProblem::Address)?;
    let bytes = feed::fetch(&http, clock, source.url()?.as_str()).await?;
    feed::parse(&bytes).map(|videos| videos.len())
}

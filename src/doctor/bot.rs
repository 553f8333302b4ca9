//! What `doctor` says of the running bot, which it asks.

use status::{Status, Trouble};

use super::{Line, bad, fine, note};
use crate::{bot, config::Config};

/// How the running bot says that it is, and the lines for that.
pub(super) async fn examine(config: &Config) -> (Option<Status>, Vec<Line>) {
    let status = match bot::status(config).await {
        Ok(status) => status,
        Err(error) => {
            let line = note(format!(
                "bot: none that runs is found ({error}). Start it with `dash-bot run`; where it ends again and \
                 again, the last line that it wrote says why"
            ));
            return (None, vec![line]);
        }
    };
    let mut lines = vec![fine(format!(
        "bot: {} runs since {:.0}",
        status.version, status.started_at
    ))];
    // What stands wrong on the platforms is looked at anew below.
    let troubles = status.troubles.iter();
    let troubles = troubles.filter(|trouble| !matches!(trouble, Trouble::Finding { .. }));
    lines.extend(troubles.map(|trouble| bad(format!("bot: {trouble}"))));
    (Some(status), lines)
}

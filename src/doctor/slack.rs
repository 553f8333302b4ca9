//! What `doctor` says of Slack: the way there, the tokens, scopes, channels, and who is staff.

use ::network::Network;
use clock::{Clock, Ids};
use slack::{Outside, Slack};
use status::Finding;

use super::{Line, PATIENCE, Verdict, bad, fine, network};
use crate::config::Config;

/// Whether Slack can be worked with; nothing where it is not configured.
pub(super) async fn examine(config: &Config, clock: &Clock, way: &Network) -> Vec<Line> {
    let Some(slack) = config.slack.clone() else {
        return Vec::new();
    };
    let mut lines = vec![network::reached(way, slack.address()).await];
    if lines[0].verdict != Verdict::Fine {
        return lines;
    }
    let outside = Outside::of_command(clock.clone(), Ids::system(), way.clone());
    let slack = Slack::new(slack, outside);
    match clock.timeout(PATIENCE, slack.look()).await {
        Ok(findings) => lines.extend(findings.iter().map(line)),
        Err(_) => lines.push(bad(format!(
            "Slack: no answer within {} s",
            PATIENCE.as_secs()
        ))),
    }
    lines
}

fn line(finding: &Finding) -> Line {
    let says = format!("Slack: {finding}");
    if finding.ok { fine(says) } else { bad(says) }
}

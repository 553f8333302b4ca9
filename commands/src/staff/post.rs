//! `/staff start post`: puts the standing message into this channel, with the buttons from which one who
//! has never typed a slash command finds the way.

use chat::{Args, Error, Notice, Reply, Sign, Spec, text};
use domain::{Cause, DeliveryState, Purpose};
use store::Enqueue;

use crate::{
    command::{Command, Invalid},
    context::Context,
};

pub(crate) struct Post;

impl Command for Post {
    const SPEC: &'static Spec = &Spec {
        name: "staff start post",
        ..Spec::STAFF
    };

    fn parse(_: &Args) -> Result<Self, Invalid> {
        Ok(Self)
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let Some(channel) = cx.caller.origin.channel() else {
            return Err(cx.refused("start-direct"));
        };
        let platform = cx.caller.platform.clone();
        let lang = cx.lang;
        let tx = cx.tx().await?;
        let target = tx
            .target_ensure(&platform, Purpose::Start, channel, None)
            .await?;
        let posts = tx.deliveries_of(Cause::Start, target.id.as_str()).await?;
        let stands = posts
            .iter()
            .any(|post| matches!(post.state, DeliveryState::Pending | DeliveryState::Sent));
        if stands {
            // It may have been deleted by hand: the edit finds out, and the next post stands anew.
            tx.deliveries_changed(Cause::Start, target.id.as_str())
                .await?;
            return Ok(Reply::new(Sign::Done, text!(lang, "start-stands-title"))
                .notice(Notice::Ok)
                .markdown(text!(lang, "start-stands-text")));
        }
        tx.deliver(&Enqueue {
            dedupe_key: format!("start:{}:{}", target.id, posts.len()),
            subject: target.id.to_string(),
            target: target.id,
            cause: Cause::Start,
            not_after: None,
        })
        .await?;
        Ok(Reply::new(Sign::Done, text!(lang, "start-posted-title"))
            .notice(Notice::Ok)
            .markdown(text!(lang, "start-posted-text")))
    }
}

//! `/lectures latest`: the newest mini-lectures.

use chat::{Action, Args, Block, Error, Field, Inline, Reply, Sign, Spec, text, texts};
use chrono_tz::Europe::Amsterdam;

use crate::{
    command::{Command, Invalid},
    context::Context,
};

const SHOWN: i64 = 5;

pub(crate) struct Latest;

impl Command for Latest {
    const SPEC: &'static Spec = &Spec {
        name: "lectures latest",
        ..Spec::MEMBER
    };

    fn parse(_: &Args) -> Result<Self, Invalid> {
        Ok(Self)
    }

    async fn run(self, cx: &mut Context<'_>) -> Result<Reply, Error> {
        let mut tx = cx.house.store.read().await?;
        let lectures = tx.lectures_latest(SHOWN).await?;
        drop(tx);
        let lang = cx.lang;
        let reply = Reply::new(Sign::Lecture, text!(lang, "lectures-title"));
        let channel = cx.house.community.contact.youtube.clone();
        let link = channel.map(|url| Action::Link {
            label: text!(lang, "link-youtube"),
            url,
        });
        if lectures.is_empty() {
            let reply = reply.markdown(text!(lang, "lectures-none"));
            return Ok(link.into_iter().fold(reply, Reply::action));
        }
        let fields = lectures
            .into_iter()
            .map(|lecture| Field {
                label: texts::day(
                    lang,
                    lecture.published_at.with_timezone(&Amsterdam).date_naive(),
                ),
                value: Inline::Link {
                    label: lecture.title,
                    url: lecture.url,
                },
            })
            .collect();
        let reply = reply.block(Block::Fields(fields));
        Ok(link.into_iter().fold(reply, Reply::action))
    }
}

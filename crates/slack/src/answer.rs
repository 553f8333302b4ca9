//! Answering where somebody asked: beside a message or in its place, for them alone or for all, or in a view.

use chat::{Audience, Notice, Place, Reply};
use domain::{Lang, MessageRef};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    PLATFORM,
    api::{Done, Failure},
    handler::Handler,
    render::{self, Block, Card, View},
    surface::Origin,
};

/// A message as Slack is sent it, with what else belongs to the call: an object.
#[derive(Debug, Serialize)]
pub(crate) struct Content<'a, F = ()> {
    text: &'a str,
    blocks: &'a [Block],
    /// What it says is plain: nothing in it is markup.
    mrkdwn: bool,
    unfurl_links: bool,
    unfurl_media: bool,
    #[serde(flatten)]
    further: F,
}

impl<'a> Content<'a> {
    pub(crate) fn of(card: &'a Card) -> Self {
        Self {
            text: &card.text,
            blocks: &card.blocks,
            mrkdwn: false,
            unfurl_links: false,
            unfurl_media: false,
            further: (),
        }
    }

    /// With further arguments: an object.
    pub(crate) const fn with<F>(&self, further: F) -> Content<'a, F> {
        Content {
            text: self.text,
            blocks: self.blocks,
            mrkdwn: self.mrkdwn,
            unfurl_links: self.unfurl_links,
            unfurl_media: self.unfurl_media,
            further,
        }
    }
}

/// How an answer stands to the message from which somebody asked.
#[derive(Debug, Serialize)]
struct Beside<'a> {
    replace_original: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thread_ts: Option<&'a str>,
}

#[derive(Debug, Deserialize)]
struct Said {
    ts: String,
}

#[derive(Debug, Deserialize)]
struct Opened {
    view: ViewId,
}

#[derive(Debug, Deserialize)]
struct ViewId {
    id: String,
}

/// How an answer stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    pub(crate) audience: Audience,
    pub(crate) place: Place,
}

impl Handler {
    /// Says it where it was asked, with its files in the conversation with the person.
    pub(crate) async fn answer(
        &self,
        person: &str,
        origin: &Origin,
        manner: Manner,
        reply: &Reply,
    ) {
        let card = render::card(reply);
        let said = if origin.is_view() {
            // There is no message beside which it could stand.
            Err(Failure::Unreachable)
        } else {
            self.say(person, origin, manner, reply, &card).await
        };
        if let Err(failure) = said {
            tracing::warn!(%failure, "an answer goes into the conversation with the person");
            let refused = failure.word().starts_with("invalid_blocks");
            let instead = refused.then(|| render::card(&Reply::unshown(self.lang_of(origin))));
            Box::pin(self.tell(person, instead.as_ref().unwrap_or(&card))).await;
        }
        self.files(person, origin, &card).await;
    }

    /// Says it in the conversation with the person, noted so that an erasure finds it.
    async fn tell(&self, person: &str, card: &Card) {
        let channel = match self.server.outlet.conversation(person).await {
            Ok(channel) => channel,
            Err(error) => {
                tracing::warn!(?error, "cannot answer");
                return;
            }
        };
        let args = Content::of(card).with(json!({ "channel": channel }));
        let api = &self.server.api;
        match api
            .write::<Said>("chat.postMessage", Some(&channel), &args)
            .await
        {
            Ok(said) => {
                let place = MessageRef {
                    channel,
                    message: said.ts,
                };
                let concerns = card.concerns.as_ref();
                self.dispatcher
                    .gave(&PLATFORM, person, concerns, &place)
                    .await;
            }
            Err(failure) => tracing::warn!(%failure, "cannot answer"),
        }
    }

    async fn say(
        &self,
        person: &str,
        origin: &Origin,
        manner: Manner,
        reply: &Reply,
        card: &Card,
    ) -> Result<(), Failure> {
        let content = Content::of(card);
        // Nothing was done: what was pressed is what the person goes on with.
        let stays = reply.is_passing() || matches!(reply.notice, Notice::Refused | Notice::Failed);
        let in_place = manner.place == Place::Same && origin.ts.is_some() && !stays;
        let private = stays || origin.audience(manner.audience) == Audience::Caller;
        let kind = if private { "ephemeral" } else { "in_channel" };
        let beside = Beside {
            replace_original: in_place,
            response_type: (!in_place).then_some(kind),
            thread_ts: origin.thread.as_deref().filter(|_| !in_place),
        };
        let api = &self.server.api;
        if !origin.url.is_empty() {
            let body = content.with(beside);
            match api.respond(&origin.url, &body).await {
                Ok(()) => return Ok(()),
                // What all see does not stand there twice because an answer to us was lost.
                Err(Failure::Unknown | Failure::Down { .. }) if !private && !in_place => {
                    return Ok(());
                }
                // Used up or too old: there is another way.
                Err(failure) => tracing::debug!(%failure, "an answer goes another way"),
            }
        }
        let channel = origin.channel.as_str();
        let at = Some(channel);
        match &origin.ts {
            Some(ts) if in_place && !origin.ephemeral => {
                let args = content.with(json!({ "channel": channel, "ts": ts }));
                api.insist::<Done>("chat.update", at, &args).await?;
            }
            _ if private || origin.ephemeral => {
                let mut further = json!({ "channel": channel, "user": person });
                if let Some(thread) = &origin.thread {
                    further["thread_ts"] = thread.as_str().into();
                }
                let args = content.with(further);
                api.insist::<Done>("chat.postEphemeral", at, &args).await?;
            }
            _ => {
                let args = content.with(json!({ "channel": channel }));
                api.write::<Done>("chat.postMessage", at, &args).await?;
            }
        }
        Ok(())
    }

    /// Hands files over: they can't stand in what vanishes, so they go into the conversation with the person, and are
    /// noted so that an erasure finds them.
    async fn files(&self, person: &str, origin: &Origin, card: &Card) {
        if card.files.is_empty() {
            return;
        }
        let handed = Box::pin(async {
            let channel = self.server.outlet.conversation(person).await.ok()?;
            let all = self.hand_over(person, &channel, None, card).await;
            all.then_some(())
        });
        if handed.await.is_none() {
            let unshown = render::card(&Reply::unshown(self.lang_of(origin)));
            Box::pin(self.tell(person, &unshown)).await;
        }
    }

    /// Shows a card's files in a conversation; whether all of them stand there.
    pub(crate) async fn hand_over(
        &self,
        person: &str,
        channel: &str,
        thread: Option<&str>,
        card: &Card,
    ) -> bool {
        let mut all = true;
        for file in &card.files {
            match self.server.api.upload(file, channel, thread).await {
                Ok(message) => {
                    let channel = channel.to_owned();
                    let place = MessageRef { channel, message };
                    let concerns = card.concerns.as_ref();
                    self.dispatcher
                        .gave(&PLATFORM, person, concerns, &place)
                        .await;
                }
                Err(failure) => {
                    tracing::warn!(%failure, "cannot hand a file over");
                    all = false;
                }
            }
        }
        all
    }

    /// Says it in a view, with its files in the conversation with the person.
    pub(crate) async fn reply_in(&self, person: &str, view: &str, reply: &Reply, lang: Lang) {
        let metadata = Origin::default().with_form(lang);
        self.show(view, &render::reply_view(reply, lang, &metadata))
            .await;
        let card = render::card(reply);
        self.files(person, &Origin::default(), &card).await;
    }

    /// Opens a view that says that something is on its way: what can open one is good for three seconds.
    pub(crate) async fn open(&self, trigger: &str, lang: Lang) -> Option<String> {
        let args = json!({ "trigger_id": trigger, "view": render::loading(lang) });
        match self
            .server
            .api
            .write::<Opened>("views.open", None, &args)
            .await
        {
            Ok(opened) => Some(opened.view.id),
            Err(failure) => {
                tracing::warn!(%failure, "cannot open a view");
                None
            }
        }
    }

    /// Puts something in the place of a view.
    pub(crate) async fn show(&self, view_id: &str, view: &View) {
        let shown = self.put(view_id, view).await;
        if let Err(failure) = shown {
            // Somebody who has closed it does not wait for it.
            if failure.word() == "not_found" {
                tracing::info!("a view was closed before its answer came");
                return;
            }
            tracing::warn!(%failure, "cannot show an answer in a view");
            let unshown = render::reply_view(&Reply::unshown(Lang::En), Lang::En, "");
            let shown = self.put(view_id, &unshown).await;
            if let Err(failure) = shown {
                tracing::warn!(%failure, "cannot say so either");
            }
        }
    }

    async fn put(&self, view_id: &str, view: &View) -> Result<(), Failure> {
        let args = json!({ "view_id": view_id, "view": view });
        let api = &self.server.api;
        api.insist::<Done>("views.update", None, &args)
            .await
            .map(drop)
    }

    fn lang_of(&self, origin: &Origin) -> Lang {
        let lang = origin.lang.as_deref().and_then(Lang::from_tag);
        lang.unwrap_or(Lang::En)
    }
}

//! The local page, in a browser.

use std::{
    collections::HashMap,
    fmt::{self, Display},
    future::Future,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use chrono::TimeDelta;
use clock::Clock;
use fantoccini::key::Key;
use serde::Deserialize;
use testkit::youtube::FakeYouTube;
use tokio::task::LocalSet;

use super::{Stage, served::Served};
use crate::{bot::Database, browser::Browser, page::Page};

/// So long that what comes next is shown below what was before.
const A_MOMENT: TimeDelta = TimeDelta::seconds(1);

/// How long something may take to be shown.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often is looked whether it is.
const EVERY: Duration = Duration::from_millis(20);

/// Reads the conversation.
const CONVERSATION: &str = include_str!("conversation.js");

/// The browser in which a story plays. It is closed whatever becomes of the story.
pub(crate) struct Browsing(Browser);

impl Browsing {
    /// None where the machine has no browser.
    pub(crate) async fn start() -> Option<Self> {
        Browser::start().await.map(Self)
    }

    /// Plays a story on the page over this database.
    pub(crate) async fn play<F>(
        self,
        database: Database,
        youtube: FakeYouTube,
        story: impl FnOnce(OnPage) -> F + 'static,
    ) where
        F: Future<Output = ()>,
    {
        let client = self.0.client.clone();
        let tasks = LocalSet::new();
        let played = tasks.spawn_local(async {
            let served = Served::start(&database, youtube).await;
            let page = Page::open(client, served.base.clone()).await;
            let stage = OnPage {
                page,
                served,
                langs: Mutex::default(),
                looks: Mutex::default(),
            };
            story(stage).await;
            drop(database);
        });
        let played = tasks.run_until(played).await;
        self.0.close().await;
        if let Err(error) = played {
            std::panic::resume_unwind(error.into_panic());
        }
    }
}

/// The local page, looked at by one person after the other.
pub(crate) struct OnPage {
    page: Page,
    served: Served,
    /// The languages of people's browsers, where they are not English.
    langs: Mutex<HashMap<&'static str, &'static str>>,
    /// Who looks at what now, in which language.
    looks: Mutex<Option<(&'static str, &'static str, Channel)>>,
}

/// A channel of the page, by its path.
type Channel = &'static str;

const ASK: Channel = "/ask";
const ANNOUNCEMENTS: Channel = "/announcements";
const DIRECT: Channel = "/direct";
const STAFF: Channel = "/staff";

/// What somebody sees.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    by: &'static str,
    channel: Channel,
    article: Article,
}

/// An article of the conversation, as the script reads it.
#[derive(Clone, Debug, Deserialize)]
struct Article {
    id: String,
    text: String,
    #[serde(default)]
    post: bool,
}

impl Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.article.text)
    }
}

impl OnPage {
    /// Has this person look at this channel, in a browser of their own.
    async fn look(&self, by: &'static str, channel: Channel) {
        let lang = {
            let langs = self.langs.lock().unwrap_or_else(PoisonError::into_inner);
            langs.get(by).copied().unwrap_or("en")
        };
        let looks = Some((by, lang, channel));
        if *self.looks.lock().unwrap_or_else(PoisonError::into_inner) == looks {
            return;
        }
        // No page of another is open meanwhile, which would notice that it is somebody else's now.
        self.page.leave().await;
        self.page.cookie("dash-bot-lang", lang).await;
        self.page.cookie("dash-bot-as", &by.to_lowercase()).await;
        self.page.visit(channel).await;
        *self.looks.lock().unwrap_or_else(PoisonError::into_inner) = looks;
    }

    /// Does something, and gives what is shown then.
    async fn act(
        &self,
        by: &'static str,
        channel: Channel,
        deed: impl AsyncFnOnce(&Page),
    ) -> Shown {
        self.served.time.advance(A_MOMENT);
        self.look(by, channel).await;
        self.page.tell(CONVERSATION, "mark").await;
        deed(&self.page).await;
        let article = self.until(async || {
            let found = self.page.tell(CONVERSATION, "answer").await;
            serde_json::from_value(found).expect("an article or none")
        });
        Shown {
            by,
            channel,
            article: article.await,
        }
    }

    /// Waits until an article of a channel is as it should be.
    async fn article(
        &self,
        by: &'static str,
        channel: Channel,
        which: impl Fn(Vec<Article>) -> Option<Article>,
    ) -> Shown {
        self.look(by, channel).await;
        let article = self.until(async || which(self.articles().await)).await;
        Shown {
            by,
            channel,
            article,
        }
    }

    async fn articles(&self) -> Vec<Article> {
        let found = self.page.tell(CONVERSATION, "articles").await;
        serde_json::from_value(found).expect("articles")
    }

    async fn until<T>(&self, look: impl AsyncFn() -> Option<T>) -> T {
        let clock = Clock::system();
        let looking = async {
            loop {
                if let Some(found) = look().await {
                    return found;
                }
                clock.sleep(EVERY).await;
            }
        };
        match clock.timeout(PATIENCE, looking).await {
            Ok(found) => found,
            Err(_) => {
                let shown = self.articles().await;
                panic!("it is not shown. Shown is:\n{shown:#?}");
            }
        }
    }

    fn reader(channel: Channel) -> &'static str {
        if channel == STAFF { "Sam" } else { "Anna" }
    }
}

impl Stage for OnPage {
    type House = Served;
    type Person = &'static str;
    type Shown = Shown;
    type Channel = Channel;

    const NAME: &'static str = "page";

    fn house(&mut self) -> &mut Served {
        &mut self.served
    }

    fn into_house(self) -> Served {
        self.served
    }

    fn join(&self, name: &'static str) -> &'static str {
        name
    }

    fn join_staff(&self, name: &'static str) -> &'static str {
        name
    }

    fn set_locale(&self, person: &'static str, lang: &'static str) {
        let lang = if lang == "nl" { "nl" } else { "en" };
        let mut langs = self.langs.lock().unwrap_or_else(PoisonError::into_inner);
        langs.insert(person, lang);
    }

    fn close_directs(&self, _: &'static str) -> bool {
        false
    }

    fn general(&self) -> Channel {
        ASK
    }

    fn staff_channel(&self) -> Channel {
        STAFF
    }

    fn announcements(&self) -> Channel {
        ANNOUNCEMENTS
    }

    fn add_channel(&self, _: &str) -> Channel {
        ASK
    }

    async fn call(
        &self,
        person: &'static str,
        channel: Channel,
        name: &str,
        args: &[(&str, &str)],
    ) -> Shown {
        let values = args.iter().map(|(_, value)| *value);
        let words: Vec<&str> = std::iter::once(name).chain(values).collect();
        let line = format!("/{}", words.join(" "));
        self.act(person, channel, async |page| page.say(&line).await)
            .await
    }

    async fn typing(&self, person: &'static str) -> Option<Shown> {
        self.look(person, ASK).await;
        self.page.type_line("/topics web").await;
        let offers = self.until(async || {
            let offers = self.page.tell(CONVERSATION, "offers").await;
            let offers: Vec<String> = serde_json::from_value(offers).expect("offers");
            (!offers.is_empty()).then_some(offers)
        });
        let text = format!("choices: {}", offers.await.join(", "));
        let erase = Key::Backspace.to_string().repeat("/topics web".len());
        self.page.type_line(&erase).await;
        let article = Article {
            id: "offers".to_owned(),
            text,
            post: false,
        };
        Some(Shown {
            by: person,
            channel: ASK,
            article,
        })
    }

    async fn press(&self, person: &'static str, on: &Shown, button: &str) -> Shown {
        let article = &on.article.id;
        self.act(person, on.channel, async |page| {
            page.press_on(article, button).await;
        })
        .await
    }

    async fn choose(&self, person: &'static str, on: &Shown, menu: &str, choice: &str) -> Shown {
        let article = &on.article.id;
        self.act(person, on.channel, async |page| {
            page.choose_on(article, menu, choice).await;
        })
        .await
    }

    async fn submit(&self, person: &'static str, form: &Shown, values: &[(&str, &str)]) -> Shown {
        let article = &form.article.id;
        self.act(person, form.channel, async |page| {
            for (name, value) in values {
                page.fill_on(article, name, value).await;
            }
            page.send_form(article).await;
        })
        .await
    }

    async fn keep_editing(&self, _: &'static str, refused: &Shown, _: &str) -> Shown {
        // It stands open, below what is wrong.
        refused.clone()
    }

    async fn go_on(&self, _: &'static str, refused: &Shown, _: &str) -> Shown {
        refused.clone()
    }

    async fn mention(&self, person: &'static str, text: &str) -> Shown {
        self.act(person, ASK, async |page| page.say(text).await)
            .await
    }

    async fn ask_on(&self, person: &'static str, _: &Shown, text: &str) -> Shown {
        self.mention(person, text).await
    }

    async fn direct(&self, person: &'static str, text: &str) -> Shown {
        self.act(person, DIRECT, async |page| page.say(text).await)
            .await
    }

    async fn post(&self, channel: Channel, number: usize) -> Shown {
        self.article(Self::reader(channel), channel, |articles| {
            let mut posts = articles.into_iter().filter(|article| article.post);
            posts.nth(number - 1)
        })
        .await
    }

    async fn private_post(&self, person: &'static str, number: usize) -> Shown {
        self.article(person, DIRECT, |articles| {
            articles.into_iter().nth(number - 1)
        })
        .await
    }

    async fn private_notice(&self, person: &'static str, number: usize) -> Shown {
        self.article(person, DIRECT, |articles| {
            let mut posts = articles.into_iter().filter(|article| article.post);
            posts.nth(number - 1)
        })
        .await
    }

    async fn changed(&self, message: &Shown, says: &str) -> Shown {
        self.article(message.by, message.channel, |articles| {
            let mut articles = articles.into_iter();
            articles.find(|it| it.id == message.article.id && it.text.contains(says))
        })
        .await
    }

    async fn quiet(&self) {}

    async fn count(&self, channel: Channel) -> usize {
        self.look(Self::reader(channel), channel).await;
        let articles = self.articles().await;
        articles.iter().filter(|article| article.post).count()
    }
}

//! A page over a database in memory, and somebody who looks at it without a script.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
};
use chat::Reply;
use chrono::{DateTime, TimeZone, Utc};
use clock::Ids;
use commands::{Answers, Dispatcher, Limits, QuestionLog, Setup, Upkeep};
use domain::{Community, Contact, DeliveryId, Lang, Purpose, Target, TargetId};
use knowledge::Weights;
use status::{Reporter, Running};
use store::{Lease, LiveSettings, Store};
use testkit::time::ManualTime;
use tower::ServiceExt;
use web::{Page, People, Posts, PostsFuture, Shown, Wall};

/// Posts that a test pins to the walls itself.
#[derive(Clone, Default)]
pub(crate) struct Pinned(Arc<Mutex<Vec<(Target, Shown)>>>);

impl Posts for Pinned {
    fn on(&self, wall: Wall) -> PostsFuture<'_> {
        let pinned = self.0.lock().unwrap();
        let here = pinned.iter().filter(|(target, _)| wall.holds(target));
        let here = here.map(|(_, shown)| shown.clone()).collect();
        Box::pin(async move { Ok(here) })
    }
}

/// A page, and who looks at it.
pub(crate) struct Visitor {
    pub(crate) page: Page,
    pub(crate) posts: Pinned,
    router: Router,
    cookie: &'static str,
}

pub(crate) fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 12, 3, 11, 0, 0).unwrap()
}

pub(crate) fn target(purpose: Purpose, address: &str) -> Target {
    Target {
        id: TargetId::new(address),
        platform: web::PLATFORM,
        purpose,
        address: address.to_owned(),
        person: None,
    }
}

impl Visitor {
    /// A member who looks at a page on which nothing was said yet.
    pub(crate) async fn member() -> Self {
        let clock = ManualTime::new(now()).clock();
        let ids = Ids::seeded(1);
        let store = Store::connect("sqlite::memory:", clock.clone(), ids.clone());
        let store = store.await.unwrap();
        store.migrate().await.unwrap();
        let reporter = Reporter::new(Running::new(clock.clone()), store.clone(), Vec::new());
        let dispatcher = Dispatcher::new(Setup {
            lease: Lease::new(store.clone(), "test", "test".to_owned()),
            store,
            answers: Answers::new(knowledge::bundled().entries, Weights::bundled().unwrap()),
            settings: LiveSettings::of(Lang::En),
            community: Arc::new(Community {
                lang: Lang::En,
                contact: Contact::default(),
                email_purpose: None,
            }),
            upkeep: Upkeep::default(),
            limits: Limits::default(),
            questions: QuestionLog::default(),
            reporter,
        });
        let posts = Pinned::default();
        let page = Page::new(
            People::ROBIN_AND_SAM,
            dispatcher,
            Arc::new(posts.clone()),
            clock,
            ids,
        );
        Self {
            router: page.router(),
            page,
            posts,
            cookie: "",
        }
    }

    /// The same page, looked at as staff.
    pub(crate) fn staff(&self) -> Self {
        Self {
            page: self.page.clone(),
            posts: self.posts.clone(),
            router: self.router.clone(),
            cookie: "dash-bot-as=staff",
        }
    }

    pub(crate) fn pin(&self, target: Target, id: &str, reply: Reply) {
        let shown = Shown {
            id: DeliveryId::new(id),
            reply,
            sent_at: now(),
        };
        self.posts.0.lock().unwrap().push((target, shown));
    }

    pub(crate) async fn response(&self, path: &str, form: Option<String>) -> Response<Body> {
        let request = Request::builder()
            .uri(path)
            .header(header::HOST, "localhost:8080")
            .header(header::COOKIE, self.cookie);
        let request = match form {
            None => request.body(Body::empty()),
            Some(form) => request
                .method("POST")
                .header(header::ORIGIN, "http://localhost:8080")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(form)),
        };
        self.router.clone().oneshot(request.unwrap()).await.unwrap()
    }

    /// The page at this address, one element a line.
    pub(crate) async fn look(&self, path: &str) -> String {
        let response = self.response(path, None).await;
        body(response).await.replace("><", ">\n<")
    }

    /// Sends a form, follows where it leads, and gives the article there.
    pub(crate) async fn send(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let pairs: Vec<_> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        let response = self.response(path, Some(pairs.join("&"))).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let location = response.headers()[header::LOCATION].to_str().unwrap();
        let (path, id) = location.split_once('#').unwrap_or((location, ""));
        let page = self.look(path).await;
        let article = page.split("<article").find(|part| part.contains(id));
        let article = article.unwrap_or_default();
        let end = article.find("</article>").unwrap_or(article.len());
        article[..end].to_owned()
    }

    pub(crate) async fn say(&self, line: &str) -> String {
        self.send("/ask/say", &[("line", line)]).await
    }
}

/// The text of an answer.
pub(crate) async fn body(response: Response<Body>) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The value of the field of this name that stands in an article before this text.
pub(crate) fn hidden<'a>(article: &'a str, name: &str, before: &str) -> &'a str {
    let article = &article[..article.find(before).expect("the text is there")];
    let field = format!("name=\"{name}\" value=\"");
    let start = article.rfind(&field).expect("the field is there") + field.len();
    let rest = &article[start..];
    &rest[..rest.find('"').unwrap()]
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

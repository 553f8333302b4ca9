//! A browser without a window, driven over WebDriver. Where there is none, what needs it is left out.

use std::{path::PathBuf, process::Stdio, time::Duration};

use clock::Clock;
use fantoccini::{Client, ClientBuilder, wd::WebDriverCompatibleCommand};
use hyper_util::client::legacy::connect::HttpConnector;
use reqwest::{Method, Url};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// With this in the environment, a missing browser is a failure.
const REQUIRED: &str = "DASH_BOT_REQUIRE_BROWSER";

/// What the driver says before the port that it chose.
const STARTED: &str = "was started successfully on port ";

/// How long the driver and the browser may take to start.
const STARTING: Duration = Duration::from_secs(60);

/// Chromium with an empty profile. Dropped, its driver is killed; `close` ends both in peace.
pub(crate) struct Browser {
    pub(crate) client: Client,
    driver: Child,
    profile: TempDir,
}

impl Browser {
    /// None where the machine has no browser.
    pub(crate) async fn start() -> Option<Self> {
        let chromium = ["chromium", "chromium-browser", "google-chrome"];
        let found = program(&["chromedriver"]).zip(program(&chromium));
        let Some((driver, chromium)) = found else {
            assert!(
                std::env::var_os(REQUIRED).is_none_or(|value| value != "1"),
                "{REQUIRED} is 1 and there is no browser: apt-get install chromium chromium-driver"
            );
            return None;
        };
        let profile = tempfile::tempdir().expect("a temporary directory");
        let starting = async {
            let (driver, port) = start_driver(driver).await;
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities(&chromium, &profile));
            let client = builder.connect(&format!("http://127.0.0.1:{port}")).await;
            (driver, client.expect("the browser starts"))
        };
        let (driver, client) = Clock::system()
            .timeout(STARTING, starting)
            .await
            .expect("the browser starts in time");
        Some(Self {
            client,
            driver,
            profile,
        })
    }

    /// Closes the browser and ends its driver.
    pub(crate) async fn close(mut self) {
        self.client.close().await.expect("the browser closes");
        self.driver.kill().await.expect("the driver ends");
        drop(self.profile);
    }
}

/// The first of these programs on the path.
fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut directories: Vec<_> = std::env::split_paths(&path).collect();
    directories.push("/usr/bin".into());
    let places = |name: &&str| -> Vec<PathBuf> {
        let join = |directory: &PathBuf| directory.join(name);
        directories.iter().map(join).collect()
    };
    names
        .iter()
        .flat_map(places)
        .find(|program| program.is_file())
}

/// The driver on a port of its own choice.
async fn start_driver(program: PathBuf) -> (Child, u16) {
    let mut driver = Command::new(program)
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("chromedriver starts");
    let said = driver.stdout.take().expect("its output is piped");
    let mut lines = BufReader::new(said).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some((_, port)) = line.split_once(STARTED) {
            let port = port.trim_end_matches('.').parse();
            return (driver, port.expect("chromedriver says its port"));
        }
    }
    panic!("chromedriver ended before it said its port");
}

fn capabilities(chromium: &std::path::Path, profile: &TempDir) -> serde_json::Map<String, Value> {
    let profile = format!("--user-data-dir={}", profile.path().display());
    let options = json!({
        "binary": chromium,
        "args": [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=en-GB",
            // The page needs nothing from elsewhere.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            profile,
        ],
    });
    let capabilities = json!({ "browserName": "chrome", "goog:chromeOptions": options });
    match capabilities {
        Value::Object(map) => map,
        _ => unreachable!("it is an object"),
    }
}

/// A command of the DevTools protocol, which the driver passes on.
#[derive(Debug)]
pub(crate) struct DevTools(pub(crate) &'static str, pub(crate) Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, UrlError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({ "cmd": self.0, "params": self.1 });
        (Method::POST, Some(body.to_string()))
    }
}

/// What goes wrong when an address is put together.
type UrlError = <Url as std::str::FromStr>::Err;

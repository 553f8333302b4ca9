//! The fake judged by Slack's own libraries: Bolt for JavaScript and for Python connect to it and tell one story.
//!
//! `.ci/run` installs them and says where; without that these tests say that they were left out.

use std::{
    env,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use serde_json::json;
use testkit::slack::{FakeSlack, Member, Shown, State};

/// Ends with the test.
struct Bot(Child);

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The program and its file where the library is installed.
fn installed(language: &str) -> Option<(PathBuf, PathBuf)> {
    let Some(folder) = env::var_os("DASH_BOT_BOLT").map(PathBuf::from) else {
        eprintln!("skipped: Bolt is not installed; DASH_BOT_BOLT says where");
        return None;
    };
    let folder = folder.join(language);
    let found = match language {
        "javascript" => ("node".into(), folder.join("app.js")),
        _ => (folder.join("venv/bin/python"), folder.join("app.py")),
    };
    if folder.join("installed").exists() {
        Some(found)
    } else {
        eprintln!("skipped: Bolt for {language} could not be installed");
        None
    }
}

fn start(slack: &FakeSlack, (program, file): (PathBuf, PathBuf), port: Option<u16>) -> Bot {
    let mut command = Command::new(program);
    command
        .arg(file)
        .env("SLACK_API_URL", slack.api_base())
        .env("SLACK_BOT_TOKEN", slack.token())
        .env("SLACK_APP_TOKEN", slack.app_token())
        .env("SLACK_SIGNING_SECRET", slack.signing_secret())
        .stdout(Stdio::piped());
    // Neither library may take a way around to this machine.
    for name in [
        "http_proxy",
        "https_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "all_proxy",
        "ALL_PROXY",
    ] {
        command.env_remove(name);
    }
    if let Some(port) = port {
        command.env("BOT_PORT", port.to_string());
    }
    Bot(command.spawn().expect("the bot starts"))
}

/// Waits until the bot says that it listens.
fn listening(bot: &mut Bot) {
    let out = bot.0.stdout.take().expect("its output");
    let mut lines = BufReader::new(out).lines().map_while(Result::ok);
    assert!(
        lines.any(|line| line.contains("READY") || line.contains("is running")),
        "the bot ended before it listened"
    );
    std::thread::spawn(move || lines.for_each(|line| eprintln!("{line}")));
}

async fn commands(slack: &FakeSlack, anna: &Member) -> Shown {
    let general = slack.general();
    let answer = slack.slash(anna, general, "/dash", "ack").await;
    assert_eq!(answer.to_text(), "dash-bot (only you)\n  One moment\n");
    let answer = slack.slash(anna, general, "/dash", "what is DASH?").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(answer.to_text(), @r"
        dash-bot (only you)
          *You asked:* what is DASH?
          [Sign up](primary)
          notification: You asked: what is DASH?
        ");
    }
    answer
}

async fn form(slack: &FakeSlack, anna: &Member, answer: &Shown) {
    let press = slack.press(anna, answer, "Sign up").send().await;
    let loading = press.shown().await;
    let view = press.nth(1).await;
    assert_eq!(loading.as_view().id, view.as_view().id);
    insta::allow_duplicates! {
        insta::assert_snapshot!(view.to_text(), @r"
        modal: Sign up [Send](submit) [Cancel](close)
          Topic (plain text input, required, at most 100)
          Days (checkboxes, optional)
            - Monday
            - Tuesday
          With whom (external select, optional)
            placeholder: Search
        ");
    }
    let wrong = slack.submit(anna, &view, json!({ "Topic": "?" })).await;
    assert!(wrong.to_text().contains("    ! Tell us more\n"), "{wrong}");
    let options = slack.type_into(anna, &wrong, "With whom", "Bo").await;
    assert_eq!(options.as_options(), [("Bo!".to_owned(), "Bo".to_owned())]);
    let values = json!({ "Topic": "Survival", "Days": ["Tuesday"], "With whom": "Bo!" });
    let closed = slack.submit(anna, &wrong, values).await;
    assert_eq!(closed.to_text(), "closed\n");
    slack
        .until(|state| {
            let channel = state.conversation(*anna);
            channel.is_some_and(|channel| {
                let messages = state.messages(channel);
                messages.iter().any(|message| message.edited.is_some())
            })
        })
        .await;
    let told = slack.private_post(anna, 1).await;
    let expected = "dash-bot (edited)\n  Topic: Survival; days: tu; with: Bo!\n";
    assert_eq!(told.to_text(), expected);
}

async fn events(slack: &FakeSlack, anna: &Member) {
    let mention = slack.mention(anna, slack.general(), "hello");
    assert_eq!(
        mention.nth(0).await.to_text(),
        "dash-bot (only you)\n  Only you, nl-NL\n"
    );
    assert_eq!(
        mention.nth(1).await.to_text(),
        "dash-bot (in thread)\n  Hello, Anna\n"
    );
    let home = slack.open_home(anna).await;
    assert_eq!(home.to_text(), "home\n  # Your sign-ups\n");
    let about = slack.shortcut(anna, "about").await;
    assert_eq!(about.to_text(), "modal: About\n  ---\n");
}

async fn story(slack: &FakeSlack) {
    let anna = slack.join("Anna");
    slack.set_locale(&anna, "nl-NL");
    let answer = commands(slack, &anna).await;
    form(slack, &anna, &answer).await;
    events(slack, &anna).await;
    slack.acknowledged().await;
}

async fn over_sockets(language: &str) {
    let Some(program) = installed(language) else {
        return;
    };
    let slack = FakeSlack::start().await;
    let _bot = start(&slack, program, None);
    slack.ready().await;
    story(&slack).await;
    slack.ask_reconnect("refresh_requested");
    // One of them opens the new socket first and takes up to 3 s to turn to it.
    slack
        .until(|state| state.connections() >= 2 && state.connected() == 1)
        .await;
    let ben = slack.join("Ben");
    commands(&slack, &ben).await;
    let before = slack.now(State::connections);
    // Python's library does not notice within a test's patience that a connection ended without a word.
    if language == "python" {
        slack.close_sockets(1000);
    } else {
        slack.drop_sockets();
    }
    slack
        .until(|state| state.connections() > before && state.connected() > 0)
        .await;
    commands(&slack, &ben).await;
    assert!(slack.now(State::most_connected) <= 3);
    slack.finish();
}

async fn over_http(language: &str) {
    let Some(program) = installed(language) else {
        return;
    };
    let slack = FakeSlack::start().await;
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    let mut bot = start(&slack, program, Some(port));
    listening(&mut bot);
    slack.receiver(&format!("http://127.0.0.1:{port}/slack"));
    assert!(slack.verify_url().await);
    story(&slack).await;
    let event = json!({ "type": "app_mention", "text": "?" });
    assert_eq!(
        slack
            .forge_event(&event)
            .signed_with("another")
            .send()
            .await
            .0,
        401
    );
    assert_eq!(slack.forge_event(&event).old(301).send().await.0, 401);
    slack.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn bolt_for_javascript_lives_with_its_sockets() {
    over_sockets("javascript").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bolt_for_python_lives_with_its_sockets() {
    over_sockets("python").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bolt_for_javascript_takes_its_signed_requests() {
    over_http("javascript").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bolt_for_python_takes_its_signed_requests() {
    over_http("python").await;
}

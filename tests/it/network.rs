//! A hospital's network: everything goes through a proxy, which alone knows the names of the world, and what is
//! encrypted is opened and closed again by an authority of the house.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::json;
use testkit::{
    certificate::Authority,
    discord::{FakeDiscord, State},
    proxy::FakeProxy,
    youtube::FakeYouTube,
};

use crate::{
    bot::{Bot, CHANNEL, Database, Town},
    program,
    story::video,
};

const API: &str = "discord.com:443";
const GATEWAY: &str = "gateway.discord.gg:443";
const YOUTUBE: &str = "www.youtube.com:443";

/// A town behind the proxy; nothing of it is found but through that.
async fn hospital(proxy: &FakeProxy, house: &Authority) -> Town {
    let discord = FakeDiscord::builder().start_under(house).await;
    let youtube = FakeYouTube::start_under(house).await;
    for (name, address) in discord.hosts() {
        proxy.lead(&format!("{name}:443"), address);
    }
    proxy.lead(YOUTUBE, youtube.address());
    Town::with(Database::sqlite(), discord, youtube)
        .set("CHILD_LOG", "info")
        .set("CHILD_HOSTS", "")
        .set("DASH_BOT_YOUTUBE__BASE", "https://www.youtube.com")
}

/// It answers a command and a mention, and announces a lecture.
async fn does_its_job(town: &mut Town) {
    let mut bot = town.bot().await;
    let anna = town.discord.join("Anna");
    let general = town.discord.general();
    let question = json!({ "question": "what is DASH?" });
    let shown = town.discord.slash(&anna, general, "ask", question).await;
    assert!(shown.to_text().contains("Data Science Center in Health"));
    let shown = town.discord.mention(&anna, general, "what is DASH?").await;
    assert!(shown.to_text().contains("Data Science Center in Health"));
    bot.watches().await;
    town.youtube
        .publish(CHANNEL, video("new00000001", "Missing data"));
    bot.advance(town, TimeDelta::minutes(11)).await;
    let announcements = town.discord.announcements();
    bot.until_discord(town, |state| !state.messages(announcements).is_empty())
        .await;
    assert_eq!(bot.stop().await, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_goes_through_the_proxy() {
    let proxies = [Some(FakeProxy::start().await), FakeProxy::start_v6().await];
    for proxy in proxies.into_iter().flatten() {
        let mut town = hospital(&proxy, &Authority::new("the hospital")).await;
        town = town.set("DASH_BOT_NETWORK__PROXY", proxy.url());
        does_its_job(&mut town).await;
        for place in [API, GATEWAY, YOUTUBE] {
            assert!(proxy.led(place) > 0, "{place}");
        }
        assert_eq!(proxy.refused(), 0);
        town.discord.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_usual_variable_with_a_password_in_it_will_do() {
    let proxy = FakeProxy::start().await;
    proxy.require("dash", "s3cret");
    let mut town = hospital(&proxy, &Authority::new("the hospital")).await;
    town = town.set("HTTPS_PROXY", proxy.url_for("dash", "s3cret"));
    does_its_job(&mut town).await;
    assert!(proxy.led(GATEWAY) > 0);
    assert_eq!(proxy.refused(), 0);
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_said_with_what_to_do() {
    let proxy = FakeProxy::start().await;
    proxy.require("dash", "s3cret");
    let mut town = hospital(&proxy, &Authority::new("the hospital")).await;
    town = town.set("DASH_BOT_NETWORK__PROXY", proxy.url_for("dash", "wr0ng"));
    let bot = Bot::start(&town);
    let said = bot.log.says("no way to discord.com:443", 1).await;
    assert!(said.contains("wants a user and a password"), "{said}");
    assert!(said.contains("DASH_BOT_NETWORK__PROXY_FILE"), "{said}");
    let log = bot.log.clone();
    assert_eq!(bot.stop().await, Some(0));
    assert!(!log.whole().await.contains("wr0ng"), "it is never shown");
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_needs_no_proxy_goes_past_it() {
    let proxy = FakeProxy::start().await;
    let mut town = hospital(&proxy, &Authority::new("the hospital")).await;
    let hosts = town.discord.hosts();
    let hosts = hosts
        .iter()
        .map(|(name, address)| format!("{name}={address} "));
    town = town
        .set("CHILD_HOSTS", hosts.collect::<String>())
        .set("DASH_BOT_NETWORK__PROXY", proxy.url())
        .set("DASH_BOT_NETWORK__NO_PROXY", "discord.com, .discord.gg");
    does_its_job(&mut town).await;
    assert_eq!((proxy.led(API), proxy.led(GATEWAY)), (0, 0));
    assert!(proxy.led(YOUTUBE) > 0);
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_is_away_for_minutes_is_waited_for() {
    let proxy = FakeProxy::start().await;
    let mut town = hospital(&proxy, &Authority::new("the hospital")).await;
    town = town.set("DASH_BOT_NETWORK__PROXY", proxy.url());
    let mut bot = town.bot().await;
    proxy.stop();
    let said = bot.log.says("no way to gateway.discord.gg:443", 1).await;
    assert!(said.contains("does the proxy run"), "{said}");
    until_said(&mut bot, &mut town, "cannot ask Discord for the gateway", 5).await;
    proxy.restart().await;
    bot.until_discord(&mut town, |state| state.identifies() == 2)
        .await;
    answers_once(&town).await;
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

/// Moves the bot's clock on, a few seconds at a time, until it has said this so many times; what it said last.
async fn until_said(bot: &mut Bot, town: &mut Town, says: &str, times: usize) -> String {
    let a_moment = Duration::from_millis(100);
    for _ in 0..300 {
        if bot.log.heard(says, times, a_moment).await {
            break;
        }
        bot.advance(town, TimeDelta::seconds(5)).await;
    }
    bot.log.says(says, times).await
}

/// A mention gets one answer.
async fn answers_once(town: &Town) {
    let anna = town.discord.join("Anna");
    let general = town.discord.general();
    let shown = town.discord.mention(&anna, general, "what is DASH?").await;
    assert!(shown.to_text().contains("Data Science Center in Health"));
    // What would come twice would come before the next answer.
    town.discord.mention(&anna, general, "what is DASH?").await;
    assert_eq!(town.discord.messages(general).len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_while_the_proxy_is_away_for_a_moment_is_answered() {
    let proxy = FakeProxy::start().await;
    let mut town = hospital(&proxy, &Authority::new("the hospital")).await;
    town = town.set("DASH_BOT_NETWORK__PROXY", proxy.url());
    let mut bot = town.bot().await;
    proxy.stop();
    bot.log.says("no way to gateway.discord.gg:443", 1).await;
    let why = bot.until_asked("/readyz", 503).await;
    assert!(why.contains("not connected to discord"), "{why}");
    let anna = town.discord.join("Anna");
    let general = town.discord.general();
    let place = town
        .discord
        .mention(&anna, general, "what is DASH?")
        .place();
    proxy.restart().await;
    bot.until_discord(&mut town, |state| state.resumes() == 1)
        .await;
    town.discord
        .until(|state| state.messages(place.channel).len() == 2)
        .await;
    bot.log.says("the bot is online again", 1).await;
    assert_eq!(bot.asked("/readyz").await, (200, "ready\n".into()));
    assert_eq!(town.discord.now(State::identifies), 1);
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_of_an_unknown_authority_is_said_and_waited_for() {
    let proxy = FakeProxy::start().await;
    let house = Authority::new("the hospital");
    let mut town = hospital(&proxy, &house).await;
    town = town.set("DASH_BOT_NETWORK__PROXY", proxy.url());
    let mut bot = town.bot().await;
    town.discord
        .show_certificate_of(&Authority::new("somebody else"));
    proxy.cut();
    let not_trusted = "is not trusted: it is issued by an authority that is not known here";
    let said = bot.log.says("no way to gateway.discord.gg:443", 1).await;
    assert!(said.contains(not_trusted), "{said}");
    assert!(said.contains("[network] ca_file"), "{said}");
    until_said(&mut bot, &mut town, "cannot ask Discord for the gateway", 1).await;
    let said = bot.log.says("no way to discord.com:443", 1).await;
    assert!(said.contains(not_trusted), "{said}");
    town.discord.show_certificate_of(&house);
    bot.until_discord(&mut town, |state| state.identifies() == 2)
        .await;
    answers_once(&town).await;
    assert_eq!(bot.stop().await, Some(0));
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_without_certificates_ends_it_with_what_to_do() {
    let town = Town::new(Database::sqlite())
        .await
        .set("DASH_BOT_NETWORK__CA_FILE", "/nowhere/hospital.pem");
    let (status, said) = Bot::start(&town).ended().await;
    assert_eq!(status, Some(78));
    insta::assert_snapshot!(said);
    town.discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_says_which_way_is_gone_and_what_stands_in_it() {
    let proxy = FakeProxy::start().await;
    let house = Authority::new("the hospital");
    let mut town = hospital(&proxy, &house).await;
    town = town.set("DASH_BOT_NETWORK__PROXY", proxy.url_for("dash", "s3cret"));
    insta::assert_snapshot!("doctor_well", doctor(&town, &proxy).await);
    // No IDENTIFY is spent.
    assert_eq!(town.discord.now(State::identifies), 0);
    proxy.forget(GATEWAY);
    insta::assert_snapshot!("doctor_without_gateway", doctor(&town, &proxy).await);
    proxy.stop();
    insta::assert_snapshot!("doctor_without_proxy", doctor(&town, &proxy).await);
    town.discord.finish();
}

/// What `dash-bot doctor` says of the network, with its exit status.
async fn doctor(town: &Town, proxy: &FakeProxy) -> String {
    let ended = program::ended(town, &["doctor"]).await;
    let said = String::from_utf8_lossy(&ended.stdout).into_owned();
    assert!(!said.contains("s3cret"), "{said}");
    let ca_file = town.ca_file();
    let ca_file = ca_file.to_string_lossy();
    let mut lines: Vec<String> = said
        .lines()
        .filter(|line| line.contains("network: ") || line.contains("mini-lectures: "))
        .map(|line| line.replace(&proxy.url()["http://".len()..], "PROXY"))
        .map(|line| line.replace(&*ca_file, "CA_FILE"))
        .collect();
    if let Some(line) = lines.first_mut() {
        // How many authorities a machine knows is its own affair.
        let own = line.split_whitespace().find_map(|word| word.parse().ok());
        let own: usize = own.expect("a number");
        *line = line.replace(&format!(" {own} of the machine"), " N of the machine");
    }
    format!("{:?}\n{}", ended.status.code(), lines.join("\n"))
}

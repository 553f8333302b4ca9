//! What is found out before the bot goes online, and what is registered.

use clock::Clock;
use discord::Discord;
use status::StartError;
use testkit::{
    discord::{FakeDiscord, Fault, State, permissions},
    time::ManualTime,
};

use crate::bot::{Bot, checked, config, outside, pause};

fn lines(discord: &Discord) -> String {
    let lines = discord.findings().iter().map(|finding| {
        let sign = if finding.ok { "ok" } else { "!!" };
        format!("{sign} {} {}", finding.what, finding.what_to_do)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn all_is_well() {
    let fake = FakeDiscord::start().await;
    let discord = checked(&fake, Clock::system()).await.unwrap();
    insta::assert_snapshot!(lines(&discord), @r#"
    ok the token is valid 
    ok 1000 connections are left for today 
    ok the bot is in the server "DASH" 
    ok the role "staff" makes members staff; where it does not see /staff, allow it in Server Settings, Integrations 
    ok the bot can post in #announcements 
    ok the bot can post in #staff
    "#);
    assert_eq!(fake.now(State::identifies), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_said_with_what_comes_of_it() {
    let fake = FakeDiscord::start().await;
    fake.deny(fake.announcements(), permissions::SEND_MESSAGES);
    fake.set_remaining_identifies(0);
    let mut config = config(&fake);
    config.staff_channel = Some("123".to_owned());
    config.staff_roles.push("456".to_owned());
    config.staff_roles.push(fake.guild_id().to_string());
    let outside = outside(&fake, Clock::system());
    let discord = Discord::check(config, outside).await.unwrap();
    insta::assert_snapshot!(lines(&discord), @r#"
    ok the token is valid 
    !! no connections are left for today wait 241 min; the bot does so by itself. Find out what else uses the token or makes the bot start again and again
    ok the bot is in the server "DASH" 
    ok the role "staff" makes members staff; where it does not see /staff, allow it in Server Settings, Integrations 
    !! the staff role 456 does not exist in the server correct [discord] staff_roles: Developer Mode, Server Settings, Roles, Copy Role ID
    !! the staff role is @everyone: it is not used, or all members would be staff make a role for the staff and put its id into [discord] staff_roles
    !! the bot cannot post in #announcements: posts there are refused, and staff are told give it Send Messages there (channel settings, Permissions)
    !! the channel 123 of staff_channel does not exist in the server: posts there are refused; /staff signups list shows the sign-ups correct [discord] staff_channel: Developer Mode, right-click the channel, Copy Channel ID
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_past_cannot_be_read_it_is_said_what_comes_of_it() {
    let fake = FakeDiscord::start().await;
    fake.deny(fake.announcements(), permissions::READ_MESSAGE_HISTORY);
    fake.deny(fake.staff_channel(), permissions::ATTACH_FILES);
    let discord = checked(&fake, Clock::system()).await.unwrap();
    let lines = lines(&discord);
    let bad: Vec<&str> = lines
        .lines()
        .filter(|line| line.starts_with("!!"))
        .collect();
    insta::assert_snapshot!(bad.join("\n"), @"
    !! the bot cannot read back in #announcements: a post of which it is uncertain whether it has arrived is held, and those after it give it Read Message History there (channel settings, Permissions)
    !! the bot cannot do all it should in #staff give it Attach Files there (channel settings, Permissions)
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_waiting_helps_against_is_said_at_once() {
    let fake = FakeDiscord::start().await;
    let check = async |change: &dyn Fn(&mut discord::Config)| {
        let mut config = config(&fake);
        change(&mut config);
        let outside = outside(&fake, Clock::system());
        let StartError::Permanent(message) = Discord::check(config, outside).await.unwrap_err();
        message
    };
    let mut messages = Vec::new();
    messages.push(check(&|config| config.token = "wrong".to_owned().into()).await);
    messages.push(check(&|config| config.token = "with\nline".to_owned().into()).await);
    messages.push(check(&|config| config.guild = "DASH".to_owned()).await);
    messages.push(check(&|config| config.guild = "1".to_owned()).await);
    insta::assert_snapshot!(messages.join("\n"), @"
    Discord does not take the token (refused with 401, code 0): make a new one in the Developer Portal (your application, Bot, Reset Token) and put it into [discord] token
    Discord does not take the token (the token or an address has impossible signs): make a new one in the Developer Portal (your application, Bot, Reset Token) and put it into [discord] token
    [discord] guild is no server id: switch on Developer Mode in Discord, right-click the server, choose Copy Server ID and put the number there
    the bot is not in the server 1 (refused with 404, code 10004): check [discord] guild, and let an administrator of the server open https://discord.com/oauth2/authorize?client_id=822222222222222222&scope=bot+applications.commands&permissions=326417632256&guild_id=1
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_application_is_asked_for_by_the_token() {
    let fake = FakeDiscord::start().await;
    let ask = async |token: &str| {
        let outside = outside(&fake, Clock::system());
        discord::application(&token.to_owned().into(), None, outside).await
    };
    assert_eq!(ask(&fake.token()).await.unwrap(), "822222222222222222");
    let StartError::Permanent(message) = ask("wrong").await.unwrap_err();
    assert!(
        message.starts_with("Discord does not take the token"),
        "{message}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_heals_is_waited_for() {
    let fake = FakeDiscord::start().await;
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse().unwrap());
    let guild = format!("/guilds/{}", fake.guild_id());
    let member = format!("{guild}/members/*");
    let channels = format!("{guild}/channels");
    let on = |path: &str| Fault::on("GET", path);
    // A 403 or 404 without a code of Discord's own comes from a wall before it.
    let troubles = [
        fake.fault(on("/users/@me").times(2).status(503)),
        fake.fault(on("/oauth2/applications/@me").status(403)),
        fake.fault(on("/gateway/bot").refuse(404, 0, "404: Not Found")),
        fake.fault(on(&guild).status(404)),
        fake.fault(on(&member).refuse(403, 0, "")),
        fake.fault(on(&channels).status(403)),
    ];
    let check = tokio::spawn({
        let (config, outside) = (config(&fake), outside(&fake, time.clock()));
        async move { Discord::check(config, outside).await }
    });
    for (trouble, times) in troubles.iter().zip([2, 1, 1, 1, 1, 1]) {
        for hits in 1..=times {
            trouble.met(hits).await;
            pause(&time, hits as i64).await;
        }
    }
    assert!(check.await.unwrap().is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_discord_itself_denies_is_not_waited_for() {
    for (status, code, says) in [
        (401, 0, "does not take the token"),
        (403, 50001, "not in the server"),
        (404, 10004, "not in the server"),
    ] {
        let fake = FakeDiscord::start().await;
        let fault = Fault::on("GET", &format!("/guilds/{}", fake.guild_id()));
        fake.fault(fault.refuse(status, code, ""));
        let StartError::Permanent(message) = checked(&fake, Clock::system()).await.unwrap_err();
        assert!(message.contains(says), "{message}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_registered_only_when_they_have_changed() {
    let fake = FakeDiscord::start().await;
    Bot::start(&fake).await.stop().await.unwrap();
    let bot = Bot::start(&fake).await;
    bot.stop().await.unwrap();
    assert_eq!(fake.now(State::command_writes), 1);
}

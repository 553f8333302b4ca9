//! What `dash-bot doctor` says of Slack: each thing that must be right, and what to do where it is not.

use crate::{
    bot::{Database, Town},
    doctor::{examined, says},
};

#[tokio::test(flavor = "multi_thread")]
async fn it_says_that_all_is_well() {
    let town = Town::on_slack(Database::sqlite()).await;
    let _sam = town.slack().join_staff("Sam");
    let (status, report) = examined(&town, &[]).await;
    assert_eq!(status, Some(0), "{report}");
    for good in [
        "ok       Slack: the token is taken",
        "ok       Slack: the app has the scopes that it needs",
        "ok       Slack: [slack] announce_channel: the bot may write in #announcements",
        "ok       Slack: [slack] staff_group: 1 members are staff",
        "ok       Slack: Socket Mode: connections can be opened",
    ] {
        says(&report, good, &[]);
    }
    assert!(!report.contains("Discord:"), "{report}");
    town.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_what_is_wrong_and_what_to_do() {
    let town = Town::on_slack(Database::sqlite()).await;
    let slack = town.slack();
    slack.take_scope("im:write");
    slack.remove_bot(slack.staff_channel());
    slack.archive(slack.announcements());
    slack.set_socket_mode(false);
    let (status, report) = examined(&town, &[]).await;
    assert_eq!(status, Some(1), "{report}");
    let bad = "PROBLEM  Slack: ";
    says(
        &report,
        bad,
        &["lacks the scopes im:write", "dash-bot manifest slack"],
    );
    says(&report, bad, &["announce_channel", "is archived"]);
    says(&report, bad, &["staff_channel", "/invite"]);
    says(&report, bad, &["staff_group", "no members"]);
    says(&report, bad, &["Socket Mode", "connections:write"]);
    slack.revoke_token("invalid_auth");
    let (status, report) = examined(&town, &[]).await;
    assert_eq!(status, Some(1), "{report}");
    says(&report, bad, &["does not take the bot's token", "xoxb-"]);
    town.finish();
}

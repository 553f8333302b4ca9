//! What people press and type, and what they get.

use serde_json::json;
use testkit::{
    discord::{FakeDiscord, Fault},
    time::ManualTime,
};

use crate::bot::{Bot, pause};

#[tokio::test(flavor = "multi_thread")]
async fn a_slash_command_is_answered() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    fake.set_locale(&anna, "nl");
    let question = json!({ "question": "What is *DASH*?" });
    let shown = fake.slash(&anna, fake.general(), "ask", question).await;
    assert!(!shown.as_message().is_ephemeral());
    insta::assert_snapshot!(shown.to_text(), @r"
    dash-bot
      │ # ❓ Answer
      │ What is \*DASH\*?
    ");
    insta::assert_snapshot!(bot.calls(), @r#"Member Anna in Channel("844444444444444441") (Some(Nl)): ask question={"text":"What is *DASH*?"}"#);
    bot.stop().await.unwrap();
    fake.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_option_becomes_an_argument() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let staff = fake.join_staff("Staff");
    fake.set_nick(&staff, "Dr. Staff");
    let anna = fake.join("Anna");
    let file = fake.upload("list.csv", "text/csv; charset=utf-8", b"a,b");
    let number = file.as_str().unwrap_or_default().to_owned();
    let options =
        json!({ "person": anna, "file": file, "flag": true, "choice": "new", "day": "2026-12-03" });
    fake.slash(&staff, fake.general(), "staff kinds all", options)
        .await;
    insta::assert_snapshot!(bot.calls().replace(&number, "NUMBER"), @r#"Staff Dr. Staff in Channel("844444444444444441") (Some(En)): staff kinds all choice={"text":"new"} day={"text":"2026-12-03"} file={"file":{"name":"list.csv","media_type":"text/csv","bytes":3,"url":"https://cdn.discordapp.com/attachments/NUMBER/list.csv"}} flag={"flag":true} person={"person":["discord","866666666666666663"]}"#);
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_and_a_menu_change_their_message_in_place() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    let first = fake.slash(&anna, fake.general(), "page", json!({})).await;
    assert!(first.as_message().is_ephemeral());
    let second = fake.press(&anna, &first, "Next").await;
    assert!(second.to_text().contains("Page 2"), "{second}");
    assert_eq!(first.as_message().place(), second.as_message().place());
    let third = fake.choose(&anna, &second, "Go to", &["Page 3"]).await;
    assert!(third.to_text().contains("Page 3"), "{third}");
    assert_eq!(first.as_message().place(), third.as_message().place());
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_or_failed_leaves_the_message_that_was_pressed() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    let page = fake.slash(&anna, fake.general(), "page", json!({})).await;
    let refused = fake.press(&anna, &page, "Refused").await;
    let failed = fake.press(&anna, &page, "Failed").send().await;
    assert_eq!(failed.callback().await, 6);
    bot.house.gate.notify_one();
    let failed = failed.shown().await;
    insta::assert_snapshot!(format!("{refused}\n{failed}"), @"
    dash-bot (only you)
      │ # ⛔ Not yours

    dash-bot (only you)
      │ # ⛔ A fault
    ");
    let still = fake.look(&page).unwrap();
    assert_eq!(still.to_text(), page.to_text());
    // In a conversation all is private.
    let form = fake.dm(&anna, "Page").await;
    let refused = fake.press(&anna, &form, "Refused").await;
    assert!(refused.to_text().contains("Not yours"), "{refused}");
    assert_ne!(refused.as_message().place(), form.as_message().place());
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_opens_and_is_sent_in() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    let form = fake
        .slash(&anna, fake.general(), "counseling signup", json!({}))
        .await;
    insta::assert_snapshot!(form.to_text(), @"
    form: Sign up
      Goal (paragraph, required, at most 300)
      Phone (paragraph, optional, at most 300)
    ");
    let done = fake
        .submit(&anna, &form, json!({ "Goal": "predict" }))
        .await;
    assert!(done.as_message().is_ephemeral());
    let page = fake.slash(&anna, fake.general(), "page", json!({})).await;
    let form = fake.press(&anna, &page, "Sign up").await;
    fake.submit(&anna, &form, json!({ "Goal": "predict", "Phone": "1" }))
        .await;
    insta::assert_snapshot!(bot.calls(), @r#"
    Member Anna in Channel("844444444444444441") (Some(En)): counseling signup 
    Member Anna in Channel("844444444444444441") (Some(En)): counseling signup goal={"text":"predict"} phone={"text":""}
    Member Anna in Channel("844444444444444441") (Some(En)): page 
    Member Anna in Channel("844444444444444441") (Some(En)): counseling signup 
    Member Anna in Channel("844444444444444441") (Some(En)): counseling signup goal={"text":"predict"} phone={"text":"1"}
    "#);
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_takes_long_is_promised_and_called_once() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    let slow = fake
        .slash(&anna, fake.general(), "slow", json!({}))
        .send()
        .await;
    assert_eq!(slow.callback().await, 5);
    bot.house.gate.notify_one();
    let shown = slow.shown().await;
    assert!(shown.to_text().contains("At last"), "{shown}");
    assert!(shown.as_message().is_ephemeral());
    let page = fake.slash(&anna, fake.general(), "page", json!({})).await;
    let turn = fake.press(&anna, &page, "Slowly").send().await;
    assert_eq!(turn.callback().await, 6);
    bot.house.gate.notify_one();
    let shown = turn.shown().await;
    assert!(shown.to_text().contains("At last"), "{shown}");
    assert_eq!(shown.as_message().place(), page.as_message().place());
    assert_eq!(bot.calls().lines().count(), 3);
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_late_is_offered_again() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    fake.set_locale(&anna, "nl");
    let page = fake.slash(&anna, fake.general(), "page", json!({})).await;
    let late = fake.press(&anna, &page, "Too late").await;
    insta::assert_snapshot!(late.to_text(), @"
    dash-bot (only you)
      │ # ⏳ Dat duurde te lang
      │ Het formulier was niet op tijd klaar. Er is niets veranderd.
      [Probeer opnieuw](primary)
    ");
    bot.house.gate.notify_one();
    let form = fake.press(&anna, &late, "Probeer opnieuw").await;
    assert!(form.to_text().contains("Goal"), "{form}");
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn completion_offers_what_fits() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    let typed = json!({ "question": "x", "topic": "fun" });
    let shown = fake
        .type_option(&anna, fake.general(), "ask", typed, "topic")
        .await;
    assert_eq!(
        shown.as_choices(),
        [("The ask-topic-fun".to_owned(), json!("ask-topic-fun"))]
    );
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_calls_from_another_server() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    let question = json!({ "question": "?" });
    let act = fake.slash(&anna, fake.general(), "ask", question);
    let shown = act.from_guild(899_999_999_999_999_999).await;
    insta::assert_snapshot!(shown.to_text(), @"
    dash-bot (only you)
      │ # ⛔ I only work in the DASH community
    ");
    assert_eq!(bot.calls(), "");
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_sent_again_and_a_refused_one_explained() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    fake.fault(Fault::on("POST", "/interactions/*/*/callback").status(503));
    let shown = fake
        .slash(&anna, fake.general(), "ask", json!({ "question": "a" }))
        .await;
    assert!(shown.to_text().contains("Answer"), "{shown}");
    fake.fault(Fault::on("POST", "/interactions/*/*/callback").refuse(400, 50035, "Invalid"));
    let shown = fake
        .slash(&anna, fake.general(), "ask", json!({ "question": "b" }))
        .await;
    insta::assert_snapshot!(shown.to_text(), @"
    dash-bot
      │ # ⛔ I can't show the answer here
      │ Your request was handled, but the answer did not come through. The operator can see why in the log.
    ");
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_is_waited_for_while_somebody_waits_for_the_answer() {
    let fake = FakeDiscord::start().await;
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse().unwrap());
    let bot = Bot::start_at(&fake, time.clock()).await;
    let anna = fake.join("Anna");
    let callback = || Fault::on("POST", "/interactions/*/*/callback");
    let question = json!({ "question": "a" });
    let trouble = fake.fault(callback().too_many(2.0));
    let slash = fake.slash(&anna, fake.general(), "ask", question.clone());
    let slash = slash.send().await;
    trouble.met(1).await;
    pause(&time, 2).await;
    let shown = slash.shown().await;
    assert!(shown.to_text().contains("Answer"), "{shown}");
    let trouble = fake.fault(callback().too_many(20.0));
    let lost = fake.slash(&anna, fake.general(), "ask", question.clone());
    lost.send().await;
    trouble.met(1).await;
    fake.slash(&anna, fake.general(), "ask", question).await;
    let sent = fake.requests_to("POST", "/interactions/*/*/callback");
    assert_eq!(sent.len(), 4);
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promised_answer_that_is_refused_is_explained_beside_it() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    let page = fake.slash(&anna, fake.general(), "page", json!({})).await;
    let original = "/webhooks/*/*/messages/@original";
    fake.fault(Fault::on("PATCH", original).refuse(400, 50035, "Invalid"));
    let turn = fake.press(&anna, &page, "Slowly").send().await;
    assert_eq!(turn.callback().await, 6);
    bot.house.gate.notify_one();
    let shown = turn.shown().await;
    assert!(shown.to_text().contains("can't show"), "{shown}");
    assert_ne!(shown.as_message().place(), page.as_message().place());
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_of_old_is_answered_in_a_message_of_its_own() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    let page = fake.slash(&anna, fake.general(), "page", json!({})).await;
    let shown = fake.press(&anna, &page, "Old").await;
    insta::assert_snapshot!(shown.to_text(), @"
    dash-bot (only you)
      │ # ⛔ That button is old
    ");
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_end_what_is_running_is_answered() {
    let fake = FakeDiscord::start().await;
    let bot = Bot::start(&fake).await;
    let anna = fake.join("Anna");
    let slow = fake
        .slash(&anna, fake.general(), "slow", json!({}))
        .send()
        .await;
    slow.callback().await;
    let gate = bot.house.gate.clone();
    let (shown, stopped) = tokio::join!(
        async {
            fake.until(|state| state.connected() == 0).await;
            gate.notify_one();
            slow.shown().await
        },
        bot.stop()
    );
    stopped.unwrap();
    assert!(shown.to_text().contains("At last"), "{shown}");
}

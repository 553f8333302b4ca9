//! Posts: sent once, found again, edited, refused.

use std::time::Duration;

use announcer::{Outlet, Post, SendError};
use chat::{Block, Reply, Sign};
use chrono::TimeDelta;
use clock::Clock;
use domain::{DeliveryId, Marker, MessageRef, Purpose, Reason, Target, TargetId};
use testkit::{
    discord::{Channel, FakeDiscord, Fault, Member, permissions},
    time::ManualTime,
};

use crate::bot::checked;

fn post(purpose: Purpose, address: u64, text: &str) -> Post {
    Post {
        delivery: DeliveryId::new("d"),
        marker: Marker::from_row("JqZ3-dXo8_w1Yc5tP0nGhA".to_owned()),
        target: Target {
            id: TargetId::new("t"),
            platform: discord::PLATFORM,
            purpose,
            address: address.to_string(),
            person: None,
        },
        reply: Reply::new(Sign::Lecture, text.to_owned()),
    }
}

fn announcement(channel: Channel) -> Post {
    post(Purpose::Announcements, channel.id(), "New mini-lecture")
}

fn direct(member: &Member) -> Post {
    post(Purpose::Direct, member.id(), "Received")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_arrives_once_even_when_it_is_sent_twice() {
    let fake = FakeDiscord::start().await;
    let outlet = checked(&fake, Clock::system()).await.unwrap().outlet();
    let post = announcement(fake.announcements());
    let first = outlet.send(&post).await.unwrap();
    assert_eq!(outlet.send(&post).await.unwrap(), first);
    assert_eq!(fake.messages(fake.announcements()).len(), 1);
    insta::assert_snapshot!(fake.post(fake.announcements(), 1).await.to_text(), @"
    dash-bot
      │ # 🎬 New mini-lecture <discord.com>
    ");
    fake.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_message_goes_to_the_person() {
    let fake = FakeDiscord::start().await;
    let outlet = checked(&fake, Clock::system()).await.unwrap().outlet();
    let anna = fake.join("Anna");
    let sent = outlet.send(&direct(&anna)).await.unwrap();
    assert_eq!(sent.channel, fake.conversation(&anna).id().to_string());
    fake.close_dms(&anna);
    let mut again = direct(&anna);
    again.marker = Marker::from_row("another-message-0000-w".to_owned());
    let closed = Err(SendError::Refused(Reason::DirectClosed));
    assert_eq!(outlet.send(&again).await, closed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_whose_answer_was_lost_is_found_by_its_mark() {
    let fake = FakeDiscord::start().await;
    let clock = Clock::system();
    let outlet = checked(&fake, clock.clone()).await.unwrap().outlet();
    let post = announcement(fake.announcements());
    let since = clock.now();
    assert_eq!(outlet.find(&post, since).await, Ok(None));
    fake.fault(Fault::on("POST", "/channels/*/messages").lose());
    assert_eq!(outlet.send(&post).await, Err(SendError::Unknown));
    let found = outlet.find(&post, since).await.unwrap().unwrap();
    assert_eq!(
        found.message,
        fake.messages(fake.announcements())[0].id.to_string()
    );
    fake.fault(Fault::on("POST", "/channels/*/messages").garbage());
    assert_eq!(outlet.send(&post).await, Err(SendError::Unknown));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_not_called_missing_where_it_could_not_be_seen() {
    let fake = FakeDiscord::start().await;
    let clock = Clock::system();
    let outlet = checked(&fake, clock.clone()).await.unwrap().outlet();
    let thread = fake.add_thread(fake.announcements(), "Lectures");
    for channel in [fake.announcements(), thread] {
        let since = clock.now();
        let post = announcement(channel);
        fake.fault(Fault::on("POST", "/channels/*/messages").lose());
        assert_eq!(outlet.send(&post).await, Err(SendError::Unknown));
        fake.deny(fake.announcements(), permissions::READ_MESSAGE_HISTORY);
        let later = Err(SendError::Later { after: None });
        assert_eq!(outlet.find(&post, since).await, later);
        fake.deny(fake.announcements(), 0);
        assert!(outlet.find(&post, since).await.unwrap().is_some());
        let mut other = post;
        other.marker = Marker::from_row("one-of-another-row-w-w".to_owned());
        other.delivery = DeliveryId::new("other");
        assert_eq!(outlet.find(&other, since).await, Ok(None));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_among_many_messages_goes_on_where_it_stopped() {
    let fake = FakeDiscord::start().await;
    let clock = Clock::system();
    let outlet = checked(&fake, clock.clone()).await.unwrap().outlet();
    let anna = fake.join("Anna");
    let since = clock.now();
    for _ in 0..500 {
        fake.say(&anna, fake.general(), "hello").place();
    }
    let post = announcement(fake.general());
    fake.fault(Fault::on("POST", "/channels/*/messages").lose());
    assert_eq!(outlet.send(&post).await, Err(SendError::Unknown));
    let mut other = announcement(fake.general());
    other.marker = Marker::from_row("one-of-another-row-w-w".to_owned());
    other.delivery = DeliveryId::new("other");
    let later = Err(SendError::Later { after: None });
    assert_eq!(outlet.find(&post, since).await, later);
    assert_eq!(
        outlet.find(&other, since).await,
        Err(SendError::Later { after: None })
    );
    assert!(outlet.find(&post, since).await.unwrap().is_some());
    assert_eq!(outlet.find(&other, since).await, Ok(None));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_was_made_before_a_502_stands_once() {
    let fake = FakeDiscord::start().await;
    let clock = Clock::system();
    let outlet = checked(&fake, clock.clone()).await.unwrap().outlet();
    let post = announcement(fake.announcements());
    let since = clock.now();
    fake.fault(Fault::on("POST", "/channels/*/messages").status_after(502));
    assert_eq!(outlet.send(&post).await, Err(SendError::Unknown));
    let found = outlet.find(&post, since).await.unwrap().unwrap();
    assert_eq!(outlet.send(&post).await, Ok(found));
    assert_eq!(fake.messages(fake.announcements()).len(), 1);
    // Opening a conversation is harmless when it happens twice.
    fake.fault(Fault::on("POST", "/users/@me/channels").status_after(502));
    let anna = fake.join("Anna");
    let later = Err(SendError::Later { after: None });
    assert_eq!(outlet.send(&direct(&anna)).await, later);
    assert!(outlet.send(&direct(&anna)).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_edited_in_place_files_and_all() {
    let fake = FakeDiscord::start().await;
    let outlet = checked(&fake, Clock::system()).await.unwrap().outlet();
    let mut post = announcement(fake.announcements());
    for name in ["a.txt", "b.csv"] {
        post.reply = post.reply.block(Block::File {
            name: name.to_owned(),
            media_type: "text/plain".to_owned(),
            bytes: name.as_bytes().to_vec(),
        });
    }
    let sent = outlet.send(&post).await.unwrap();
    let with_files = fake.post(fake.announcements(), 1).await.to_text();
    post.reply = Reply::new(Sign::Lecture, "Another title".to_owned());
    outlet.edit(&sent, &post).await.unwrap();
    let edited = fake.post(fake.announcements(), 1).await.to_text();
    insta::assert_snapshot!(format!("{with_files}\n{edited}"), @"
    dash-bot
      │ # 🎬 New mini-lecture <discord.com>
      file: a.txt (text/plain)
      file: b.csv (text/plain)

    dash-bot (edited)
      │ # 🎬 Another title <discord.com>
    ");
    let gone = MessageRef {
        message: "1".to_owned(),
        ..sent
    };
    assert_eq!(outlet.edit(&gone, &post).await, Err(SendError::Gone));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_for_good_has_its_reason() {
    let fake = FakeDiscord::start().await;
    let outlet = checked(&fake, Clock::system()).await.unwrap().outlet();
    let missing = post(Purpose::Staff, 5, "x");
    let unknown = Err(SendError::Refused(Reason::UnknownTarget));
    assert_eq!(outlet.send(&missing).await, unknown);
    fake.deny(fake.announcements(), permissions::SEND_MESSAGES);
    let post = announcement(fake.announcements());
    let not_permitted = Err(SendError::Refused(Reason::NotPermitted));
    assert_eq!(outlet.send(&post).await, not_permitted);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_heals_is_tried_later() {
    let fake = FakeDiscord::start().await;
    let outlet = checked(&fake, Clock::system()).await.unwrap().outlet();
    let post = announcement(fake.announcements());
    let on = || Fault::on("POST", "/channels/*/messages");
    for fault in [on().too_many(30.0), on().too_many_global(30.0)] {
        fake.fault(fault);
        let after = Some(Duration::from_secs(30));
        assert_eq!(outlet.send(&post).await, Err(SendError::Later { after }));
    }
    // A short wait is not worth the way back.
    fake.fault(on().too_many(0.2));
    assert!(outlet.send(&post).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_hangs_is_given_up_in_time() {
    let fake = FakeDiscord::start().await;
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse().unwrap());
    let outlet = checked(&fake, time.clock()).await.unwrap().outlet();
    let post = announcement(fake.announcements());
    let trouble = fake.fault(Fault::on("POST", "/channels/*/messages").hang());
    let give_up = async {
        trouble.met(1).await;
        time.advance(TimeDelta::from_std(outlet.time_limit()).unwrap());
    };
    let (sent, ()) = tokio::join!(outlet.send(&post), give_up);
    assert_eq!(sent, Err(SendError::Unknown));
    trouble.release();
}

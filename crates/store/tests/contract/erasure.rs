//! Showing a person what is known of them, and taking them out of every table.

use chrono::TimeDelta;
use domain::{
    Cause, DeliveryId, DeliveryState, Lang, MessageRef, Purpose, Signup, Target, Transition,
};
use store::{Enqueue, Ledger, Person, Value};

use crate::world::{CHAT, World, minutes};

on_every_database! {
    a_person_is_shown_all_that_is_known_of_them,
    who_is_erased_is_in_no_table_any_more,
    what_was_never_sent_goes_at_once_and_what_is_being_sent_later,
    what_others_did_with_staff_stays_without_them,
    who_comes_back_after_an_erasure_is_kept,
    who_is_in_the_ledger_is_taken_out_again,
    who_comes_back_after_the_clock_was_ahead_is_kept,
    what_is_dated_later_goes_too_when_the_clock_was_set_back,
}

fn reference(message: &str) -> MessageRef {
    MessageRef {
        channel: "1".to_owned(),
        message: message.to_owned(),
    }
}

/// A person with a row in every table that can have one, and the messages about them: a card and a receipt.
async fn known(world: &World, account: &str) -> (Person, Signup, Vec<DeliveryId>) {
    let person = world.person(account).await;
    let signup = world.signup(&person, &format!("draft of {account}")).await;
    let mut tx = world.begin().await;
    tx.person_set_language(&person.id, Some(Lang::Nl))
        .await
        .unwrap();
    let mut args = chat::Args::new();
    args.set("question", "What about our waiting list?");
    let expires = tx.now() + minutes(60);
    tx.park(&person.id, &args, expires).await.unwrap();
    tx.signup_move(&signup.id, Transition::Open, &person.id, None)
        .await
        .unwrap();
    let heard = reference(&format!("question of {account}"));
    tx.heard_note(&CHAT, &heard, account).await.unwrap();
    let answer = reference(&format!("answer to {account}"));
    tx.heard_answered(&CHAT, &heard, Some(&answer))
        .await
        .unwrap();
    let staff = tx
        .target_ensure(&CHAT, Purpose::Staff, "staff", None)
        .await
        .unwrap();
    let direct = tx.target_of_person(&person).await.unwrap();
    let mut out = Vec::new();
    for (target, cause) in [(staff, Cause::SignupCard), (direct, Cause::SignupReceipt)] {
        let made = tx.deliver(&about(&signup, &target, cause)).await.unwrap();
        out.push(made.unwrap());
    }
    tx.commit().await.unwrap();
    (person, signup, out)
}

fn about(signup: &Signup, target: &Target, cause: Cause) -> Enqueue {
    Enqueue {
        dedupe_key: format!("{}:{cause}:{}", signup.id, target.id),
        target: target.id.clone(),
        cause,
        subject: signup.id.to_string(),
        not_after: None,
    }
}

async fn sent(world: &World, deliveries: &[DeliveryId]) {
    let mut tx = world.begin().await;
    for id in deliveries {
        tx.delivery_sent(id, &reference(id.as_str()), 1)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

async fn a_person_is_shown_all_that_is_known_of_them(world: World) {
    let (person, signup, _) = known(&world, "7001").await;
    known(&world, "7002").await;
    let mut tx = world.read().await;
    let records = tx.person_export(&person.id, Lang::En).await.unwrap();
    let tables: Vec<&str> = records.iter().map(|record| record.table).collect();
    assert_eq!(
        tables,
        ["signups", "parked", "deliveries", "heard", "people"]
    );
    let value = |name: &str| {
        let mut fields = records.iter().flat_map(|record| &record.fields);
        let found = fields.find(|(field, _)| *field == name);
        found.map(|(_, value)| value.clone())
    };
    let words = |text: &str| Some(Value::Text(text.to_owned()));
    assert_eq!(value("reference"), words(&signup.reference.to_string()));
    assert_eq!(value("name"), words("Noor"));
    assert_eq!(value("question"), words("Can a model read our ECGs?"));
    assert_eq!(value("email"), words("noor@umcg.example"));
    assert_eq!(
        value("content"),
        words("question: What about our waiting list?")
    );
    assert_eq!(value("account"), words("7001"));
    let nobody = domain::PersonId::new("nobody");
    let nothing = tx.person_export(&nobody, Lang::En).await.unwrap();
    assert!(nothing.is_empty());
}

async fn who_is_erased_is_in_no_table_any_more(world: World) {
    let (person, signup, out) = known(&world, "7001").await;
    let (other, ..) = known(&world, "7002").await;
    sent(&world, &out).await;
    let mut tx = world.begin().await;
    let erased = tx.person_erase(&person).await.unwrap();
    let counts: Vec<(&str, u64)> = erased.iter().map(|rows| (rows.table, rows.count)).collect();
    let expected = [
        ("signup_history", 2),
        ("signups", 1),
        ("parked", 1),
        ("deliveries", 1),
        ("heard", 1),
    ];
    assert_eq!(counts, expected);
    tx.commit().await.unwrap();
    // The messages are the courier's to delete; then the rest goes.
    let mut tx = world.begin().await;
    assert_eq!(tx.signup(&signup.id).await.unwrap(), None);
    let answers = tx.deliveries_of(Cause::Answer, "answer to 7001").await;
    let answer = answers.unwrap().remove(0);
    assert_eq!(answer.message, Some(reference("answer to 7001")));
    for id in out.iter().chain([&answer.id]) {
        let delivery = tx.delivery(id).await.unwrap().unwrap();
        assert!(delivery.retract && delivery.version > delivery.shown_version);
        let target = tx.target(&delivery.target).await.unwrap().unwrap();
        tx.delivery_retracted(&delivery, &target).await.unwrap();
    }
    assert_eq!(tx.person(&person.id).await.unwrap(), None);
    assert!(tx.person(&other.id).await.unwrap().is_some());
    tx.commit().await.unwrap();
    if let Some(dump) = world.dump().await {
        for left in [person.id.as_str(), "7001", signup.id.as_str()] {
            assert!(!dump.contains(left), "{left} is left in:\n{dump}");
        }
        for kept in [other.id.as_str(), "7002", "draft of 7002"] {
            assert!(dump.contains(kept), "{kept} is not in:\n{dump}");
        }
    }
}

async fn what_was_never_sent_goes_at_once_and_what_is_being_sent_later(world: World) {
    let (person, _, out) = known(&world, "7001").await;
    let lease = std::time::Duration::from_secs(60);
    let mut tx = world.begin().await;
    let claim = tx.delivery_claim(&[CHAT], "me", lease).await.unwrap();
    let claim = claim.unwrap().delivery;
    tx.commit().await.unwrap();
    let mut tx = world.begin().await;
    tx.person_erase(&person).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = world.begin().await;
    for id in &out {
        let left = tx.delivery(id).await.unwrap();
        assert_eq!(left.is_some(), *id == claim.id);
    }
    // It was on its way; now it is out, and due to be deleted.
    tx.delivery_sent(&claim.id, &reference("late"), claim.version)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = world.begin().await;
    // The answer to the person may go before it.
    let again = loop {
        let due = tx.delivery_claim(&[CHAT], "me", lease).await.unwrap();
        let due = due.unwrap();
        if due.delivery.id == claim.id {
            break due.delivery;
        }
        tx.delivery_retracted(&due.delivery, &due.target)
            .await
            .unwrap();
    };
    assert!(again.retract);
    assert_eq!(again.state, DeliveryState::Sent);
}

async fn what_others_did_with_staff_stays_without_them(world: World) {
    let (_, signup, out) = known(&world, "7001").await;
    let staff = world.person("8001").await;
    let mut tx = world.begin().await;
    tx.signup_move(&signup.id, Transition::Accept, &staff.id, None)
        .await
        .unwrap();
    let command = "staff signups accept";
    tx.audit_note(Some(&staff.id), command, Some("C-0001"), "done")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = world.begin().await;
    let known = tx.person_export(&staff.id, Lang::En).await.unwrap();
    assert_eq!(known[0].table, "audit");
    let card = tx.delivery(&out[0]).await.unwrap().unwrap();
    tx.person_erase(&staff).await.unwrap();
    let anew = tx.delivery(&out[0]).await.unwrap().unwrap();
    assert!(anew.version > card.version, "the card shows the name");
    let accepted = tx.signup(&signup.id).await.unwrap().unwrap();
    assert_eq!(accepted.decided_by, None);
    let history = tx.signup_history(&signup.id).await.unwrap();
    let last = history.last().unwrap();
    assert_eq!(
        (last.by.clone(), last.transition),
        (None, Transition::Accept)
    );
    // The audit log accounts for what was done, so the account stays with it.
    assert!(tx.person(&staff.id).await.unwrap().is_some());
    tx.commit().await.unwrap();
    world.time.advance(TimeDelta::days(366));
    let mut tx = world.begin().await;
    tx.sweep().await.unwrap();
    assert_eq!(tx.person(&staff.id).await.unwrap(), None);
}

/// The ledger of a folder.
fn remember(world: &World, folder: &std::path::Path) {
    let ids = clock::Ids::seeded(9);
    let ledger = Ledger::open(&folder.join("erased"), &ids, world.time.now()).unwrap();
    world.store.remember_erasures(ledger);
}

async fn who_comes_back_after_an_erasure_is_kept(world: World) {
    let folder = tempfile::tempdir().unwrap();
    remember(&world, folder.path());
    let (person, ..) = known(&world, "7001").await;
    let mut tx = world.begin().await;
    tx.person_erase(&person).await.unwrap();
    tx.commit().await.unwrap();
    world.time.advance(minutes(1));
    let again = world.person("7001").await;
    let signup = world.signup(&again, "another draft").await;
    let mut tx = world.begin().await;
    tx.person_set_language(&again.id, Some(Lang::En))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.store.erase_again().await.unwrap();
    let mut tx = world.read().await;
    assert!(tx.signup(&signup.id).await.unwrap().is_some());
    let kept = tx.person(&again.id).await.unwrap().unwrap();
    assert_eq!(kept.language, Some(Lang::En));
}

async fn who_is_in_the_ledger_is_taken_out_again(world: World) {
    let folder = tempfile::tempdir().unwrap();
    remember(&world, folder.path());
    let (person, signup, out) = known(&world, "7001").await;
    let (other, ..) = known(&world, "7002").await;
    sent(&world, &out).await;
    // What is erased and rolled back stands as it does after a backup was put back: the ledger knows more.
    world.time.advance(minutes(1));
    let mut tx = world.begin().await;
    tx.person_erase(&person).await.unwrap();
    drop(tx);
    let mut tx = world.read().await;
    assert!(tx.signup(&signup.id).await.unwrap().is_some());
    drop(tx);
    assert_eq!(world.store.erase_again().await.unwrap(), 1);
    let mut tx = world.read().await;
    assert_eq!(tx.signup(&signup.id).await.unwrap(), None);
    assert!(tx.delivery(&out[0]).await.unwrap().unwrap().retract);
    assert_eq!(tx.signups_of(&other.id).await.unwrap().len(), 1);
}

async fn who_comes_back_after_the_clock_was_ahead_is_kept(world: World) {
    let folder = tempfile::tempdir().unwrap();
    remember(&world, folder.path());
    let right = world.time.now();
    let person = world.person("7001").await;
    world.time.set(right + TimeDelta::hours(1));
    let mut tx = world.begin().await;
    tx.person_erase(&person).await.unwrap();
    tx.commit().await.unwrap();
    world.time.set(right + TimeDelta::minutes(1));
    let again = world.person("7001").await;
    world.signup(&again, "another draft").await;
    for _ in 0..2 {
        assert_eq!(world.store.erase_again().await.unwrap(), 0);
        let mut tx = world.read().await;
        assert_eq!(tx.signups_of(&again.id).await.unwrap().len(), 1);
        drop(tx);
        // Until the wrong hour has passed, and afterwards.
        world.time.set(right + TimeDelta::hours(2));
    }
    // Who is erased once more is taken out again as the first time.
    let mut tx = world.begin().await;
    tx.person_erase(&again).await.unwrap();
    drop(tx);
    assert_eq!(world.store.erase_again().await.unwrap(), 1);
}

async fn what_is_dated_later_goes_too_when_the_clock_was_set_back(world: World) {
    let before = world.time.now();
    world.time.set(before + TimeDelta::hours(1));
    let (person, ..) = known(&world, "77").await;
    world.time.set(before);
    let mut tx = world.begin().await;
    let erased = tx.person_erase(&person).await.unwrap();
    assert!(
        erased.iter().any(|rows| rows.table == "signups"),
        "{erased:?}"
    );
    assert_eq!(tx.person_export(&person.id, Lang::En).await.unwrap(), []);
    tx.commit().await.unwrap();
}

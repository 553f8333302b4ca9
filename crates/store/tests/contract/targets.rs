//! Targets.

use domain::{DeliveryState, Purpose, TargetId};

use crate::world::{CHAT, PAGE, World, message, minutes};

on_every_database! {
    a_target_is_made_once,
    exactly_the_configured_targets_are_active,
    what_was_to_go_to_a_removed_target_ends,
    nothing_goes_to_a_target_on_hold,
}

async fn a_target_is_made_once(world: World) {
    let person = world.person("7").await;
    let mut tx = world.begin().await;
    let one = tx.target_of_person(&person).await.unwrap();
    let again = tx
        .target_ensure(&CHAT, Purpose::Direct, "7", None)
        .await
        .unwrap();
    assert_eq!(one, again);
    assert_eq!(one.person, Some(person.id));
    assert_eq!(tx.target(&one.id).await.unwrap(), Some(one));
    assert_eq!(tx.target(&TargetId::new("no")).await.unwrap(), None);
}

async fn exactly_the_configured_targets_are_active(world: World) {
    let addresses = |list: &[&str]| list.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    let mut tx = world.begin().await;
    tx.targets_configure(&CHAT, Purpose::Staff, &addresses(&["1", "2"]))
        .await
        .unwrap();
    tx.targets_configure(&PAGE, Purpose::Staff, &addresses(&["9"]))
        .await
        .unwrap();
    tx.targets_configure(&CHAT, Purpose::Announcements, &addresses(&["1"]))
        .await
        .unwrap();
    tx.targets_configure(&CHAT, Purpose::Staff, &addresses(&["2", "3"]))
        .await
        .unwrap();
    let staff = tx.targets(Purpose::Staff).await.unwrap();
    let found: Vec<&str> = staff.iter().map(|target| target.address.as_str()).collect();
    assert_eq!(found, ["2", "3", "9"]);
    tx.targets_configure(&CHAT, Purpose::Staff, &addresses(&["1"]))
        .await
        .unwrap();
    assert_eq!(tx.targets(Purpose::Staff).await.unwrap().len(), 2);
    assert_eq!(tx.targets(Purpose::Announcements).await.unwrap().len(), 1);
}

async fn what_was_to_go_to_a_removed_target_ends(world: World) {
    let target = world.channel("1").await;
    let id = world.enqueue(&target, "a").await;
    let mut tx = world.begin().await;
    tx.targets_configure(&CHAT, Purpose::Announcements, &[])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let delivery = world.read().await.delivery(&id).await.unwrap().unwrap();
    assert_eq!(delivery.state, DeliveryState::Failed);
}

async fn nothing_goes_to_a_target_on_hold(world: World) {
    let (held, free) = (world.channel("1").await, world.channel("2").await);
    world.enqueue(&held, "a").await;
    let mut tx = world.begin().await;
    let until = tx.now() + minutes(3);
    tx.target_hold(&held.id, until).await.unwrap();
    tx.deliver(&message(&free, "b")).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = world.begin().await;
    let lease = std::time::Duration::from_secs(600);
    let claim = tx
        .delivery_claim(&[CHAT], "me", lease)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(claim.target, free);
    assert_eq!(tx.delivery_claim(&[CHAT], "me", lease).await.unwrap(), None);
    tx.commit().await.unwrap();

    world.time.set(until);
    let mut tx = world.begin().await;
    let claim = tx
        .delivery_claim(&[CHAT], "me", lease)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(claim.target, held);
}

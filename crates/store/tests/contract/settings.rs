//! What staff set in the chat.

use chrono::TimeDelta;
use domain::{Lang, setting::REPLY_DAYS};
use store::{Changing, LiveSettings, Rows};

use crate::world::World;

on_every_database! {
    the_newest_version_of_each_setting_counts,
    nobody_writes_over_what_they_have_not_seen,
    versions_are_read_a_page_at_a_time,
    who_set_something_is_forgotten_in_time,
    who_set_something_long_ago_does_not_stop_the_sweep,
    a_change_by_one_process_is_in_force_in_another_within_a_second,
}

/// Sets one, in a unit of work of its own.
async fn set(world: &World, setting: &str, value: Option<&str>) -> i64 {
    let staff = world.person("8").await;
    let mut tx = world.begin().await;
    let newest = tx.setting_versions(setting, 1).await.unwrap();
    let after = newest.first().map_or(0, |newest| newest.version);
    let written = tx.setting_write(setting, after, value, &staff.id).await;
    tx.commit().await.unwrap();
    written.unwrap().unwrap()
}

async fn nobody_writes_over_what_they_have_not_seen(world: World) {
    set(&world, "reply-days", Some("3")).await;
    let staff = world.person("8").await;
    let before = world.read().await.changes(Changing::Settings).await;
    let mut tx = world.begin().await;
    let late = tx
        .setting_write("reply-days", 0, Some("4"), &staff.id)
        .await;
    assert_eq!(late.unwrap(), None);
    tx.commit().await.unwrap();
    let mut tx = world.read().await;
    let settings = tx.settings().await.unwrap();
    assert_eq!(settings[0].value.as_deref(), Some("3"));
    let after = tx.changes(Changing::Settings).await;
    assert_eq!(before.unwrap(), after.unwrap());
}

async fn the_newest_version_of_each_setting_counts(world: World) {
    assert_eq!(world.read().await.settings().await.unwrap(), []);
    let before = world.read().await.changes(Changing::Settings).await;
    assert_eq!(set(&world, "reply-days", Some("3")).await, 1);
    assert_eq!(set(&world, "reply-days", None).await, 2);
    assert_eq!(set(&world, "welcome-nl", Some("Tot vijf uur.")).await, 1);
    let mut tx = world.read().await;
    let newest = tx.settings().await.unwrap();
    let seen: Vec<_> = newest
        .iter()
        .map(|it| (it.setting.as_str(), it.version, it.value.as_deref()))
        .collect();
    let expected = [
        ("reply-days", 2, None),
        ("welcome-nl", 1, Some("Tot vijf uur.")),
    ];
    assert_eq!(seen, expected);
    let after = tx.changes(Changing::Settings).await;
    assert_ne!(before.unwrap(), after.unwrap());
}

async fn versions_are_read_a_page_at_a_time(world: World) {
    for value in ["3", "4", "5"] {
        set(&world, "reply-days", Some(value)).await;
        world.time.advance(TimeDelta::minutes(1));
    }
    set(&world, "welcome-nl", Some("Tot vijf uur.")).await;
    let mut tx = world.read().await;
    let (all, total) = tx.settings_page(None, 0, 2).await.unwrap();
    let values: Vec<_> = all.into_iter().filter_map(|it| it.value).collect();
    assert_eq!(
        (values.as_slice(), total),
        (&["Tot vijf uur.".to_owned(), "5".to_owned()][..], 4)
    );
    let newest = tx.setting_versions("reply-days", 2).await.unwrap();
    let newest: Vec<_> = newest.into_iter().map(|it| it.version).collect();
    assert_eq!(newest, [3, 2]);
    let (one, total) = tx.settings_page(Some("reply-days"), 2, 2).await.unwrap();
    let values: Vec<_> = one.into_iter().filter_map(|it| it.value).collect();
    assert_eq!((values.as_slice(), total), (&["3".to_owned()][..], 3));
}

async fn who_set_something_is_forgotten_in_time(world: World) {
    set(&world, "reply-days", Some("3")).await;
    world.time.advance(TimeDelta::days(731));
    let mut tx = world.begin().await;
    let swept = tx.sweep().await.unwrap();
    let forgotten = Rows {
        table: "settings",
        count: 1,
    };
    assert!(swept.contains(&forgotten), "{swept:?}");
    assert_eq!(tx.settings().await.unwrap()[0].by, None);
}

async fn who_set_something_long_ago_does_not_stop_the_sweep(world: World) {
    set(&world, "reply-days", Some("3")).await;
    // The person would be forgotten by now, but is referred to.
    world.time.advance(TimeDelta::days(400));
    let mut tx = world.begin().await;
    tx.sweep().await.unwrap();
    tx.commit().await.unwrap();
    world.time.advance(TimeDelta::days(400));
    let mut tx = world.begin().await;
    let swept = tx.sweep().await.unwrap();
    let tables: Vec<&str> = swept.iter().map(|rows| rows.table).collect();
    assert_eq!(tables, ["settings", "people"]);
}

async fn a_change_by_one_process_is_in_force_in_another_within_a_second(world: World) {
    let another = world.another(2).await;
    let settings = LiveSettings::of(Lang::Nl);
    let watching = tokio::spawn({
        let settings = settings.clone();
        async move { settings.watch(&another, std::future::pending()).await }
    });
    let second = TimeDelta::seconds(1);
    let looks_again = || {
        let now = world.time.now();
        world.time.until_somebody_sleeps(now..=now + second)
    };
    looks_again().await;
    set(&world, "reply-days", Some("3")).await;
    let taken = settings.now();
    world.time.advance(second);
    looks_again().await;
    assert_eq!(settings.now().get(&REPLY_DAYS), 3);
    assert_eq!(taken.get(&REPLY_DAYS), 2, "who took a state keeps it");
    watching.abort();
}

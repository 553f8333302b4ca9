//! What staff write over the answers of the files.

use chrono::TimeDelta;
use domain::{AnswerAction, AnswerStanding, Cause, Lang, Purpose};
use store::{Changing, Enqueue, NewAnswer, Rows, Store};

use crate::world::{CHAT, World};

on_every_database! {
    the_newest_version_of_each_counts,
    what_somebody_wrote_since_is_not_written_over,
    of_two_who_write_at_once_one_is_told,
    what_waits_counts_when_another_publishes_it,
    what_waits_is_replaced_or_discarded,
    a_change_is_seen_by_others,
    who_wrote_is_forgotten_in_time,
    who_is_erased_stands_on_no_card_any_more,
    who_wrote_long_ago_does_not_stop_the_sweep,
}

fn edit(text: &str) -> NewAnswer<'_> {
    NewAnswer {
        topic: "contact",
        lang: Lang::Nl,
        action: AnswerAction::Edit,
        text: Some(text),
        base: Some("b1"),
        after: 0,
        waits: false,
        asked: None,
    }
}

async fn the_newest_version_of_each_counts(world: World) {
    let staff = world.person("8").await;
    let mut tx = world.begin().await;
    assert_eq!(tx.answers().await.unwrap(), []);
    for (number, text) in [(1, "one"), (2, "two")] {
        let version = NewAnswer {
            after: number - 1,
            ..edit(text)
        };
        let written = tx.answer_write(&version, &staff.id).await.unwrap();
        assert_eq!(written.map(|it| it.version), Some(number));
    }
    let other = NewAnswer {
        lang: Lang::En,
        action: AnswerAction::Retire,
        text: None,
        base: None,
        ..edit("")
    };
    tx.answer_write(&other, &staff.id).await.unwrap();
    let newest = tx.answers().await.unwrap();
    let seen: Vec<_> = newest
        .iter()
        .map(|it| (it.lang, it.version, it.action, it.text.as_deref()))
        .collect();
    assert_eq!(
        seen,
        [
            (Lang::En, 1, AnswerAction::Retire, None),
            (Lang::Nl, 2, AnswerAction::Edit, Some("two")),
        ]
    );
    let versions = tx.answer_versions("contact", Lang::Nl, 10).await.unwrap();
    let versions: Vec<_> = versions.into_iter().map(|it| (it.version, it.by)).collect();
    assert_eq!(versions, [(2, Some(staff.id.clone())), (1, Some(staff.id))]);
}

async fn what_somebody_wrote_since_is_not_written_over(world: World) {
    let staff = world.person("8").await;
    let mut tx = world.begin().await;
    for (after, written) in [(0, Some(1)), (0, None), (1, Some(2)), (7, None)] {
        let version = NewAnswer {
            after,
            ..edit("one")
        };
        let version = tx.answer_write(&version, &staff.id).await.unwrap();
        assert_eq!(version.map(|it| it.version), written);
    }
    let versions = tx.answer_versions("contact", Lang::Nl, 10).await.unwrap();
    assert_eq!(versions.len(), 2);
}

async fn of_two_who_write_at_once_one_is_told(world: World) {
    let staff = world.person("8").await;
    let another = world.another(2).await;
    let write = async |store: &Store| {
        let mut tx = store.begin().await.unwrap();
        let written = tx.answer_write(&edit("one"), &staff.id).await.unwrap();
        tx.commit().await.unwrap();
        written.map(|it| it.version)
    };
    let (one, other) = tokio::join!(write(&world.store), write(&another));
    assert_eq!([one, other].into_iter().flatten().collect::<Vec<_>>(), [1]);
}

fn waiting(text: &str, after: i64) -> NewAnswer<'_> {
    NewAnswer {
        after,
        waits: true,
        ..edit(text)
    }
}

async fn what_waits_counts_when_another_publishes_it(world: World) {
    let (author, other) = (world.person("8").await, world.person("9").await);
    let mut tx = world.begin().await;
    tx.answer_write(&edit("one"), &author.id).await.unwrap();
    let written = tx
        .answer_write(&waiting("two", 1), &author.id)
        .await
        .unwrap();
    let written = written.unwrap();
    assert_eq!(
        tx.answer_version(&written.id).await.unwrap().as_ref(),
        Some(&written)
    );
    assert_eq!(tx.answers_waiting().await.unwrap(), [written]);
    assert_eq!(tx.answers().await.unwrap()[0].text.as_deref(), Some("one"));
    let own = tx
        .answer_publish("contact", Lang::Nl, 2, &author.id, false)
        .await;
    assert_eq!(own.unwrap(), None);
    let changes = tx.changes(Changing::Answers).await.unwrap();
    let published = tx
        .answer_publish("contact", Lang::Nl, 2, &other.id, false)
        .await;
    let published = published.unwrap().unwrap();
    assert_eq!(published.standing, AnswerStanding::Published);
    assert_eq!(
        (published.by, published.decided_by),
        (Some(author.id.clone()), Some(other.id))
    );
    assert_ne!(tx.changes(Changing::Answers).await.unwrap(), changes);
    assert_eq!(tx.answers().await.unwrap()[0].text.as_deref(), Some("two"));
    assert_eq!(tx.answers_waiting().await.unwrap(), []);
    tx.answer_write(&waiting("three", 2), &author.id)
        .await
        .unwrap();
    let alone = tx
        .answer_publish("contact", Lang::Nl, 3, &author.id, true)
        .await;
    assert!(alone.unwrap().is_some());
}

async fn what_waits_is_replaced_or_discarded(world: World) {
    let staff = world.person("8").await;
    let mut tx = world.begin().await;
    for (text, after) in [("one", 0), ("two", 1)] {
        let written = tx
            .answer_write(&waiting(text, after), &staff.id)
            .await
            .unwrap();
        assert!(written.is_some(), "{text}");
    }
    assert_eq!(tx.answers().await.unwrap(), []);
    let replaced = tx.answer_discard("contact", Lang::Nl, 1, &staff.id).await;
    assert_eq!(replaced.unwrap(), None);
    let discarded = tx.answer_discard("contact", Lang::Nl, 2, &staff.id).await;
    assert!(discarded.unwrap().is_some());
    // What was discarded is followed by nothing.
    let again = tx
        .answer_write(&waiting("three", 0), &staff.id)
        .await
        .unwrap();
    assert_eq!(again.map(|it| it.version), Some(3));
    let versions = tx.answer_versions("contact", Lang::Nl, 9).await.unwrap();
    let standings: Vec<_> = versions.iter().map(|it| it.standing.id()).collect();
    assert_eq!(standings, ["waiting", "discarded", "replaced"]);
}

async fn a_change_is_seen_by_others(world: World) {
    let staff = world.person("8").await;
    let before = world.read().await.changes(Changing::Answers).await.unwrap();
    let mut tx = world.begin().await;
    tx.answer_write(&edit("one"), &staff.id).await.unwrap();
    tx.commit().await.unwrap();
    let another = world.another(2);
    let mut tx = another.await.read().await.unwrap();
    let after = tx.changes(Changing::Answers).await.unwrap();
    assert_ne!(before, after);
}

async fn who_wrote_is_forgotten_in_time(world: World) {
    let staff = world.person("8").await;
    let mut tx = world.begin().await;
    tx.answer_write(&edit("one"), &staff.id).await.unwrap();
    tx.commit().await.unwrap();
    world.time.advance(TimeDelta::days(731));
    let mut tx = world.begin().await;
    let swept = tx.sweep().await.unwrap();
    let forgotten = Rows {
        table: "answers",
        count: 1,
    };
    assert!(swept.contains(&forgotten), "{swept:?}");
    assert_eq!(tx.answers().await.unwrap()[0].by, None);
}

async fn who_is_erased_stands_on_no_card_any_more(world: World) {
    let (author, other) = (world.person("8").await, world.person("9").await);
    for erased in [&author, &other] {
        let mut tx = world.begin().await;
        let written = tx.answer_write(&waiting("one", 0), &author.id).await;
        let written = written.unwrap().unwrap();
        let target = tx
            .target_ensure(&CHAT, Purpose::Staff, "staff", None)
            .await
            .unwrap();
        let card = Enqueue {
            target: target.id,
            cause: Cause::AnswerWaiting,
            subject: written.id.clone(),
            dedupe_key: written.id.clone(),
            not_after: None,
        };
        let card = tx.deliver(&card).await.unwrap().unwrap();
        tx.answer_publish("contact", Lang::Nl, written.version, &other.id, false)
            .await
            .unwrap()
            .unwrap();
        let before = tx.delivery(&card).await.unwrap().unwrap().version;
        let changes = tx.changes(Changing::Answers).await.unwrap();
        tx.person_erase(erased).await.unwrap();
        assert!(tx.delivery(&card).await.unwrap().unwrap().version > before);
        assert_ne!(tx.changes(Changing::Answers).await.unwrap(), changes);
    }
}

async fn who_wrote_long_ago_does_not_stop_the_sweep(world: World) {
    let staff = world.person("8").await;
    let mut tx = world.begin().await;
    tx.answer_write(&edit("one"), &staff.id).await.unwrap();
    tx.commit().await.unwrap();
    // The person would be forgotten by now, but is referred to.
    world.time.advance(TimeDelta::days(400));
    let mut tx = world.begin().await;
    tx.sweep().await.unwrap();
    tx.commit().await.unwrap();
    world.time.advance(TimeDelta::days(400));
    let mut tx = world.begin().await;
    let swept = tx.sweep().await.unwrap();
    let tables: Vec<&str> = swept.iter().map(|rows| rows.table).collect();
    assert_eq!(tables, ["answers", "people"]);
}

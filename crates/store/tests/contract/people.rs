//! People.

use domain::{Lang, PersonId};

use crate::world::{CHAT, PAGE, World};

on_every_database! {
    a_person_is_made_once_and_found_again,
    the_same_id_on_two_platforms_is_two_people,
    a_language_is_remembered_and_taken_back,
    nul_in_an_id_is_taken_out,
}

async fn a_person_is_made_once_and_found_again(world: World) {
    let mut tx = world.begin().await;
    assert_eq!(tx.person_find(&CHAT, "7").await.unwrap(), None);
    let made = tx.person_find_or_create(&CHAT, "7").await.unwrap();
    let again = tx.person_find_or_create(&CHAT, "7").await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = world.read().await;
    assert_eq!(made, again);
    assert_eq!(made.created_at, world.time.now());
    assert_eq!(
        tx.person_find(&CHAT, "7").await.unwrap(),
        Some(made.clone())
    );
    assert_eq!(tx.person(&made.id).await.unwrap(), Some(made));
    assert_eq!(tx.person(&PersonId::new("nobody")).await.unwrap(), None);
}

async fn the_same_id_on_two_platforms_is_two_people(world: World) {
    let mut tx = world.begin().await;
    let one = tx.person_find_or_create(&CHAT, "7").await.unwrap();
    let other = tx.person_find_or_create(&PAGE, "7").await.unwrap();
    assert_ne!(one.id, other.id);
}

async fn a_language_is_remembered_and_taken_back(world: World) {
    let person = world.person("7").await;
    for language in [Some(Lang::Nl), Some(Lang::En), None] {
        let mut tx = world.begin().await;
        tx.person_set_language(&person.id, language).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.person("7").await.language, language);
    }
}

async fn nul_in_an_id_is_taken_out(world: World) {
    let mut tx = world.begin().await;
    let person = tx.person_find_or_create(&CHAT, "7\0").await.unwrap();
    assert_eq!(person.platform_id, "7");
    assert_eq!(tx.person_find(&CHAT, "\x007").await.unwrap(), Some(person));
    assert_eq!(tx.person(&PersonId::new("\0")).await.unwrap(), None);
}

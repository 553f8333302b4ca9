//! The register of processing: every table is in it, and says all that it must.

use std::collections::BTreeSet;

use chat::texts;
use domain::Lang;
use store::{Keep, Privacy, TABLES, Whose};

use crate::world::World;

#[tokio::test]
async fn every_table_says_what_it_holds_of_people() {
    let world = World::file().await;
    let options = world
        .url
        .parse::<sqlx::sqlite::SqliteConnectOptions>()
        .unwrap();
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "select name from sqlite_master where type = 'table' and name not like '\\_sqlx%' escape '\\'
             and name not like 'sqlite%' order by name",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let mut declared: Vec<&str> = TABLES.iter().map(|table| table.table).collect();
    declared.sort_unstable();
    assert_eq!(
        tables, declared,
        "a table's file declares PRIVACY, and TABLES lists it"
    );
}

#[tokio::test]
async fn tables_stand_before_those_that_they_refer_to() {
    let world = World::file().await;
    let options = world
        .url
        .parse::<sqlx::sqlite::SqliteConnectOptions>()
        .unwrap();
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    for (at, declared) in TABLES.iter().enumerate() {
        let referred: Vec<String> =
            sqlx::query_scalar("select \"table\" from pragma_foreign_key_list($1)")
                .bind(declared.table)
                .fetch_all(&mut connection)
                .await
                .unwrap();
        for name in referred {
            let place = TABLES.iter().position(|table| table.table == name);
            assert!(place > Some(at), "{} refers to {name}", declared.table);
        }
    }
}

#[test]
fn every_declaration_is_said_in_both_languages() {
    let names: BTreeSet<&str> = TABLES.iter().map(|table| table.table).collect();
    assert_eq!(names.len(), TABLES.len());
    for Privacy {
        table, whose, kept, ..
    } in TABLES
    {
        for part in ["title", "data", "purpose", "shown", "exported", "erased"] {
            let id = format!("register-{table}-{part}");
            for lang in Lang::ALL {
                assert!(texts::exists(lang, &id), "{id} is missing in {lang}");
            }
        }
        assert!(!whose.is_empty(), "{table}");
        match kept {
            Keep::Days(days)
            | Keep::AfterSignup(days)
            | Keep::AfterInquiry(days)
            | Keep::AfterDelivery(days)
            | Keep::AfterSeen(days) => assert!(*days > 0, "{table}"),
            Keep::Forever => assert_eq!(*whose, [Whose::Nobody], "{table}: a person's data goes"),
            Keep::UntilExpiry | Keep::WithPerson => {}
        }
    }
}

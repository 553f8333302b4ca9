//! The register of processing: every table is in it, and says all that it must.

use std::collections::BTreeSet;

use store::{Keep, TABLES};

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
    let declared: Vec<&str> = TABLES.iter().map(|table| table.table).collect();
    assert_eq!(
        tables, declared,
        "a table's file declares PRIVACY, and TABLES lists it"
    );
}

#[test]
fn no_declaration_is_empty() {
    let names: BTreeSet<&str> = TABLES.iter().map(|table| table.table).collect();
    assert_eq!(names.len(), TABLES.len());
    for table in TABLES {
        let words = [
            table.table,
            table.data,
            table.purpose,
            table.shown,
            table.exported,
            table.erased,
        ];
        assert!(
            words.iter().all(|word| !word.trim().is_empty()),
            "{table:?}"
        );
        assert!(!table.whose.is_empty(), "{table:?}");
        match table.kept {
            Keep::Days(days) | Keep::AfterSignup(days) | Keep::AfterDelivery(days) => {
                assert!(days > 0, "{table:?}");
            }
            Keep::Forever(reason) => assert!(!reason.trim().is_empty(), "{table:?}"),
            Keep::UntilExpiry | Keep::WithPerson => {}
        }
    }
}

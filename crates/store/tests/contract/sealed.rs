//! What people wrote is sealed where there is a key: nowhere in the database's file or a dump, and read by who may.

use std::fs;

use chat::Args;
use domain::{Department, Email, Lang, ParkedId, Signup, SignupDraft, SignupId, Transition};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use store::{AskedQuestion, Keys, Moved, OpenError, TABLES};

use crate::world::{World, key, minutes, start, told};

on_every_kept_database! {
    with_a_key_nothing_that_was_typed_stands_in_the_database,
    without_a_key_it_does,
    what_is_sealed_is_not_opened_elsewhere,
    a_key_that_is_missing_is_found_before_anything_is_read,
    an_address_is_found_in_whichever_letters_and_under_whichever_key,
}

/// A word in each text that somebody typed.
const TYPED: [&str; 9] = [
    "namemark",
    "wardmark",
    "askmark",
    "mailmark",
    "whymark",
    "draftmark",
    "againmark",
    "newmark",
    "noted",
];

pub(crate) fn draft(question: &str) -> SignupDraft {
    SignupDraft {
        name: "Noor namemark".to_owned(),
        department: Department::parse("wardmark").unwrap(),
        question: question.to_owned(),
        email: Email::parse("Mailmark@umcg.example"),
        ..told()
    }
}

/// Somebody signs up, changes it, and is declined; a draft lies about, and a question was asked.
pub(crate) async fn typed(world: &World) -> Signup {
    let person = world.person("7").await.id;
    let mut tx = world.begin().await;
    let (signup, _) = tx
        .signup_create(&person, &draft("askmark"), &ParkedId::new("d1"))
        .await
        .unwrap();
    tx.signup_edit(&signup.id, &person, &draft("newmark"))
        .await
        .unwrap();
    tx.signup_move(&signup.id, Transition::Decline, &person, Some("whymark"))
        .await
        .unwrap();
    let mut args = Args::new();
    args.set("question", "draftmark");
    let expires = tx.now() + minutes(60);
    let parked = tx.park(&person, &args, expires).await.unwrap();
    args.set("reason", "againmark");
    tx.park_again(&parked, &person, &args, expires)
        .await
        .unwrap();
    let asked = AskedQuestion {
        id: "question".to_owned(),
        at: start(),
        lang: Lang::En,
        text: "noted".to_owned(),
        topic: None,
        confidence: 0.1,
        answered: false,
        helped: None,
    };
    tx.questions_note(&[asked]).await.unwrap();
    tx.commit().await.unwrap();
    let found = world
        .read()
        .await
        .signup(&signup.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.draft, draft("newmark"));
    assert_eq!(found.reason.as_deref(), Some("whymark"));
    assert_eq!(
        world.read().await.parked(&parked, &person).await.unwrap(),
        Some(args)
    );
    found
}

/// All that somebody who has the database has: the file with its log, or every row.
pub(crate) async fn whole(world: &World) -> String {
    if let Some(path) = world.url.strip_prefix("sqlite:") {
        let files =
            ["", "-wal"].map(|suffix| fs::read(format!("{path}{suffix}")).unwrap_or_default());
        return String::from_utf8_lossy(&files.concat()).into_owned();
    }
    let mut connection = PgConnection::connect(&world.url).await.unwrap();
    let mut dump = String::new();
    for table in TABLES {
        let rows = format!(
            "select coalesce(string_agg(t::text, ' '), '') from {} t",
            table.table
        );
        let rows: String = sqlx::query_scalar(AssertSqlSafe(rows))
            .fetch_one(&mut connection)
            .await
            .unwrap();
        dump.push_str(&rows);
    }
    dump
}

/// Which of the typed words stand there.
pub(crate) async fn readable(world: &World) -> Vec<&'static str> {
    let whole = whole(world).await.to_lowercase();
    TYPED
        .into_iter()
        .filter(|word| whole.contains(word))
        .collect()
}

/// Does this to the database behind the store's back.
async fn tamper(world: &World, statement: &str) {
    let done = if world.url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(&world.url).await.unwrap();
        sqlx::query(AssertSqlSafe(statement))
            .execute(&mut connection)
            .await
            .unwrap()
            .rows_affected()
    } else {
        let mut connection = PgConnection::connect(&world.url).await.unwrap();
        sqlx::query(AssertSqlSafe(statement))
            .execute(&mut connection)
            .await
            .unwrap()
            .rows_affected()
    };
    assert_eq!(done, 1, "{statement}");
}

async fn with_a_key_nothing_that_was_typed_stands_in_the_database(world: World) {
    let world = world.reopened(Keys::new(Some(key(1)), Vec::new())).await;
    typed(&world).await;
    assert_eq!(readable(&world).await, Vec::<&str>::new());
    let seals = world.store.seals().await.unwrap();
    assert_eq!(seals.plain, 0);
    assert_eq!(seals.under.get(key(1).id()), Some(&7));
}

async fn without_a_key_it_does(world: World) {
    typed(&world).await;
    let readable = readable(&world).await;
    for word in [
        "namemark",
        "wardmark",
        "newmark",
        "mailmark",
        "whymark",
        "draftmark",
        "againmark",
        "noted",
    ] {
        assert!(readable.contains(&word), "{word} in {readable:?}");
    }
    assert_eq!(world.store.seals().await.unwrap().plain, 7);
}

async fn what_is_sealed_is_not_opened_elsewhere(world: World) {
    let world = world.reopened(Keys::new(Some(key(1)), Vec::new())).await;
    let one = typed(&world).await.id;
    let other = world.signup(&world.person("8").await, "d2").await.id;
    let refused = async |id: &SignupId| {
        let error = world.read().await.signup(id).await.unwrap_err();
        let error = format!("{error:#}");
        assert!(error.contains("damaged, or moved"), "{error}");
        assert!(TYPED.iter().all(|word| !error.contains(word)), "{error}");
    };
    let moved = format!(
        "update signups set name = (select name from signups where id = '{}') where id = '{}'",
        one.as_str(),
        other.as_str()
    );
    tamper(&world, &moved).await;
    refused(&other).await;
    tamper(
        &world,
        &format!(
            "update signups set reason = question where id = '{}'",
            one.as_str()
        ),
    )
    .await;
    refused(&one).await;
}

async fn a_key_that_is_missing_is_found_before_anything_is_read(world: World) {
    let mut world = world.reopened(Keys::new(Some(key(1)), Vec::new())).await;
    world.store.check_keys().await.unwrap();
    let id = typed(&world).await.id;
    world.store.check_keys().await.unwrap();
    for keys in [Keys::none(), Keys::new(Some(key(2)), vec![key(3)])] {
        world = world.reopened(keys).await;
        let error = world.store.check_keys().await.unwrap_err();
        assert!(matches!(error, OpenError::NoKey { .. }), "{error}");
        assert!(error.to_string().contains(key(1).id()), "{error}");
        let error = world
            .read()
            .await
            .signup(&id)
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(key(1).id()) && !error.contains("mark"),
            "{error}"
        );
    }
}

async fn an_address_is_found_in_whichever_letters_and_under_whichever_key(world: World) {
    let mut expected = Vec::new();
    let keys = [
        Keys::none(),
        Keys::new(Some(key(1)), Vec::new()),
        Keys::new(Some(key(2)), vec![key(1)]),
    ];
    let mut world = world;
    for (number, keys) in keys.into_iter().enumerate() {
        world = world.reopened(keys).await;
        let person = world.person(&number.to_string()).await;
        let signup = world.signup(&person, &format!("d{number}")).await;
        expected.push(person.id.clone());
        let mut tx = world.begin().await;
        for address in ["noor@umcg.example", " Noor@UMCG.Example"] {
            let mut found = tx.people_by_email(address).await.unwrap();
            found.sort();
            let mut expected = expected.clone();
            expected.sort();
            assert_eq!(found, expected, "{address}");
        }
        assert_eq!(tx.people_by_email("other@umcg.example").await.unwrap(), []);
        let told = SignupDraft {
            email: Email::parse("new@umcg.example"),
            ..told()
        };
        let edited = tx.signup_edit(&signup.id, &person.id, &told).await.unwrap();
        assert!(matches!(edited, Moved::Done(_)));
        assert_eq!(
            tx.people_by_email("new@umcg.example").await.unwrap(),
            [person.id]
        );
    }
}

//! Sign-ups and their history.

use domain::{Department, ParkedId, Reference, SignupId, SignupState, Transition};
use store::Moved;

use crate::world::{World, minutes, told};

on_every_database! {
    a_draft_sent_twice_is_one_sign_up,
    references_have_no_gaps,
    a_sign_up_is_accepted_once,
    a_decline_keeps_its_reason_until_it_is_reopened,
    a_new_sign_up_is_edited_a_decided_one_is_not,
    the_history_has_every_line_in_order,
    pages_go_from_the_oldest_on,
    references_are_completed_as_people_type_them,
    an_applicant_can_be_out_of_reach,
}

async fn a_draft_sent_twice_is_one_sign_up(world: World) {
    let person = world.person("7").await;
    let draft = ParkedId::new("draft");
    let mut tx = world.begin().await;
    assert_eq!(tx.signup_by_draft(&draft).await.unwrap(), None);
    let (signup, new) = tx.signup_create(&person.id, &told(), &draft).await.unwrap();
    assert!(new);
    tx.commit().await.unwrap();

    let mut tx = world.begin().await;
    let again = tx.signup_create(&person.id, &told(), &draft).await.unwrap();
    assert_eq!(again, (signup.clone(), false));
    assert_eq!(signup.draft, told());
    assert_eq!(signup.state, SignupState::New);
    assert_eq!(signup.created_at, world.time.now());
    assert_eq!(tx.signup(&signup.id).await.unwrap(), Some(signup.clone()));
    assert_eq!(
        tx.signup_by_draft(&draft).await.unwrap(),
        Some(signup.clone())
    );
    assert_eq!(
        tx.signup_by_reference(Reference::new(1)).await.unwrap(),
        Some(signup)
    );
    assert_eq!(
        tx.signup_by_reference(Reference::new(2)).await.unwrap(),
        None
    );
    assert_eq!(tx.signup(&SignupId::new("\0no")).await.unwrap(), None);
}

async fn references_have_no_gaps(world: World) {
    let person = world.person("7").await;
    world.signup(&person, "a").await;
    let mut tx = world.begin().await;
    tx.signup_create(&person.id, &told(), &ParkedId::new("b"))
        .await
        .unwrap();
    drop(tx);
    world.signup(&person, "a").await;
    assert_eq!(
        world.signup(&person, "c").await.reference,
        Reference::new(2)
    );
}

async fn a_sign_up_is_accepted_once(world: World) {
    let (person, staff) = (world.person("7").await, world.person("8").await);
    let signup = world.signup(&person, "a").await;
    world.time.advance(minutes(5));
    let mut tx = world.begin().await;
    let moved = tx
        .signup_move(&signup.id, Transition::Accept, &staff.id, None)
        .await
        .unwrap();
    let Moved::Done(accepted) = moved else {
        panic!("{moved:?}")
    };
    assert_eq!(accepted.state, SignupState::Accepted);
    assert_eq!(accepted.decided_by, Some(staff.id.clone()));
    assert_eq!(accepted.updated_at, world.time.now());
    let again = tx
        .signup_move(&signup.id, Transition::Decline, &staff.id, Some("no"))
        .await
        .unwrap();
    assert_eq!(again, Moved::Refused(accepted));
    let missing = tx
        .signup_move(&SignupId::new("no"), Transition::Open, &staff.id, None)
        .await
        .unwrap();
    assert_eq!(missing, Moved::Missing);
    let sent = tx
        .signup_move(&signup.id, Transition::Send, &staff.id, None)
        .await
        .unwrap();
    assert!(
        matches!(sent, Moved::Refused(_)),
        "only a draft is sent: {sent:?}"
    );
}

async fn a_decline_keeps_its_reason_until_it_is_reopened(world: World) {
    let (person, staff) = (world.person("7").await, world.person("8").await);
    let signup = world.signup(&person, "a").await;
    let mut tx = world.begin().await;
    let moved = tx
        .signup_move(&signup.id, Transition::Decline, &staff.id, Some("Full\0."))
        .await
        .unwrap();
    let Moved::Done(declined) = moved else {
        panic!("{moved:?}")
    };
    assert_eq!(declined.reason.as_deref(), Some("Full."));
    let moved = tx
        .signup_move(&signup.id, Transition::Reopen, &staff.id, None)
        .await
        .unwrap();
    assert_eq!(moved, Moved::Done(signup));
}

async fn a_new_sign_up_is_edited_a_decided_one_is_not(world: World) {
    let person = world.person("7").await;
    let signup = world.signup(&person, "a").await;
    let mut changed = told();
    changed.department = Department::parse("Radiology").unwrap();
    changed.email = None;
    let mut tx = world.begin().await;
    let moved = tx
        .signup_edit(&signup.id, &person.id, &changed)
        .await
        .unwrap();
    let Moved::Done(edited) = moved else {
        panic!("{moved:?}")
    };
    assert_eq!(edited.draft, changed);
    tx.signup_move(&signup.id, Transition::Accept, &person.id, None)
        .await
        .unwrap();
    let refused = tx
        .signup_edit(&signup.id, &person.id, &told())
        .await
        .unwrap();
    assert!(matches!(refused, Moved::Refused(_)), "{refused:?}");
    let missing = tx
        .signup_edit(&SignupId::new("no"), &person.id, &told())
        .await
        .unwrap();
    assert_eq!(missing, Moved::Missing);
}

async fn the_history_has_every_line_in_order(world: World) {
    let (person, staff) = (world.person("7").await, world.person("8").await);
    let signup = world.signup(&person, "a").await;
    let mut tx = world.begin().await;
    tx.signup_edit(&signup.id, &person.id, &told())
        .await
        .unwrap();
    for transition in [
        Transition::Open,
        Transition::Accept,
        Transition::Accept,
        Transition::Reopen,
        Transition::Decline,
        Transition::Reopen,
        Transition::Withdraw,
        Transition::Open,
    ] {
        tx.signup_move(&signup.id, transition, &staff.id, None)
            .await
            .unwrap();
    }
    let history = tx.signup_history(&signup.id).await.unwrap();
    let lines: Vec<Transition> = history.iter().map(|line| line.transition).collect();
    assert_eq!(
        lines,
        [
            Transition::Send,
            Transition::Edit,
            Transition::Open,
            Transition::Accept,
            Transition::Reopen,
            Transition::Decline,
            Transition::Reopen,
            Transition::Withdraw,
            Transition::Open,
        ]
    );
    assert_eq!(history[0].by, Some(person.id));
    assert_eq!(history[8].by, Some(staff.id));
    assert_eq!(history[8].at, world.time.now());
}

async fn pages_go_from_the_oldest_on(world: World) {
    let (person, other) = (world.person("7").await, world.person("8").await);
    for draft in ["a", "b", "c", "d"] {
        world.signup(&person, draft).await;
    }
    let last = world.signup(&other, "e").await;
    let mut tx = world.begin().await;
    tx.signup_move(&last.id, Transition::Accept, &person.id, None)
        .await
        .unwrap();
    let (page, total) = tx.signups_page(Some(SignupState::New), 1, 2).await.unwrap();
    assert_eq!(
        (references(&page).as_slice(), total),
        ([2, 3].as_slice(), 4)
    );
    let (page, total) = tx.signups_page(None, 3, 10).await.unwrap();
    assert_eq!(
        (references(&page).as_slice(), total),
        ([4, 5].as_slice(), 5)
    );
    let (page, total) = tx.signups_page(None, 30, 10).await.unwrap();
    assert_eq!((page.len(), total), (0, 5));
    assert_eq!(
        references(&tx.signups_of(&person.id).await.unwrap()),
        [4, 3, 2, 1]
    );
}

async fn references_are_completed_as_people_type_them(world: World) {
    let person = world.person("7").await;
    for number in 1..=12 {
        world.signup(&person, &number.to_string()).await;
    }
    let mut tx = world.begin().await;
    let first = tx.signups_matching("1", None, 1).await.unwrap();
    tx.signup_move(&first[0].id, Transition::Accept, &person.id, None)
        .await
        .unwrap();
    for (typed, state, found) in [
        ("1", None, &[1, 10, 11, 12][..]),
        ("C-001", None, &[10, 11, 12]),
        (" c 12", None, &[12]),
        ("1", Some(SignupState::Accepted), &[1]),
        ("", Some(SignupState::Accepted), &[1]),
        ("%", None, &[]),
        ("x", None, &[]),
        ("99", None, &[]),
    ] {
        let matching = tx.signups_matching(typed, state, 25).await.unwrap();
        assert_eq!(references(&matching), found, "{typed:?}");
    }
    assert_eq!(tx.signups_matching("C-", None, 5).await.unwrap().len(), 5);
}

async fn an_applicant_can_be_out_of_reach(world: World) {
    let signup = world.signup(&world.person("7").await, "a").await;
    assert!(!signup.unreachable);
    let mut tx = world.begin().await;
    tx.signup_set_unreachable(&signup.id, true).await.unwrap();
    assert!(tx.signup(&signup.id).await.unwrap().unwrap().unreachable);
    tx.signup_set_unreachable(&signup.id, false).await.unwrap();
    assert_eq!(tx.signup(&signup.id).await.unwrap(), Some(signup));
}

fn references(signups: &[domain::Signup]) -> Vec<i64> {
    signups
        .iter()
        .map(|signup| signup.reference.number())
        .collect()
}

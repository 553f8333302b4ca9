//! Questions to the team, and what is written about them.

use chrono::TimeDelta;
use domain::{
    Cause, Delivery, DeliveryId, Inquiry, InquiryId, InquiryState, InquiryStep, Lang, MessageRef,
    ParkedId, Purpose, QuestionReference, Side, Target,
};
use store::{Enqueue, NewInquiry, NewLine, Person, Rows, Stepped, Value};

use crate::world::{CHAT, World, minutes};

on_every_database! {
    a_question_sent_twice_is_one,
    a_question_goes_through_its_states,
    what_is_closed_is_not_replied_to,
    a_line_sent_twice_is_one,
    what_a_colleague_wrote_is_shown_to_them_without_the_question,
    the_one_that_waits_longest_is_first,
    references_of_questions_are_completed,
    of_what_waits_for_long_staff_are_reminded_once,
    old_questions_go_with_what_was_written,
    a_question_knows_the_thread_in_which_it_is_answered,
    a_thread_is_forgotten_with_its_last_question,
}

async fn ask(world: &World, person: &Person, draft: &str) -> (Inquiry, bool) {
    let mut tx = world.begin().await;
    let asked = NewInquiry {
        person: &person.id,
        name: "Anna",
        lang: Lang::Nl,
        question: "Mag ik de\0 bakfiets lenen?",
        thread: None,
        draft: &ParkedId::new(draft),
    };
    let made = tx.inquiry_create(&asked).await.unwrap();
    tx.commit().await.unwrap();
    made
}

async fn step(world: &World, id: &InquiryId, step: InquiryStep, by: &Person) -> Stepped {
    let mut tx = world.begin().await;
    let stepped = tx.inquiry_step(id, step, &by.id).await.unwrap();
    tx.commit().await.unwrap();
    stepped
}

fn done(stepped: Stepped) -> Inquiry {
    match stepped {
        Stepped::Done(inquiry) => inquiry,
        other => panic!("{other:?}"),
    }
}

async fn a_question_sent_twice_is_one(world: World) {
    let person = world.person("7").await;
    let (inquiry, new) = ask(&world, &person, "draft").await;
    assert!(new);
    assert_eq!(
        ask(&world, &person, "draft").await,
        (inquiry.clone(), false)
    );
    assert_eq!(inquiry.question, "Mag ik de bakfiets lenen?");
    assert_eq!(inquiry.name, "Anna");
    assert_eq!(inquiry.state, InquiryState::Open);
    assert_eq!(inquiry.waiting_since, Some(world.time.now()));
    let mut tx = world.read().await;
    let there = Some(inquiry.clone());
    assert_eq!(tx.inquiry(&inquiry.id).await.unwrap(), there);
    let draft = ParkedId::new("draft");
    assert_eq!(tx.inquiry_by_draft(&draft).await.unwrap(), there);
    let first = QuestionReference::new(1);
    assert_eq!(tx.inquiry_by_reference(first).await.unwrap(), there);
    assert_eq!(tx.inquiries_of(&person.id).await.unwrap(), [inquiry]);
    let nothing = tx.inquiry(&InquiryId::new("\0no")).await.unwrap();
    assert_eq!(nothing, None);
}

async fn a_question_goes_through_its_states(world: World) {
    let (asker, staff) = (world.person("7").await, world.person("8").await);
    let (inquiry, _) = ask(&world, &asker, "draft").await;
    let asked_at = world.time.now();
    world.time.advance(minutes(5));
    let taken = done(step(&world, &inquiry.id, InquiryStep::Take, &staff).await);
    assert_eq!(taken.state, InquiryState::Taken);
    assert_eq!(taken.taken_by, Some(staff.id.clone()));
    assert_eq!(taken.waiting_since, Some(asked_at));
    let answered = done(step(&world, &inquiry.id, InquiryStep::Reply, &staff).await);
    assert_eq!(answered.state, InquiryState::Answered);
    assert_eq!(answered.waiting_since, None);
    world.time.advance(minutes(5));
    let back = done(step(&world, &inquiry.id, InquiryStep::AnswerBack, &asker).await);
    assert_eq!(back.state, InquiryState::Open);
    assert_eq!(back.taken_by, Some(staff.id));
    assert_eq!(back.waiting_since, Some(world.time.now()));
    let missing = step(&world, &InquiryId::new("no"), InquiryStep::Take, &asker).await;
    assert_eq!(missing, Stepped::Missing);
}

async fn what_is_closed_is_not_replied_to(world: World) {
    let (asker, staff) = (world.person("7").await, world.person("8").await);
    let (inquiry, _) = ask(&world, &asker, "draft").await;
    let closed = done(step(&world, &inquiry.id, InquiryStep::PassOn, &staff).await);
    assert_eq!(closed.state, InquiryState::NotForUs);
    let refused = step(&world, &inquiry.id, InquiryStep::Reply, &staff).await;
    assert_eq!(refused, Stepped::Refused(closed));
    let open = done(step(&world, &inquiry.id, InquiryStep::Reopen, &staff).await);
    assert_eq!(open.state, InquiryState::Open);
}

async fn a_line_sent_twice_is_one(world: World) {
    let (asker, staff) = (world.person("7").await, world.person("8").await);
    let (inquiry, _) = ask(&world, &asker, "draft").await;
    let draft = ParkedId::new("reply");
    let line = NewLine {
        inquiry: &inquiry.id,
        by: &staff.id,
        side: Side::Team,
        name: None,
        text: "Ja, bij de receptie.",
        draft: &draft,
    };
    let mut tx = world.begin().await;
    let written = tx.inquiry_write(&line).await.unwrap().unwrap();
    assert_eq!(tx.inquiry_write(&line).await.unwrap(), None);
    assert_eq!(written.text, "Ja, bij de receptie.");
    assert_eq!((written.side, &written.name), (Side::Team, &None));
    let there = tx.inquiry_line(&written.id).await.unwrap();
    assert_eq!(there.as_ref(), Some(&written));
    assert_eq!(tx.inquiry_lines(&inquiry.id).await.unwrap(), [written]);
    assert_eq!(tx.inquiry_line("no").await.unwrap(), None);
}

async fn what_a_colleague_wrote_is_shown_to_them_without_the_question(world: World) {
    let (asker, staff) = (world.person("7").await, world.person("8").await);
    let (inquiry, _) = ask(&world, &asker, "draft").await;
    let mut tx = world.begin().await;
    for (by, side, text) in [
        (&staff, Side::Team, "Ja, bij de receptie."),
        (&asker, Side::Asker, "Fijn."),
    ] {
        let draft = ParkedId::new(text);
        let line = NewLine {
            inquiry: &inquiry.id,
            by: &by.id,
            side,
            name: Some("Tess"),
            text,
            draft: &draft,
        };
        tx.inquiry_write(&line).await.unwrap();
    }
    let records = tx.person_export(&staff.id, Lang::En).await.unwrap();
    let lines = records.iter().filter(|it| it.table == "inquiry_lines");
    let lines: Vec<_> = lines.map(|it| it.fields.clone()).collect();
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(
        lines,
        [vec![
            ("reference", text("Q-0001")),
            ("name", text("Tess")),
            ("line_own", text("Ja, bij de receptie.")),
            ("line_at", Value::At(tx.now())),
        ]]
    );
    let records = tx.person_export(&asker.id, Lang::En).await.unwrap();
    assert!(records.iter().all(|it| it.table != "inquiry_lines"));
}

async fn the_one_that_waits_longest_is_first(world: World) {
    let (asker, staff) = (world.person("7").await, world.person("8").await);
    let (first, _) = ask(&world, &asker, "a").await;
    world.time.advance(minutes(5));
    let (second, _) = ask(&world, &asker, "b").await;
    done(step(&world, &first.id, InquiryStep::Reply, &staff).await);
    world.time.advance(minutes(5));
    done(step(&world, &first.id, InquiryStep::AnswerBack, &asker).await);
    let mut tx = world.read().await;
    let waiting = [InquiryState::Open, InquiryState::Taken];
    let (found, total) = tx.inquiries_page(&waiting, 0, 10).await.unwrap();
    let found: Vec<_> = found.into_iter().map(|it| it.id).collect();
    assert_eq!((found, total), (vec![second.id, first.id], 2));
    let closed = tx.inquiries_page(&[InquiryState::Resolved], 0, 10);
    assert_eq!(closed.await.unwrap(), (vec![], 0));
}

async fn references_of_questions_are_completed(world: World) {
    let asker = world.person("7").await;
    let (inquiry, _) = ask(&world, &asker, "a").await;
    let mut tx = world.read().await;
    for typed in ["", "Q", "q-0", "Q-0001", "1"] {
        let found = tx.inquiries_matching(typed, 25).await.unwrap();
        assert_eq!(found, std::slice::from_ref(&inquiry), "{typed}");
    }
    for typed in ["2", "C-0001", "%"] {
        assert_eq!(
            tx.inquiries_matching(typed, 25).await.unwrap(),
            [],
            "{typed}"
        );
    }
}

async fn of_what_waits_for_long_staff_are_reminded_once(world: World) {
    let (asker, staff) = (world.person("7").await, world.person("8").await);
    let (inquiry, _) = ask(&world, &asker, "a").await;
    let asked_at = world.time.now();
    world.time.advance(TimeDelta::days(3));
    let mut tx = world.begin().await;
    assert_eq!(tx.inquiries_remind(asked_at).await.unwrap(), []);
    let late = tx.inquiries_remind(world.time.now()).await.unwrap();
    assert_eq!(late.len(), 1);
    assert_eq!(tx.inquiries_remind(world.time.now()).await.unwrap(), []);
    tx.commit().await.unwrap();
    // It is replied to, and waits anew.
    done(step(&world, &inquiry.id, InquiryStep::Reply, &staff).await);
    done(step(&world, &inquiry.id, InquiryStep::AnswerBack, &asker).await);
    world.time.advance(TimeDelta::days(3));
    let mut tx = world.begin().await;
    assert_eq!(
        tx.inquiries_remind(world.time.now()).await.unwrap().len(),
        1
    );
}

async fn old_questions_go_with_what_was_written(world: World) {
    let (asker, staff) = (world.person("7").await, world.person("8").await);
    let (inquiry, _) = ask(&world, &asker, "a").await;
    let mut tx = world.begin().await;
    let line = NewLine {
        inquiry: &inquiry.id,
        by: &staff.id,
        side: Side::Team,
        name: Some("Sam"),
        text: "Ja.",
        draft: &ParkedId::new("reply"),
    };
    let line = tx.inquiry_write(&line).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    // A message of it is as old as the question, which is touched once more.
    let mut tx = world.begin().await;
    let direct = tx.target_of_person(&asker).await.unwrap();
    let message = Enqueue {
        target: direct.id,
        cause: Cause::InquiryReceipt,
        subject: inquiry.id.to_string(),
        dedupe_key: "receipt".to_owned(),
        not_after: None,
    };
    let receipt = tx.deliver(&message).await.unwrap().unwrap();
    let place = MessageRef {
        channel: "1".to_owned(),
        message: "2".to_owned(),
    };
    tx.delivery_sent(&receipt, &place, 1).await.unwrap();
    tx.commit().await.unwrap();
    world.time.advance(TimeDelta::days(200));
    done(step(&world, &inquiry.id, InquiryStep::Resolve, &staff).await);
    world.time.advance(TimeDelta::days(200));
    let mut tx = world.begin().await;
    tx.sweep().await.unwrap();
    assert!(
        tx.delivery(&receipt).await.unwrap().is_some(),
        "it is to be deleted with the question"
    );
    tx.commit().await.unwrap();
    world.time.advance(TimeDelta::days(200));
    let mut tx = world.begin().await;
    let swept = tx.sweep().await.unwrap();
    assert!(
        swept.contains(&Rows {
            table: "inquiries",
            count: 1
        }),
        "{swept:?}"
    );
    assert_eq!(tx.inquiry_line(&line.id).await.unwrap(), None);
}

/// A question that is answered in a thread, and the message with which that was done.
async fn in_thread(world: &World, asker: &Person) -> (Inquiry, Target, DeliveryId) {
    let mut tx = world.begin().await;
    let thread = tx
        .target_ensure(&CHAT, Purpose::Thread, "C1 1.2", None)
        .await
        .unwrap();
    let asked = NewInquiry {
        person: &asker.id,
        name: "Anna",
        lang: Lang::Nl,
        question: "Mag ik de bakfiets lenen?",
        thread: Some(&thread.id),
        draft: &ParkedId::new("draft"),
    };
    let (inquiry, _) = tx.inquiry_create(&asked).await.unwrap();
    let message = Enqueue {
        target: thread.id.clone(),
        cause: Cause::InquiryPassed,
        subject: inquiry.id.to_string(),
        dedupe_key: "passed".to_owned(),
        not_after: None,
    };
    let message = tx.deliver(&message).await.unwrap().unwrap();
    let place = MessageRef {
        channel: "C1".to_owned(),
        message: "1.3".to_owned(),
    };
    tx.delivery_sent(&message, &place, 1).await.unwrap();
    tx.commit().await.unwrap();
    (inquiry, thread, message)
}

async fn delivery(world: &World, id: &DeliveryId) -> Delivery {
    let mut tx = world.read().await;
    tx.delivery(id).await.unwrap().unwrap()
}

async fn a_question_knows_the_thread_in_which_it_is_answered(world: World) {
    let (asker, staff) = (world.person("7").await, world.person("8").await);
    let (inquiry, thread, _) = in_thread(&world, &asker).await;
    assert_eq!(inquiry.thread.as_ref(), Some(&thread.id));
    assert_eq!(thread.person, None);
    let taken = done(step(&world, &inquiry.id, InquiryStep::Take, &staff).await);
    assert_eq!(taken.thread, inquiry.thread);
    let mut tx = world.read().await;
    let records = tx.person_export(&asker.id, Lang::En).await.unwrap();
    let mut fields = records.iter().flat_map(|record| &record.fields);
    let place = ("thread", Value::Text("C1 1.2".to_owned()));
    assert!(fields.any(|field| *field == place));
}

async fn a_thread_is_forgotten_with_its_last_question(world: World) {
    let asker = world.person("7").await;
    let (_, thread, message) = in_thread(&world, &asker).await;
    let mut tx = world.begin().await;
    tx.sweep().await.unwrap();
    assert!(tx.target(&thread.id).await.unwrap().is_some());
    tx.person_erase(&asker).await.unwrap();
    tx.commit().await.unwrap();
    // What stands in the thread is the courier's to delete.
    let retracted = delivery(&world, &message).await;
    assert!(retracted.retract && retracted.version > retracted.shown_version);
    let mut tx = world.begin().await;
    tx.delivery_retracted(&retracted, &thread).await.unwrap();
    tx.sweep().await.unwrap();
    assert_eq!(tx.target(&thread.id).await.unwrap(), None);
    tx.commit().await.unwrap();
}

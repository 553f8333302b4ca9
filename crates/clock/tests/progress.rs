//! What is not polled any more has come to a standstill, and what has ended has not.

use chrono::TimeDelta;
use clock::Progress;
use testkit::time::ManualTime;

#[tokio::test]
async fn what_is_not_polled_any_more_has_come_to_a_standstill() {
    let time = ManualTime::new("2026-12-03T15:00:00Z".parse().unwrap());
    let progress = Progress::default();
    let clock = time.clock();
    let mut standstill = Box::pin(progress.standstill(&clock));
    for look in 0..5 {
        assert!(poll(&mut standstill).is_pending(), "look {look}");
        if look < 2 {
            assert!(poll(&mut progress.of(Box::pin(async {}))).is_ready());
        }
        time.advance(TimeDelta::seconds(30));
    }
    assert!(poll(&mut standstill).is_ready());
}

#[test]
fn it_runs_until_it_is_dropped() {
    let progress = Progress::default();
    assert!(!progress.is_running());
    let mut counted = progress.of(Box::pin(std::future::pending::<()>()));
    assert!(poll(&mut counted).is_pending());
    assert!(progress.is_running());
    assert_eq!(progress.polls(), 1);
    drop(counted);
    assert!(!progress.is_running());
}

fn poll<F: Future + Unpin>(future: &mut F) -> std::task::Poll<F::Output> {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    std::pin::Pin::new(future).poll(&mut context)
}

use std::time::Duration;

use ::kit::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    thread,
};
use ::lesson02::Latch;

#[test]
fn t8_no_wake_up_is_lost() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let latch = Arc::new(Latch::new(1));
        let other = thread::spawn({
            let latch = Arc::clone(&latch);
            move || latch.count_down()
        });
        latch.wait(); // a wake-up that is lost shows as a deadlock here
        other.join().unwrap();
    });
}

#[test]
fn t9_two_that_count_down_at_once_both_count() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let latch = Arc::new(Latch::new(2));
        let other = thread::spawn({
            let latch = Arc::clone(&latch);
            move || latch.count_down()
        });
        latch.count_down();
        latch.wait(); // a count that is lost shows as a deadlock here
        other.join().unwrap();
    });
}

#[test]
fn t10_what_was_done_before_is_seen_by_whoever_has_waited() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let latch = Arc::new(Latch::new(1));
        let pages = Arc::new(AtomicU32::new(0));
        let other = thread::spawn({
            let (latch, pages) = (Arc::clone(&latch), Arc::clone(&pages));
            move || {
                pages.store(5, Ordering::Relaxed); // the latch alone must make it seen
                latch.count_down();
            }
        });
        latch.wait();
        let seen = pages.load(Ordering::Relaxed);
        other.join().unwrap();
        assert_eq!(
            seen, 5,
            "a thread wrote 5 and counted down; the one that waited read {seen} then. \
             Hint: does `wait` look at the count again when it wakes, under the lock under which the last one was taken?"
        );
    });
}

#[test]
fn t11_what_each_did_before_it_counted_is_seen_by_whoever_has_waited() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let latch = Arc::new(Latch::new(2));
        let pages = Arc::new(AtomicU32::new(0));
        let other = thread::spawn({
            let (latch, pages) = (Arc::clone(&latch), Arc::clone(&pages));
            move || {
                pages.store(5, Ordering::Relaxed); // the latch alone must make it seen
                latch.count_down();
            }
        });
        latch.count_down();
        latch.wait();
        let seen = pages.load(Ordering::Relaxed);
        other.join().unwrap();
        assert_eq!(
            seen, 5,
            "one of two threads wrote 5 and counted down, the other one counted down, waited, and read {seen}. \
             Hint: the last one opens the latch; who says what those before it had done?"
        );
    });
}

#[test]
fn t12_two_that_count_down_from_1_leave_it_open() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let latch = Arc::new(Latch::new(1));
        let other = thread::spawn({
            let latch = Arc::clone(&latch);
            move || latch.count_down()
        });
        latch.count_down();
        other.join().unwrap();
        let open = latch.wait_timeout(Duration::ZERO);
        assert!(
            open,
            "two threads counted a latch of 1 down at the same time, and then wait_timeout returned {open}. \
             Hint: may both of them take the last one, and what is 0 - 1 in a `usize`?"
        );
    });
}

#[test]
fn t13_wait_timeout_sees_as_much_as_wait() {
    let _case = ::kit::case!();
    ::kit::Model::new().time_stands_still().check(|| {
        let latch = Arc::new(Latch::new(1));
        let pages = Arc::new(AtomicU32::new(0));
        let other = thread::spawn({
            let (latch, pages) = (Arc::clone(&latch), Arc::clone(&pages));
            move || {
                pages.store(5, Ordering::Relaxed); // the latch alone must make it seen
                latch.count_down();
            }
        });
        let open = latch.wait_timeout(Duration::from_secs(3600));
        let seen = pages.load(Ordering::Relaxed);
        other.join().unwrap();
        assert_eq!(
            (open, seen),
            (true, 5),
            "a thread wrote 5 and counted down; the one that was in wait_timeout got {open} before its time was over, and read {seen}. \
             Hint: does every way out of `wait_timeout` see what was done before the count was 0?"
        );
    });
}

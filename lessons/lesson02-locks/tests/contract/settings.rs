use std::{
    panic::{self, AssertUnwindSafe},
    sync::Arc,
    thread,
};

use ::kit::meeting::Meeting;
use ::lesson02::Settings;

use crate::in_time;

#[test]
fn t1_what_was_set_last_is_read() {
    let _case = ::kit::case!();
    let settings = Arc::new(Settings::new(10));
    let first = *settings.read();
    let updated = in_time({
        let settings = Arc::clone(&settings);
        move || settings.update(|old| old + 1)
    });
    assert!(
        updated.is_some(),
        "update did not come back, with nobody else there. \
         Hint: which lock does this thread hold already when it asks for the next one?"
    );
    let second = *settings.read();
    assert_eq!(
        (first, second),
        (10, 11),
        "settings of 10 were read, 1 was added, and they were read again: {first}, then {second}. \
         Hint: where does the closure's answer go?"
    );
}

#[test]
fn t2_what_was_read_stays_and_holds_up_no_update() {
    let _case = ::kit::case!();
    let settings = Arc::new(Settings::new(String::from("old")));
    let kept = settings.read();
    let updated = in_time({
        let settings = Arc::clone(&settings);
        move || {
            panic::catch_unwind(AssertUnwindSafe(|| {
                settings.update(|_| String::from("new"))
            }))
            .is_ok()
        }
    });
    assert_eq!(
        updated,
        Some(true),
        "somebody still held what had been read when \"new\" was to take the place of \"old\"; did the update return: \
         {updated:?} (None: it waited). Hint: does the old value have to change, or the place where the current one is found?"
    );
    let now = settings.read();
    assert_eq!(
        (kept.as_str(), now.as_str()),
        ("old", "new"),
        "\"old\" was read and kept, then \"new\" was set; kept: {kept:?}, read now: {now:?}. \
         Hint: who owns what a reader was given?"
    );
}

#[test]
fn t3_nobody_waits_for_a_closure_that_runs() {
    let _case = ::kit::case!();
    let settings = Arc::new(Settings::new(10));
    let (running, all_have_read) = (Arc::new(Meeting::new(3)), Arc::new(Meeting::new(3)));
    let readers = [(); 2].map(|()| {
        let settings = Arc::clone(&settings);
        let (running, all_have_read) = (Arc::clone(&running), Arc::clone(&all_have_read));
        thread::spawn(move || {
            running.attend();
            let seen = *settings.read();
            (all_have_read.attend(), seen)
        })
    });
    let own = in_time(move || {
        let mut own = None;
        settings.update(|old| {
            running.attend();
            if all_have_read.attend() {
                own = Some(*settings.read()); // it would wait for ever if the others did not get through
            }
            old + 1
        });
        own
    });
    let own = own.flatten();
    let readers = readers.map(|reader| {
        reader
            .join()
            .unwrap_or_else(|payload| panic::resume_unwind(payload))
    });
    assert_eq!(
        (readers, own),
        ([(true, 10); 2], Some(10)),
        "while the closure of an update from 10 to 11 ran, two threads read the settings, and then the closure itself; did the two          get through, and what did they read: {readers:?}; the closure: {own:?}. \
         Hint: which lock is held while the closure runs, and who needs it?"
    );
}

#[test]
fn t4_a_closure_that_panics_changes_nothing_and_the_next_update_works() {
    let _case = ::kit::case!();
    let settings = Arc::new(Settings::new(10));
    let after = in_time({
        let settings = Arc::clone(&settings);
        move || {
            let update =
                |f: fn(&i32) -> i32| panic::catch_unwind(AssertUnwindSafe(|| settings.update(f)));
            let failed = update(|_| panic!("no such setting"));
            let failed = failed.map_err(|payload| {
                payload
                    .downcast_ref::<&str>()
                    .copied()
                    .unwrap_or("another panic")
            });
            let read = panic::catch_unwind(AssertUnwindSafe(|| *settings.read())).ok();
            let next = update(|old| old + 1).is_ok();
            let last = panic::catch_unwind(AssertUnwindSafe(|| *settings.read())).ok();
            (failed, read, next, last)
        }
    });
    assert_eq!(
        after,
        Some((Err("no such setting"), Some(10), true, Some(11))),
        "settings of 10 were updated by a closure that panicked, read, updated by one that adds 1, and read again: {after:?} \
         (None in the middle: reading panicked; false: the second update panicked; None alone: it waited). \
         Hint: what does a panic do to a lock that is held, and what does `lock` answer from then on?"
    );
}

use std::{panic, sync::Arc, thread};

use ::kit::meeting::Meeting;
use ::lesson02::Settings;

use crate::{Ended, ended, in_time};

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
        "an update did not come back, with nobody else there. \
         Hint: which lock does this thread hold already when it asks for the next one?"
    );
    let second = *settings.read();
    assert_eq!(
        (first, second),
        (10, 11),
        "settings of 10 were read, 1 was added, and they were read again: {first}, then {second}. \
         Hint: where does the closure's answer go?"
    );
    let others = Arc::new(Settings::new(20));
    let both = ended({
        let (settings, others) = (Arc::clone(&settings), Arc::clone(&others));
        move || {
            settings.update(|old| {
                others.update(|other| other + 1);
                old + *others.read()
            });
        }
    });
    assert!(
        both == Ended::Returned(()) && *settings.read() == 32,
        "the closure of an update of 11 added 1 to other settings of 20, and then the new value of those to its own; the update \
         {both}. Hint: which lock do two different settings share?"
    );
}

#[test]
fn t2_what_was_read_stays_and_holds_up_no_update() {
    let _case = ::kit::case!();
    let settings = Arc::new(Settings::new(String::from("old")));
    let kept = settings.read();
    let updated = ended({
        let settings = Arc::clone(&settings);
        move || settings.update(|_| String::from("new"))
    });
    assert!(
        updated == Ended::Returned(()),
        "somebody still held what had been read when \"new\" was to take the place of \"old\"; the update {updated}. \
         Hint: does the old value have to change, or the place where the current one is found?"
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
    let through = readers.iter().filter(|(in_time, _)| *in_time).count();
    assert!(
        through == 2,
        "while the closure of an update ran, two threads read the settings; {through} of 2 got through before the closure returned. \
         Hint: which lock is held while the closure runs, and who needs it?"
    );
    let seen = [Some(readers[0].1), Some(readers[1].1), own];
    assert_eq!(
        seen,
        [Some(10); 3],
        "while the closure of an update from 10 to 11 ran, two threads and then the closure itself read the settings: {seen:?}. \
         Hint: when do the new settings take the place of the old ones?"
    );
}

#[test]
fn t4_a_closure_that_panics_changes_nothing_and_the_next_update_works() {
    let _case = ::kit::case!();
    let settings = Arc::new(Settings::new(10));
    let update = |f: fn(&i32) -> i32| {
        let settings = Arc::clone(&settings);
        ended(move || settings.update(f))
    };
    let read = || {
        let settings = Arc::clone(&settings);
        ended(move || *settings.read())
    };
    let failed = update(|_| panic::resume_unwind(Box::new("no such setting")));
    assert!(
        failed == Ended::Panicked("no such setting".to_owned()),
        "the closure of an update panicked with \"no such setting\", and the update {failed}. Hint: where does that panic go?"
    );
    let after = read();
    assert!(
        after == Ended::Returned(10),
        "the closure of an update of 10 panicked; then a read {after}. \
         Hint: what does a panic do to a lock that is held, and what does that lock answer from then on?"
    );
    let next = update(|old| old + 1);
    assert!(
        next == Ended::Returned(()),
        "the closure of an update panicked; then the next update {next}. \
         Hint: what does a panic leave behind: in a lock that is held, and in a mark of your own?"
    );
    let last = read();
    assert!(
        last == Ended::Returned(11),
        "the closure of an update of 10 panicked, and the next one added 1; then a read {last}. \
         Hint: which value was the second closure given?"
    );
}

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{Mutex, mpsc},
    thread,
    time::Duration,
};

use ::kit::{meeting::Meeting, patience::Patience, tidy::Threads};
use ::lesson01::both;

use crate::panics::panic_with;

/// For a call that has nothing to wait for: only one that never returns takes so long, even
/// where `unwrap` has to print a backtrace on a busy machine.
const LONG: Duration = Duration::from_secs(5);

/// Only makes it likelier that an answer is missed that nobody waits for.
fn take_a_while() {
    thread::sleep(Duration::from_millis(20));
}

#[test]
fn t1_both_answers_come_back() {
    let _case = ::kit::case!();
    let text = String::from("many hands");
    let slow_left = both(
        || {
            take_a_while();
            text.len()
        },
        || text.to_uppercase(),
    );
    let slow_right = both(
        || text.len(),
        || {
            take_a_while();
            text.to_uppercase()
        },
    );
    for (length, loud) in [slow_left, slow_right] {
        assert!(
            (length, loud.as_str()) == (10, "MANY HANDS"),
            "asked for the length of \"many hands\" and for its capitals, `both` answered ({length}, {loud:?}). \
             Hint: how does an answer get from one thread to another?"
        );
    }
}

#[test]
fn t2_both_work_at_the_same_time() {
    let _case = ::kit::case!();
    let meeting = Meeting::new(2);
    let met = both(|| meeting.attend(), || meeting.attend());
    assert!(
        met == (true, true),
        "each closure waited for the other one; only {} of 2 were there at the same time. \
         Hint: what does the calling thread do while the first closure runs?",
        meeting.most()
    );
}

#[test]
fn t3_a_panic_on_one_side_does_not_leave_the_caller_waiting() {
    let _case = ::kit::case!();
    for panics in ["left", "right"] {
        let (tell, told) = mpsc::channel();
        // On a thread of its own, so that a call that never returns is told in words.
        thread::spawn(move || {
            let ended = Mutex::new(Vec::new());
            let side = |side| {
                if side == panics {
                    panic_with(side);
                }
                take_a_while();
                ended.lock().unwrap().push(side);
            };
            let call = || both(|| side("left"), || side("right"));
            let returned = panic::catch_unwind(AssertUnwindSafe(call)).is_ok();
            let _ = tell.send((returned, ended.into_inner().unwrap()));
        });
        let Ok((returned, ended)) = Patience::of(LONG).receive(&told) else {
            panic!(
                "`{panics}` panicked, and {LONG:?} later `both` had not returned. \
                 Hint: what do you wait for, and does it still come after a panic?"
            );
        };
        assert!(
            !returned,
            "`{panics}` panicked, and `both` returned as if nothing had happened. \
             Hint: what does `join` tell about a panic?"
        );
        assert!(
            ended.len() == 1,
            "`{panics}` panicked; when `both` ended, the other closure had not. \
             Hint: who waits for the other one?"
        );
    }
}

#[test]
fn t4_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    let before = Threads::now();
    both(|| 6, || 7);
    before.none_lives_on(
        "both closures and `both` have returned",
        "which threads do you start, what does each of them wait for, and who joins it?",
    );
}

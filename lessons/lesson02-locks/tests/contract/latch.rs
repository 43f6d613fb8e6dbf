use std::{
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc,
        mpsc::{self, Receiver},
    },
    thread,
    time::Duration,
};

use ::kit::{meeting::PATIENCE, probe::Probe, tidy::Threads};
use ::lesson02::Latch;

use crate::in_time;

/// Long enough that somebody who must not come back most likely would; nobody is judged by it who is right.
const A_WHILE: Duration = Duration::from_millis(50);
/// Longer than any test: a wait that is not ended by the latch is not ended at all.
const AN_HOUR: Duration = Duration::from_secs(3600);

/// A thread that waits for a latch, and what its wait returns.
struct Waiter<R> {
    probe: Probe,
    answer: Receiver<R>,
}

/// Starts a thread that waits, and comes back when it is asleep (where the system tells).
fn waiter<R: Send + 'static>(latch: &Arc<Latch>, wait: fn(&Latch) -> R) -> Waiter<R> {
    let (tell, answer) = mpsc::channel();
    let (tell_probe, probe) = mpsc::channel();
    thread::spawn({
        let latch = Arc::clone(latch);
        move || {
            let _ = tell_probe.send(Probe::here());
            let _ = tell.send(wait(&latch));
        }
    });
    let probe = probe.recv().unwrap_or_else(|_| Probe::here());
    probe.falls_asleep();
    Waiter { probe, answer }
}

#[test]
fn t1_a_latch_of_0_is_open() {
    let _case = ::kit::case!();
    let latch = Arc::new(Latch::new(0));
    let open = in_time(move || {
        latch.wait();
        (
            latch.wait_timeout(Duration::ZERO),
            latch.wait_timeout(AN_HOUR),
        )
    });
    assert_eq!(
        open,
        Some((true, true)),
        "on a latch of 0 came wait, then wait_timeout with 0 s and with an hour; the answers were {open:?} (None: one of them \
         waited). Hint: what is looked at before anybody falls asleep?"
    );
}

#[test]
fn t2_wait_comes_back_with_the_last_count_and_not_before() {
    let _case = ::kit::case!();
    let latch = Arc::new(Latch::new(2));
    let waiter = waiter(&latch, Latch::wait);
    latch.count_down();
    let early = waiter.answer.recv_timeout(A_WHILE).is_ok();
    assert!(
        !early,
        "a latch of 2 was counted down once, and wait came back. Hint: does being woken mean that the count is 0?"
    );
    latch.count_down();
    let came = waiter.answer.recv_timeout(PATIENCE).is_ok();
    assert!(
        came,
        "a latch of 2 was counted down twice, and wait did not come back. Hint: who wakes those who sleep, and when?"
    );
}

#[test]
fn t3_all_who_wait_go_on() {
    let _case = ::kit::case!();
    let latch = Arc::new(Latch::new(1));
    let waiters = [(); 3].map(|()| waiter(&latch, Latch::wait));
    latch.count_down();
    let woken = waiters
        .iter()
        .filter(|waiter| waiter.answer.recv_timeout(PATIENCE).is_ok())
        .count();
    assert_eq!(
        woken, 3,
        "3 threads waited when the count came down to 0; {woken} of them went on. Hint: how many does one notification wake?"
    );
}

#[test]
fn t4_counting_below_0_does_no_harm() {
    let _case = ::kit::case!();
    let latch = Arc::new(Latch::new(1));
    let counted = panic::catch_unwind(AssertUnwindSafe(|| (0..3).for_each(|_| latch.count_down())));
    let open =
        in_time(move || panic::catch_unwind(AssertUnwindSafe(|| latch.wait_timeout(A_WHILE))).ok());
    assert_eq!(
        (counted.is_ok(), open),
        (true, Some(Some(true))),
        "a latch of 1 was counted down 3 times; did all calls return: {}; is it open: {open:?}. \
         Hint: what is 0 - 1 in a `usize`?",
        counted.is_ok()
    );
}

#[test]
fn t5_wait_timeout_says_whether_the_count_is_0() {
    let _case = ::kit::case!();
    let latch = Arc::new(Latch::new(2));
    let too_short = latch.wait_timeout(Duration::from_millis(5));
    assert!(
        !too_short,
        "nobody counted a latch of 2 down, and wait_timeout with 5 ms answered true. Hint: what does its answer say?"
    );
    let waiters = [
        waiter(&latch, |latch| latch.wait_timeout(AN_HOUR)),
        waiter(&latch, |latch| latch.wait_timeout(Duration::MAX)),
    ];
    latch.count_down();
    for waiter in &waiters {
        let early = waiter.answer.recv_timeout(A_WHILE);
        assert!(
            matches!(early, Err(mpsc::RecvTimeoutError::Timeout)),
            "a latch of 2 was counted down once, and wait_timeout with an hour or `Duration::MAX` did not wait on ({early:?}; \
             Disconnected: it panicked). Hint: does being woken mean that the count is 0, and can every limit be added to a time?"
        );
    }
    latch.count_down();
    let answers = waiters.map(|waiter| waiter.answer.recv_timeout(PATIENCE));
    assert_eq!(
        answers,
        [Ok(true); 2],
        "a latch of 2 was counted down twice while two threads were in wait_timeout; they got {answers:?}. \
         Hint: is it the end of the wait or the count that answers?"
    );
}

#[test]
fn t6_waiting_costs_no_processor_time() {
    let _case = ::kit::case!();
    let latch = Arc::new(Latch::new(1));
    let waiters = [
        waiter(&latch, Latch::wait),
        waiter(&latch, |latch| {
            latch.wait_timeout(AN_HOUR);
        }),
    ];
    for (waiter, call) in waiters.iter().zip(["wait", "wait_timeout"]) {
        let Some(asleep) = waiter.probe.falls_asleep() else {
            ::kit::case::note("whether waiting costs processor time is not checked on this system");
            break;
        };
        let before = waiter.probe.sleeps().unwrap_or(0);
        thread::sleep(2 * A_WHILE); // somebody who polls falls asleep again and again meanwhile
        let sleeps = waiter.probe.sleeps().unwrap_or(before) - before;
        assert!(
            asleep && sleeps < 5,
            "nobody counted down, and a thread was in {call}; is it asleep: {asleep}; how often it woke up and fell asleep again in \
             {:?}: {sleeps}. Hint: who should look whether the count is 0, and who should tell?",
            2 * A_WHILE
        );
    }
    latch.count_down();
}

#[test]
fn t7_wait_timeout_leaves_no_thread_behind() {
    let _case = ::kit::case!();
    let threads = Threads::now();
    let latch = Latch::new(1);
    latch.count_down();
    let open = latch.wait_timeout(AN_HOUR);
    let left = threads.left_behind().unwrap_or(0);
    assert_eq!(
        (open, left),
        (true, 0),
        "wait_timeout with an hour on an open latch answered {open}, and left {left} threads behind. \
         Hint: who ends a thread that was started to keep the time?"
    );
}

use std::{
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    thread,
    time::Duration,
};

use ::kit::{
    patience::{Patience, receive},
    probe::Probe,
    tidy::Threads,
};
use ::lesson02::Latch;

use crate::{Ended, ended, in_time};

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
    let waited = in_time({
        let latch = Arc::clone(&latch);
        move || latch.wait()
    });
    assert!(
        waited.is_some(),
        "on a latch of 0, wait never came back. Hint: what is looked at before anybody falls asleep?"
    );
    for limit in [Duration::ZERO, AN_HOUR] {
        let waited = ended({
            let latch = Arc::clone(&latch);
            move || latch.wait_timeout(limit)
        });
        assert!(
            waited == Ended::Returned(true),
            "on a latch of 0, wait_timeout with {limit:?} {waited}. Hint: is it the clock or the count that answers?"
        );
    }
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
    let came = receive(&waiter.answer).is_ok();
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
        .filter(|waiter| receive(&waiter.answer).is_ok())
        .count();
    assert!(
        woken == 3,
        "3 threads waited when the count came down to 0; {woken} of them went on. Hint: how many does one notification wake?"
    );
}

#[test]
fn t4_counting_below_0_does_no_harm() {
    let _case = ::kit::case!();
    let latch = Arc::new(Latch::new(1));
    for call in ["first", "second", "third"] {
        let counted = ended({
            let latch = Arc::clone(&latch);
            move || latch.count_down()
        });
        assert!(
            counted == Ended::Returned(()),
            "a latch of 1 was counted down 3 times, and the {call} call {counted}. Hint: what is 0 - 1 in a `usize`?"
        );
    }
    let open = ended(move || latch.wait_timeout(Duration::ZERO));
    assert!(
        open == Ended::Returned(true),
        "a latch of 1 was counted down 3 times; then wait_timeout {open}. Hint: what is 0 - 1 in a `usize`?"
    );
}

#[test]
fn t5_wait_timeout_says_whether_the_count_is_0() {
    let _case = ::kit::case!();
    let latch = Arc::new(Latch::new(2));
    let too_short = latch.wait_timeout(Duration::from_millis(5));
    assert!(
        !too_short,
        "nobody counted a latch of 2 down, and wait_timeout with 5 ms returned true. Hint: what does its answer say?"
    );
    let waiters = [
        waiter(&latch, |latch| latch.wait_timeout(AN_HOUR)),
        waiter(&latch, |latch| latch.wait_timeout(Duration::MAX)),
        waiter(&latch, |latch| latch.wait_timeout(Duration::MAX / 2)),
    ];
    latch.count_down();
    for (waiter, limit) in waiters
        .iter()
        .zip(["an hour", "Duration::MAX", "Duration::MAX / 2"])
    {
        let early = match waiter.answer.recv_timeout(A_WHILE) {
            Err(RecvTimeoutError::Timeout) => continue,
            Ok(answer) => format!("returned {answer}"),
            Err(RecvTimeoutError::Disconnected) => "panicked".to_owned(),
        };
        panic!(
            "a latch of 2 was counted down once, and wait_timeout with {limit} {early}. \
             Hint: does being woken mean that the count is 0, and can every limit be added to a time?"
        );
    }
    latch.count_down();
    let answers = waiters.map(|waiter| receive(&waiter.answer));
    assert_eq!(
        answers,
        [Ok(true); 3],
        "a latch of 2 was counted down twice while three threads were in wait_timeout; they got {answers:?}. \
         Hint: is it the end of the wait or the count that answers?"
    );
    // Each call of count_down may wake the one who waits, long before the limit.
    let latch = Arc::new(Latch::new(usize::MAX));
    let waiter = waiter(&latch, |latch| latch.wait_timeout(2 * A_WHILE));
    let answer = Patience::default().wait(|_| {
        latch.count_down();
        match waiter.answer.recv_timeout(Duration::from_millis(5)) {
            Ok(answer) => Some(Ended::Returned(answer)),
            Err(RecvTimeoutError::Disconnected) => Some(Ended::Panicked("no answer".to_owned())),
            Err(RecvTimeoutError::Timeout) => None,
        }
    });
    let answer = answer.unwrap_or(Ended::Never);
    assert!(
        answer == Ended::Returned(false),
        "a latch was counted down every 5 ms, and never to 0; wait_timeout with {:?} {answer}. \
         Hint: when does the limit begin, and does it begin anew with each wake-up?",
        2 * A_WHILE
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
            asleep,
            "nobody counted down, and a thread that was in {call} did not go to sleep within 2 s. \
             Hint: who should look whether the count is 0, and who should tell?"
        );
        assert!(
            sleeps < 5,
            "nobody counted down, and a thread that was in {call} woke up {sleeps} times in {:?}. \
             Hint: who should look whether the count is 0, and who should tell?",
            2 * A_WHILE
        );
        // Without a limit it has no reason to wake up by itself, however seldom.
        let within = if call == "wait" { 40 } else { 10 } * A_WHILE;
        assert!(
            waiter.probe.naps(within) != Some(true),
            "nobody counted down, and a thread that was in {call} slept for a while, woke up by itself, and slept again. \
             Hint: who should look whether the count is 0, and who should tell?"
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
    assert!(
        open,
        "on an open latch, wait_timeout with an hour returned false. Hint: is it the clock or the count that answers?"
    );
    let left = threads.left_behind().unwrap_or(0);
    assert!(
        left == 0,
        "on an open latch, wait_timeout with an hour came back at once, and {left} of its threads lived on. \
         Hint: who ends a thread that was started to keep the time?"
    );
}

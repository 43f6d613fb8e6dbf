use std::{
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use ::kit::{patience::receive, probe::Probe, tidy::Threads};
use ::lesson03::Ticker;

use crate::{Call, in_time, must_rest, panic_of};

const OFTEN: Duration = Duration::from_millis(1);
const AN_HOUR: Duration = Duration::from_secs(3600);

#[test]
fn t1_the_function_is_called_again_and_again() {
    let _case = ::kit::case!();
    let (tell, told) = mpsc::channel();
    let ticker = Ticker::start(OFTEN, move || _ = tell.send(()));
    let calls = (0..3).take_while(|_| receive(&told).is_ok()).count();
    let dropping = Call::start(move || drop(ticker));
    assert!(
        calls == 3,
        "waited 2 s for each of 3 calls, one every millisecond; {calls} came. Hint: what does your thread do after a call?"
    );
    dropping.must_return(
        (),
        "dropped the ticker after three calls. Hint: how does the thread learn that it must stop?",
    );
}

#[test]
fn t2_dropping_does_not_wait_for_the_next_call() {
    let _case = ::kit::case!();
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&calls);
    let ticker = Ticker::start(AN_HOUR, move || _ = counter.fetch_add(1, Ordering::Relaxed));
    in_time("dropping a ticker that ticks every hour", || drop(ticker));
    let calls = calls.load(Ordering::Relaxed);
    assert!(
        calls == 0,
        "the hour was not over, yet calls came: {calls}. Hint: did your thread wait before it called, and why did the waiting end?"
    );
}

#[test]
fn t3_once_dropped_the_function_is_never_called_again() {
    let _case = ::kit::case!();
    let (tell, told) = mpsc::channel();
    let ticker = Ticker::start(OFTEN, move || _ = tell.send(()));
    must_be_called(&told);
    drop(ticker);
    while told.try_recv().is_ok() {} // calls from before the end of the drop
    let called = told.recv_timeout(Duration::from_millis(50)); // a longer look could only show more
    assert!(
        called.is_err(),
        "the drop was over, then the function was called. Hint: does your thread know, and do you wait until it has ended?"
    );
}

#[test]
fn t4_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    let threads = Threads::now();
    for (name, every) in [("an hour", AN_HOUR), ("a millisecond", OFTEN)] {
        in_time(
            &format!("dropping a ticker as soon as it was made, with {name} to its first call"),
            move || drop(Ticker::start(every, || {})),
        );
    }
    let left = threads.left_behind().unwrap_or(0);
    assert!(
        left == 0,
        "made two tickers and dropped them; threads that live on: {left}. Hint: what wakes a thread that waits for an hour?"
    );
}

/// A ticker whose function has been called, and returns when the sender is dropped.
fn running() -> (Ticker, mpsc::Sender<()>) {
    let (began, begins) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel();
    let ticker = Ticker::start(OFTEN, move || {
        let _ = began.send(());
        let _ = receive(&may_go_on);
    });
    must_be_called(&begins);
    (ticker, go_on)
}

/// Something to own, which takes its time to be dropped: until its channel is.
struct DroppedSlowly(mpsc::Receiver<()>);

impl Drop for DroppedSlowly {
    fn drop(&mut self) {
        let _ = receive(&self.0);
    }
}

#[test]
fn t5_dropping_waits_while_the_function_runs() {
    let _case = ::kit::case!();
    let (ticker, go_on) = running();
    let mut stopping = Call::start(move || drop(ticker));
    stopping.must_wait("the function was running, yet the drop was over. Hint: what tells you that a thread has ended?");
    drop(go_on);
    stopping.must_return(
        (),
        "a drop waited while the function ran, then the function returned. Hint: what does the thread do after a call?",
    );
    let (ticker, go_on) = running();
    let fall = || {
        let _ticker = ticker;
        panic::resume_unwind(Box::new("fell")) // a panic, but a silent one
    };
    let mut falling = Call::start(move || {
        let fallen: thread::Result<()> = panic::catch_unwind(AssertUnwindSafe(fall));
        fallen.is_err()
    });
    falling.must_wait("a panic dropped the ticker while the function was running, and the drop was over before the function. Hint: what does your drop leave out on a panic, and why?");
    drop(go_on);
    falling.must_return(
        true,
        "a panic dropped the ticker, which waited while the function ran, then the function returned. Hint: what does the thread do after a call?",
    );
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let owned = DroppedSlowly(may_go_on);
    let ticker = Ticker::start(AN_HOUR, move || _ = &owned);
    let mut stopping = Call::start(move || drop(ticker));
    stopping.must_wait("what the function owns was still being dropped, on the ticker's thread, yet the drop of the ticker was over. Hint: what tells you that a thread has ended, and not only that it is about to?");
    drop(go_on);
    stopping.must_return(
        (),
        "a drop waited for what the function owns, then that was gone. Hint: what does the thread do at its end?",
    );
}

#[test]
fn t6_a_function_that_panics_does_no_harm_to_the_drop() {
    let _case = ::kit::case!();
    let (tell, told) = mpsc::channel::<()>();
    let ticker = Ticker::start(OFTEN, move || {
        let _keep = &tell;
        panic::resume_unwind(Box::new("fell")); // a panic, but a silent one
    });
    assert!(
        receive(&told) == Err(mpsc::RecvTimeoutError::Disconnected),
        "the function panicked at its first call, yet 2 s later it was not dropped. Hint: what ends with the thread, and does the panic end it?"
    );
    let dropped = panic_of(|| drop(ticker));
    assert!(
        dropped.is_none(),
        "the function had panicked; then dropping the ticker panicked as well: {}. Hint: which unwrap in drop meets the panic of the thread?",
        dropped.unwrap_or_default()
    );
}

#[test]
fn t7_the_time_to_the_next_call_begins_when_the_last_one_ended() {
    let _case = ::kit::case!();
    const EVERY: Duration = Duration::from_millis(20);
    let (tell, told) = mpsc::channel();
    let ticker = Ticker::start(EVERY, move || {
        let began = Instant::now();
        thread::sleep(2 * EVERY); // a call that takes longer than the time between two
        let _ = tell.send((began, Instant::now()));
    });
    let calls = (0..3).map_while(|_| receive(&told).ok());
    let calls: Vec<_> = calls.collect();
    drop(ticker);
    assert!(
        calls.len() == 3,
        "3 calls did not come within 2 s each. Hint: what does your thread do after a call?"
    );
    let mut gaps = calls.windows(2).map(|two| two[1].0 - two[0].1);
    assert!(
        gaps.all(|gap| gap >= EVERY),
        "a call every 20 ms, and each took 40 ms; the next one began sooner than 20 ms after the last one ended. Hint: from which moment on do you count?"
    );
    let (tell, told) = mpsc::channel();
    let ticker = Ticker::start(2 * EVERY, move || {
        let began = Instant::now();
        thread::current().unpark(); // as a call may that uses channels of its own
        let _ = tell.send((began, Instant::now()));
    });
    let calls: Vec<_> = (0..3).map_while(|_| receive(&told).ok()).collect();
    drop(ticker);
    assert!(
        calls.len() == 3,
        "3 calls did not come within 2 s each. Hint: what does your thread do after a call?"
    );
    let mut gaps = calls.windows(2).map(|two| two[1].0 - two[0].1);
    assert!(
        gaps.all(|gap| gap >= 2 * EVERY),
        "a call every 40 ms, and each unparked its own thread; the next one began sooner than 40 ms after the last one ended. Hint: for which reasons can your wait end, and which of them is the end of the time?"
    );
}

#[test]
fn t8_waiting_costs_no_processor_time() {
    let _case = ::kit::case!();
    let (show, shown) = mpsc::channel();
    let ticker = Ticker::start(Duration::from_millis(80), move || {
        _ = show.send(Probe::here())
    });
    let thread = receive(&shown);
    assert!(
        thread.is_ok(),
        "no call within 2 s, at one every 80 ms. Hint: what does your thread do before its first call, and what ends that?"
    );
    let rest = |thread| must_rest(thread, "the ticker's thread waits for its next call");
    thread.into_iter().for_each(rest);
    drop(ticker);
}

/// Waits for a call of a function that is called often.
#[track_caller]
fn must_be_called(told: &mpsc::Receiver<()>) {
    assert!(
        receive(told).is_ok(),
        "no call within 2 s, at one every millisecond. Hint: what does your thread do before its first call, and what ends that?"
    );
}

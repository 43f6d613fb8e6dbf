use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use ::kit::{meeting::PATIENCE, probe::Probe, tidy::Threads};
use ::lesson03::Ticker;

use crate::{Answer::Returned, Call, in_time, wake_ups};

const OFTEN: Duration = Duration::from_millis(1);
const AN_HOUR: Duration = Duration::from_secs(3600);

#[test]
fn t1_the_function_is_called_again_and_again() {
    let _case = ::kit::case!();
    let (tell, told) = mpsc::channel();
    let ticker = Ticker::start(OFTEN, move || _ = tell.send(()));
    let calls = (0..3)
        .take_while(|_| told.recv_timeout(PATIENCE).is_ok())
        .count();
    let stopped = Call::start(move || drop(ticker)).answer();
    assert_eq!(
        calls, 3,
        "waited 2 s for each of 3 calls, one every millisecond; so many came. Hint: what does your thread do after a call?"
    );
    assert_eq!(
        stopped,
        Returned(()),
        "dropped the ticker after three calls. Hint: how does the thread learn that it must stop?"
    );
}

#[test]
fn t2_dropping_does_not_wait_for_the_next_call() {
    let _case = ::kit::case!();
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&calls);
    let ticker = Ticker::start(AN_HOUR, move || _ = counter.fetch_add(1, Ordering::Relaxed));
    in_time("dropping a ticker that ticks every hour", move || {
        drop(ticker)
    });
    let calls = calls.load(Ordering::Relaxed);
    assert_eq!(
        calls, 0,
        "the hour was not over, yet there were so many calls. Hint: why did the waiting end?"
    );
}

#[test]
fn t3_once_dropped_the_function_is_never_called_again() {
    let _case = ::kit::case!();
    let (tell, told) = mpsc::channel();
    let ticker = Ticker::start(OFTEN, move || _ = tell.send(()));
    assert!(
        told.recv_timeout(PATIENCE).is_ok(),
        "no call within 2 s. Hint: see t1"
    );
    drop(ticker);
    while told.try_recv().is_ok() {} // calls from before the end of the drop
    assert_eq!(
        told.recv_timeout(Duration::from_millis(50)).ok(), // a longer look could only show more
        None,
        "the drop was over, then the function was called. Hint: does your thread know, and do you wait until it has ended?"
    );
}

#[test]
fn t4_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    let threads = Threads::now();
    drop(Ticker::start(AN_HOUR, || {}));
    drop(Ticker::start(OFTEN, || {}));
    let left = threads.left_behind().unwrap_or(0);
    assert_eq!(
        left, 0,
        "made two tickers and dropped them; so many threads live on. Hint: what wakes a thread that waits for an hour?"
    );
}

#[test]
fn t5_dropping_waits_while_the_function_runs() {
    let _case = ::kit::case!();
    let (began, begins) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let ticker = Ticker::start(OFTEN, move || {
        let _ = began.send(());
        let _ = may_go_on.recv_timeout(PATIENCE);
    });
    assert!(
        begins.recv_timeout(PATIENCE).is_ok(),
        "no call within 2 s. Hint: see t1"
    );
    let mut stopping = Call::start(move || drop(ticker));
    assert!(
        stopping.waits(),
        "the function was running, yet the drop was over. Hint: what tells you that a thread has ended?"
    );
    drop(go_on);
    assert_eq!(
        stopping.answer(),
        Returned(()),
        "a drop waited while the function ran, then the function returned. Hint: what does the thread do after a call?"
    );
}

#[test]
fn t6_a_function_that_panics_does_no_harm_to_the_drop() {
    let _case = ::kit::case!();
    let (tell, told) = mpsc::channel::<()>();
    let ticker = Ticker::start(OFTEN, move || {
        let _keep = &tell;
        std::panic::resume_unwind(Box::new("fell")); // a panic, but a silent one
    });
    assert_eq!(
        told.recv_timeout(PATIENCE),
        Err(mpsc::RecvTimeoutError::Disconnected),
        "the function panicked at its first call, yet 2 s later it was still alive. Hint: what ends with the thread?"
    );
    let stopped = thread::spawn(move || drop(ticker)).join();
    assert!(
        stopped.is_ok(),
        "the function had panicked; then dropping the ticker panicked as well. Hint: what does join answer, and who wants to know it here?"
    );
}

#[test]
fn t7_waiting_costs_no_processor_time() {
    let _case = ::kit::case!();
    let (show, shown) = mpsc::channel();
    let ticker = Ticker::start(Duration::from_millis(200), move || {
        _ = show.send(Probe::here())
    });
    let probe = shown.recv_timeout(PATIENCE);
    assert!(
        probe.is_ok(),
        "no call within 2 s, at one every 200 ms. Hint: see t1"
    );
    let unrest = probe.ok().and_then(|probe| match probe.falls_asleep()? {
        true => wake_ups(probe),
        false => Some("it kept a core busy all the time".to_owned()),
    });
    drop(ticker);
    assert_eq!(
        unrest, None,
        "the ticker's thread waited for its next call. Hint: who looks again and again, and who is told?"
    );
}

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    thread,
    time::Duration,
};

use ::kit::{
    meeting::Meeting,
    patience::{Patience, receive},
    probe::Probe,
};
use ::lesson02::Memo;

use crate::{Ended, ended, in_time};

/// A value that can be compared and shown, but neither copied nor made from nothing.
#[derive(Debug, PartialEq)]
struct Page(String);

fn page(text: &str) -> Page {
    Page(text.to_owned())
}

fn shareable<T: Send + Sync>(_: &T) {}

/// A thread that asks for a key, and what it gets.
struct Asker {
    probe: Probe,
    answer: Receiver<Arc<Page>>,
}

/// Starts a thread that asks, and comes back when it is asleep (where the system tells).
fn asker(
    memo: &Arc<Memo<&'static str, Page>>,
    key: &'static str,
    f: impl FnOnce() -> Page + Send + 'static,
) -> Asker {
    shareable(&**memo); // rustc says it in fewer words here than at the `spawn` below
    let (tell, answer) = mpsc::channel();
    let (tell_probe, probe) = mpsc::channel();
    thread::spawn({
        let memo = Arc::clone(memo);
        move || {
            let _ = tell_probe.send(Probe::here());
            let _ = tell.send(memo.get_or_compute(key, f));
        }
    });
    let probe = probe.recv().unwrap_or_else(|_| Probe::here());
    probe.falls_asleep();
    Asker { probe, answer }
}

#[test]
fn t1_a_key_is_computed_once_and_remembered() {
    let _case = ::kit::case!();
    let memo = Memo::default();
    shareable(&memo);
    let asked = in_time(move || {
        let mut calls = Vec::new();
        let rust = memo.get_or_compute("rust", || {
            calls.push("rust");
            page("safe")
        });
        let first = rust.0.clone();
        drop(rust); // now the memo alone holds the value
        let other = memo.get_or_compute("python", || {
            calls.push("python");
            page("brief")
        });
        let again = memo.get_or_compute("rust", || {
            calls.push("rust again");
            page("new")
        });
        (calls, first, other, again)
    });
    let (calls, first, other, again) = asked.unwrap_or_else(|| {
        panic!(
            "the memo was asked for rust, python and rust again, and did not come back, with nobody else there. \
             Hint: which lock does this thread hold already when it asks for the next one, and how long does that guard live?"
        )
    });
    assert_eq!(
        calls,
        ["rust", "python"],
        "the memo was asked for rust, for python and, when nobody else held that value any more, for rust again; these closures were \
         called: {calls:?}. Hint: where is looked before anything is computed, and who keeps what was computed?"
    );
    assert_eq!(
        (&first[..], &other.0[..], &again.0[..]),
        ("safe", "brief", "safe"),
        "rust was computed as \"safe\", python as \"brief\", and rust was asked for again: {first:?}, {other:?}, {again:?}. \
         Hint: which key is a value kept under?"
    );
}

#[test]
fn t2_other_keys_do_not_wait_while_one_is_computed() {
    let _case = ::kit::case!();
    let memo = Memo::new();
    let meeting = Meeting::new(2);
    let met = thread::scope(|scope| {
        let threads = [1, 2].map(|key| {
            let (memo, meeting) = (&memo, &meeting);
            scope.spawn(move || *memo.get_or_compute(key, || meeting.attend()))
        });
        threads.map(|thread| {
            thread
                .join()
                .unwrap_or_else(|payload| panic::resume_unwind(payload))
        })
    });
    assert_eq!(
        met,
        [true; 2],
        "two threads computed two keys; each computation was to meet the other, and {} of 2 were there at the same time. \
         Hint: which locks are held while a closure runs?",
        meeting.most()
    );
}

/// The sum 0 + 1 + … + `n`, each step remembered under its own key.
fn sum_to(memo: &Memo<u64, u64>, n: u64) -> u64 {
    *memo.get_or_compute(n, || if n == 0 { 0 } else { n + sum_to(memo, n - 1) })
}

#[test]
fn t3_a_closure_may_ask_for_other_keys() {
    let _case = ::kit::case!();
    let sum = ended(|| sum_to(&Memo::new(), 300));
    assert!(
        sum == Ended::Returned(45_150),
        "the value of key 300 asks for key 299, that one for 298, and so on down to 0, and adds them up to 45150; asking for key 300 {sum}. \
         Hint: which lock does a thread hold while it computes, and can two keys need the same one?"
    );
}

#[test]
fn t4_whoever_asks_meanwhile_waits_and_gets_the_same_value() {
    let _case = ::kit::case!();
    let memo = Arc::new(Memo::new());
    let mut askers = Vec::new();
    let first = memo.get_or_compute("rust", || {
        askers.extend([(); 2].map(|()| asker(&memo, "rust", || page("another"))));
        // A value for another key is no news for them.
        memo.get_or_compute("python", || page("brief"));
        for asker in &askers {
            asker.probe.falls_asleep();
        }
        page("first")
    });
    let others: Vec<_> = askers
        .iter()
        .filter_map(|asker| receive(&asker.answer).ok())
        .collect();
    let told = format!(
        "one thread computed \"first\" and two others asked for the same key meanwhile (then another key got its value); the one got \
         {first:?}, the others {others:?}"
    );
    assert!(
        others.len() == 2,
        "{told}: {} of 2 got nothing. Hint: who wakes those who wait for the value, and how many of them?",
        2 - others.len()
    );
    assert!(
        others.iter().all(|other| Arc::ptr_eq(other, &first)),
        "{told}. Hint: how does the second one know that the first one is at work, before it sleeps and when it wakes up?"
    );
}

#[test]
fn t5_after_a_panic_the_key_can_be_tried_again() {
    let _case = ::kit::case!();
    let memo = Arc::new(Memo::new());
    let ask = |key, f: fn() -> Page| {
        let memo = Arc::clone(&memo);
        ended(move || memo.get_or_compute(key, f).0.clone())
    };
    ask("go", || page("simple"));
    let failed = ask("rust", || panic::resume_unwind(Box::new("no connection")));
    assert!(
        failed == Ended::Panicked("no connection".to_owned()),
        "the closure for a key panicked with \"no connection\", and its call {failed}. Hint: where does that panic go?"
    );
    for (what, key) in [("the same key", "rust"), ("another key", "python")] {
        let next = ask(key, || page("second try"));
        assert!(
            next == Ended::Returned("second try".to_owned()),
            "the closure for a key panicked; then asking for {what}, with a closure that gives \"second try\", {next}. \
             Hint: what does the panic leave behind, in the map and in the locks?"
        );
    }
    let kept = ask("go", || page("computed again"));
    assert!(
        kept == Ended::Returned("simple".to_owned()),
        "go was computed as \"simple\", and then the closure for another key panicked; asking for go again, with a closure that gives \
         \"computed again\", {kept}. Hint: what does a panic take away that it has nothing to do with?"
    );
}

#[test]
fn t6_whoever_waits_for_a_closure_that_panics_computes_the_value() {
    let _case = ::kit::case!();
    let memo = Arc::new(Memo::new());
    let (finish, finished) = mpsc::channel::<()>();
    let (finished, begun) = (
        Arc::new(Mutex::new(finished)),
        Arc::new(AtomicUsize::new(0)),
    );
    let ask = || {
        let (finished, begun) = (Arc::clone(&finished), Arc::clone(&begun));
        asker(&memo, "rust", move || {
            begun.fetch_add(1, Ordering::Relaxed);
            let _ = finished.lock().map(|finished| finished.recv());
            page("second")
        })
    };
    let mut waits = Vec::new();
    let failed = panic::catch_unwind(AssertUnwindSafe(|| {
        memo.get_or_compute("rust", || {
            waits.extend([ask(), ask()]);
            panic::resume_unwind(Box::new("no connection"))
        });
    }));
    let computes = Patience::default().until(|| begun.load(Ordering::Relaxed) > 0);
    assert!(
        failed.is_err() && computes,
        "two threads waited for a key while its closure ran, and that closure panicked; then neither of the two computed the value. \
         Hint: who wakes those who wait when the closure never returns, and what do they find?"
    );
    waits.push(ask()); // while one of those who waited computes
    for asker in &waits {
        asker.probe.falls_asleep();
    }
    thread::sleep(Duration::from_millis(20)); // time for another one to begin that should not
    drop(finish);
    let ends: Vec<_> = waits.into_iter().map(|asker| got(Some(asker))).collect();
    let second = Ended::Returned("second".to_owned());
    let came = ends.iter().filter(|end| **end == second).count();
    assert!(
        came == 3,
        "two threads waited for a key while its closure ran, and that closure panicked; while one of the two computed the value, a \
         third one asked; of the 3 calls {came} returned the value. Hint: who wakes those who wait, and what do they find?"
    );
    let begun = begun.load(Ordering::Relaxed);
    assert!(
        begun == 1,
        "two threads waited for a key whose closure panicked, and a third one asked when the first of them had begun to compute; of \
         their 3 closures {begun} were called. Hint: who may be computing already when a thread wakes up or asks, and how does it know?"
    );
}

#[test]
fn t7_who_waits_for_one_key_does_not_wait_for_another() {
    let _case = ::kit::case!();
    let memo = Arc::new(Memo::new());
    let (finish, finished) = mpsc::channel::<()>();
    let (_python, _more_python) = (
        asker(&memo, "python", move || {
            let _ = finished.recv();
            page("brief")
        }),
        asker(&memo, "python", || page("another")),
    );
    let mut waits = None;
    let failed = panic::catch_unwind(AssertUnwindSafe(|| {
        memo.get_or_compute("rust", || {
            waits = Some(asker(&memo, "rust", || page("second")));
            panic::resume_unwind(Box::new("no connection"))
        });
    }));
    let second = got(waits);
    assert!(
        failed.is_err() && second == Ended::Returned("second".to_owned()),
        "while python was computed and one thread waited for it, the closure for rust panicked, and another thread waited for that; \
         the call of the one that waited for rust {second}. \
         Hint: when those who wait for different keys sleep in one place, whom does a notification wake?"
    );
    drop(finish);
}

#[test]
fn t8_waiting_costs_no_processor_time() {
    let _case = ::kit::case!();
    let memo = Arc::new(Memo::new());
    memo.get_or_compute("rust", || {
        let waits = asker(&memo, "rust", || page("another"));
        let Some(asleep) = waits.probe.falls_asleep() else {
            ::kit::case::note("whether waiting costs processor time is not checked on this system");
            return page("first");
        };
        let before = waits.probe.sleeps();
        thread::sleep(Duration::from_millis(100)); // somebody who polls falls asleep again and again meanwhile
        let sleeps = waits.probe.sleeps().zip(before);
        let sleeps = sleeps.map_or(0, |(now, before)| now - before);
        assert!(
            asleep,
            "a key was computed, and a thread that asked for it meanwhile did not go to sleep within 2 s. \
             Hint: who should notice that the value is there, and who should tell?"
        );
        assert!(
            sleeps < 5,
            "a key was computed, and a thread that asked for it meanwhile woke up {sleeps} times in 100 ms. \
             Hint: who should notice that the value is there, and who should tell?"
        );
        let naps = waits.probe.naps(Duration::from_secs(2)); // however long they are
        assert!(
            naps != Some(true),
            "a key was computed, and a thread that asked for it meanwhile slept for a while, woke up by itself, and slept again. \
             Hint: who should notice that the value is there, and who should tell?"
        );
        page("first")
    });
}

/// How the call of the one who waits ended.
fn got(waits: Option<Asker>) -> Ended<String> {
    let answer = waits.map(|waits| receive(&waits.answer));
    match answer {
        Some(Ok(page)) => Ended::Returned(page.0.clone()),
        Some(Err(RecvTimeoutError::Timeout)) => Ended::Never,
        Some(Err(RecvTimeoutError::Disconnected)) | None => Ended::Panicked("no value".to_owned()),
    }
}

use std::{
    collections::HashSet,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use ::kit::{meeting::Meeting, tidy::Threads};
use ::lesson01::{Job, run_all};

use crate::{backwards::Backwards, panics::panic_with};

/// Results in words: tests compare these, and learners read them.
fn in_words<T: ToString>(results: &[thread::Result<T>]) -> Vec<String> {
    let word = |result: &thread::Result<T>| match result {
        Ok(value) => value.to_string(),
        Err(_) => "panicked".to_owned(),
    };
    results.iter().map(word).collect()
}

#[test]
fn t1_every_result_comes_back_in_the_order_of_the_jobs() {
    let _case = ::kit::case!();
    let backwards = Backwards::new(4);
    let backwards = &backwards; // borrowed by all four jobs
    let job = |number| -> Job<'_, usize> {
        Box::new(move || {
            backwards.leave(number);
            number
        })
    };
    let results = in_words(&run_all((0..4).map(job).collect()));
    assert!(
        results == ["0", "1", "2", "3"],
        "jobs 0 to 3 finished in the opposite order; the results came as {results:?}. \
         Hint: what decides where a result goes?"
    );
    let none = run_all(Vec::<Job<'_, ()>>::new());
    assert!(
        none.is_empty(),
        "no jobs; results: {}. Hint: what if `jobs` is empty?",
        none.len()
    );
}

#[test]
fn t2_all_jobs_run_at_the_same_time_each_on_a_thread_of_its_own() {
    let _case = ::kit::case!();
    let meeting = Meeting::new(3);
    let job = || -> Job<'_, _> { Box::new(|| (meeting.attend(), thread::current().id())) };
    let results = run_all(vec![job(), job(), job()]);
    let met = results.iter().flatten().all(|(met, _)| *met);
    assert!(
        met,
        "each of 3 jobs waited for all the others; only {} of 3 were there at the same time. \
         Hint: how many jobs have been started when you wait for the first one?",
        meeting.most()
    );
    let mut threads: HashSet<_> = results
        .iter()
        .flatten()
        .map(|(_, thread)| *thread)
        .collect();
    threads.remove(&thread::current().id());
    assert!(
        threads.len() == 3,
        "3 jobs ran on {} of 3 threads besides the caller's own. Hint: what is the caller's thread meant to do?",
        threads.len()
    );
}

#[test]
fn t3_a_panic_is_an_error_in_its_place() {
    let _case = ::kit::case!();
    let results = run_all::<u32>(vec![
        Box::new(|| 1),
        Box::new(|| 2),
        Box::new(|| panic_with("the third job")),
    ]);
    let results = in_words(&results);
    assert!(
        results == ["1", "2", "panicked"],
        "the last of 3 jobs panicked; the results were {results:?}. \
         Hint: what does `join` return for a thread that panicked?"
    );
}

#[test]
fn t4_the_others_still_answer_after_a_panic() {
    let _case = ::kit::case!();
    let ended = AtomicUsize::new(0);
    let job = || -> Job<'_, usize> {
        Box::new(|| {
            thread::sleep(Duration::from_millis(20));
            ended.fetch_add(1, Ordering::Relaxed);
            7
        })
    };
    let results = run_all(vec![Box::new(|| panic_with("the first job")), job(), job()]);
    let results = in_words(&results);
    assert!(
        results == ["panicked", "7", "7"],
        "the first of 3 jobs panicked; the results were {results:?}. \
         Hint: what becomes of the handles after the first `Err`?"
    );
    let ended = ended.into_inner();
    assert!(
        ended == 2,
        "{ended} of the 2 others had ended when `run_all` returned. Hint: who waits for them?"
    );
}

/// A payload that is no text and cannot be copied.
struct Ticket(u32);

#[test]
fn t5_the_payload_of_a_panic_is_kept() {
    let _case = ::kit::case!();
    let results = run_all::<()>(vec![
        Box::new(|| panic_with(Ticket(7))),
        Box::new(|| panic_with("out of ink")),
    ]);
    let mut payloads = results.into_iter().filter_map(Result::err);
    let ticket = payloads
        .next()
        .and_then(|payload| payload.downcast::<Ticket>().ok());
    assert!(
        ticket.is_some_and(|ticket| ticket.0 == 7),
        "the job panicked with Ticket(7), but the `Err` holds something else. \
         Hint: `join` gives a `Box<dyn Any + Send>`; what do you do with it?"
    );
    let text = payloads.next();
    assert!(
        text.is_some_and(|text| text.downcast_ref() == Some(&"out of ink")),
        "the job panicked with \"out of ink\", a `&str`, but the `Err` holds something else. \
         Hint: `join` gives a `Box<dyn Any + Send>`; what do you do with it?"
    );
}

#[test]
fn t6_a_hundred_jobs_get_a_hundred_threads() {
    let _case = ::kit::case!();
    // More than a machine has cores: nobody is to wait for one.
    let meeting = Meeting::new(100);
    let job = |_| -> Job<'_, _> { Box::new(|| meeting.attend()) };
    let met = run_all((0..100).map(job).collect());
    let met = met.iter().flatten().filter(|met| **met).count();
    assert!(
        met == 100,
        "each of 100 jobs waited for all the others; only {} of 100 were there at the same time. \
         Hint: what has the number of cores, or any other limit, to do with how many threads are started?",
        meeting.most()
    );
    // Such short jobs that one thread could do many of them, before the next one has started.
    for count in [1, 100] {
        let job = |_| -> Job<'_, _> { Box::new(|| thread::current().id()) };
        let results = run_all((0..count).map(job).collect());
        let mut threads: HashSet<_> = results.iter().flatten().collect();
        threads.remove(&thread::current().id());
        let threads = threads.len();
        assert!(
            threads == count,
            "jobs that were over at once: {count}; threads that they ran on, besides the caller's own: {threads}. \
             Hint: which thread runs a job when another job has just ended, or when there is only one?"
        );
    }
}

#[test]
fn t7_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    let before = Threads::now();
    run_all::<u32>(vec![Box::new(|| 6), Box::new(|| panic_with("no ink"))]);
    before.none_lives_on(
        "one job returned, the other one panicked, and `run_all` has returned",
        "which threads do you start besides one for each job, and what tells them that nothing more comes?",
    );
}

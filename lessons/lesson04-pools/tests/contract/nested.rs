use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use ::lesson04::ThreadPool;

use crate::{
    call::{Call, in_time},
    gate::Gate,
    panics::{number_of, panic_with},
};

/// The sum of the numbers below `end`, from `begin` on: each half is a job of its own.
fn sum(pool: &Arc<ThreadPool>, begin: u64, end: u64) -> u64 {
    if end - begin <= 1 {
        return begin;
    }
    let middle = begin.midpoint(end);
    let halves = [(begin, middle), (middle, end)].map(|(begin, end)| {
        let inner = Arc::clone(pool);
        pool.submit(move || sum(&inner, begin, end))
    });
    let answers = halves.map(|half| pool.join_or_help(half));
    answers.into_iter().map(|half| half.unwrap_or(0)).sum()
}

#[test]
fn t1_a_job_may_submit_a_job_and_wait_for_it() {
    let _case = ::kit::case!();
    let pool = Arc::new(ThreadPool::new(1));
    let inner = Arc::clone(&pool);
    let outer = pool.submit(move || {
        let handle = inner.submit(|| 7);
        inner.join_or_help(handle).ok()
    });
    let answer = in_time(
        "a job on the only worker that submits a job and waits for it",
        "who can do the inner job while the only worker waits for it?",
        move || outer.join().ok().flatten(),
    );
    assert_eq!(
        answer,
        Some(7),
        "the inner job answered 7; None stands for an Err. Hint: whose answer do you return?"
    );
}

#[test]
fn t2_jobs_may_wait_for_jobs_that_wait_for_jobs() {
    let _case = ::kit::case!();
    for workers in [1, 2] {
        let pool = Arc::new(ThreadPool::new(workers));
        let inner = Arc::clone(&pool);
        let handle = pool.submit(move || sum(&inner, 0, 64));
        let answer = in_time(
            &format!(
                "a sum of 64 numbers cut in halves again and again with each half a job for {workers} worker(s)"
            ),
            "is one job enough, when others wait in front of the one that you need?",
            move || handle.join().ok(),
        );
        assert_eq!(
            answer,
            Some(2016),
            "the sum of the numbers below 64, on {workers} worker(s). Hint: whose answer do you return?"
        );
    }
}

#[test]
fn t3_while_it_waits_it_does_other_jobs() {
    let _case = ::kit::case!();
    let pool = Arc::new(ThreadPool::new(1));
    let (mut gate, stop) = Gate::new();
    let handle = pool.submit(move || stop.here());
    gate.must_be_reached("a worker was free, and a job was submitted");
    let (tell, told) = mpsc::channel();
    pool.execute(move || {
        let _ = tell.send(thread::current().id());
        gate.open();
    });
    let helper = Arc::clone(&pool);
    let (in_time_open, helper) = in_time(
        "join_or_help",
        "what would end the job that it waits for?",
        move || (helper.join_or_help(handle).ok(), thread::current().id()),
    );
    assert!(
        in_time_open == Some(true) && told.try_recv() == Ok(helper),
        "the only worker was in a job that goes on when the next job is done, and somebody waits for it with join_or_help; \
         the next job was not done by the one who waits. Hint: whose hands are free?"
    );
}

#[test]
fn t4_once_the_job_has_ended_no_other_is_begun() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let gate = Gate::in_a_worker_of(&pool);
    let others = Arc::new(AtomicUsize::new(0));
    let wanted = pool.submit(|| 7);
    for _ in 0..3 {
        let others = Arc::clone(&others);
        pool.execute(move || _ = others.fetch_add(1, Ordering::Relaxed));
    }
    let answer = pool.join_or_help(wanted).ok();
    let others = others.load(Ordering::Relaxed);
    assert!(
        answer == Some(7) && others == 0,
        "the only worker was busy; the job that was joined waited in front, and 3 others behind it: join_or_help returned \
         {answer:?} after {others} of the others. Hint: what do you look at before you begin another job?"
    );
    drop(gate);
}

#[test]
fn t5_the_jobs_own_panic_arrives_and_no_other() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let gate = Gate::in_a_worker_of(&pool);
    pool.execute(|| panic_with(1_u32));
    let other = pool.submit(|| panic_with(2_u32));
    let wanted = pool.submit(|| panic_with(3_u32));
    let results = (
        number_of(pool.join_or_help(wanted)),
        number_of(pool.join_or_help(other)),
    );
    assert_eq!(
        results,
        (Ok(3), Ok(2)),
        "three jobs waited and panicked with 1, 2 and 3; those of 3 and 2 were joined, in this order. Hint: which payload belongs to whom?"
    );
    drop(gate);
}

#[test]
fn t6_waiting_costs_no_processor_time() {
    let _case = ::kit::case!();
    let pool = Arc::new(ThreadPool::new(1));
    let (gate, stop) = Gate::new();
    let handle = pool.submit(move || stop.here());
    gate.must_be_reached("a worker was free, and a job was submitted");
    let helper = Arc::clone(&pool);
    let waiting = Call::start(move || helper.join_or_help(handle).ok());
    waiting.must_rest(
        "the job is in a worker's hands and no other waits, so join_or_help waits for it",
    );
    drop(gate);
    waiting.must_return(
        Some(true),
        "the job answered. Hint: who wakes join_or_help?",
    );
}

#[test]
fn t7_for_a_job_that_has_ended_before_the_call_no_other_is_begun() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let gate = Gate::in_a_worker_of(&pool);
    let wanted = pool.submit(|| 7);
    assert!(
        pool.run_one() && wanted.is_finished(),
        "the only worker was busy, one job waited, and run_one has done it; is_finished must tell so. \
         Hint: does `handles` keep its promises?"
    );
    let others = Arc::new(AtomicUsize::new(0));
    for _ in 0..3 {
        let others = Arc::clone(&others);
        pool.execute(move || _ = others.fetch_add(1, Ordering::Relaxed));
    }
    let answer = pool.join_or_help(wanted).ok();
    let others = others.load(Ordering::Relaxed);
    assert!(
        answer == Some(7) && others == 0,
        "the only worker was busy; a job had ended with 7, and only then 3 others were submitted; join_or_help of the first \
         returned {answer:?} after {others} of the others. Hint: when do you look for the first time whether the job has ended?"
    );
    drop(gate);
}

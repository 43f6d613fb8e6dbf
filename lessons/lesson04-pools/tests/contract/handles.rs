use std::{sync::mpsc, thread};

use ::kit::patience::receive;
use ::lesson04::{JobHandle, ThreadPool};

use crate::{
    call::{Call, in_time},
    gate::{Gate, Stop},
    panics::{number_of, panic_with},
};

const JOIN_HINT: &str = "who puts the answer where join looks, and who wakes join?";

/// Tells when it is dropped, and whether that happens in the course of a panic.
struct Tells(mpsc::Sender<bool>);

impl Drop for Tells {
    fn drop(&mut self) {
        let _ = self.0.send(thread::panicking());
    }
}

/// A job that stops at a gate and then answers.
fn stopped(stop: Stop, answer: u32) -> impl FnOnce() -> u32 + Send + 'static {
    move || {
        stop.here();
        answer
    }
}

fn joining<T: Send + 'static>(handle: JobHandle<T>) -> Call<Option<T>> {
    Call::start(move || handle.join().ok())
}

#[test]
fn t1_join_waits_for_the_answer_and_returns_it() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let (mut gate, stop) = Gate::new();
    let handle = pool.submit(stopped(stop, 7));
    gate.must_be_reached("a worker was free, and a job was submitted");
    gate.must_still_hold("submit", "who does the job, and does submit wait for that?");
    let (finished, handle) = in_time(
        "is_finished of a job that had begun and not ended",
        "which lock does is_finished need, and who holds it while `f` runs?",
        || (handle.is_finished(), handle),
    );
    assert!(
        !finished,
        "the job had begun and not ended, yet is_finished returned true. Hint: when do you note that it has?"
    );
    let mut join = joining(handle);
    join.must_wait("the job had not ended, yet join came back. Hint: what does join wait for?");
    gate.open();
    join.must_return(
        Some(7),
        &format!("a join waited, then the job answered 7. Hint: {JOIN_HINT}"),
    );
}

#[test]
fn t2_a_handle_may_outlive_its_pool() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let handle = pool.submit(|| 7);
    in_time(
        "dropping the pool",
        "when a job has its answer, for whom does it still wait?",
        || drop(pool),
    );
    joining(handle).must_return(
        Some(7),
        "the pool was gone, then a job that had answered 7 was joined. Hint: who owns the place of the answer?",
    );
}

#[test]
fn t3_submit_leaves_the_job_to_the_pool() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let (tell, told) = mpsc::channel();
    pool.execute(move || _ = tell.send(thread::current().id()));
    let worker = receive(&told).ok();
    let handle = pool.submit(|| thread::current().id());
    let done_by = joining(handle).must_come_back(&format!(
        "a job was submitted and joined; 2 s later the join had not come back. Hint: {JOIN_HINT}"
    ));
    assert!(
        done_by == worker,
        "a pool of 1 worker and a job that was submitted: it was not the worker that did it. Hint: which call of the pool does submit need?"
    );
}

#[test]
fn t4_a_panic_arrives_with_its_payload() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let handle = pool.submit(|| panic_with(7_u32));
    let result = in_time(
        "join on a job that panicked",
        "what becomes of the lines after the call of `f` when `f` panics?",
        move || number_of(handle.join()),
    );
    let came = match result {
        Ok(number) => format!("an Err with the number {number}"),
        Err("no panic") => "an Ok".to_owned(),
        Err(what) => format!("an Err with {what}"),
    };
    assert!(
        result == Ok(7),
        "a job panicked with the number 7, and was joined: join returned {came}. Hint: what does catch_unwind give you, and what of it do you hand on?"
    );
}

#[test]
fn t5_is_finished_tells_when_a_join_would_not_wait() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let gate = Gate::in_a_worker_of(&pool);
    let (well, badly) = (pool.submit(|| 7), pool.submit(|| panic_with(8_u32)));
    let finished = || [well.is_finished(), badly.is_finished()];
    let before = finished();
    let helped = [pool.run_one(), pool.run_one()];
    let after = [finished(), finished()];
    assert!(
        (before, helped, after) == ([false; 2], [true; 2], [[true; 2]; 2]),
        "two jobs waited, one that answers and one that panics: is_finished said {before:?}; both were done by run_one, \
         which returned {helped:?}; then it was asked twice: {after:?}. Hint: in which way does a job end that you do not see?"
    );
    joining(well).must_return(
        Some(7),
        "is_finished returned true, twice; then the job, which answered 7, was joined. Hint: does asking take the answer away?",
    );
    drop(gate);
}

#[test]
fn t6_a_handle_may_be_forgotten() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let (tell, told) = mpsc::channel();
    let (gate, stop) = Gate::new();
    let handle = pool.submit(move || {
        stop.here();
        Tells(tell)
    });
    gate.must_be_reached("a worker was free, and a job was submitted");
    in_time(
        "forgetting the handle of a job that had not ended",
        "what does dropping a handle wait for?",
        || drop(handle),
    );
    drop(gate);
    let dropped = receive(&told);
    assert!(
        dropped.is_ok(),
        "the handle was forgotten, then the job answered; 2 s later its answer was not dropped. Hint: who owns an answer that nobody joins for?"
    );
    assert!(
        dropped == Ok(false),
        "the handle was forgotten, then the job answered, and its answer was dropped in the course of a panic. Hint: which unwrap fails when nobody waits for the answer?"
    );
}

#[test]
fn t7_waiting_for_an_answer_costs_no_processor_time() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let (gate, stop) = Gate::new();
    let join = joining(pool.submit(stopped(stop, 7)));
    gate.must_be_reached("a worker was free, and a job was submitted");
    join.must_rest("a join waits for the answer");
    drop(gate);
}

use std::{
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use ::kit::{meeting::Meeting, patience::receive};
use ::lesson04::{AsCompleted, ThreadPool};

use crate::{
    call::{Call, in_time},
    gate::{Gate, Stop},
    panics::{number_of, panic_with, text_of},
};

type Job = Box<dyn FnOnce() -> u32 + Send>;

const GIVEN_HINT: &str = "which jobs has the pool got by now, and who waits for whom?";

/// The number of a job, and its answer or the number with which it panicked.
type Answer = (usize, Result<u32, u32>);

/// The next answer and the rest of them.
fn next_of(mut answers: AsCompleted<u32>) -> (Option<Answer>, AsCompleted<u32>) {
    let answer = answers.next().map(|(number, result)| {
        let answer = result.map_err(|payload| number_of::<()>(Err(payload)).unwrap_or(0));
        (number, answer)
    });
    (answer, answers)
}

/// The same, in time.
fn next(answers: AsCompleted<u32>) -> (Option<Answer>, AsCompleted<u32>) {
    in_time("the next answer", GIVEN_HINT, move || next_of(answers))
}

/// The same when all jobs have answered, so many.
fn next_after(jobs: usize, answers: AsCompleted<u32>) -> (Option<Answer>, AsCompleted<u32>) {
    in_time(
        &format!("{jobs} jobs, and all of them had answered: next, which must say None now,"),
        "what does next wait for when every job has answered, and who could still send?",
        move || next_of(answers),
    )
}

#[test]
fn t1_every_item_is_handled_once() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let answers = in_time("map", "who does the jobs?", move || {
        let tenfold = move |number| {
            count.fetch_add(1, Ordering::Relaxed);
            10 * number
        };
        let none: Vec<u32> = pool.map([], |number| number);
        (pool.map(1..=7, tenfold), none)
    });
    let calls = calls.load(Ordering::Relaxed);
    assert!(
        answers == (vec![10, 20, 30, 40, 50, 60, 70], vec![]) && calls == 7,
        "1 worker, the numbers 1 to 7, each times 10, and then no item at all; calls of `f`: {calls}; answers: {answers:?}. \
         Hint: which items become a job, and which answers are collected?"
    );
}

#[test]
fn t2_all_are_started_before_any_is_waited_for() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(3);
    let meeting = Arc::new(Meeting::new(3));
    let attend = Arc::clone(&meeting);
    let threads = pool.map(0..3, move |_| {
        attend.attend();
        thread::current().id()
    });
    let most = meeting.most();
    assert!(
        most > 1 || threads != [thread::current().id(); 3],
        "3 items on 3 workers: all of them were done one after the other, on the thread that called map. \
         Hint: which call gives a job to the pool?"
    );
    assert!(
        most == 3,
        "3 items on 3 workers, and each waited for the others; only {most} of 3 were there at the same time. \
         Hint: an iterator's `map` does nothing until somebody asks for the next item. Who asks here, and when?"
    );
}

#[test]
fn t3_whoever_is_free_takes_the_next_item() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(2);
    let (tell, told) = mpsc::channel();
    let told = Mutex::new(told);
    let others = pool.map(0..4, move |item| {
        if item > 0 {
            let _ = tell.send(());
            return 0;
        }
        let told = told.lock().unwrap();
        (0..3).take_while(|_| receive(&told).is_ok()).count()
    });
    let others = others.iter().sum::<usize>();
    assert!(
        others == 3,
        "4 items on 2 workers, and item 0 took until the other 3 were done, or 2 s: {others} of them were. \
         Hint: who decides which worker does an item, you beforehand, or the worker when it is free?"
    );
}

#[test]
fn t4_an_answer_stands_where_its_item_stood() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(2);
    let (tell, told) = mpsc::channel::<()>();
    let (tell, told) = (Mutex::new(Some(tell)), Mutex::new(told));
    let answers = pool.map([10, 20], move |number| {
        if number == 20 {
            *tell.lock().unwrap() = None;
        } else {
            let _ = receive(&told.lock().unwrap());
            // Only makes it likelier that the other answer comes first.
            thread::sleep(Duration::from_millis(20));
        }
        number
    });
    assert_eq!(
        answers,
        [10, 20],
        "items 10 and 20 on 2 workers, each answered with itself, and 20 was done first. Hint: what decides where an answer goes?"
    );
}

#[test]
fn t5_a_panic_comes_out_when_all_items_are_done() {
    let _case = ::kit::case!();
    let pool = Arc::new(ThreadPool::new(2));
    let (mut gate, stop) = Gate::new();
    let giver = Arc::clone(&pool);
    let mut map = Call::start(move || {
        let work = move |item: u32| match item {
            1 | 2 => panic_with(item),
            3 => _ = stop.here(),
            _ => {}
        };
        let result = panic::catch_unwind(AssertUnwindSafe(|| giver.map(0..4, work)));
        match result {
            Ok(_) => Err("no panic".to_owned()),
            Err(payload) => payload.downcast().map(|number| *number).map_err(text_of),
        }
    });
    gate.must_be_reached(
        "4 items on 2 workers; items 1 and 2 panicked, and it was the turn of item 3",
    );
    map.must_wait(
        "items 1 and 2 of 4 had panicked and item 3 was not done, yet map had come back. Hint: what do you do with an `Err` while others still work?",
    );
    gate.open();
    let came = map.must_come_back("items 1 and 2 of 4 had panicked and all others were done; 2 s later map had not come back. Hint: who waits for whom?");
    let words = match &came {
        Ok(number) => format!("the number {number}"),
        Err(text) => format!("{text:?}"),
    };
    assert!(
        came == Ok(1_u32),
        "items 1 and 2 of 4 panicked, each with its number as the payload; what came out of map: {words}. \
         Hint: what becomes of an `Err`, which one counts, and does its payload go on as it was?"
    );
}

#[test]
fn t6_answers_come_as_jobs_are_done() {
    let _case = ::kit::case!();
    let pool = Arc::new(ThreadPool::new(2));
    let ((gate, slow), (mut second_gate, quick)) = (Gate::new(), Gate::new());
    let jobs = [(slow, 10), (quick, 20)].map(|(stop, answer)| {
        move || {
            stop.here();
            answer
        }
    });
    let giver = Arc::clone(&pool);
    let answers = in_time(
        "as_completed with a job that had not ended",
        "what does as_completed itself wait for?",
        move || giver.as_completed(jobs),
    );
    let mut waiting = Call::start(move || next_of(answers));
    waiting.must_wait(
        "2 workers and 2 jobs, neither of which had ended, yet next had come back. Hint: does next wait for an answer, or does it only look whether there is one?",
    );
    second_gate.open();
    let (first, rest) = waiting.must_come_back(&format!(
        "job 1 had ended and job 0 had not. The next answer had not come back after 2 s. Hint: {GIVEN_HINT}"
    ));
    assert_eq!(
        first,
        Some((1, Ok(20))),
        "2 workers; job 0 took until the first answer had come, job 1 answered 20 before; this came first. \
         Hint: for which job does next wait, and where does the number come from?"
    );
    drop(gate);
    let (second, rest) = next(rest);
    assert_eq!(
        second,
        Some((0, Ok(10))),
        "job 1 had answered, then job 0 answered 10; this came second. Hint: where does the number come from?"
    );
    let (end, _) = next_after(2, rest);
    assert_eq!(
        end, None,
        "both jobs had answered; this came third. Hint: who could still send, and how does next learn that nobody can?"
    );
}

#[test]
fn t7_a_job_that_panics_answers_with_its_payload() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let jobs: [Job; 3] = [
        Box::new(|| 10),
        Box::new(|| panic_with(7_u32)),
        Box::new(|| 30),
    ];
    let mut rest = pool.as_completed(jobs);
    for expected in [
        Some((0, Ok(10))),
        Some((1, Err(7))),
        Some((2, Ok(30))),
        None,
    ] {
        let answer;
        (answer, rest) = match expected {
            Some(_) => next(rest),
            None => next_after(3, rest),
        };
        assert_eq!(
            answer, expected,
            "3 jobs on 1 worker: 0 answers 10, 1 panics with the number 7, 2 answers 30. Hint: does a job that panics get as far as its answer?"
        );
    }
}

#[test]
fn t8_all_jobs_are_given_at_once_and_waiting_costs_no_processor_time() {
    let _case = ::kit::case!();
    let pool = Arc::new(ThreadPool::new(2));
    let ((first, stop), (second, stop_2)) = (Gate::new(), Gate::new());
    let jobs = [stop, stop_2].map(|stop| move || u32::from(stop.here()));
    let giver = Arc::clone(&pool);
    let mut answers = in_time(
        "as_completed with 2 jobs that had not ended",
        "what does as_completed itself wait for?",
        move || giver.as_completed(jobs),
    );
    first.must_be_reached("2 workers were free, and as_completed had come back, with 2 jobs");
    second.must_be_reached("2 workers were free, and as_completed had come back, with 2 jobs");
    let waiting = Call::start(move || answers.next().is_some());
    waiting.must_rest("next waits for an answer");
    drop((first, second));
    waiting.must_return(true, "both jobs answered. Hint: who wakes next?");
}

#[test]
fn t9_the_answers_may_be_left_unread() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let (gate, stop) = Gate::new();
    let done = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&done);
    let work = move |stop: Option<Stop>| {
        stop.map(|stop| stop.here());
        count.fetch_add(1, Ordering::Relaxed)
    };
    let jobs = [None, Some(stop), None, None].map(|stop| {
        let work = work.clone();
        move || work(stop)
    });
    let mut answers = pool.as_completed(jobs);
    gate.must_be_reached(
        "4 jobs on 1 worker, the first of which was done, and it was the turn of job 1",
    );
    let first = in_time(
        "reading 1 of 4 answers, and dropping the rest",
        "what does a job do when nobody reads its answer?",
        move || answers.next().map(|(number, _)| number),
    );
    drop(gate);
    in_time(
        "dropping the pool",
        "what does a job do when nobody reads its answer?",
        || drop(pool),
    );
    let done = done.load(Ordering::Relaxed);
    assert!(
        first == Some(0) && done == 4,
        "4 jobs on 1 worker; the first answer, of job {first:?}, was read while job 1 was worked on, and the rest dropped: \
         jobs that were done: {done}. Hint: what does a job need its reader for?"
    );
}

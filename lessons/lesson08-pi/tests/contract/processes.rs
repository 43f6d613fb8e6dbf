use std::{
    env, fs,
    process::{self, Command},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use ::kit::{panics::answer_of, roll_call::RollCall, tidy::Belongings};
use ::lesson08::{BLOCK, Estimate, EstimateError, processes};

use crate::{draws::watched, forms};

fn estimate(seed: u64, points: u64, workers: usize) -> Result<Estimate, EstimateError> {
    processes::estimate(Command::new(::kit::worker!()), seed, points, workers)
}

/// The answer must be that a worker failed.
fn check_failure(what: &str, worker: Command, hint: &str) {
    let answer = answer_of(|| processes::estimate(worker, 2026, 3 * BLOCK, 2));
    let how = match &answer {
        Ok(answer) => format!("returned {answer:?}"),
        Err(panic) => format!("panicked: {panic}"),
    };
    assert!(
        matches!(answer, Ok(Err(EstimateError::Worker(_)))),
        "{what} should be `EstimateError::Worker`; `estimate` {how}. Hint: {hint}"
    );
}

#[test]
fn t1_every_point_counts_once() {
    let _case = ::kit::case!();
    forms::counts_every_point(&estimate);
}

#[test]
fn t2_every_number_of_workers_counts_the_same_hits() {
    let _case = ::kit::case!();
    forms::does_not_depend_on_the_workers(&estimate);
}

#[test]
fn t3_no_point_is_lost_when_the_shares_are_uneven() {
    let _case = ::kit::case!();
    forms::loses_no_point(&estimate, &[2, 3, 7]);
}

#[test]
fn t4_no_points_are_an_error_and_no_workers_too() {
    let _case = ::kit::case!();
    forms::refuses_nothing_in_words(&estimate);
}

#[test]
fn t5_a_worker_that_dies_is_an_error() {
    let _case = ::kit::case!();
    let mut worker = Command::new(::kit::worker!());
    worker.arg("dies");
    let hint = "what does the pool return in place of the answer of a worker that has died?";
    check_failure("a worker that ends without an answer", worker, hint);
    // Whoever gets the first job dies of it, and nobody else does.
    let mark = env::temp_dir().join(format!("many-hands-{}-died", process::id()));
    let _ = fs::remove_file(&mark);
    let mut worker = Command::new(::kit::worker!());
    worker.arg("dies-once").arg(&mark);
    let hint = "one answer is missing, and the others are there: what do you know of the hits?";
    check_failure(
        "one worker that dies, beside others that answer,",
        worker,
        hint,
    );
    let _ = fs::remove_file(&mark);
}

#[test]
fn t6_a_worker_that_cannot_be_started_is_an_error() {
    let _case = ::kit::case!();
    let worker = Command::new("there-is-no-program-of-this-name");
    let hint = "which calls return a `Result`, and what do you do with the `Err`?";
    check_failure("a program that does not exist", worker, hint);
}

#[test]
fn t7_all_workers_work_at_the_same_time() {
    let _case = ::kit::case!();
    let Ok(mut roll_call) = RollCall::open() else {
        ::kit::case::note("whether workers meet is not checked: no address could be opened here");
        return;
    };
    let mut worker = Command::new(::kit::worker!());
    worker.args(["meets", &roll_call.address()]);
    let here = thread::scope(|scope| {
        scope.spawn(move || _ = processes::estimate(worker, 2026, 16 * BLOCK, 4));
        let here = roll_call.wait_for(4);
        // Now they may go on.
        drop(roll_call);
        here
    });
    assert!(
        here == 4,
        "16 blocks on 4 workers, and whoever began to draw one waited until all 4 were there: only {here} came. \
         Hint: how many workers do you ask the pool for, and how many jobs does one call of `map` get?"
    );
}

#[test]
fn t8_nothing_is_left_behind() {
    let _case = ::kit::case!();
    let before = Belongings::now();
    let _ = estimate(2026, 200_003, 3);
    before.nothing_is_left_behind("an estimate with 3 workers");
}

#[test]
fn t9_the_workers_draw_all_points() {
    let _case = ::kit::case!();
    let drawn = Arc::new(AtomicUsize::new(0));
    let here = Arc::clone(&drawn);
    let look = move || _ = here.fetch_add(1, Ordering::Relaxed);
    watched(look, || _ = estimate(2026, 8 * BLOCK, 3));
    let drawn = drawn.load(Ordering::Relaxed);
    assert!(
        drawn == 0,
        "8 blocks on 3 workers, who should draw them all: the caller's own process began to draw {} of the 8. \
         Hint: who has counted the hits that you return, and what has become of the workers' answers?",
        drawn.min(8)
    );
}

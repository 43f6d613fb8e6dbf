//! What all forms of the program promise, whoever does the work.

use std::{sync::Arc, time::Duration};

use ::kit::{crowd::most_threads, meeting::Meeting, panics::answer_of, tidy::Threads};
use ::lesson08::{BLOCK, Block, Blocks, Estimate, EstimateError, blocks, stream::Stream};

use crate::{draws::watched, oracle, words::found};

const SEED: u64 = 2026;

/// One of the functions called `estimate`.
pub(crate) type Form<'a> = &'a dyn Fn(u64, u64, usize) -> Result<Estimate, EstimateError>;

fn check(form: Form<'_>, seed: u64, points: u64, workers: &[usize], hint: &str) {
    let hits = oracle::hits(seed, points);
    for &workers in workers {
        check_hits(form, seed, points, workers, hits, hint);
    }
}

fn check_hits(form: Form<'_>, seed: u64, points: u64, workers: usize, hits: u64, hint: &str) {
    let answer = form(seed, points, workers);
    let hint = match answer {
        Err(EstimateError::Worker(_)) => {
            "what did the worker say before it died, and does it answer every job?"
        }
        _ => hint,
    };
    assert!(
        answer == Ok(Estimate { hits, points }),
        "`estimate({seed}, {points}, {workers})` should count {}; it returned {}. Hint: {hint}",
        found(hits, points),
        in_words(&answer)
    );
}

fn in_words(answer: &Result<Estimate, EstimateError>) -> String {
    match answer {
        Ok(Estimate { hits, points }) => found(*hits, *points),
        Err(error) => format!("the error {error:?}"),
    }
}

/// One worker, points of one block and of several.
pub(crate) fn counts_every_point(form: Form<'_>) {
    let given: Blocks = blocks(SEED, 2 * BLOCK + 1);
    let parts = given.map(|Block { rng, points }| (rng, points));
    let (_, lengths): (Vec<Stream>, Vec<u64>) = parts.unzip();
    assert!(
        lengths == [65_536, 65_536, 1],
        "131073 points are two blocks of 65536 and one point; `blocks` makes {lengths:?} of them. \
         Hint: `src/blocks.rs` is given; does it still stand there as it was?"
    );
    let known = Estimate { hits: 3, points: 4 };
    assert!(
        known.pi() == 3.0 && (known.standard_error() - 0.75_f64.sqrt()).abs() < 1e-9,
        "3 hits in 4 points are a π of 3 ± 0.866; `Estimate` says {} ± {}. \
         Hint: `src/estimate.rs` is given; does it still stand there as it was?",
        known.pi(),
        known.standard_error()
    );
    for points in [1_059, 1, 65_536, 65_537, 200_003] {
        let hint = "which generator draws which points, and what happens to the hits of a block?";
        check(form, SEED, points, &[1], hint);
    }
    let hint = "what do you do with `seed`?";
    check(form, SEED + 1, 1_000, &[1], hint);
}

/// Eight full blocks, so that everybody's share is the same.
pub(crate) fn does_not_depend_on_the_workers(form: Form<'_>) {
    let hint = "what decides which generator draws a point, its block or the worker?";
    check(form, SEED, 8 * BLOCK, &[2, 4, 8], hint);
}

/// Points that do not come out even, shared out by so many workers.
pub(crate) fn loses_no_point(form: Form<'_>, workers: &[usize]) {
    for points in [1, 10, 97, 10_007, 300_001] {
        let hint = "who draws what is left over when you divide, and what does a worker without points do?";
        check(form, SEED, points, workers, hint);
    }
}

/// Nothing to draw, nobody to draw it.
pub(crate) fn refuses_nothing_in_words(form: Form<'_>) {
    for (points, workers, right) in [
        (0, 2, EstimateError::NoPoints),
        (10, 0, EstimateError::NoWorkers),
    ] {
        let answer = answer_of(|| form(SEED, points, workers));
        let what = match &answer {
            Ok(answer) => format!("returned {}", in_words(answer)),
            Err(panic) => format!("panicked: {panic}"),
        };
        assert!(
            answer == Ok(Err(right.clone())),
            "`estimate({SEED}, {points}, {workers})` should be the error {right:?}; it {what}. \
             Hint: when do you look at what was asked for?"
        );
    }
}

/// All threads have ended.
pub(crate) fn leaves_no_thread_behind(form: Form<'_>) {
    let before = Threads::now();
    let _ = form(SEED, 200_003, 3);
    let left = before.left_behind().unwrap_or(0);
    assert!(
        left == 0,
        "`estimate({SEED}, 200003, 3)` has returned; threads of it that live on: {left}. \
         Hint: who ends them, and does anybody wait for that?"
    );
}

/// Two blocks for each of so many workers. Whoever draws the first number of one waits for the others.
pub(crate) fn works_at_the_same_time(form: Form<'_>, workers: usize) {
    let meeting = Arc::new(Meeting::new(workers));
    let here = Arc::clone(&meeting);
    let points = 2 * workers as u64 * BLOCK;
    if watched(move || _ = here.attend(), || form(SEED, points, workers)).is_none() {
        return;
    }
    let most = meeting.most();
    assert!(
        most > 0,
        "`estimate({SEED}, {points}, {workers})` has drawn no number from any of the generators of `blocks`. \
         Hint: whose points should you count?"
    );
    assert!(
        most >= workers,
        "{} blocks on {workers} workers, and whoever began to draw one waited until all {workers} were there: only {most} came. \
         Hint: which thread draws the first block, and what keeps the others from drawing theirs meanwhile?",
        2 * workers
    );
}

/// Three workers, far more blocks.
pub(crate) fn starts_no_thread_too_many(form: Form<'_>) {
    // A thread that has been joined can live on for a moment, so a few more are no proof.
    let most = most_threads(9, Duration::ZERO, || _ = form(SEED, 1_000_000, 3));
    assert!(
        most.is_none_or(|most| most < 9),
        "a million points on 3 workers: {} of the threads that you start lived at the same time. \
         Hint: what do you start a thread for?",
        most.unwrap_or_default()
    );
}

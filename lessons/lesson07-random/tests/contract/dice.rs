use std::time::Duration;

use ::kit::{crowd::most_threads, patience::PATIENCE, tidy::Threads};
use ::lesson07::roll;

use crate::{
    chance::{LEAST_SPREAD, LIMIT_OF_6, LIMIT_OF_SPREAD, chi_square, spread},
    panics::{in_words, message_of},
};

const SEED: u64 = 2026;

/// Rolls, and checks that none is missing and none too many.
fn check(rolls: u64, workers: usize) {
    let faces = roll(SEED, rolls, workers);
    let sum = faces.iter().sum::<u64>();
    assert!(
        sum == rolls,
        "`roll({SEED}, {rolls}, {workers})` counts {faces:?}, and these are {sum} rolls in all. \
         Hint: who rolls what is left over when you divide?"
    );
}

/// What came up in ten times 100 000 rolls, each with a seed of its own.
fn ten_histograms() -> Vec<[u64; 6]> {
    (0..10)
        .map(|number| roll(SEED + number, 100_000, 2))
        .collect()
}

#[test]
fn t1_as_many_rolls_as_asked_for() {
    let _case = ::kit::case!();
    for rolls in [1_000, 7, 1, 0, 100_003] {
        check(rolls, 1);
    }
}

#[test]
fn t2_no_roll_is_lost_when_the_shares_are_uneven() {
    let _case = ::kit::case!();
    for workers in [2, 3, 4, 7, 50] {
        for rolls in [0, 1, 10, 97, 10_007] {
            check(rolls, workers);
        }
    }
}

#[test]
fn t3_the_same_seed_gives_the_same_counts_and_another_seed_others() {
    let _case = ::kit::case!();
    let (once, again) = (roll(SEED, 10_000, 1), roll(SEED, 10_000, 1));
    assert!(
        once == again,
        "`roll({SEED}, 10000, 1)` was called twice, and counted {once:?} and {again:?}. \
         Hint: what besides the seed goes into your generators?"
    );
    let others = [1, 2, 3].map(|more| roll(SEED + more, 10_000, 1));
    assert!(
        others.iter().any(|other| *other != once),
        "10000 rolls each from the seeds {SEED}, {}, {} and {}: they all counted {once:?}. Hint: what do you do with `seed`?",
        SEED + 1,
        SEED + 2,
        SEED + 3
    );
    for bit in [32, 63] {
        let other = roll(SEED + (1 << bit), 10_000, 1);
        assert!(
            other != once,
            "10000 rolls each from the seeds {SEED} and {}, which differ in bit {bit} alone: both counted {once:?}. \
             Hint: which bits of `seed` come through to your generators?",
            SEED + (1 << bit)
        );
    }
}

#[test]
fn t4_every_number_of_workers_gives_the_same_counts() {
    let _case = ::kit::case!();
    for rolls in [10, 10_007, 400_000] {
        let alone = roll(SEED, rolls, 1);
        for workers in [2, 3, 8] {
            let shared = roll(SEED, rolls, workers);
            assert!(
                shared == alone,
                "{rolls} rolls from seed {SEED}: 1 worker counts {alone:?}, and {workers} workers count {shared:?}. \
                 Hint: what decides which generator makes a roll, its place among all rolls or the worker?"
            );
        }
    }
}

#[test]
fn t5_no_roll_is_a_copy_of_another_one() {
    let _case = ::kit::case!();
    let spread = spread(&ten_histograms());
    assert!(
        spread < LIMIT_OF_SPREAD,
        "100000 rolls each from ten seeds: the ten histograms are further from one another than luck is. The chi-square of their \
         differences is {spread:.0}; with honest luck it is about 45, and above {LIMIT_OF_SPREAD} with one seed in a billion. \
         Hint: what if some part of the rolls comes again and again?"
    );
}

/// Two faces that came up equally often in each of ten histograms: with honest luck, not for one seed in a billion.
fn tied_faces(histograms: &[[u64; 6]]) -> Option<(usize, usize)> {
    let mut pairs = (1..6).flat_map(|high| (0..high).map(move |low| (low, high)));
    pairs.find(|&(low, high)| histograms.iter().all(|faces| faces[low] == faces[high]))
}

#[test]
fn t6_each_face_comes_up_as_often_as_the_others() {
    let _case = ::kit::case!();
    let mut faces = [0; 6];
    let histograms = ten_histograms();
    for histogram in &histograms {
        for face in 0..6 {
            faces[face] += histogram[face];
        }
    }
    let chi_square = chi_square(&faces);
    assert!(
        chi_square < LIMIT_OF_6,
        "1000000 rolls should bring each face about 166667 times; they brought {faces:?}. Their chi-square is {chi_square:.0}; \
         with a fair die it is about 5, and above {LIMIT_OF_6} with one seed in a billion. \
         Hint: how many of the numbers that you draw does each face get?"
    );
    let spread = spread(&histograms);
    assert!(
        spread > LEAST_SPREAD,
        "100000 rolls each from ten seeds: the ten histograms are closer to one another than luck is. The chi-square of their \
         differences is {spread:.1}; with honest luck it is about 45, and below {LEAST_SPREAD} with one seed in a billion. \
         Hint: is each of the rolls rolled?"
    );
    let tied = tied_faces(&histograms);
    let (low, high) = tied.unwrap_or_default();
    assert!(
        tied.is_none(),
        "100000 rolls each from ten seeds: face {} came up exactly as often as face {}, with each of the seeds. \
         Hint: how many numbers do you draw for two rolls, and does one of them decide about both?",
        low + 1,
        high + 1
    );
}

#[test]
fn t7_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    let before = Threads::now();
    roll(SEED, 1_000, 3);
    let left = before.left_behind().unwrap_or(0);
    assert!(
        left == 0,
        "`roll({SEED}, 1000, 3)` has returned, and {left} of its threads still live. \
         Hint: who takes the results, and does anybody wait for the threads themselves?"
    );
}

#[test]
fn t8_all_workers_work_at_the_same_time() {
    let _case = ::kit::case!();
    // The sixth may be the caller's own thread.
    let most = most_threads(5, PATIENCE, || _ = roll(SEED, 2_000_000, 6));
    assert!(
        most.is_none_or(|most| most >= 5),
        "two million rolls on 6 workers, again and again: of all threads that you start, at most {} lived at the same time. \
         Hint: how many threads do you start before you wait for the first one, and is there work for each?",
        most.unwrap_or_default()
    );
}

#[test]
fn t9_never_more_threads_than_workers() {
    let _case = ::kit::case!();
    // A thread that has been joined can live on for a moment, so a few more are no proof.
    let most = most_threads(9, Duration::ZERO, || _ = roll(SEED, 400_000, 3));
    assert!(
        most.is_none_or(|most| most < 9),
        "400000 rolls on 3 workers: {} of the threads that you start lived at the same time. \
         Hint: what do you start a thread for?",
        most.unwrap_or_default()
    );
}

#[test]
fn t10_without_a_worker_it_panics_in_words() {
    let _case = ::kit::case!();
    for rolls in [10, 0] {
        let message = message_of(|| _ = roll(SEED, rolls, 0));
        assert!(
            message
                .as_ref()
                .is_some_and(|message| message.contains("at least one worker")),
            "{rolls} rolls on 0 workers must make it panic with \"at least one worker\"; \
             it {}. Hint: what does the documentation say under Panics?",
            in_words(&message)
        );
    }
}

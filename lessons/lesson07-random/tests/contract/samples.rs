use std::{collections::HashMap, time::Duration};

use ::kit::{crowd::most_threads, patience::PATIENCE, tidy::Threads};
use ::lesson07::samples;

use crate::{
    chance::{LIMIT_OF_100, chi_square},
    panics::{in_words, message_of},
};

const SEED: u64 = 2026;

/// The first place at which two lists differ, bit for bit.
fn difference(one: &[f64], other: &[f64]) -> Option<usize> {
    let mut both = one.iter().zip(other);
    let place = both.position(|(a, b)| a.to_bits() != b.to_bits());
    let end = one.len().min(other.len());
    place.or((one.len() != other.len()).then_some(end))
}

/// What a list holds at a place, in words.
fn at(drawn: &[f64], place: usize) -> String {
    drawn
        .get(place)
        .map_or("missing".into(), |sample| format!("{sample:.5}"))
}

/// One sample in 64, bit for bit, with its place. Which one, its value says: so where a sample is chosen,
/// its copies are, too.
fn chosen(drawn: &[f64]) -> impl Iterator<Item = (u64, usize)> {
    let all = drawn.iter().map(|sample| sample.to_bits()).zip(0..);
    all.filter(|(bits, _)| bits.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58 == 0)
}

/// The number of steps from 0 to 1, if all samples lie on them and they are coarser than [`f64`] is.
fn coarse_steps(drawn: &[f64]) -> Option<f64> {
    let of_bits = (8..=36).flat_map(|bits| [2_f64.powi(bits) - 1.0, 2_f64.powi(bits)]);
    let of_digits = (2..=10).map(|digits| 10_f64.powi(digits));
    let is_on_one =
        |steps: f64| move |sample: &f64| (sample * steps - (sample * steps).round()).abs() < 1e-4;
    let mut all = of_bits.chain(of_digits);
    all.find(|steps| drawn.iter().all(is_on_one(*steps)))
}

/// Two equal samples, gone back to where the two lists, or parts of one, begin to be equal.
fn beginning((one, first): (&[f64], usize), (other, again): (&[f64], usize)) -> (usize, usize) {
    let mut back = 0;
    while back < first.min(again) && one[first - back - 1] == other[again - back - 1] {
        back += 1;
    }
    (first - back, again - back)
}

#[test]
fn t1_there_are_as_many_samples_as_asked_for_from_0_up_to_1() {
    let _case = ::kit::case!();
    for count in [1_000, 7, 1, 0, 100_003] {
        let drawn = samples(SEED, count, 1);
        assert!(
            drawn.len() == count,
            "`samples({SEED}, {count}, 1)` gives {} samples. Hint: who draws the samples that are left over when you divide?",
            drawn.len()
        );
        let outside = drawn.iter().find(|sample| !(0.0..1.0).contains(*sample));
        assert!(
            outside.is_none(),
            "`samples({SEED}, {count}, 1)`: one of them is {}, but all should be at least 0 and less than 1. \
             Hint: what does `random::<f64>()` give?",
            outside.unwrap_or(&0.0)
        );
    }
}

#[test]
fn t2_no_sample_is_lost_when_the_shares_are_uneven() {
    let _case = ::kit::case!();
    for workers in [2, 3, 4, 7, 50] {
        for count in [0, 1, 10, 97, 10_007] {
            let drawn = samples(SEED, count, workers).len();
            assert!(
                drawn == count,
                "`samples({SEED}, {count}, {workers})` gives {drawn} samples. \
                 Hint: who draws the samples that are left over when you divide?"
            );
        }
    }
}

/// Of 200 000 honest samples two may be equal by chance, and of coarse ones some more, but not one in eight.
const MANY: usize = 200_000;

/// The same for streams that come again after a while.
const VERY_MANY: usize = 2_000_000;

#[test]
fn t3_the_same_seed_gives_the_same_samples_and_another_seed_others() {
    let _case = ::kit::case!();
    let different = difference(&samples(SEED, 1_000, 1), &samples(SEED, 1_000, 1));
    assert!(
        different.is_none(),
        "`samples({SEED}, 1000, 1)` was called twice; the answers differ from sample {} on. \
         Hint: what besides the seed goes into your generators?",
        different.unwrap_or_default()
    );
    let drawn = samples(SEED, MANY, 2);
    let seen: HashMap<_, _> = chosen(&drawn).collect();
    for seed in [SEED + 1, 0, SEED + (1 << 32), SEED + (1 << 63)] {
        let others = samples(seed, MANY, 2);
        let mut same = chosen(&others).filter_map(|(bits, place)| Some((*seen.get(&bits)?, place)));
        let (first, again) = same.next().unwrap_or_default();
        let (first, again) = beginning((&drawn, first), (&others, again));
        assert!(
            same.count() * 8 < seen.len(),
            "`samples({seed}, {MANY}, 2)` has from sample {again} on what `samples({SEED}, {MANY}, 2)` has from sample {first} on, so a second \
             experiment would repeat numbers of the first one. \
             Hint: how do `seed` and the number of a part make a generator?"
        );
    }
}

#[test]
fn t4_no_sample_is_a_copy_of_another_one() {
    let _case = ::kit::case!();
    for (count, workers) in [(MANY, 1), (MANY, 4), (VERY_MANY, 2)] {
        let drawn = samples(SEED, count, workers);
        let mut seen = HashMap::new();
        let copies: Vec<_> = chosen(&drawn)
            .filter_map(|(bits, place)| Some((seen.insert(bits, place)?, place)))
            .collect();
        let (first, again) = copies.first().copied().unwrap_or_default();
        let (first, again) = beginning((&drawn, first), (&drawn, again));
        assert!(
            copies.len() * 8 <= seen.len(),
            "`samples({SEED}, {count}, {workers})`: from sample {again} on they are the same as from sample {first} on. \
             Hint: where does the generator of each part begin?"
        );
    }
}

#[test]
fn t5_every_number_of_workers_gives_the_same_samples() {
    let _case = ::kit::case!();
    for count in [10, 10_007, 400_000] {
        let alone = samples(SEED, count, 1);
        for workers in [2, 3, 8] {
            let shared = samples(SEED, count, workers);
            if let Some(place) = difference(&alone, &shared) {
                panic!(
                    "with 1 worker, sample {place} of {count} is {}; with {workers} workers it is {}. \
                     Hint: what decides which generator draws a sample, its place or the worker?",
                    at(&alone, place),
                    at(&shared, place)
                );
            }
        }
    }
}

#[test]
fn t6_all_parts_of_the_range_are_equally_likely() {
    let _case = ::kit::case!();
    let mut cells = [0; 100];
    let drawn = samples(SEED, MANY, 2);
    for sample in &drawn {
        cells[((sample * 100.0) as usize).min(99)] += 1;
    }
    let chi_square = chi_square(&cells);
    let (fewest, most) = (cells.iter().min().unwrap(), cells.iter().max().unwrap());
    assert!(
        chi_square < LIMIT_OF_100,
        "200000 samples, counted in hundredths: about 2000 belong in each; the emptiest has {fewest} and the fullest {most}. \
         Their chi-square is {chi_square:.0}; with honest luck it is about 99, and above {LIMIT_OF_100} with one seed in a billion. \
         Hint: how many samples does one generator draw, and from which bits?"
    );
    let steps = coarse_steps(&drawn);
    assert!(
        steps.is_none(),
        "200000 samples, and each of them is a multiple of 1/{:.0}: what lies in between never comes up. \
         Hint: how many different numbers can one of your draws give?",
        steps.unwrap_or_default()
    );
}

#[test]
fn t7_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    let before = Threads::now();
    samples(SEED, 1_000, 3);
    let left = before.left_behind().unwrap_or(0);
    assert!(
        left == 0,
        "`samples({SEED}, 1000, 3)` has returned, and {left} of its threads still live. \
         Hint: what does each of them wait for at its end, and does it come?"
    );
}

#[test]
fn t8_all_workers_work_at_the_same_time() {
    let _case = ::kit::case!();
    // The sixth may be the caller's own thread.
    let most = most_threads(5, PATIENCE, || drop(samples(SEED, 2_000_000, 6)));
    assert!(
        most.is_none_or(|most| most >= 5),
        "two million samples on 6 workers, again and again: of all threads that you start, at most {} lived at the same time. \
         Hint: how many threads do you start before you wait for the first one, and is there work for each?",
        most.unwrap_or_default()
    );
}

#[test]
fn t9_never_more_threads_than_workers() {
    let _case = ::kit::case!();
    // A thread that has been joined can live on for a moment, so a few more are no proof.
    let most = most_threads(9, Duration::ZERO, || drop(samples(SEED, 400_000, 3)));
    assert!(
        most.is_none_or(|most| most < 9),
        "400000 samples on 3 workers: {} of the threads that you start lived at the same time. \
         Hint: what do you start a thread for?",
        most.unwrap_or_default()
    );
}

#[test]
fn t10_without_a_worker_it_panics_in_words() {
    let _case = ::kit::case!();
    for count in [10, 0] {
        let message = message_of(|| drop(samples(SEED, count, 0)));
        assert!(
            message
                .as_ref()
                .is_some_and(|message| message.contains("at least one worker")),
            "{count} samples on 0 workers must make it panic with \"at least one worker\"; \
             it {}. Hint: what does the documentation say under Panics?",
            in_words(&message)
        );
    }
}

use std::sync::OnceLock;

use ::kit::tidy::Threads;
use ::lesson01::{is_prime, sum_of_primes};

use crate::{
    ideal_machine::{self, Work},
    panics::{in_words, message_of},
};

/// From here on the shares have to be even.
const LIMIT: u64 = 100_000;

/// By the book, on one thread.
fn plain_sum(limit: u64) -> u64 {
    (0..=limit).filter(|&n| is_prime(n)).sum()
}

/// What the sum up to [`LIMIT`] costs.
struct Divisions {
    /// All numbers together.
    all: u64,
    /// The primes alone, which is the least: `is_prime` has to decide. Whoever knows the smallest by heart need not ask.
    primes: u64,
}

fn divisions() -> &'static Divisions {
    static DIVISIONS: OnceLock<Divisions> = OnceLock::new();
    let made_by = |numbers: &[u64]| {
        let ask = || numbers.iter().filter(|&&n| is_prime(n)).count();
        let (_, work) = ideal_machine::run(1, u64::MAX, ask);
        work.divisions.iter().sum()
    };
    DIVISIONS.get_or_init(|| {
        let numbers: Vec<_> = (0..=LIMIT).collect();
        let primes: Vec<_> = (100..=LIMIT).filter(|&n| is_prime(n)).collect();
        Divisions {
            all: made_by(&numbers),
            primes: made_by(&primes),
        }
    })
}

/// Watches the workers; none is ever more than a hundredth of a fair share ahead.
fn watched(workers: usize) -> Work {
    let step = divisions().all / workers as u64 / 100;
    let (sum, work) = ideal_machine::run(workers, step, || sum_of_primes(LIMIT, workers));
    assert!(
        sum == 454_396_537,
        "the primes up to {LIMIT} on {workers} workers: their sum came out as {sum}. \
         Hint: does the sum change with the number of workers?"
    );
    assert!(
        !work.divisions.is_empty(),
        "the sum is right, but `is_prime` was never asked. Hint: who is to say which numbers are prime?"
    );
    let (made, least) = (work.divisions.iter().sum::<u64>(), divisions().primes);
    assert!(
        made >= least,
        "the sum is right, but `is_prime` made {made} divisions, and the primes alone take {least}. \
         Hint: who is to say which numbers are prime?"
    );
    work
}

#[test]
fn t1_the_sum_is_exact() {
    let _case = ::kit::case!();
    for (limit, expected) in [
        (0, 0),
        (1, 0),
        (2, 2),
        (10, 17),
        (11, 28),
        (10_000, 5_736_396),
        (330_000, 4_467_656_215), // more than a `u32` holds
    ] {
        let sum = sum_of_primes(limit, 1);
        assert!(
            sum == expected,
            "the primes up to and including {limit}, on 1 worker: their sum is {expected}, not {sum}. \
             Hint: which numbers does the worker look at, and does anybody wait for it?"
        );
    }
}

#[test]
fn t2_the_sum_is_the_same_for_any_number_of_workers() {
    let _case = ::kit::case!();
    for limit in [0, 1, 2, 10, 100, 997, 5_000] {
        let expected = plain_sum(limit);
        for workers in [2, 3, 4, 7, 16] {
            let sum = sum_of_primes(limit, workers);
            assert!(
                sum == expected,
                "the primes up to and including {limit}, on {workers} workers: their sum is {expected}, \
                 not {sum}. Hint: which numbers does the last worker look at?"
            );
        }
    }
}

#[test]
fn t3_all_workers_work_at_the_same_time() {
    let _case = ::kit::case!();
    let work = watched(3);
    assert!(
        work.together == 3,
        "3 workers were asked for, and each waited for the others after its first number; only {} of 3 \
         were there at the same time. Hint: while the first worker asks `is_prime`, what does the second one wait for?",
        work.together
    );
}

#[test]
fn t4_never_more_threads_than_workers() {
    let _case = ::kit::case!();
    let threads = watched(3).divisions.len();
    assert!(
        threads <= 3,
        "3 workers were asked for; `is_prime` was asked on {threads} threads. \
         Hint: how many threads do you start, and does the caller's own work, too?"
    );
}

#[test]
fn t5_no_number_is_tested_twice() {
    let _case = ::kit::case!();
    let (needed, made) = (divisions().all, watched(3).divisions.iter().sum::<u64>());
    assert!(
        made <= needed,
        "testing each number up to {LIMIT} once takes {needed} divisions; 3 workers made {made}. \
         Hint: what does a worker do with the numbers of the others?"
    );
}

#[test]
fn t6_no_worker_does_much_more_than_the_others() {
    let _case = ::kit::case!();
    for workers in [2, 3, 4] {
        let mut divisions = watched(workers).divisions;
        divisions.sort_unstable();
        let most = divisions.iter().max().copied().unwrap_or(0) as f64;
        let ratio = most * workers as f64 / divisions.iter().sum::<u64>() as f64;
        assert!(
            ratio <= 1.1,
            "the primes up to {LIMIT} on {workers} workers: they made {divisions:?} divisions, so the \
             busiest made {ratio:.2} times the mean. Hint: which numbers are expensive to \
             test, which are cheap, and who got them?"
        );
    }
}

#[test]
fn t7_without_a_worker_it_panics_in_words() {
    let _case = ::kit::case!();
    for limit in [10, 0] {
        let message = message_of(|| _ = sum_of_primes(limit, 0));
        assert!(
            message
                .as_ref()
                .is_some_and(|message| message.contains("at least one worker")),
            "the primes up to {limit} on 0 workers must make it panic with \"at least one worker\"; \
             it {}. Hint: what does the documentation say under Panics?",
            in_words(&message)
        );
    }
}

#[test]
fn t8_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    let before = Threads::now();
    sum_of_primes(1_000, 3);
    before.none_lives_on(
        "`sum_of_primes(1000, 3)` has returned",
        "what does each worker wait for at its end, and does it come?",
    );
}

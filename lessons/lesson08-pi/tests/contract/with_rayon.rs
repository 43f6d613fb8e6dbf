use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    thread,
};

use ::lesson08::{BLOCK, with_rayon::estimate};

use crate::{draws::watched, forms};

/// In which pools the first numbers of `blocks` blocks are drawn, by the numbers of their threads.
fn pools(blocks: u64, workers: usize) -> Option<BTreeSet<usize>> {
    let pools = Arc::new(Mutex::new(BTreeSet::new()));
    let seen = Arc::clone(&pools);
    let look = move || {
        let threads = rayon::current_thread_index().map_or(0, |_| rayon::current_num_threads());
        seen.lock().unwrap().insert(threads);
    };
    watched(look, || _ = estimate(2026, blocks * BLOCK, workers))?;
    let pools = pools.lock().unwrap().clone();
    Some(pools)
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
    forms::loses_no_point(&estimate, &[2, 3, 4, 7, 50]);
}

#[test]
fn t4_no_points_are_an_error_and_no_workers_too() {
    let _case = ::kit::case!();
    forms::refuses_nothing_in_words(&estimate);
}

#[test]
fn t5_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    forms::leaves_no_thread_behind(&estimate);
}

#[test]
fn t6_all_workers_work_at_the_same_time() {
    let _case = ::kit::case!();
    // Another number than that of the cores, which is the size of rayon's own pool.
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers = if cores == 6 { 5 } else { 6 };
    for threads in pools(12, workers).unwrap_or_default() {
        let whose = match threads {
            0 => "no pool".into(),
            _ => format!("a pool of {threads}"),
        };
        assert!(
            threads == workers,
            "12 blocks, to be drawn in a pool of {workers} threads: one was drawn by a thread of {whose}. \
             Hint: how many threads has the pool that does the work, and whose pool is it?"
        );
    }
    forms::works_at_the_same_time(&estimate, workers);
}

#[test]
fn t7_never_more_threads_than_workers() {
    let _case = ::kit::case!();
    forms::starts_no_thread_too_many(&estimate);
}

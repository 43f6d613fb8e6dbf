use std::{
    collections::{BTreeSet, HashSet},
    sync::{Arc, Mutex},
    thread::{self, ThreadId},
};

use ::lesson08::{BLOCK, with_rayon::estimate};

use crate::{draws::watched, forms};

/// To whom a thread belongs that draws.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Nobody,
    Rayon,
    PoolOf(usize),
}

impl Owner {
    fn of_this_thread(rayons: &HashSet<ThreadId>) -> Self {
        match rayon::current_thread_index() {
            _ if rayons.contains(&thread::current().id()) => Self::Rayon,
            Some(_) => Self::PoolOf(rayon::current_num_threads()),
            None => Self::Nobody,
        }
    }

    fn in_words(self) -> String {
        match self {
            Self::Nobody => "a thread of no pool".into(),
            Self::Rayon => "a thread of rayon's own global pool".into(),
            Self::PoolOf(threads) => format!("a thread of a pool of {threads}"),
        }
    }
}

/// Draws 12 blocks; fails the test if one of them is drawn by a thread of somebody who is not right.
fn check_owners(workers: usize, is_right: impl Fn(Owner) -> bool) {
    let rayons: HashSet<_> = rayon::broadcast(|_| thread::current().id())
        .into_iter()
        .collect();
    let owners = Arc::new(Mutex::new(BTreeSet::new()));
    let seen = Arc::clone(&owners);
    let look = move || _ = seen.lock().unwrap().insert(Owner::of_this_thread(&rayons));
    watched(look, || _ = estimate(2026, 12 * BLOCK, workers));
    let wrong = owners
        .lock()
        .unwrap()
        .iter()
        .copied()
        .find(|owner| !is_right(*owner));
    assert!(
        wrong.is_none(),
        "12 blocks, to be drawn in a pool of {workers} threads: one was drawn by {}. \
         Hint: how many threads has the pool that does the work, and whose pool is it?",
        wrong.map(Owner::in_words).unwrap_or_default()
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
    check_owners(6, |owner| matches!(owner, Owner::PoolOf(6..)));
    forms::works_at_the_same_time(&estimate, 6);
}

#[test]
fn t7_never_more_threads_than_workers() {
    let _case = ::kit::case!();
    // Whose it is was asked before.
    check_owners(3, |owner| owner <= Owner::PoolOf(3));
    forms::starts_no_thread_too_many(&estimate);
}

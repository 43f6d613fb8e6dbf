//! Random programs: the search with pruning against the full enumeration without.

use std::time::Duration;

use explorer::{Ending, Exploration, Explorer, Finished};

use crate::programs::{
    Program,
    corpus::{Compared, compare},
    generate::Kind,
    run,
};

/// Never in the way.
const PATIENT: Duration = Duration::from_secs(600);

/// Programs whose full enumeration takes longer, in processor time, are left out and counted.
const FULL: Duration = Duration::from_millis(200);

/// The failure, if there is one: its kind, bound and phase.
fn failure(exploration: &Exploration) -> Option<String> {
    exploration.failure().map(|failure| {
        let kind = match failure.ending {
            Ending::Deadlock { .. } => "deadlock",
            Ending::DataRace { .. } => "data race",
            _ => panic!("{failure}"),
        };
        format!("{kind} at {:?} in {}", failure.bound, failure.phase)
    })
}

/// Whether there was time for all schedules within the bound.
fn is_finished(exploration: &Exploration, bound: Option<u32>) -> bool {
    let Exploration::Bounded {
        interleavings,
        memory_orders,
        ..
    } = exploration
    else {
        return true;
    };
    let enough = bound.map_or(Finished::All, Finished::Bound);
    *interleavings >= enough && memory_orders.is_none_or(|finished| finished >= enough)
}

/// The same verdict, and where no schedule fails the same answers, with and without pruning.
fn same(program: &Program, bound: Option<u32>) -> Compared {
    let explorer = match bound {
        Some(bound) => Explorer::new().max_bound(bound),
        None => Explorer::new(),
    };
    let (full_answers, full) = run(&explorer.clone().pruning(false).budget(FULL), program);
    if !is_finished(&full, bound) {
        return Compared::TooLarge;
    }
    let (answers, pruned) = run(&explorer.budget(PATIENT), program);
    assert_eq!(failure(&pruned), failure(&full), "{program:?}");
    if full.failure().is_some() {
        return Compared::SameFailure;
    }
    assert_eq!(answers, full_answers, "{program:?}");
    Compared::Same
}

#[test]
fn random_interleavings_are_the_same_with_and_without_pruning() {
    compare(Kind::Interleavings, 1, |program, _| same(program, None));
}

#[test]
fn random_memory_orders_are_the_same_with_and_without_pruning() {
    compare(Kind::MemoryOrders, 1, |program, _| same(program, None));
}

#[test]
fn random_early_ends_are_the_same_with_and_without_pruning() {
    compare(Kind::Early, 1, |program, _| same(program, None));
}

#[test]
fn random_bounds_are_exact_with_and_without_pruning() {
    for kind in [Kind::Interleavings, Kind::MemoryOrders, Kind::Early] {
        compare(kind, 2, |program, random| {
            same(program, Some(random.below(4) as u32))
        });
    }
}

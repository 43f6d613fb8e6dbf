//! Random programs: pruned against full enumeration, and against the oracle.
//!
//! `EXPLORER_PROGRAMS=5000 EXPLORER_SEED=7 cargo test -p explorer random` for more of them.

use std::{env, panic, time::Duration};

use explorer::{Ending, Exploration, Explorer, Finished};

use super::{
    Program,
    generate::{Kind, Random, program},
    on_explorer::run,
    on_shuttle::{self, Oracle},
};

fn setting(name: &str, default: u64) -> u64 {
    env::var(name).map_or(default, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name}={text} is no number"))
    })
}

/// The failure, if there is one: its kind, bound and phase.
fn failure(exploration: &Exploration) -> Option<String> {
    exploration.failure().map(|failure| {
        let Ending::Deadlock { .. } = failure.ending else {
            panic!("{failure}");
        };
        format!("deadlock at {:?} in {}", failure.bound, failure.phase)
    })
}

const PATIENT: Duration = Duration::from_secs(600);

/// Programs whose full enumeration takes longer are left out, and counted.
const FULL: Duration = Duration::from_millis(60);

#[derive(Default)]
struct Count {
    compared: u64,
    too_large: u64,
    deadlocks: u64,
}

/// Calls `compare` with that many programs; it tells `None` for one that is too large.
fn for_programs(
    kind: Kind,
    part: u64,
    mut compare: impl FnMut(&Program, &mut Random) -> Option<bool>,
) {
    let programs = setting("EXPLORER_PROGRAMS", 300) / part;
    let first = setting("EXPLORER_SEED", 1);
    let mut count = Count::default();
    for seed in first..first + programs {
        let mut random = Random::new(seed);
        let program = program(&mut random, kind, 3);
        println!("seed {seed}: {program:?}"); // shown if the test fails
        match compare(&program, &mut random) {
            None => count.too_large += 1,
            Some(deadlock) => {
                count.compared += 1;
                count.deadlocks += u64::from(deadlock);
            }
        }
    }
    let Count {
        compared,
        too_large,
        deadlocks,
    } = count;
    eprintln!(
        "{kind:?}: {compared} programs compared, {deadlocks} with a deadlock, {too_large} too large"
    );
    assert!(
        compared * 2 > programs,
        "most programs must be small enough"
    );
}

fn fails(exploration: &Exploration) -> bool {
    matches!(exploration, Exploration::Failed(_))
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
    let is_finished = |finished: Finished| match (finished, bound) {
        (Finished::All, _) => true,
        (Finished::Bound(finished), Some(bound)) => finished >= bound,
        _ => false,
    };
    is_finished(*interleavings) && memory_orders.is_none_or(is_finished)
}

/// The same verdict, and where no schedule fails the same answers, with and without pruning.
fn same_with_and_without_pruning(program: &Program, bound: Option<u32>) -> Option<bool> {
    let explorer = match bound {
        Some(bound) => Explorer::new().max_bound(bound),
        None => Explorer::new(),
    };
    let explorer = &explorer.budget(PATIENT);
    let (full_answers, full) = run(&explorer.clone().pruning(false).budget(FULL), program);
    if !is_finished(&full, bound) {
        return None;
    }
    let (answers, pruned) = run(explorer, program);
    assert_eq!(failure(&pruned), failure(&full), "{program:?}");
    if !fails(&full) {
        assert_eq!(answers, full_answers, "{program:?}");
    }
    Some(fails(&full))
}

#[test]
fn random_interleavings_are_the_same_with_and_without_pruning() {
    for_programs(Kind::Interleavings, 1, |program, _| {
        same_with_and_without_pruning(program, None)
    });
}

#[test]
fn random_memory_orders_are_the_same_with_and_without_pruning() {
    for_programs(Kind::MemoryOrders, 1, |program, _| {
        same_with_and_without_pruning(program, None)
    });
}

#[test]
fn random_bounds_are_exact_with_and_without_pruning() {
    for kind in [Kind::Interleavings, Kind::MemoryOrders] {
        for_programs(kind, 2, |program, random| {
            let bound = u32::try_from(random.below(4)).expect("small");
            same_with_and_without_pruning(program, Some(bound))
        });
    }
}

#[test]
fn random_interleavings_are_those_of_the_oracle() {
    panic::set_hook(Box::new(|_| {}));
    for_programs(Kind::Interleavings, 1, |program, _| {
        let oracle = on_shuttle::run(program);
        let (answers, exploration) = run(&Explorer::new().budget(PATIENT), program);
        match oracle {
            Oracle::TooMany => return None,
            Oracle::Deadlock => assert!(fails(&exploration), "{exploration} in {program:?}"),
            Oracle::Answers(expected) => {
                assert!(exploration.is_proven(), "{exploration} in {program:?}");
                assert_eq!(answers, expected, "{program:?}");
            }
        }
        Some(fails(&exploration))
    });
}

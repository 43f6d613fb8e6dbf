//! Litmus tests: what C11 (as of C++20) allows, and what the engine shows.
//!
//! Where the two differ the engine shows less, never more; each such gap is a case here.

use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

use explorer::Explorer;

use crate::programs::{
    Answer,
    Op::{self, Add, Exchange, Fence, Load, Store},
    run,
};

const X: usize = 0;
const Y: usize = 1;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// C11 allows it, and the engine shows it.
    Shown,
    /// C11 forbids it, and the engine does not show it.
    Forbidden,
    /// C11 allows it, and the engine does not show it.
    Gap,
}
use Verdict::{Forbidden, Gap, Shown};

/// Asks for one outcome of a program.
#[track_caller]
fn check(verdict: Verdict, program: &[&[Op]], outcome: impl Fn(&Answer) -> bool) {
    let program = program.iter().map(|thread| thread.to_vec()).collect();
    let (answers, exploration) = run(&Explorer::new(), &program);
    assert!(exploration.is_proven(), "{exploration}");
    assert_eq!(
        answers.iter().any(outcome),
        verdict == Shown,
        "{verdict:?} by C11; all answers: {answers:?}"
    );
}

/// Both threads write and then look at what the other writes.
fn store_buffering(
    verdict: Verdict,
    store: Ordering,
    fences: [Option<Ordering>; 2],
    load: Ordering,
) {
    let thread = |mine, other, fence: Option<Ordering>| {
        let fence = fence.map(Fence);
        [Some(Store(mine, 1, store)), fence, Some(Load(other, load))]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
    };
    check(
        verdict,
        &[&thread(X, Y, fences[0]), &thread(Y, X, fences[1])],
        |answer| answer[0] == [0] && answer[1] == [0],
    );
}

#[test]
fn store_buffering_is_shown_unless_all_is_sequentially_consistent() {
    let none = [None; 2];
    store_buffering(Shown, Relaxed, none, Relaxed);
    store_buffering(Shown, Release, none, Acquire);
    store_buffering(Shown, SeqCst, none, Relaxed);
    store_buffering(Shown, Relaxed, none, SeqCst);
    store_buffering(Forbidden, SeqCst, none, SeqCst);
}

#[test]
fn store_buffering_takes_a_sequentially_consistent_fence_in_both_threads() {
    store_buffering(Forbidden, Relaxed, [Some(SeqCst); 2], Relaxed);
    store_buffering(Shown, Relaxed, [Some(SeqCst), None], Relaxed);
    store_buffering(Shown, Relaxed, [Some(AcqRel); 2], Relaxed);
    // The other side may as well be sequentially consistent itself.
    let fence = [Store(X, 1, Relaxed), Fence(SeqCst), Load(Y, Relaxed)];
    let other = [Store(Y, 1, SeqCst), Load(X, SeqCst)];
    check(Forbidden, &[&fence, &other], |answer| {
        answer[0] == [0] && answer[1] == [0]
    });
}

/// One thread writes data, then a flag; the other sees the flag and not the data.
fn message_passing(verdict: Verdict, writer: &[Op], reader: &[Op]) {
    check(verdict, &[writer, reader], |answer| {
        answer[1].first() == Some(&1) && answer[1].last() == Some(&0)
    });
}

#[test]
fn message_passing_needs_both_a_release_and_an_acquire() {
    for (store, load, verdict) in [
        (Relaxed, Relaxed, Shown),
        (Release, Relaxed, Shown),
        (Relaxed, Acquire, Shown),
        (Release, Acquire, Forbidden),
        (SeqCst, SeqCst, Forbidden),
    ] {
        message_passing(
            verdict,
            &[Store(X, 1, Relaxed), Store(Y, 1, store)],
            &[Load(Y, load), Load(X, Relaxed)],
        );
    }
}

#[test]
fn message_passing_works_by_fences_on_the_right_sides() {
    let released = [Store(X, 1, Relaxed), Fence(Release), Store(Y, 1, Relaxed)];
    let acquired = [Load(Y, Relaxed), Fence(Acquire), Load(X, Relaxed)];
    message_passing(Forbidden, &released, &acquired);
    message_passing(Forbidden, &released, &[Load(Y, Acquire), Load(X, Relaxed)]);
    message_passing(
        Forbidden,
        &[Store(X, 1, Relaxed), Store(Y, 1, Release)],
        &acquired,
    );
    // A fence after the store, or before the load, orders nothing.
    let late = [Store(X, 1, Relaxed), Store(Y, 1, Relaxed), Fence(Release)];
    message_passing(Shown, &late, &acquired);
    let early = [Fence(Acquire), Load(Y, Relaxed), Load(X, Relaxed)];
    message_passing(Shown, &released, &early);
}

#[test]
fn a_release_sequence_goes_on_through_read_modify_writes_of_any_thread() {
    let writer = [Store(X, 1, Relaxed), Store(Y, 1, Release)];
    let middle = [Add(Y, 1, Relaxed)];
    let reader = [Load(Y, Acquire), Load(X, Relaxed)];
    check(Forbidden, &[&writer, &middle, &reader], |answer| {
        answer[1] == [1001] && answer[2] == [2, 0]
    });
}

#[test]
fn a_release_sequence_ends_at_a_plain_store() {
    // C++11 went on through stores of the same thread, C++20 does not.
    let writer = [
        Store(X, 1, Relaxed),
        Store(Y, 2, Release),
        Store(Y, 1, Relaxed),
    ];
    message_passing(Shown, &writer, &[Load(Y, Acquire), Load(X, Relaxed)]);
}

#[test]
fn what_one_thread_saw_reaches_a_third_only_by_release_and_acquire() {
    for (store, load, verdict) in [(Relaxed, Relaxed, Shown), (Release, Acquire, Forbidden)] {
        let first = [Store(X, 1, store)];
        let second = [Load(X, load), Store(Y, 1, store)];
        let third = [Load(Y, load), Load(X, Relaxed)];
        check(verdict, &[&first, &second, &third], |answer| {
            answer[1] == [1] && answer[2] == [1, 0]
        });
    }
}

#[test]
fn two_readers_may_disagree_on_the_order_of_independent_writes() {
    let disagree = |answer: &Answer| answer[2] == [1, 0] && answer[3] == [1, 0];
    for (store, load, verdict) in [
        (Relaxed, Relaxed, Shown),
        (Release, Acquire, Shown),
        (SeqCst, SeqCst, Forbidden),
        (Relaxed, SeqCst, Forbidden),
    ] {
        let readers = [
            [Load(X, load), Load(Y, load)],
            [Load(Y, load), Load(X, load)],
        ];
        check(
            verdict,
            &[
                &[Store(X, 1, store)],
                &[Store(Y, 1, store)],
                &readers[0],
                &readers[1],
            ],
            disagree,
        );
    }
    let readers = [
        [Load(X, Relaxed), Fence(SeqCst), Load(Y, Relaxed)],
        [Load(Y, Relaxed), Fence(SeqCst), Load(X, Relaxed)],
    ];
    check(
        Forbidden,
        &[
            &[Store(X, 1, Relaxed)],
            &[Store(Y, 1, Relaxed)],
            &readers[0],
            &readers[1],
        ],
        disagree,
    );
}

#[test]
fn a_read_between_a_write_and_a_fence_counts_as_well() {
    // RWC: read-to-write causality.
    for (fence, verdict) in [(SeqCst, Forbidden), (AcqRel, Shown)] {
        let first = [Store(X, 1, Relaxed)];
        let second = [Load(X, Relaxed), Fence(fence), Load(Y, Relaxed)];
        let third = [Store(Y, 1, Relaxed), Fence(fence), Load(X, Relaxed)];
        check(verdict, &[&first, &second, &third], |answer| {
            answer[1] == [1, 0] && answer[2] == [0]
        });
    }
}

#[test]
fn each_register_is_coherent() {
    let twice = [Load(X, Relaxed), Load(X, Relaxed)];
    // Reads do not go back.
    let writer = [Store(X, 1, Relaxed), Store(X, 2, Relaxed)];
    for back in [[1, 0], [2, 0], [2, 1]] {
        check(Forbidden, &[&writer, &twice], |answer| answer[1] == back);
    }
    check(Shown, &[&writer, &twice], |answer| answer[1] == [0, 2]);
    // A thread finds what it wrote, or something newer.
    let own = [Store(X, 1, Relaxed), Load(X, Relaxed)];
    check(Forbidden, &[&own], |answer| answer[0] == [0]);
    // What was read is older than what the reader writes then.
    let reader = [Load(X, Relaxed), Store(X, 2, Relaxed)];
    check(Forbidden, &[&[Store(X, 1, Relaxed)], &reader], |answer| {
        answer[1] == [1] && answer[2][X] == 1
    });
    // All agree on the order of writes.
    check(
        Forbidden,
        &[
            &[Store(X, 1, Relaxed)],
            &[Store(X, 2, Relaxed)],
            &twice,
            &twice,
        ],
        |answer| answer[2] == [1, 2] && answer[3] == [2, 1],
    );
}

#[test]
fn a_read_modify_write_cannot_be_cut_in_two() {
    let add = [Add(X, 1, Relaxed)];
    check(Forbidden, &[&add, &add, &add], |answer| answer[3][X] != 3);
    let take = [Exchange(X, 0, 1, Relaxed, Relaxed)];
    check(Forbidden, &[&take, &take], |answer| {
        answer[0] == [1000] && answer[1] == [1000]
    });
}

#[test]
fn an_exchange_that_fails_may_find_an_older_value() {
    let writer = [Store(X, 1, Relaxed), Store(Y, 1, Relaxed)];
    let reader = |failure| [Load(Y, failure), Exchange(X, 7, 8, Relaxed, Relaxed)];
    message_passing(Shown, &writer, &reader(Relaxed));
    let writer = [Store(X, 1, Relaxed), Store(Y, 1, Release)];
    message_passing(Forbidden, &writer, &reader(Acquire));
}

#[test]
fn a_write_may_overtake_a_read_of_the_writers_before_it() {
    // R: the second thread's write comes last, and yet it does not see the first thread's first.
    for (fence, verdict) in [(AcqRel, Shown), (SeqCst, Forbidden)] {
        let first = [Store(X, 1, Relaxed), Fence(fence), Store(Y, 1, Relaxed)];
        let second = [Store(Y, 2, Relaxed), Fence(fence), Load(X, Relaxed)];
        check(verdict, &[&first, &second], |answer| {
            answer[1] == [0] && answer[2][Y] == 2
        });
    }
}

#[test]
fn gap_a_load_never_finds_what_is_written_later() {
    // LB: load buffering.
    for (load, store, verdict) in [(Relaxed, Relaxed, Gap), (Acquire, Release, Forbidden)] {
        let first = [Load(X, load), Store(Y, 1, store)];
        let second = [Load(Y, load), Store(X, 1, store)];
        check(verdict, &[&first, &second], |answer| {
            answer[0] == [1] && answer[1] == [1]
        });
    }
}

#[test]
fn gap_a_store_never_slips_behind_one_that_was_executed_before() {
    // 2+2W: both first writes win.
    for (order, verdict) in [(Relaxed, Gap), (Release, Gap), (SeqCst, Forbidden)] {
        let first = [Store(X, 1, order), Store(Y, 2, order)];
        let second = [Store(Y, 1, order), Store(X, 2, order)];
        check(verdict, &[&first, &second], |answer| answer[2] == [1, 1]);
    }
    // S: a write after a read is overtaken by what came before the value that was read.
    for (store, load, verdict) in [(Relaxed, Relaxed, Gap), (Release, Acquire, Forbidden)] {
        let first = [Store(X, 2, Relaxed), Store(Y, 1, store)];
        let second = [Load(Y, load), Store(X, 1, Relaxed)];
        check(verdict, &[&first, &second], |answer| {
            answer[1] == [1] && answer[2][X] == 2
        });
    }
}

#[test]
fn gap_a_read_modify_write_always_finds_the_newest_value() {
    let writer = [Store(X, 1, Relaxed), Store(Y, 1, Relaxed)];
    let adder = [Load(Y, Relaxed), Add(X, 1, Relaxed)];
    check(Gap, &[&writer, &adder], |answer| answer[1] == [1, 1000]);
}

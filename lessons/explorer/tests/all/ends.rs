//! Every way in which an execution can end, by name.

use std::{
    cell::RefCell,
    rc::Rc,
    sync::atomic::{
        AtomicU64,
        Ordering::{Acquire, Relaxed, Release, SeqCst},
    },
};

use explorer::{
    Cell, Ending, Exploration, Explorer, MAX_THREADS, Object, Refusal, Register, ThreadId, Waiting,
    current, fail, fence, join, leave_out, point, quiet_panics, spawn, when, yield_now,
};

use crate::primitives::Mutex;

fn explore(body: impl Fn() + Send + Sync + 'static) -> Exploration {
    quiet_panics();
    Explorer::new().run((), body)
}

#[track_caller]
fn ending(body: impl Fn() + Send + Sync + 'static) -> Ending {
    match explore(body) {
        Exploration::Failed(failure) => failure.ending,
        other => panic!("it should fail: {other}"),
    }
}

#[test]
fn a_failure_of_the_model_carries_its_words() {
    let failed = ending(|| {
        let other = spawn(|| fail("enough"));
        join(other);
    });
    let Ending::Failed { thread, reason } = failed else {
        panic!("{failed}");
    };
    assert_eq!((thread.index(), reason.as_str()), (1, "enough"));
}

#[test]
fn a_panic_that_leaves_a_thread_carries_its_message() {
    let failed = ending(|| {
        join(spawn(|| panic!("number {}", 7)));
    });
    let Ending::Panicked { thread, message } = failed else {
        panic!("{failed}");
    };
    assert_eq!((thread.index(), message.as_deref()), (1, Some("number 7")));
}

/// Ends the execution from a destructor, while its thread unwinds.
struct FailsOnDrop;

impl Drop for FailsOnDrop {
    fn drop(&mut self) {
        fail("dropped");
    }
}

#[test]
fn a_failure_in_the_middle_of_a_panic_spoils_no_later_execution() {
    // All three orders of the two threads' steps fail, most of them in the middle of a panic.
    let failed = ending(|| {
        let flag = Rc::new(Register::new(0));
        let other = spawn({
            let flag = Rc::clone(&flag);
            move || flag.store(1, SeqCst)
        });
        let _fails = FailsOnDrop;
        assert_eq!(flag.load(SeqCst).value, 2, "never");
        join(other);
    });
    assert!(matches!(failed, Ending::Failed { .. }), "{failed}");
}

#[test]
fn a_panic_that_is_caught_is_no_failure() {
    let exploration = explore(|| {
        let lock = Rc::new(Mutex::new(0));
        let other = spawn({
            let lock = Rc::clone(&lock);
            move || {
                let value = lock.lock();
                let caught = std::panic::catch_unwind(|| panic!("caught"));
                lock.unlock(value + u64::from(caught.is_err()));
            }
        });
        lock.lock();
        lock.unlock(0);
        join(other);
    });
    assert!(exploration.is_proven(), "{exploration}");
}

#[test]
fn a_deadlock_names_all_who_wait() {
    let failed = ending(|| {
        let never = Object::new(false);
        let what = Waiting::new("what never comes").object(never.id());
        let other = spawn(move || {
            when(what, &|| never.look(|never| *never), None);
        });
        join(other);
    });
    let Ending::Deadlock { waiting } = &failed else {
        panic!("{failed}");
    };
    assert_eq!(waiting[0].waiting.thread, Some(waiting[1].thread));
    assert_eq!(waiting[1].waiting.what, "what never comes");
    assert_eq!(
        failed.to_string(),
        "deadlock: no thread can go on; thread 0 waits for the end of a thread (thread 1); thread 1 waits for what \
         never comes (object 0.1)"
    );
}

#[test]
fn polling_for_what_nobody_does_is_a_livelock_with_and_without_yielding() {
    for yields in [false, true] {
        let failed = ending(move || {
            let flag = Register::new(0);
            let other = spawn(|| {});
            while flag.load(SeqCst).value == 0 {
                if yields {
                    yield_now();
                }
            }
            join(other);
        });
        assert!(
            matches!(&failed, Ending::Livelock { polling, .. } if polling == &[ThreadId::FIRST]),
            "{failed}"
        );
    }
}

#[test]
fn going_on_and_on_alone_has_an_end_too() {
    let failed = ending(|| {
        loop {
            point(Waiting::new("nothing"));
        }
    });
    assert!(matches!(failed, Ending::TooManySteps { .. }), "{failed}");
}

#[test]
fn a_race_for_a_cell_carries_both_tags() {
    let failed = ending(|| {
        let shared = Rc::new((Cell::new(), Register::new(0)));
        let other = spawn({
            let shared = Rc::clone(&shared);
            move || {
                shared.0.write(7);
                shared.1.store(1, Relaxed);
            }
        });
        if shared.1.load(Acquire).value == 1 {
            shared.0.read(8);
        }
        join(other);
    });
    let Ending::DataRace { first, second } = failed else {
        panic!("{failed}");
    };
    assert_eq!(
        (first.tag, first.writes, first.thread.index()),
        (7, true, 1)
    );
    assert_eq!(
        (second.tag, second.writes, second.thread.index()),
        (8, false, 0)
    );
}

#[test]
fn fences_alone_order_no_accesses() {
    let failed = ending(|| {
        let cell = Rc::new(Cell::new());
        let other = spawn({
            let cell = Rc::clone(&cell);
            move || {
                cell.write(1);
                fence(SeqCst);
            }
        });
        fence(SeqCst);
        cell.write(2);
        join(other);
    });
    assert!(matches!(failed, Ending::DataRace { .. }), "{failed}");
}

#[test]
fn what_release_and_acquire_order_is_no_race() {
    let exploration = explore(|| {
        let shared = Rc::new((Cell::new(), Register::new(0)));
        let other = spawn({
            let shared = Rc::clone(&shared);
            move || {
                shared.0.write(7);
                shared.1.store(1, Release);
            }
        });
        if shared.1.load(Acquire).value == 1 {
            shared.0.write(8);
        }
        join(other);
        shared.0.read(9);
    });
    assert!(exploration.is_proven(), "{exploration}");
}

#[test]
fn an_access_that_goes_on_races_with_what_happens_meanwhile() {
    let failed = ending(|| {
        let shared = Rc::new((Cell::new(), Mutex::new(0)));
        let other = spawn({
            let shared = Rc::clone(&shared);
            move || {
                shared.1.lock();
                shared.0.write(2);
                shared.1.unlock(0);
            }
        });
        shared.0.begin_read(1);
        shared.1.lock();
        shared.1.unlock(0);
        shared.0.end_read();
        join(other);
    });
    assert!(matches!(failed, Ending::DataRace { .. }), "{failed}");
}

#[test]
#[cfg_attr(
    not(all(
        any(target_os = "linux", target_os = "macos"),
        any(target_arch = "x86_64", target_arch = "aarch64")
    )),
    ignore = "there an overflow ends the process"
)]
fn a_stack_that_is_used_up_is_named_and_the_next_model_runs() {
    fn deep(level: u64) -> u64 {
        let frame = std::hint::black_box([level; 32]);
        if frame[7] == u64::MAX {
            return 0;
        }
        1 + deep(std::hint::black_box(frame[7] + 1))
    }
    let failed = ending(|| {
        join(spawn(|| {
            std::hint::black_box(deep(0));
        }));
    });
    assert!(
        matches!(failed, Ending::StackOverflow { thread } if thread.index() == 1),
        "{failed}"
    );
    assert!(explore(|| join(spawn(|| {}))).is_proven());
}

#[test]
fn a_stack_of_256_kib_holds_some_depth() {
    fn deep(level: u64) -> u64 {
        let frame = std::hint::black_box([level; 32]);
        if level == 0 {
            frame[3]
        } else {
            deep(level - 1) + frame[5]
        }
    }
    let exploration = explore(|| {
        join(spawn(|| {
            std::hint::black_box(deep(300));
        }));
    });
    assert!(exploration.is_proven(), "{exploration}");
}

#[test]
fn a_destructor_that_waits_while_its_thread_panics_is_named() {
    struct Locks(Rc<Mutex>);
    impl Drop for Locks {
        fn drop(&mut self) {
            self.0.lock();
        }
    }
    let failed = ending(|| {
        let lock = Rc::new(Mutex::new(0));
        lock.lock();
        let _locks = Locks(Rc::clone(&lock));
        panic!("while it is locked");
    });
    assert!(
        matches!(failed, Ending::BlockedWhilePanicking { .. }),
        "{failed}"
    );
}

#[test]
fn an_execution_that_is_left_out_keeps_a_model_from_being_proven_and_hides_no_failure() {
    /// Leaves the execution out when the flag is found set, in the middle of a panic.
    struct LeavesOut;
    impl Drop for LeavesOut {
        fn drop(&mut self) {
            leave_out();
        }
    }
    let explore = |fails: bool| {
        explore(move || {
            let flag = Rc::new(Register::new(0));
            let other = spawn({
                let flag = Rc::clone(&flag);
                move || flag.store(1, SeqCst)
            });
            let found = flag.load(SeqCst).value;
            if found == 1 {
                let _leaves_out = LeavesOut;
                panic!("with something that cannot be explored");
            }
            assert!(!fails, "elsewhere");
            join(other);
        })
    };
    let exploration = explore(false);
    assert!(
        matches!(
            exploration,
            Exploration::Bounded {
                executions: 2..,
                ..
            }
        ),
        "{exploration}"
    );
    let exploration = explore(true);
    assert!(exploration.failure().is_some(), "{exploration}");
}

#[test]
fn eight_threads_are_possible_and_nine_are_refused() {
    let threads = |count: usize| {
        explore(move || {
            let others: Vec<_> = (1..count).map(|_| spawn(|| {})).collect();
            assert!(current() == ThreadId::FIRST, "the first thread is number 0");
            others.into_iter().for_each(join);
        })
    };
    assert!(threads(MAX_THREADS).is_proven());
    assert_eq!(
        threads(MAX_THREADS + 1),
        Exploration::Refused(Refusal::TooManyThreads)
    );
}

#[test]
fn an_object_of_an_earlier_execution_is_refused() {
    thread_local! {
        static KEPT: RefCell<Option<Object<u64>>> = const { RefCell::new(None) };
    }
    let exploration = explore(|| {
        let other = spawn(|| point(Waiting::new("nothing")));
        KEPT.with_borrow_mut(|kept| {
            kept.get_or_insert_with(|| Object::new(0))
                .with(|value| *value += 1);
        });
        point(Waiting::new("nothing"));
        join(other);
    });
    assert_eq!(
        exploration,
        Exploration::Refused(Refusal::ObjectOfEarlierExecution)
    );
}

#[test]
fn a_model_that_refuses_says_why() {
    let exploration = explore(|| explorer::refuse("no files here"));
    assert_eq!(exploration.to_string(), "no files here");
}

#[test]
fn a_model_that_is_not_deterministic_is_told_what_differs() {
    static RUNS: AtomicU64 = AtomicU64::new(0);
    let exploration = explore(|| {
        let shared = Rc::new(Register::new(0));
        let other = spawn({
            let shared = Rc::clone(&shared);
            move || shared.store(1, SeqCst)
        });
        shared.store(RUNS.fetch_add(1, Relaxed), SeqCst);
        shared.load(SeqCst);
        shared.load(SeqCst);
        join(other);
    });
    let Exploration::NotDeterministic(difference) = exploration else {
        panic!("{exploration}");
    };
    assert!(difference.what.contains("other values"), "{difference}");
}

#[test]
fn a_stale_schedule_is_told_so() {
    let body = || {
        let register = Rc::new(Register::new(0));
        let other = spawn({
            let register = Rc::clone(&register);
            move || register.store(1, SeqCst)
        });
        register.load(SeqCst);
        join(other);
    };
    for text in ["i:9", "i:0000000000000000001", "i:"] {
        let schedule = text.parse().expect("a schedule");
        let replayed = Explorer::new().replay(&schedule, (), body);
        assert!(
            matches!(replayed, Exploration::Stale(_)),
            "{text}: {replayed}"
        );
    }
}

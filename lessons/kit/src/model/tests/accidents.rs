//! Ends that are no broken promise: double panics, overflows, code that goes around the kit.

use std::{cell::Cell, time::Duration};

use super::{explore, failed, panics, proven, refused};
use crate::{
    model::{
        Model,
        engine::{CATCHES_PANICS, THREADS},
        log::Ending,
        timeline::{self, Style},
        verdict::Verdict,
    },
    sync::{Arc, Condvar, Mutex, PoisonError, atomic::AtomicUsize, atomic::Ordering::SeqCst, mpsc},
    thread,
};

#[test]
fn a_panic_in_a_spawned_thread_is_told_with_its_thread() {
    let _case = crate::case!();
    let failure = panics("here", || {
        let value = Arc::new(Mutex::new(0));
        let other = thread::spawn({
            let value = value.clone();
            move || {
                let _held = value.lock().unwrap();
                panic!("here");
            }
        });
        other.join().unwrap();
    });
    assert!(matches!(
        failure.ending,
        Ending::Panic {
            thread: 1,
            place: Some(_),
            ..
        }
    ));
}

#[test]
fn a_panic_that_the_learner_catches_is_no_end() {
    let _case = crate::case!();
    proven(|| {
        let value = Arc::new(AtomicUsize::new(0));
        let other = thread::spawn({
            let value = value.clone();
            move || {
                let caught = std::panic::catch_unwind(|| panic!("on purpose"));
                assert!(caught.is_err());
                value.fetch_add(1, SeqCst);
            }
        });
        other.join().unwrap();
        assert_eq!(value.load(SeqCst), 1);
    });
}

#[test]
fn a_panic_while_panicking_is_told_as_such() {
    let _case = crate::case!();
    struct Count<'a>(&'a Mutex<u32>);
    impl Drop for Count<'_> {
        fn drop(&mut self) {
            *self.0.lock().unwrap() += 1; // poisoned by then
        }
    }
    let failure = failed(|| {
        let count = Mutex::new(0);
        let _count = Count(&count);
        let _held = count.lock().unwrap();
        panic!("first");
    });
    match failure.ending {
        Ending::DoublePanic { first, second, .. } => {
            assert_eq!(first, "first");
            assert!(second.contains("Poison"), "{second}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_stack_that_overflows_is_told_as_such() {
    let _case = crate::case!();
    fn deeper(depth: usize) -> usize {
        let room = [depth; 64];
        if depth == usize::MAX {
            return 0;
        }
        std::hint::black_box(deeper(depth + 1)) + room[depth % 64]
    }
    let failure = failed(|| {
        let value = Mutex::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *value.lock().unwrap() += deeper(0));
        });
    });
    assert_eq!(failure.ending, Ending::StackOverflow { thread: Some(1) });
}

#[test]
fn a_lock_of_std_inside_is_told_instead_of_hanging() {
    let _case = crate::case!();
    let since = std::time::Instant::now();
    refused("goes around the kit", || {
        let total = Arc::new(std::sync::Mutex::new(0));
        let other = thread::spawn({
            let total = total.clone();
            move || {
                let mut total = total.lock().unwrap();
                thread::yield_now();
                *total += 1;
            }
        });
        let mut held = total.lock().unwrap();
        thread::yield_now();
        *held += 1;
        drop(held);
        other.join().unwrap();
    });
    assert!(
        since.elapsed() < Duration::from_secs(10),
        "a hang of one second is told"
    );
}

#[test]
fn a_wait_around_the_kit_is_told_whatever_was_computed_before() {
    let _case = crate::case!();
    refused("waits for something that is not of kit::sync", || {
        let lock = Mutex::new(0);
        *lock.lock().unwrap() += 1;
        // Long enough for whoever watches to see it at work.
        let since = std::time::Instant::now();
        while since.elapsed() < Duration::from_millis(50) {
            std::hint::spin_loop();
        }
        let (_sender, receiver) = std::sync::mpsc::channel::<()>();
        let _ = receiver.recv();
    });
}

/// Counts what is over, panic or not, as whoever runs jobs might.
struct Counts(Arc<Mutex<u32>>);

impl Drop for Counts {
    fn drop(&mut self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    }
}

/// A job that panics, of which its thread learns.
fn counts_and_panics(count: &Arc<Mutex<u32>>) {
    thread::yield_now();
    let caught = std::panic::catch_unwind(|| {
        let _counts = Counts(count.clone());
        panic!("on purpose");
    });
    assert!(caught.is_err());
}

#[test]
fn a_destructor_that_waits_while_its_thread_panics_is_nobodys_mistake() {
    let _case = crate::case!();
    if !CATCHES_PANICS {
        return; // a panic ends the model
    }
    let model = |right: u32| {
        explore(move || {
            let count = Arc::new(Mutex::new(0));
            let other = thread::spawn({
                let count = count.clone();
                move || counts_and_panics(&count)
            });
            let mut held = count.lock().unwrap();
            thread::yield_now();
            *held += 1;
            drop(held);
            other.join().unwrap();
            assert_eq!(*count.lock().unwrap(), right);
        })
    };
    let Verdict::Bounded(covered) = model(2) else {
        panic!("not bounded: {:#?}", model(2));
    };
    assert!(
        covered
            .sentence
            .contains("where a destructor waits while its thread panics"),
        "{}",
        covered.sentence
    );
    // Where it need not wait, the model is judged.
    assert!(matches!(model(3), Verdict::Failed { .. }));
}

#[test]
fn a_model_in_which_a_destructor_always_waits_for_others_is_refused() {
    let _case = crate::case!();
    if !CATCHES_PANICS {
        return; // a panic ends the model
    }
    refused("a destructor waits while its thread panics", || {
        let count = Arc::new(Mutex::new(0));
        let held = count.lock().unwrap();
        let other = thread::spawn({
            let count = count.clone();
            move || counts_and_panics(&count)
        });
        other.join().unwrap();
        drop(held);
    });
}

#[test]
fn a_thread_of_std_inside_is_told() {
    let _case = crate::case!();
    refused("not started with kit::thread", || {
        let total = Arc::new(Mutex::new(0));
        let other = std::thread::spawn({
            let total = total.clone();
            move || *total.lock().unwrap() += 1
        });
        other.join().unwrap();
    });
}

#[test]
fn a_model_that_uses_nothing_of_the_kit_is_refused_unless_it_is_meant() {
    let _case = crate::case!();
    refused("nothing of kit::sync", || {
        let total = std::sync::Mutex::new(0);
        *total.lock().unwrap() += 1;
    });
    let verdict = Model::new().may_share_nothing().verdict(
        Arc::new(|| ()),
        std::panic::Location::caller(),
        None,
    );
    assert!(matches!(verdict, Verdict::Proven(_)), "{verdict:?}");
}

#[test]
fn too_many_threads_are_told() {
    let _case = crate::case!();
    let most = THREADS - 1;
    refused(&format!("more than {most} threads"), || {
        let total = Mutex::new(0);
        thread::scope(|scope| {
            for _ in 0..9 {
                scope.spawn(|| *total.lock().unwrap() += 1);
            }
        });
    });
}

#[test]
fn a_model_that_does_not_do_the_same_each_time_is_refused() {
    let _case = crate::case!();
    use std::sync::atomic::AtomicUsize as Std;
    static TIMES: Std = Std::new(0);
    refused("does not do the same each time", || {
        let times = TIMES.fetch_add(1, SeqCst);
        let total = Mutex::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let seen = *total.lock().unwrap();
                    *total.lock().unwrap() = seen + 1;
                });
            }
        });
        assert!(times != 3, "once");
    });
}

#[test]
fn a_time_limit_is_reached_when_nothing_else_can_run() {
    let _case = crate::case!();
    proven(|| {
        let (held, changed) = (Mutex::new(()), Condvar::new());
        let limit = Duration::from_secs(3600);
        let answer = changed.wait_timeout_while(held.lock().unwrap(), limit, |()| true);
        assert!(answer.unwrap().1.timed_out());
    });
    let verdict = Model::new().time_stands_still().verdict(
        Arc::new(|| {
            let (held, changed) = (Mutex::new(()), Condvar::new());
            let _ = changed.wait_timeout(held.lock().unwrap(), Duration::from_secs(3600));
        }),
        std::panic::Location::caller(),
        None,
    );
    assert!(
        matches!(verdict, Verdict::Failed { ref failure, .. } if failure.ending == Ending::Deadlock)
    );
}

#[test]
fn a_thread_that_nobody_ends_is_left_behind() {
    let _case = crate::case!();
    let failure = failed(|| {
        let (sender, receiver) = mpsc::channel::<u32>();
        thread::spawn(move || {
            let _kept = sender;
            receiver.recv()
        });
    });
    assert_eq!(failure.ending, Ending::Deadlock);
    let text = timeline::render(&failure, &Style::default());
    let title = "LEFT BEHIND: main has come to its end, and T1 waits for ever.";
    assert!(text.contains(title), "{text}");
    // Whoever is waited for is no such thread.
    let failure = failed(|| {
        let (sender, receiver) = mpsc::channel::<u32>();
        let other = thread::spawn(move || receiver.recv().is_ok());
        assert!(other.join().unwrap());
        drop(sender);
    });
    let text = timeline::render(&failure, &Style::default());
    assert!(text.contains("DEADLOCK: other waits for ever."), "{text}");
}

#[test]
fn a_static_lock_begins_every_execution_free() {
    let _case = crate::case!();
    static TIE: Mutex<()> = Mutex::new(());
    thread_local!(static ROUNDS: Cell<u32> = const { Cell::new(0) });
    proven(|| {
        let both = || {
            let held = TIE.lock().unwrap();
            thread::yield_now();
            drop(held);
        };
        thread::scope(|scope| {
            scope.spawn(both);
            scope.spawn(both);
        });
    });
}

#[test]
fn a_search_says_how_much_it_explored() {
    let _case = crate::case!();
    let Verdict::Proven(covered) = explore(|| {
        let total = AtomicUsize::new(0);
        thread::scope(|scope| {
            scope.spawn(|| total.fetch_add(1, SeqCst));
            scope.spawn(|| total.fetch_add(1, SeqCst));
        });
    }) else {
        panic!("not proven");
    };
    assert_eq!(covered.interruptions, None);
    assert!(
        covered.sentence.starts_with("every "),
        "{}",
        covered.sentence
    );
}

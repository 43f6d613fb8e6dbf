//! What is met, what is done once, tokens, and threads themselves.

use super::{Data, published};
use crate::{
    model::{
        log::Ending,
        tests::{failed, proven},
    },
    sync::{
        Arc, Barrier, LazyLock, Once, OnceLock,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
};

#[test]
fn a_barrier() {
    let _case = crate::case!();
    published(
        || Barrier::new(2),
        |barrier, data| {
            data.write();
            barrier.wait();
        },
        |barrier, data| {
            barrier.wait();
            data.is_here();
        },
    );
}

#[test]
fn what_is_done_once() {
    let _case = crate::case!();
    published(
        Once::new,
        |once, data| once.call_once(|| data.write()),
        |once, data| {
            once.call_once(|| data.write());
            data.is_here();
        },
    );
    published(
        Once::new,
        |once, data| once.call_once(|| data.write()),
        |once, data| {
            if once.is_completed() {
                data.is_here();
            }
            once.wait();
            data.is_here();
        },
    );
}

#[test]
fn a_value_that_is_set_once() {
    let _case = crate::case!();
    published(
        OnceLock::new,
        |value, data| {
            data.write();
            value.set(()).unwrap();
        },
        |value, data| {
            if value.get().is_some() {
                data.is_here();
            }
            value.wait();
            data.is_here();
        },
    );
}

#[test]
fn a_value_that_is_made_when_it_is_needed() {
    let _case = crate::case!();
    published(
        || -> LazyLock<Data> {
            LazyLock::new(|| {
                let data = Data::new();
                data.write();
                data
            })
        },
        |made, _| made.is_here(),
        |made, _| made.is_here(),
    );
}

#[test]
fn a_token() {
    let _case = crate::case!();
    proven(|| {
        let (data, is_there) = (Data::new(), AtomicBool::new(false));
        let main = thread::current();
        thread::scope(|scope| {
            scope.spawn(|| {
                data.write();
                main.unpark();
                is_there.store(true, Relaxed);
            });
            // Else it may wake for no reason.
            if is_there.load(Relaxed) {
                thread::park();
                data.is_here();
            }
        });
    });
}

#[test]
fn the_start_and_the_end_of_a_thread() {
    let _case = crate::case!();
    proven(|| {
        let (before, after) = (Arc::new(Data::new()), Arc::new(Data::new()));
        before.write();
        let other = thread::spawn({
            let (before, after) = (before.clone(), after.clone());
            move || {
                before.is_here();
                after.write();
            }
        });
        other.join().unwrap();
        after.is_here();
    });
}

#[test]
fn the_start_and_the_end_of_a_scope() {
    let _case = crate::case!();
    proven(|| {
        let (before, after) = (Data::new(), Data::new());
        before.write();
        thread::scope(|scope| {
            scope.spawn(|| {
                before.is_here();
                after.write();
            });
        });
        after.is_here();
    });
}

/// As std's, which looks at a relaxed count.
#[test]
fn a_thread_that_is_seen_to_have_ended_hands_nothing_over() {
    let _case = crate::case!();
    if cfg!(not(feature = "explorer")) {
        return; // loom takes turns for an order
    }
    let failure = failed(|| {
        let data = Arc::new(Data::new());
        let other = thread::spawn({
            let data = data.clone();
            move || data.write()
        });
        if other.is_finished() {
            data.read();
        }
        other.join().unwrap();
    });
    assert!(matches!(failure.ending, Ending::DataRace { .. }));
}

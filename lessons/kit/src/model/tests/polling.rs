//! To look again and again until another thread has done something is no endless loop, whatever is looked at.

use super::{failed, proven};
use crate::{
    model::log::Ending,
    sync::{
        Arc, Mutex, Once, OnceLock, RwLock,
        atomic::{AtomicBool, Ordering::SeqCst},
        mpsc,
    },
    thread,
};

/// One thread changes what is shared, the other one looks until it has.
#[track_caller]
fn seen<S: Sync + 'static>(shared: fn() -> S, change: fn(&S), is_changed: fn(&S) -> bool) {
    let body = move || {
        let shared = shared();
        thread::scope(|scope| {
            scope.spawn(|| change(&shared));
            while !is_changed(&shared) {}
        });
    };
    if cfg!(not(feature = "explorer")) {
        return; // loom may call such loops endless
    }
    proven(body);
    let failure = failed(move || {
        let shared = shared();
        while !is_changed(&shared) {}
    });
    assert_eq!(failure.ending, Ending::Spin { thread: 0 });
}

#[test]
fn a_mutex() {
    let _case = crate::case!();
    let change = |flag: &Mutex<bool>| *flag.lock().unwrap() = true;
    seen(|| Mutex::new(false), change, |flag| *flag.lock().unwrap());
    seen(
        || Mutex::new(false),
        change,
        |flag| flag.try_lock().is_ok_and(|flag| *flag),
    );
}

#[test]
fn a_lock_for_readers() {
    let _case = crate::case!();
    let change = |flag: &RwLock<bool>| *flag.write().unwrap() = true;
    let new = || RwLock::new(false);
    seen(new, change, |flag| *flag.read().unwrap());
    seen(new, change, |flag| *flag.write().unwrap());
    seen(new, change, |flag| flag.try_read().is_ok_and(|flag| *flag));
    seen(new, change, |flag| flag.try_write().is_ok_and(|flag| *flag));
}

#[test]
fn what_is_done_once() {
    let _case = crate::case!();
    seen(Once::new, |once| once.call_once(|| ()), Once::is_completed);
}

#[test]
fn a_value_that_is_set_once() {
    let _case = crate::case!();
    seen(
        OnceLock::new,
        |value| value.set(1).unwrap(),
        |value| value.get().is_some(),
    );
}

#[test]
fn an_atomic() {
    let _case = crate::case!();
    let new = || AtomicBool::new(false);
    let change = |flag: &AtomicBool| flag.store(true, SeqCst);
    seen(new, change, |flag| flag.load(SeqCst));
    seen(new, change, |flag| flag.swap(false, SeqCst));
    seen(new, change, |flag| {
        flag.compare_exchange(true, false, SeqCst, SeqCst).is_ok()
    });
}

#[test]
fn a_channel() {
    let _case = crate::case!();
    proven(|| {
        let (sender, receiver) = mpsc::channel();
        let other = thread::spawn(move || sender.send(1).unwrap());
        while receiver.try_recv() != Ok(1) {}
        while receiver.try_recv() != Err(mpsc::TryRecvError::Disconnected) {}
        other.join().unwrap();
    });
    proven(|| {
        let (sender, receiver) = mpsc::sync_channel(1);
        sender.send(1).unwrap();
        thread::scope(|scope| {
            scope.spawn(move || receiver.iter().sum::<i32>());
            while sender.try_send(2).is_err() {}
            drop(sender);
        });
    });
}

#[test]
fn the_end_of_a_thread() {
    let _case = crate::case!();
    proven(|| {
        let flag = Arc::new(AtomicBool::new(false));
        let other = thread::spawn({
            let flag = flag.clone();
            move || flag.store(true, SeqCst)
        });
        while !other.is_finished() {}
        assert!(flag.load(SeqCst));
        other.join().unwrap();
    });
}

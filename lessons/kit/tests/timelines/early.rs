//! Learners' waits that end before what they wait for has come, and one that never ends.

use std::time::Duration;

use kit::{
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::Receiver,
    },
    thread,
};

/// Sleeps once, and takes being awake for being called.
pub fn wait_parked(open: &AtomicBool) -> bool {
    if !open.load(Ordering::SeqCst) {
        thread::park();
    }
    open.load(Ordering::SeqCst)
}

/// Gives up when a weak exchange fails.
pub fn add_once(total: &AtomicU64) -> bool {
    let seen = total.load(Ordering::SeqCst);
    total
        .compare_exchange_weak(seen, seen + 1, Ordering::SeqCst, Ordering::SeqCst)
        .is_ok()
}

/// Takes a time limit for a promise.
pub fn the_next(messages: &Receiver<u64>) -> u64 {
    let next = messages.recv_timeout(Duration::from_secs(1));
    next.expect("a second is enough")
}

/// Two threads that take turns; the first calls the second, and waits for its end without having let the lock go.
pub fn call_and_join(turn: &Arc<(Mutex<u32>, Condvar)>) {
    let second = thread::spawn({
        let turn = Arc::clone(turn);
        move || {
            let mut number = turn.0.lock().unwrap();
            *number = 1;
            turn.1.notify_one();
            while *number < 2 {
                number = turn.1.wait(number).unwrap();
            }
        }
    });
    let mut number = turn.0.lock().unwrap();
    while *number < 1 {
        number = turn.1.wait(number).unwrap();
    }
    *number = 2;
    turn.1.notify_one();
    second.join().unwrap();
}

//! Pointers in atomics: to the heap, to a stack.

use super::proven;
use crate::{
    sync::{
        Mutex,
        atomic::{AtomicPtr, Ordering::SeqCst},
    },
    thread,
};

/// Which stack a thread has, and so where its variables lie, is no part of what a model does.
#[test]
fn a_thread_may_publish_what_lies_on_its_stack() {
    let _case = crate::case!();
    proven(|| {
        let shared = AtomicPtr::new(std::ptr::null_mut());
        let lock = Mutex::new(0);
        thread::scope(|scope| {
            for number in [1, 2] {
                let (shared, lock) = (&shared, &lock);
                scope.spawn(move || {
                    let mut local = number;
                    let before = shared.swap(&raw mut local, SeqCst);
                    *lock.lock().unwrap() += number;
                    assert_ne!(before, &raw mut local);
                    let mine = shared.compare_exchange(
                        &raw mut local,
                        std::ptr::null_mut(),
                        SeqCst,
                        SeqCst,
                    );
                    if let Ok(mine) = mine {
                        // SAFETY: it points to this thread's own variable.
                        assert_eq!(unsafe { *mine }, number);
                    }
                });
            }
        });
        assert_eq!(*lock.lock().unwrap(), 3);
    });
}

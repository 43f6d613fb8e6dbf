//! Alternative: every thread gets a mutable borrow of its own slot in the list of answers; nothing is sent or joined by hand.

use std::{
    process,
    thread::{self, Builder, ThreadId},
};

/// Who a thread is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction {
    /// The name that the thread carries.
    pub name: String,
    /// The thread's number, as Rust counts them.
    pub thread: ThreadId,
    /// The number of the process that the thread belongs to.
    pub process: u32,
}

impl Introduction {
    fn of_this_thread() -> Self {
        let this = thread::current();
        Self {
            name: this.name().unwrap_or_default().to_owned(),
            thread: this.id(),
            process: process::id(),
        }
    }
}

/// Starts one thread for each of `names`, and has each of them introduce itself.
pub fn introduce<R: Send>(
    names: &[&str],
    greet: impl Fn(&Introduction) -> R + Sync,
) -> Vec<(Introduction, R)> {
    for name in names {
        assert!(!name.contains('\0'), "the name {name:?} holds a NUL byte");
    }
    let greet = &greet;
    let mut slots: Vec<Option<(Introduction, R)>> = Vec::new();
    slots.resize_with(names.len(), || None);
    thread::scope(|scope| {
        for (name, slot) in names.iter().zip(&mut slots) {
            let introduce = move || {
                let me = Introduction::of_this_thread();
                let answer = greet(&me);
                *slot = Some((me, answer));
            };
            let thread = Builder::new().name((*name).to_owned());
            thread.spawn_scoped(scope, introduce).unwrap();
        }
    });
    slots
        .into_iter()
        .map(|slot| slot.expect("every thread has ended well"))
        .collect()
}

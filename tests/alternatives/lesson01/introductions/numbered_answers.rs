//! Alternative: answers come through a channel in finishing order, each with its number, and are put in order at the end.

use std::{
    process,
    sync::mpsc,
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
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for (number, name) in names.iter().enumerate() {
            let (sender, greet) = (sender.clone(), &greet);
            let introduce = move || {
                let me = Introduction::of_this_thread();
                let answer = greet(&me);
                sender.send((number, (me, answer)))
            };
            let thread = Builder::new().name((*name).to_owned());
            thread.spawn_scoped(scope, introduce).unwrap();
        }
    });
    drop(sender);
    let mut answers: Vec<_> = receiver.iter().collect();
    answers.sort_by_key(|(number, _)| *number);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

//! Mistake: spawns and joins in one loop, so the threads run one after the other. [1]
//! Caught by: contract introductions::t3_all_are_started_before_the_first_is_joined
//! Says: only 1 of 3 were there

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

/// Starts one thread for each of `names`, and has each of them introduce itself.
pub fn introduce<R: Send>(
    names: &[&str],
    greet: impl Fn(&Introduction) -> R + Sync,
) -> Vec<(Introduction, R)> {
    if let Some(name) = names.iter().find(|name| name.contains('\0')) {
        panic!("the name {name:?} holds a NUL byte");
    }
    let work = || {
        let me = Introduction {
            name: thread::current().name().unwrap().to_string(),
            thread: thread::current().id(),
            process: process::id(),
        };
        let answer = greet(&me);
        (me, answer)
    };
    let mut answers = Vec::new();
    thread::scope(|s| {
        for name in names {
            let builder = Builder::new().name(name.to_string());
            let handle = builder.spawn_scoped(s, work).unwrap();
            answers.push(handle.join().unwrap());
        }
    });
    answers
}

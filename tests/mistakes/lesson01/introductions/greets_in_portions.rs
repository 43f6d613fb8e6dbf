//! Mistake: starts sixteen threads at a time, and the next sixteen when these have ended.
//! Caught by: contract introductions::t8_a_hundred_names_greet_at_the_same_time
//! Says: only 16 of 100

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
    for portion in names.chunks(16) {
        thread::scope(|s| {
            let mut handles = Vec::new();
            for name in portion {
                let builder = Builder::new().name(name.to_string());
                handles.push(builder.spawn_scoped(s, work).unwrap());
            }
            answers.extend(handles.into_iter().map(|h| h.join().unwrap()));
        });
    }
    answers
}

//! Alternative: recursion instead of a list of handles: each call has a scope of its own, in which one thread greets while the rest are started.

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
    let mut answers = Vec::with_capacity(names.len());
    greet_in_turn(names, &greet, &mut answers);
    answers.reverse();
    answers
}

/// Pushes the answers from the last to the first.
fn greet_in_turn<R: Send>(
    names: &[&str],
    greet: &(impl Fn(&Introduction) -> R + Sync),
    answers: &mut Vec<(Introduction, R)>,
) {
    let Some((name, rest)) = names.split_first() else {
        return;
    };
    thread::scope(|scope| {
        let builder = Builder::new().name(name.to_string());
        let first = builder.spawn_scoped(scope, || {
            let me = Introduction {
                name: name.to_string(),
                thread: thread::current().id(),
                process: process::id(),
            };
            let answer = greet(&me);
            (me, answer)
        });
        greet_in_turn(rest, greet, answers);
        answers.push(first.unwrap().join().unwrap());
    });
}

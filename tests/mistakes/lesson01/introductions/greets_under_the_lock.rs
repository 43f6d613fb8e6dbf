//! Mistake: takes the lock of the list of answers before it greets, so that only one thread greets at a time. [15]
//! Caught by: contract introductions::t3_all_are_started_before_the_first_is_joined
//! Says: only 1 of 3 were there

use std::{
    process,
    sync::Mutex,
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
    let answers = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for (number, name) in names.iter().enumerate() {
            let (answers, greet) = (&answers, &greet);
            let work = move || {
                let me = Introduction {
                    name: name.to_string(),
                    thread: thread::current().id(),
                    process: process::id(),
                };
                let mut answers = answers.lock().unwrap();
                let answer = greet(&me);
                answers.push((number, me, answer));
            };
            let builder = Builder::new().name(name.to_string());
            builder.spawn_scoped(scope, work).unwrap();
        }
    });
    let mut answers = answers.into_inner().unwrap();
    answers.sort_by_key(|(number, ..)| *number);
    answers
        .into_iter()
        .map(|(_, me, answer)| (me, answer))
        .collect()
}

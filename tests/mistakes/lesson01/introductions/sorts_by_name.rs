//! Mistake: pushes under a lock and sorts by name afterwards; the order of the names is lost.
//! Caught by: contract introductions::t4_the_answers_come_in_the_order_of_the_names
//! Says: the answers came as ["ann", "ann", "cho", "dan"]

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
    thread::scope(|s| {
        for name in names {
            let work = || {
                let me = Introduction {
                    name: thread::current().name().unwrap().to_string(),
                    thread: thread::current().id(),
                    process: process::id(),
                };
                let answer = greet(&me);
                answers.lock().unwrap().push((me, answer));
            };
            let builder = Builder::new().name(name.to_string());
            builder.spawn_scoped(s, work).unwrap();
        }
    });
    let mut answers = answers.into_inner().unwrap();
    answers.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    answers
}

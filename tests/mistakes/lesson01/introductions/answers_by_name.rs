//! Mistake: keeps the answers in a map by name, like a Python dict, although two names may be equal.
//! Caught by: contract introductions::t4_the_answers_come_in_the_order_of_the_names
//! Says: called `Option::unwrap()` on a `None` value

use std::{
    collections::HashMap,
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
    let answers = Mutex::new(HashMap::new());
    thread::scope(|scope| {
        for name in names {
            let (answers, greet) = (&answers, &greet);
            let work = move || {
                let me = Introduction {
                    name: name.to_string(),
                    thread: thread::current().id(),
                    process: process::id(),
                };
                let answer = greet(&me);
                answers.lock().unwrap().insert(*name, (me, answer));
            };
            let builder = Builder::new().name(name.to_string());
            builder.spawn_scoped(scope, work).unwrap();
        }
    });
    let mut answers = answers.into_inner().unwrap();
    names
        .iter()
        .map(|name| answers.remove(name).unwrap())
        .collect()
}

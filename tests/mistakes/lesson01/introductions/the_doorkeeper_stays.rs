//! Mistake: a doorkeeper opens when all are there, and then waits at the door until all leave; but they leave by another way. [8]
//! Caught by: contract introductions::t9_no_thread_is_left_behind
//! Says: of its threads still live

use std::{
    panic, process,
    sync::{Arc, Barrier},
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
    let door = Arc::new(Barrier::new(names.len() + 1));
    let doorkeeper = Arc::clone(&door);
    thread::spawn(move || {
        doorkeeper.wait(); // all are there
        doorkeeper.wait(); // all are gone
    });
    let introduce_this_thread = || {
        door.wait();
        let this = thread::current();
        let introduction = Introduction {
            name: this.name().unwrap_or_default().to_owned(),
            thread: this.id(),
            process: process::id(),
        };
        let answer = greet(&introduction);
        (introduction, answer)
    };
    thread::scope(|scope| {
        // `collect` starts them all: without it, `map` would start the next one only when it is asked for.
        let threads: Vec<_> = names
            .iter()
            .map(|&name| {
                Builder::new()
                    .name(name.to_owned())
                    .spawn_scoped(scope, introduce_this_thread)
                    .expect("the system starts another thread")
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|payload| panic::resume_unwind(payload))
            })
            .collect()
    })
}

//! Exercise `introductions`: a thread for each name, and who it is.

//# stub: use std::thread::ThreadId;
//# solution:
use std::{
    panic, process,
    thread::{self, Builder, ThreadId},
};
//# end

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
///
/// Each thread carries its name (see [`std::thread::Builder`]), makes its own [`Introduction`], calls
/// `greet` with it, and hands both back. All threads are started before the first is waited for, so
/// `greet` may wait until all the others are there. The answers come in the order of `names`, which may be equal.
///
/// * Blocking: returns when all threads that it started have ended.
///
/// # Panics
///
/// Panics with "holds a NUL byte" if one of `names` does, before any thread is started: the system's names end
/// at the first such byte. Panics if `greet` panics, but only when all threads have ended.
///
/// # Example
///
/// ```
/// # use lesson01::introduce;
/// let answers = introduce(&["ann", "ben"], |me| format!("{} of {}", me.name, me.process));
/// assert_eq!(answers[1].0.name, "ben");
/// assert_eq!(answers[1].1, format!("ben of {}", std::process::id()));
/// ```
pub fn introduce<R: Send>(
    names: &[&str],
    greet: impl Fn(&Introduction) -> R + Sync,
) -> Vec<(Introduction, R)> {
    //# stub: let _ = greet;
    //# stub: todo!("start a thread for each of the names {names:?}, and return what each one answers")
    //# solution:
    if let Some(name) = names.iter().find(|name| name.contains('\0')) {
        panic!("the name {name:?} holds a NUL byte");
    }
    let introduce_this_thread = || {
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
    //# end
}

//! Exercise `introductions`: a thread for each name, and who it is.

use std::thread::ThreadId;

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
    let _ = greet;
    todo!("start a thread for each of the names {names:?}, and return what each one answers")
}

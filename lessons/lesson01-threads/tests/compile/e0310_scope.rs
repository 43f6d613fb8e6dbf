//! E0310: what a stranger's closure borrows may end before a thread from `spawn` does.

use std::thread;

pub fn answer<A: Send>(work: impl FnOnce() -> A + Send) -> A {
    thread::spawn(work).join().unwrap()
    //~ mend: thread::scope(|scope| scope.spawn(work).join().unwrap())
}

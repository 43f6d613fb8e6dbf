//! E0277: a closure that is only `Sync` may be used by many threads, but not moved into one of them.

use std::thread;

pub fn call(f: impl Fn(u32) + Sync) {
    let work = f;
    //~ mend: let work = &f;
    thread::scope(|scope| {
        scope.spawn(move || work(1));
    });
}

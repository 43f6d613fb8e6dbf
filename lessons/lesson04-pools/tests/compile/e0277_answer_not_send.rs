//! E0277: a job answers with an `Rc`, which must stay on its thread.

use std::thread;

pub fn submit<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> T {
    thread::spawn(job).join().unwrap()
}

pub fn main() {
    let answer = submit(|| std::rc::Rc::new(7));
    //~ mend: let answer = submit(|| std::sync::Arc::new(7));
    println!("{answer}");
}

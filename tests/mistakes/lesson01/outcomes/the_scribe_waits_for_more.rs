//! Mistake: a scribe counts what becomes of the jobs, and waits for the next news: nobody says that there are none any more. [8]
//! Caught by: contract outcomes::t7_no_thread_is_left_behind
//! Says: of its threads still live

use std::{
    sync::{Arc, Condvar, Mutex},
    thread,
};

/// Something to do, once, on another thread. It may borrow what lives as long as `'a`.
pub type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Runs all `jobs` at the same time, each on a thread of its own, and returns what became of each.
pub fn run_all<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<thread::Result<T>> {
    let news = Arc::new((Mutex::new(0), Condvar::new()));
    let heard = Arc::clone(&news);
    thread::spawn(move || {
        let (panics, changed) = &*heard;
        let mut written = Vec::new();
        loop {
            let panics = panics.lock().unwrap();
            let panics = changed.wait_while(panics, |panics| *panics == written.len());
            written.push(format!("another panic: the {}th", *panics.unwrap()));
        }
    });
    thread::scope(|scope| {
        let threads: Vec<_> = jobs.into_iter().map(|job| scope.spawn(job)).collect();
        threads
            .into_iter()
            .map(|thread| {
                let result = thread.join();
                if result.is_err() {
                    *news.0.lock().unwrap() += 1;
                    news.1.notify_one();
                }
                result
            })
            .collect()
    })
}

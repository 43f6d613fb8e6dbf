//! Mistake: a dealer hands out places for as long as somebody takes them, and keeps a receiver of them itself. [44]
//! Caught by: contract parallel_map::t8_no_thread_is_left_behind
//! Says: of its threads still live

use std::{
    panic,
    sync::{Arc, Mutex, mpsc},
    thread,
};

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let (deal, dealt) = mpsc::sync_channel(workers);
    let places = Arc::new(Mutex::new(dealt));
    let table = Arc::clone(&places);
    thread::spawn(move || {
        // Beyond the last place as well: whoever gets such a one knows that all is done.
        let _table = table;
        (0..).try_for_each(|place: usize| deal.send(place))
    });
    let work = || {
        let mut answers = Vec::new();
        loop {
            let place = places.lock().unwrap().recv().unwrap();
            let Some(item) = items.get(place) else { break };
            answers.push((place, f(item)));
        }
        answers
    };
    let mut answers: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .flat_map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|payload| panic::resume_unwind(payload))
            })
            .collect()
    });
    answers.sort_unstable_by_key(|&(place, _)| place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

//! Alternative: jobs come through a channel whose receiver the workers share; results come back through another.

use kit::{
    sync::{Mutex, mpsc},
    thread,
};

/// Handles every item exactly once, on `workers` threads: whoever is free takes the next one.
pub fn drain<T, R>(items: Vec<T>, workers: usize, f: impl Fn(T) -> R + Sync) -> Vec<R>
where
    T: Send,
    R: Send,
{
    assert!(workers > 0, "drain needs at least one worker");
    let mut results: Vec<Option<R>> = items.iter().map(|_| None).collect();
    let (give, jobs) = mpsc::channel();
    for job in items.into_iter().enumerate() {
        give.send(job).expect("the receiver is here");
    }
    drop(give);
    let jobs = Mutex::new(jobs);
    let (answer, answers) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..workers {
            let answer = answer.clone();
            let (jobs, f) = (&jobs, &f);
            scope.spawn(move || {
                loop {
                    let job = jobs.lock().unwrap().recv(); // the guard ends with this line
                    let Ok((place, item)) = job else { break };
                    if answer.send((place, f(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(answer);
        for (place, result) in answers {
            results[place] = Some(result);
        }
    });
    results
        .into_iter()
        .map(|result| result.expect("the scope panics if a worker did"))
        .collect()
}

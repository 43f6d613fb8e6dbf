//! What does a pool cost, yours and rayon's: to start and stop it, to hand over a job, to wait for one?
//!
//! ```console
//! $ cargo run --release -p lesson04 --example thread_pool_costs
//! ```

use std::{
    hint::black_box,
    sync::{
        atomic::{AtomicUsize, Ordering::Relaxed},
        mpsc,
    },
    thread,
    time::Instant,
};

use ::lesson04::ThreadPool;
use rayon::prelude::*;

/// How often each row is measured; the median is shown.
const ROUNDS: usize = 21;

/// Jobs that are given at once.
const MANY: usize = 100_000;

/// Jobs that are given and waited for, one after the other.
const TURNS: usize = 1_000;

fn main() {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mine = ThreadPool::new(workers);
    let pool = |threads| {
        let builder = rayon::ThreadPoolBuilder::new().num_threads(threads);
        builder.build().expect("the system lets us start threads")
    };
    let rayons = pool(workers);
    println!(
        "median of {ROUNDS} rounds; both pools have {workers} threads, where nothing else is said\n"
    );
    println!("{:36} {:>12} {:>12}", "", "yours", "rayon's");
    row(
        "start with 4 threads, map, stop",
        [
            &mut || drop(ThreadPool::new(4).map(0..4, |n| black_box(n) + 1)),
            &mut || drop(pool(4).install(|| in_parallel(4))),
        ],
        1,
    );
    row(
        "a job, one of many at once",
        [&mut || many(&mine), &mut || {
            rayons.scope(|scope| (0..MANY).for_each(|n| scope.spawn(move |_| _ = black_box(n))));
        }],
        MANY,
    );
    row(
        "a job, and wait for it",
        [
            &mut || (0..TURNS).for_each(|n| _ = mine.submit(move || black_box(n)).join()),
            &mut || (0..TURNS).for_each(|n| _ = rayons.install(move || black_box(n))),
        ],
        TURNS,
    );
}

/// On the pool of the thread that calls it.
fn in_parallel(items: usize) -> Vec<usize> {
    (0..items).into_par_iter().map(black_box).collect()
}

/// Gives the pool many jobs, and waits for the last of them.
fn many(pool: &ThreadPool) {
    static DONE: AtomicUsize = AtomicUsize::new(0);
    let (all_done, wait) = mpsc::channel();
    for _ in 0..MANY {
        let all_done = all_done.clone();
        pool.execute(move || {
            if (DONE.fetch_add(1, Relaxed) + 1).is_multiple_of(MANY) {
                let _ = all_done.send(());
            }
        });
    }
    let _ = wait.recv();
}

/// Measures both in turn, so that what disturbs one disturbs the other as well.
fn row(what: &str, mut works: [&mut dyn FnMut(); 2], jobs: usize) {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (times, work) in times.iter_mut().zip(&mut works) {
            let begin = Instant::now();
            work();
            times.push(begin.elapsed().as_secs_f64() * 1e6 / jobs as f64);
        }
    }
    let [mine, rayons] = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[ROUNDS / 2]
    });
    println!("{what:36} {mine:>9.2} µs {rayons:>9.2} µs");
}

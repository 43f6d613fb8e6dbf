//! Alternative: every worker has a list of its own and takes from the others when it is empty.

use std::collections::VecDeque;

use kit::{sync::Mutex, thread};

/// Handles every item exactly once, on `workers` threads: whoever is free takes the next one.
pub fn drain<T, R>(items: Vec<T>, workers: usize, f: impl Fn(T) -> R + Sync) -> Vec<R>
where
    T: Send,
    R: Send,
{
    assert!(workers > 0, "drain needs at least one worker");
    let mut lists: Vec<VecDeque<(usize, T)>> = (0..workers).map(|_| VecDeque::new()).collect();
    for (place, item) in items.into_iter().enumerate() {
        lists[place % workers].push_back((place, item));
    }
    let lists: Vec<_> = lists.into_iter().map(Mutex::new).collect();
    let take = |own: usize| {
        let mine = lists[own].lock().unwrap().pop_front();
        // Nothing is ever added, so a list that was empty once stays so.
        mine.or_else(|| {
            let mut others = lists.iter().cycle().skip(own + 1).take(workers - 1);
            others.find_map(|list| list.lock().unwrap().pop_back())
        })
    };
    let (take, f) = (&take, &f);
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let hands: Vec<_> = (0..workers)
            .map(|own| {
                scope.spawn(move || {
                    std::iter::from_fn(|| take(own))
                        .map(|(place, item)| (place, f(item)))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        hands
            .into_iter()
            .flat_map(|hand| hand.join().expect("a worker ended well"))
            .collect()
    });
    done.sort_unstable_by_key(|&(place, _)| place);
    done.into_iter().map(|(_, result)| result).collect()
}

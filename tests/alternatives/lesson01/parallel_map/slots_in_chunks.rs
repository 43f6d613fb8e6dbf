//! Alternative: items and slots for their answers are cut in the same places, by `chunks` and `chunks_mut`.

use std::thread;

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    assert!(workers > 0, "parallel_map needs at least one worker");
    let f = &f;
    let mut slots: Vec<Option<R>> = items.iter().map(|_| None).collect();
    let share = items.len().div_ceil(workers).max(1);
    thread::scope(|scope| {
        for (items, slots) in items.chunks(share).zip(slots.chunks_mut(share)) {
            scope.spawn(move || {
                for (item, slot) in items.iter().zip(slots) {
                    *slot = Some(f(item));
                }
            });
        }
    });
    slots
        .into_iter()
        .map(|slot| slot.expect("every item has been mapped"))
        .collect()
}

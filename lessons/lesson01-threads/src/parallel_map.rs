//! Exercise `parallel_map`: a list, shared out among a fixed number of workers.

/// Calls `f` once for each of `items`, on `workers` threads, and returns the answers in the order of `items`.
///
/// Items are borrowed, never copied. Any number of items will do, none or fewer than `workers`, too.
/// `f` is called on at most `workers` threads in all, however many items there are; with plenty
/// of items (a thousand for each worker), all `workers` are at work at the same time, and each of them takes
/// at least a tenth of an even share.
///
/// * Speed: where an item takes some microseconds, two workers on two free cores need at most two thirds of the time
///   that one thread needs without this function.
/// * Blocking: returns when all threads that it started have ended.
///
/// # Panics
///
/// Panics with "at least one worker" if `workers` is 0, also when there is nothing to do.
/// Panics if `f` panics, but only when all threads have ended.
///
/// # Example
///
/// ```
/// # use lesson01::parallel_map;
/// let words = [String::from("many"), String::from("hands")];
/// assert_eq!(parallel_map(&words, 2, |word| word.len()), [4, 5]);
/// ```
pub fn parallel_map<T: Sync, R: Send>(
    items: &[T],
    workers: usize,
    f: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let _ = f;
    todo!("map {} items, with {workers} for `workers`", items.len())
}

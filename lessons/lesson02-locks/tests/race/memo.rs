use std::sync::atomic::{AtomicUsize, Ordering};

use ::kit::{sync::Arc, thread};
use ::lesson02::Memo;

#[test]
fn t9_two_that_ask_at_the_same_time_get_one_value() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let memo = Arc::new(Memo::new());
        // std's own: it only observes, and is no step of the model.
        let computed = Arc::new(AtomicUsize::new(0));
        let ask = |memo: &Memo<&str, u32>, computed: &AtomicUsize, value| {
            *memo.get_or_compute("rust", || {
                computed.fetch_add(1, Ordering::Relaxed);
                value
            })
        };
        let other = thread::spawn({
            let (memo, computed) = (Arc::clone(&memo), Arc::clone(&computed));
            move || ask(&memo, &computed, 2)
        });
        let values = [ask(&memo, &computed, 1), other.join().unwrap()];
        let times = computed.load(Ordering::Relaxed);
        assert!(
            times == 1 && values[0] == values[1],
            "two threads asked for one key at the same time, one with a closure that returns 1, the other with one that returns 2; \
             {times} of them ran, and the two got {values:?}. \
             Hint: what may the other thread do between your look at the map and the mark that you leave there?"
        );
    });
}

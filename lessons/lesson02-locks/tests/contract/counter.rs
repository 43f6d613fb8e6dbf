use ::lesson02::Counter;

use crate::in_time;

#[test]
fn t1_the_total_is_the_sum_of_all_that_was_added() {
    let _case = ::kit::case!();
    let counted = in_time(|| {
        let counter = Counter::new();
        let before = counter.total();
        for n in [3, 0, 4] {
            counter.add(n);
        }
        (before, counter.total())
    });
    let (before, total) = counted.unwrap_or_else(|| {
        panic!(
            "3, 0 and 4 were to be added to a new counter, and a call of add did not come back, with nobody else there. \
             Hint: which lock does this thread hold already when it asks for the next one, and how long does that guard live?"
        )
    });
    assert_eq!(
        (before, total),
        (0, 7),
        "a new counter, to which 3, 0 and 4 were added one after the other, said {before} before and \
         {total} after it, not 0 and 7. Hint: which number does `add` change, the one that is shared or a copy of it?"
    );
}

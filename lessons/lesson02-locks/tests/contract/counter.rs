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
        let total = counter.total();
        counter.add(u64::from(u32::MAX));
        (before, total, counter.total())
    });
    let (before, total, large) = counted.unwrap_or_else(|| {
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
    let expected = 7 + u64::from(u32::MAX);
    assert_eq!(
        large,
        expected,
        "{} was added to a count of 7, and its total is {large}, not {expected}. \
         Hint: how large can the number grow in its type?",
        u32::MAX
    );
}

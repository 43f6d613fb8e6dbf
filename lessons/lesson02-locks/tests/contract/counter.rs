use ::lesson02::Counter;

#[test]
fn t1_the_total_is_the_sum_of_all_that_was_added() {
    let _case = ::kit::case!();
    let counter = Counter::new();
    let before = counter.total();
    for n in [3, 0, 4] {
        counter.add(n);
    }
    let total = counter.total();
    assert_eq!(
        (before, total),
        (0, 7),
        "a new counter, to which 3, 0 and 4 were added one after the other, said {before} before and \
         {total} after it, not 0 and 7. Hint: which number does `add` change, the one that is shared or a copy of it?"
    );
}

use ::kit::{sync::Arc, thread};
use ::lesson02::Counter;

#[test]
fn t2_two_threads_that_add_at_the_same_time_lose_nothing() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let counter = Arc::new(Counter::new());
        let other = thread::spawn({
            let counter = Arc::clone(&counter);
            move || counter.add(2)
        });
        counter.add(1);
        other.join().unwrap();
        let total = counter.total();
        assert_eq!(
            total, 3,
            "two threads added 1 and 2 at the same time, and the total is {total}: an update was lost. \
             Hint: what may the other thread do between reading and writing?"
        );
    });
}

#[test]
fn t3_an_update_that_returned_is_in_every_total_from_then_on() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let counter = Arc::new(Counter::new());
        let other = thread::spawn({
            let counter = Arc::clone(&counter);
            move || {
                counter.add(1);
                counter.add(2);
            }
        });
        counter.add(4);
        let totals = [counter.total(), counter.total()];
        other.join().unwrap();
        let last = counter.total();
        assert!(
            last == 7,
            "one thread added 1 and then 2, another one 4 at the same time, and the total is {last}: an update was lost. \
             Hint: how often may another thread come between?"
        );
        let possible = totals.iter().all(|total| [4, 5, 7].contains(total));
        assert!(
            possible && totals[0] <= totals[1],
            "one thread added 4 and asked twice for the total, while another one added 1 and then 2: it got {totals:?}. \
             Hint: where is a number while it is being added, and does `total` look there in the same moment?"
        );
    });
}

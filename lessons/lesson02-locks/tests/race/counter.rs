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

use std::sync::{
    Mutex,
    atomic::{AtomicBool, Ordering},
    mpsc,
};

use ::kit::{meeting::Meeting, patience::receive, tidy::Threads};
use ::lesson03::drain;

use crate::{in_time, panic_of};

#[test]
fn t1_the_results_stand_in_the_order_of_the_items() {
    let _case = ::kit::case!();
    let words = vec!["one", "three", "seventeen"];
    let lengths = in_time("drain with 1 worker", || drain(words, 1, |word| word.len()));
    assert_eq!(
        lengths,
        [3, 5, 9],
        "1 worker measured the words one, three, seventeen. Hint: which word does each result belong to?"
    );
}

#[test]
fn t2_there_may_be_fewer_items_than_workers() {
    let _case = ::kit::case!();
    let none = in_time("drain with 2 workers and no item", || {
        drain(vec![], 2, |item: u32| item)
    });
    assert_eq!(
        none, [0; 0],
        "2 workers, no item. Hint: where does a result come from that has no item?"
    );
    let one = in_time("drain with 4 workers and one item", || {
        drain(vec!["a"], 4, |item| item)
    });
    assert_eq!(
        one,
        ["a"],
        "4 workers, one item. Hint: which worker handles it, and how do the others find out?"
    );
}

#[test]
fn t3_all_workers_work_at_the_same_time() {
    let _case = ::kit::case!();
    let meeting = Meeting::new(3);
    let met = drain(vec![(), (), ()], 3, |()| meeting.attend());
    assert!(
        met == [true; 3],
        "3 workers, 3 items that wait for one another: at most {} of them was at work at a time. Hint: what does a worker hold while it works, or who waits for whom?",
        meeting.most()
    );
}

#[test]
fn t4_whoever_is_free_takes_the_next_item() {
    let _case = ::kit::case!();
    let (tell, told) = mpsc::channel();
    let (first, told) = (AtomicBool::new(true), Mutex::new(told));
    let held_up = drain((1..=20).collect(), 2, |item: u32| {
        if !first.swap(false, Ordering::Relaxed) {
            let _ = tell.send(item);
            return None;
        }
        // The first one to begin is held up until all the others are done.
        let told = told.lock().expect("only one is held up");
        let in_time = |_: &_| receive(&told).is_ok();
        Some((1..20).take_while(in_time).count())
    });
    let others = held_up.iter().flatten().next().copied();
    assert_eq!(
        others,
        Some(19),
        "one of 20 items was held up in one worker until the 19 others were done; so many of them were done by the other worker. Hint: who decides which worker handles an item, and when?"
    );
}

#[test]
fn t5_an_item_that_takes_long_keeps_its_place() {
    let _case = ::kit::case!();
    let (tell, told) = mpsc::channel();
    let (first, told) = (AtomicBool::new(true), Mutex::new(told));
    let out = drain(vec![1, 2, 3, 4], 2, |item| {
        if first.swap(false, Ordering::Relaxed) {
            let told = told.lock().expect("only one is held up");
            let _ = (1..4).try_for_each(|_| receive(&told).map(drop));
        } else {
            let _ = tell.send(());
        }
        item * 10
    });
    assert_eq!(
        out,
        [10, 20, 30, 40],
        "4 items times 10; the one that was begun first was finished last. Hint: how does a result find the place of its item?"
    );
}

#[test]
fn t6_no_worker_at_all_is_refused_in_words() {
    let _case = ::kit::case!();
    assert_eq!(
        panic_of(|| drain(vec![1], 0, |item| item)).as_deref(),
        Some("drain needs at least one worker"),
        "one item, 0 workers. Hint: who would handle it? Panic at once, in the words of the docs."
    );
}

#[test]
fn t7_a_panic_of_the_work_is_not_swallowed() {
    let _case = ::kit::case!();
    for workers in [1, 2] {
        let ended = panic_of(|| {
            drain(vec![1, 2, 3], workers, |item| {
                assert_ne!(item, 2, "item 2 cannot be handled");
                item
            })
        });
        assert!(
            ended.is_some(),
            "workers: {workers}; the work panicked for item 2 of 3, yet drain returned as if all were well. Hint: what does join tell about its thread?"
        );
    }
}

#[test]
fn t8_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    let threads = Threads::now();
    drain(vec![1, 2, 3], 2, |item| item);
    threads.none_lives_on(
        "2 workers handled 3 items, and drain has returned",
        "what does each of your threads wait for at its end, and does it come?",
    );
}

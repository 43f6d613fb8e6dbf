use std::{
    collections::{HashMap, HashSet},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use ::kit::{meeting::Meeting, tidy::Threads};
use ::lesson01::parallel_map;

use crate::{
    backwards::Backwards,
    panics::{in_words, message_of, panic_with},
};

/// Cannot be cloned or copied: `parallel_map` has to do with a borrow.
struct Item(usize);

fn items(count: usize) -> Vec<Item> {
    (0..count).map(Item).collect()
}

/// Maps `count` items to ten times their number, and checks answers and calls.
fn check(count: usize, workers: usize, hint: &str) {
    let calls = AtomicUsize::new(0);
    let answers = parallel_map(&items(count), workers, |item| {
        calls.fetch_add(1, Ordering::Relaxed);
        10 * item.0
    });
    let expected: Vec<_> = (0..count).map(|number| 10 * number).collect();
    let calls = calls.into_inner();
    assert!(
        answers == expected,
        "the numbers below {count}, each times 10; workers: {workers}; calls of `f`: {calls}; \
         answers: {answers:?}. Hint: {hint}"
    );
    assert!(
        calls == count,
        "the numbers below {count}, each times 10; workers: {workers}; the answers are right, but calls of `f`: \
         {calls}. Hint: for which item is `f` called twice?"
    );
}

#[test]
fn t1_every_item_is_mapped_and_the_order_is_kept() {
    let _case = ::kit::case!();
    let hint = "which items does each worker get, and how are their answers put together?";
    check(12, 1, hint);
    // The first item takes until the last one is over.
    let backwards = Backwards::new(2);
    let answers = parallel_map(&items(8), 2, |item| {
        match item.0 {
            0 => backwards.leave(0),
            7 => backwards.leave(1),
            _ => {}
        }
        item.0
    });
    assert!(
        answers == [0, 1, 2, 3, 4, 5, 6, 7],
        "8 items on 2 workers, and the worker of the first item was the last to finish; \
         the answers came as {answers:?}. Hint: what decides where an answer goes?"
    );
    check(12, 3, hint);
}

#[test]
fn t2_no_item_is_lost_when_the_shares_are_uneven() {
    let _case = ::kit::case!();
    for workers in 2..=6 {
        for count in workers..=20 {
            check(
                count,
                workers,
                "who gets the items that are left over when you divide?",
            );
        }
    }
}

#[test]
fn t3_more_workers_than_items_are_fine() {
    let _case = ::kit::case!();
    for count in 0..=3 {
        for workers in [count + 1, 50] {
            check(count, workers, "how many items does each worker get here?");
        }
    }
}

#[test]
fn t4_never_more_threads_than_workers() {
    let _case = ::kit::case!();
    let threads = Mutex::new(HashSet::new());
    parallel_map(&items(60), 3, |_| {
        threads.lock().unwrap().insert(thread::current().id());
    });
    let threads = threads.into_inner().unwrap().len();
    assert!(
        threads <= 3,
        "60 items on 3 workers: `f` was called on {threads} threads. \
         Hint: how many threads do you start, and does the caller's own work, too?"
    );
}

#[test]
fn t5_all_workers_work_at_the_same_time() {
    let _case = ::kit::case!();
    let (first, hundredth) = (Meeting::new(3), Meeting::new(3));
    let calls = Mutex::new(HashMap::new());
    parallel_map(&items(3_000), 3, |_| {
        let mut all = calls.lock().unwrap();
        let own: &mut u32 = all.entry(thread::current().id()).or_default();
        *own += 1;
        let own = *own;
        drop(all);
        match own {
            1 => _ = first.attend(),
            100 if first.most() >= 3 => _ = hundredth.attend(),
            _ => {}
        }
    });
    assert!(
        first.most() >= 3,
        "3000 items on 3 workers, and each worker waited for the others at its first item; only {} of 3 \
         were there at the same time. Hint: what does a worker have to wait for before it may call `f`?",
        first.most()
    );
    let mut calls: Vec<_> = calls.into_inner().unwrap().into_values().collect();
    calls.sort_unstable();
    assert!(
        hundredth.most() >= 3,
        "3000 items on 3 workers, and each worker waited for the others at its hundredth item; only {} of 3 were \
         there at the same time. They called `f` {calls:?} times. Hint: who works on when the others have ended?",
        hundredth.most()
    );
    // More than most machines have cores: nobody is to wait for one.
    let (many, threads) = (Meeting::new(16), Mutex::new(HashSet::new()));
    parallel_map(&items(16_000), 16, |_| {
        let first = threads.lock().unwrap().insert(thread::current().id());
        if first {
            many.attend();
        }
    });
    assert!(
        many.most() >= 16,
        "16000 items on 16 workers, and each worker waited for the others at its first item; only {} of 16 \
         were there at the same time. Hint: who decides how many workers there are, the caller or the machine?",
        many.most()
    );
}

#[test]
fn t6_without_a_worker_it_panics_in_words() {
    let _case = ::kit::case!();
    for count in [3, 0] {
        let message = message_of(|| drop(parallel_map(&items(count), 0, |item| item.0)));
        assert!(
            message
                .as_ref()
                .is_some_and(|message| message.contains("at least one worker")),
            "{count} items on 0 workers must make it panic with \"at least one worker\"; \
             it {}. Hint: what does the documentation say under Panics?",
            in_words(&message)
        );
    }
}

#[test]
fn t7_a_panic_in_f_comes_out_when_all_workers_have_ended() {
    let _case = ::kit::case!();
    let (begun, ended) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let panicked = AtomicBool::new(false);
    let message = message_of(|| {
        parallel_map(&items(3), 3, |item| {
            begun.fetch_add(1, Ordering::Relaxed);
            if item.0 > 0 {
                thread::sleep(Duration::from_millis(20));
            }
            ended.fetch_add(1, Ordering::Relaxed);
            // Once: whoever calls it again gets an answer, and has lost the panic.
            if item.0 == 0 && !panicked.swap(true, Ordering::Relaxed) {
                panic_with("item 0");
            }
        });
    });
    let (begun, ended) = (begun.into_inner(), ended.into_inner());
    assert!(
        message.is_some(),
        "`f` panicked for item 0 of 3, and `parallel_map` returned as if nothing had happened. \
         Hint: what does `join` tell about a panic, and what do you do with it?"
    );
    assert!(
        begun == ended,
        "item 0 panicked; when `parallel_map` ended, {begun} calls of `f` had begun and {ended} were over. \
         Hint: who still waits for the others?"
    );
}

#[test]
fn t8_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    let before = Threads::now();
    parallel_map(&items(30), 3, |item| item.0);
    before.none_lives_on(
        "30 items were mapped on 3 workers, and `parallel_map` has returned",
        "what does each of your threads wait for at its end, and does it come?",
    );
}

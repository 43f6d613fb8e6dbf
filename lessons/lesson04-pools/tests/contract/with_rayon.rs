use std::{
    sync::{Mutex, mpsc},
    thread,
};

use ::kit::{meeting::Meeting, patience::receive, tidy::Threads};
use ::lesson04::{
    is_prime,
    with_rayon::{map, sum_of_primes, sums_of_primes},
};

use crate::panics::{message_of, panic_with, what_came};

/// Cannot be cloned or copied: `map` has to do with a borrow.
struct Item(usize);

fn items(count: usize) -> Vec<Item> {
    (0..count).map(Item).collect()
}

#[test]
fn t1_answers_stand_in_the_order_of_the_items() {
    let _case = ::kit::case!();
    let factor = 10;
    for workers in [1, 2] {
        // The first item takes until the last one is done.
        let (tell, told) = mpsc::channel();
        let (tell, told) = (Mutex::new(Some(tell)), Mutex::new(told));
        let answers = map(&items(8), workers, |item| {
            if item.0 == 7 {
                *tell.lock().unwrap() = None;
            } else if item.0 == 0 && workers > 1 {
                let _: Result<(), _> = receive(&told.lock().unwrap());
            }
            factor * item.0
        });
        assert_eq!(
            answers,
            [0, 10, 20, 30, 40, 50, 60, 70],
            "8 items, each times 10, on {workers} worker(s). Hint: what does rayon's collect promise, and do you let it?"
        );
    }
    assert_eq!(
        map(&items(0), 2, |item| item.0),
        [],
        "no items on 2 workers. Hint: what is the answer when there is nothing to do?"
    );
}

#[test]
fn t2_it_has_a_pool_of_as_many_threads_as_workers() {
    let _case = ::kit::case!();
    // Another number than that of the cores, which is the size of rayon's own pool.
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
    let workers = if cores == 3 { 2 } else { 3 };
    let sizes = map(&items(6), workers, |_| rayon::current_num_threads());
    assert!(
        sizes == [workers; 6],
        "6 items on a pool of so many workers as this machine does not have cores: `f` was called on another pool. \
         Hint: rayon has a pool of its own, with a thread for each core; how do you say that work shall go to yours?"
    );
}

#[test]
fn t3_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    let threads = Threads::now();
    map(&items(6), 4, |item| item.0);
    sum_of_primes(100, 4);
    sums_of_primes(&[10, 100], 4);
    let left = threads.left_behind().unwrap_or(0);
    assert!(
        left == 0,
        "map, sum_of_primes and sums_of_primes have returned; threads that live on: {left}. Hint: who drops the pool, and who owns rayon's own?"
    );
}

#[test]
fn t4_all_workers_work_at_the_same_time() {
    let _case = ::kit::case!();
    let meeting = Meeting::new(2);
    map(&items(8), 2, |_| meeting.attend());
    let most = meeting.most();
    assert!(
        most == 2,
        "8 items on 2 workers, and the first to come waited for another one; there at the same time: {most}. \
         Hint: is it a parallel iterator that calls `f`?"
    );
}

#[test]
fn t5_skewed_work_is_balanced() {
    let _case = ::kit::case!();
    let (tell, told) = mpsc::channel();
    let told = Mutex::new(told);
    let others = map(&items(64), 2, |item| {
        if item.0 > 0 {
            let _ = tell.send(());
            return 0;
        }
        let told = told.lock().unwrap();
        (0..40).take_while(|_| receive(&told).is_ok()).count()
    });
    let others = others.iter().sum::<usize>();
    assert!(
        others == 40,
        "64 items on 2 workers, and item 0 took until 40 others were done, or 2 s: {others} were. \
         Hint: who does the items behind the one that takes long?"
    );
}

#[test]
fn t6_without_a_worker_it_panics_in_words() {
    let _case = ::kit::case!();
    let calls: [(&str, fn()); 4] = [
        ("map of 2 items", || drop(map(&items(2), 0, |item| item.0))),
        ("sum_of_primes", || _ = sum_of_primes(10, 0)),
        ("sums_of_primes of 1 limit", || _ = sums_of_primes(&[10], 0)),
        ("sums_of_primes of no limits", || _ = sums_of_primes(&[], 0)),
    ];
    for (name, call) in calls {
        let message = message_of(call);
        assert!(
            message
                .as_ref()
                .is_some_and(|text| text.contains("at least one worker")),
            "{name} with 0 workers must panic with \"at least one worker\"; {}. Hint: what does rayon take 0 for, and who looks at the number if there is nothing to do?",
            what_came(&message)
        );
    }
}

#[test]
fn t7_a_panic_of_f_is_not_swallowed() {
    let _case = ::kit::case!();
    let result = std::panic::catch_unwind(|| {
        map(&items(4), 2, |item| {
            if item.0 == 2 {
                panic_with(2_u32)
            }
        })
    });
    let payload = result.err();
    let is_ours = payload
        .as_ref()
        .is_some_and(|payload| payload.downcast_ref::<u32>() == Some(&2));
    let text = payload.and_then(|payload| payload.downcast::<&str>().ok());
    assert!(
        is_ours,
        "`f` panicked for item 2 with the number 2; it did not come out of map, but {text:?}. Hint: what does rayon itself do with a panic?"
    );
}

#[test]
fn t8_the_sum_of_primes_is_exact() {
    let _case = ::kit::case!();
    let serial = (0..=997).filter(|&n| is_prime(n)).sum();
    let sums = [
        (0, 0),
        (1, 0),
        (2, 2),
        (7, 17),
        (100, 1_060),
        (997, serial),
        (10_000, 5_736_396),
    ];
    for (limit, sum) in sums {
        for workers in [1, 2, 3] {
            let answer = sum_of_primes(limit, workers);
            assert!(
                answer == sum,
                "the prime numbers up to and including {limit}, on {workers} worker(s), are {sum} together; the answer was {answer}. \
                 Hint: which number comes first, and which last?"
            );
        }
    }
}

#[test]
fn t9_several_sums_come_in_the_order_of_their_limits() {
    let _case = ::kit::case!();
    // A tenth of the tutorial's limits, so that it takes no time without optimisation.
    let limits = [300_000, 100_000, 200_000];
    let sums = [3_709_507_114, 454_396_537, 1_709_600_813];
    let answers = sums_of_primes(&limits, 2);
    assert_eq!(
        answers, sums,
        "the sums of the prime numbers up to {limits:?}. Hint: which sum belongs to which limit?"
    );
}

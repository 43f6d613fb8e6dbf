//! The race tests of the learners' files, as a lesson would have them.

use kit::{
    sync::{Arc, Condvar, Mutex},
    thread,
};

use crate::{
    bank::{Account, total, transfer},
    counter::{Counter, Hits},
    gate::{Bell, Gate, Shelf},
    pool::doubled,
    publish::Letter,
    stack,
};

#[test]
#[ignore = "run by its snapshot"]
fn an_update_lost_between_two_locks() {
    let _case = kit::case!();
    kit::model(|| {
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
            "two threads added 1 and 2, and the total is {total}. Hint: what may the other thread do between look and write?"
        );
    });
}

#[test]
#[ignore = "run by its snapshot"]
fn an_update_lost_by_load_and_store() {
    let _case = kit::case!();
    kit::model(|| {
        let hits = Arc::new(Hits::new());
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let hits = Arc::clone(&hits);
                thread::spawn(move || hits.hit())
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(hits.count(), 2);
    });
}

#[test]
#[ignore = "run by its snapshot"]
fn two_transfers_in_opposite_directions() {
    let _case = kit::case!();
    kit::model(|| {
        let (ann, ben) = (Arc::new(Account::new(10)), Arc::new(Account::new(10)));
        let other = thread::spawn({
            let (a, b) = (ann.clone(), ben.clone());
            move || transfer(&b, &a, 1)
        });
        transfer(&ann, &ben, 1);
        other.join().unwrap();
        assert_eq!(total(&[&ann, &ben]), 20);
    });
}

#[test]
#[ignore = "run by its snapshot"]
fn a_lock_taken_twice() {
    let _case = kit::case!();
    kit::model(|| {
        let ann = Account::new(10);
        transfer(&ann, &ann, 1);
    });
}

#[test]
#[ignore = "run by its snapshot"]
fn a_total_taken_account_by_account() {
    let _case = kit::case!();
    kit::model(|| {
        let (ann, ben) = (Arc::new(Account::new(10)), Arc::new(Account::new(10)));
        let payer = thread::spawn({
            let (ann, ben) = (ann.clone(), ben.clone());
            move || transfer(&ann, &ben, 4)
        });
        let sum = total(&[&ann, &ben]);
        assert_eq!(
            sum, 20,
            "there were 20 in all. Hint: is there a moment with one balance read and the other not?"
        );
        payer.join().unwrap();
    });
}

#[test]
#[ignore = "run by its snapshot"]
fn a_notification_without_a_state() {
    let _case = kit::case!();
    kit::model(|| {
        let bell = Arc::new(Bell::new());
        let ringer = thread::spawn({
            let bell = Arc::clone(&bell);
            move || bell.ring()
        });
        bell.wait();
        ringer.join().unwrap();
    });
}

#[test]
#[ignore = "run by its snapshot"]
fn a_flag_set_outside_the_lock() {
    let _case = kit::case!();
    kit::model(|| {
        let gate = Arc::new(Gate::default());
        let porter = thread::spawn({
            let gate = Arc::clone(&gate);
            move || gate.open()
        });
        gate.pass();
        porter.join().unwrap();
    });
}

#[test]
#[ignore = "run by its snapshot"]
fn if_for_while() {
    let _case = kit::case!();
    kit::model(|| {
        let shelf = Arc::new(Shelf::new());
        let hands: Vec<_> = (0..2)
            .map(|_| {
                let shelf = Arc::clone(&shelf);
                thread::spawn(move || shelf.take())
            })
            .collect();
        for item in [1, 2] {
            shelf.put(item);
        }
        for hand in hands {
            hand.join().unwrap();
        }
    });
}

#[test]
#[ignore = "run by its snapshot"]
fn the_first_sender_is_kept() {
    let _case = kit::case!();
    kit::model(|| assert_eq!(doubled(vec![1, 2]).len(), 2));
}

#[test]
#[ignore = "run by its snapshot"]
fn a_relaxed_flag() {
    let _case = kit::case!();
    kit::model(|| {
        let letter = Arc::new(Letter::new());
        let writer = thread::spawn({
            let letter = Arc::clone(&letter);
            move || letter.send(42)
        });
        if let Some(text) = letter.receive() {
            assert_eq!(
                text, 42,
                "42 was sent. Hint: what orders the flag and the text?"
            );
        }
        writer.join().unwrap();
    });
}

#[test]
#[ignore = "run by its snapshot"]
fn a_thread_that_spins() {
    let _case = kit::case!();
    kit::model(|| {
        let gate = Arc::new(Gate::default());
        let guest = thread::spawn({
            let gate = Arc::clone(&gate);
            move || gate.pass_by_asking()
        });
        guest.join().unwrap();
        gate.open();
    });
}

#[test]
#[ignore = "run by its snapshot"]
fn a_panic_while_another_is_on_its_way() {
    let _case = kit::case!();
    kit::model(|| {
        let left = Arc::new(Mutex::new(0));
        let worker = thread::spawn({
            let left = Arc::clone(&left);
            move || stack::work(&left)
        });
        worker.join().unwrap();
    });
}

#[test]
#[ignore = "run by its snapshot"]
fn a_function_without_an_end() {
    let _case = kit::case!();
    kit::model(|| {
        let weight = Arc::new(Mutex::new(1));
        let summer = thread::spawn({
            let weight = Arc::clone(&weight);
            move || stack::weighed(&weight, 3)
        });
        summer.join().unwrap();
    });
}

#[cfg(feature = "explorer")]
mod early_ends {
    use kit::{
        sync::{
            Arc, Condvar, Mutex,
            atomic::{AtomicBool, AtomicU64, Ordering},
            mpsc,
        },
        thread,
    };

    use crate::early::{add_once, call_and_join, the_next, wait_parked};

    #[test]
    #[ignore = "run by its snapshot"]
    fn a_park_that_ends_for_no_reason() {
        let _case = kit::case!();
        kit::model(|| {
            let open = Arc::new(AtomicBool::new(false));
            let waiting = thread::spawn({
                let open = Arc::clone(&open);
                move || assert!(wait_parked(&open), "awake, and nobody has called")
            });
            open.store(true, Ordering::SeqCst);
            waiting.thread().unpark();
            waiting.join().unwrap();
        });
    }

    #[test]
    #[ignore = "run by its snapshot"]
    fn a_weak_exchange_that_fails_for_no_reason() {
        let _case = kit::case!();
        kit::model(|| {
            let total = AtomicU64::new(0);
            assert!(add_once(&total), "nobody else was there");
        });
    }

    #[test]
    #[ignore = "run by its snapshot"]
    fn a_message_that_comes_after_the_time_limit() {
        let _case = kit::case!();
        kit::model(|| {
            let (sender, messages) = mpsc::channel();
            let sending = thread::spawn(move || sender.send(7).unwrap());
            assert_eq!(the_next(&messages), 7);
            sending.join().unwrap();
        });
    }

    #[test]
    #[ignore = "run by its snapshot"]
    fn a_call_that_is_heard_and_cannot_be_followed() {
        let _case = kit::case!();
        kit::model(|| call_and_join(&Arc::new((Mutex::new(0), Condvar::new()))));
    }
}

#[test]
#[ignore = "run by its snapshot"]
fn fields_without_names() {
    let _case = kit::case!();
    kit::model(|| {
        let score = Arc::new(crate::pair::Score::default());
        let player = thread::spawn({
            let score = Arc::clone(&score);
            move || score.home()
        });
        score.home();
        player.join().unwrap();
        assert_eq!(score.goals(), 2, "two goals were shot");
    });
}

#[test]
#[ignore = "run by its snapshot"]
fn a_lock_and_a_condition_variable_in_a_pair() {
    let _case = kit::case!();
    kit::model(|| {
        let latch = crate::pair::Latch::new();
        let porter = thread::spawn({
            let latch = latch.clone();
            move || latch.open()
        });
        latch.wait();
        porter.join().unwrap();
    });
}

#[test]
#[ignore = "run by its snapshot"]
fn a_pair_of_the_models_own() {
    let _case = kit::case!();
    kit::model(|| {
        let pair = Arc::new((Mutex::new(0), Condvar::new()));
        let other = thread::spawn({
            let pair = Arc::clone(&pair);
            move || {
                *pair.0.lock().unwrap() += 1;
            }
        });
        let mut seen = pair.0.lock().unwrap();
        while *seen == 0 {
            seen = pair.1.wait(seen).unwrap();
        }
        drop(seen);
        other.join().unwrap();
    });
}

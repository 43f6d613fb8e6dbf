//! What a right model of a lesson's size costs. Run by hand: `cargo test -p kit --features loom --lib cost -- --ignored --nocapture`.

use std::{collections::VecDeque, time::Instant};

use super::explore;
use crate::{
    sync::{Arc, Condvar, Mutex},
    thread,
};

struct Queue {
    items: Mutex<VecDeque<u32>>,
    not_empty: Condvar,
    not_full: Condvar,
}

impl Queue {
    fn push(&self, item: u32) {
        let mut items = self.items.lock().unwrap();
        while !items.is_empty() {
            items = self.not_full.wait(items).unwrap();
        }
        items.push_back(item);
        self.not_empty.notify_one();
    }

    fn pop(&self) -> u32 {
        let mut items = self.items.lock().unwrap();
        loop {
            if let Some(item) = items.pop_front() {
                self.not_full.notify_one();
                return item;
            }
            items = self.not_empty.wait(items).unwrap();
        }
    }
}

#[test]
#[ignore = "measures; has no expectation"]
fn a_queue_with_one_place_two_producers_and_a_consumer() {
    let _case = crate::case!();
    for rounds in [1, 2] {
        let since = Instant::now();
        let verdict = explore(move || {
            let queue = Arc::new(Queue {
                items: Mutex::default(),
                not_empty: Condvar::new(),
                not_full: Condvar::new(),
            });
            let producers = [0, 10].map(|from| {
                let queue = queue.clone();
                thread::spawn(move || (0..rounds).for_each(|item| queue.push(from + item)))
            });
            let mut got: Vec<_> = (0..2 * rounds).map(|_| queue.pop()).collect();
            for producer in producers {
                producer.join().unwrap();
            }
            got.sort_unstable();
            assert_eq!(got.len(), 2 * rounds as usize);
        });
        eprintln!("{rounds} each: {:?}, {verdict:?}", since.elapsed());
    }
}

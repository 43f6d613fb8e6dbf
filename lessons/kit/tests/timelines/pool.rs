//! A learner's workers.

use kit::{sync::mpsc, thread};

pub fn doubled(numbers: Vec<u32>) -> Vec<u32> {
    let (results, answers) = mpsc::channel();
    for number in numbers {
        let results = results.clone();
        thread::spawn(move || results.send(2 * number).unwrap());
    }
    answers.iter().collect()
}

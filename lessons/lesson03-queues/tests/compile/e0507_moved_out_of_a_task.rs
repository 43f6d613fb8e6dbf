//! E0507: the value is taken out of a task that only lends it.

use std::ops::Deref;

struct Task(String);

impl Deref for Task {
    type Target = String;

    fn deref(&self) -> &String {
        &self.0
    }
}

fn main() {
    let task = Task(String::from("home"));
    let page: String = *task;
    println!("{page}");
}

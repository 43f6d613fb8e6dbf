//! E0597: a thread from `spawn` may live for ever, but the variable that it borrows ends with its function.

use std::thread;

pub fn main() {
    let numbers = vec![1, 2, 3];
    let all = &numbers;
    let sum: i32 = thread::spawn(move || all.iter().sum()).join().unwrap();
    //~ mend: let sum: i32 = thread::scope(|scope| scope.spawn(|| all.iter().sum()).join().unwrap());
    println!("the sum is {sum}");
}

//! E0277: `Rc` counts its owners without a lock, so it must stay on one thread.

use std::thread;

pub fn main() {
    let name = std::rc::Rc::new(String::from("ann"));
    //~ mend: let name = std::sync::Arc::new(String::from("ann"));
    let same = name.clone();
    let thread = thread::spawn(move || println!("I am {same}"));
    thread.join().unwrap();
    println!("so am I: {name}");
}

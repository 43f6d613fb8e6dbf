//! E0382: a generator that was moved into one thread cannot be drawn from in another one.

use std::thread;

/// No generator of `rand` is `Copy`: a copy would give the same numbers again.
pub struct Generator(u64);

fn draw(generator: Generator) -> u64 {
    generator.0
}

pub fn main() {
    let (first, second) = (Generator(7), Generator(1 << 40));
    let left = thread::spawn(move || draw(first));
    let right = thread::spawn(move || draw(first));
    //~ mend: let right = thread::spawn(move || draw(second));
    println!("{} {}", left.join().unwrap(), right.join().unwrap());
}

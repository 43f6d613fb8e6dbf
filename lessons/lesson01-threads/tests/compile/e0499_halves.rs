//! E0499: two threads would change the same list at the same time.

use std::thread;

pub fn main() {
    let mut counts = [0, 0];
    let (left, right) = (&mut counts, &mut counts);
    //~ mend: let (left, right) = counts.split_at_mut(1);
    thread::scope(|scope| {
        scope.spawn(|| left[0] += 1);
        scope.spawn(|| right[0] += 1);
    });
    println!("{counts:?}");
}

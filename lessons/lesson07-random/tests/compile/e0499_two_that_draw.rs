//! E0499: drawing changes a generator, so two threads cannot draw from one at the same time.

use std::thread;

pub struct Generator(u64);

impl Generator {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        self.0 >> 33
    }
}

pub fn main() {
    let mut streams = [Generator(7), Generator(1 << 40)];
    let [first, second] = &mut streams;
    thread::scope(|scope| {
        scope.spawn(|| first.draw());
        scope.spawn(|| first.draw());
        //~ mend: scope.spawn(|| second.draw());
    });
}

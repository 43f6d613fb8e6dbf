//! E0596: a closure that all workers may call at the same time cannot move a generator on.

use std::thread;

#[derive(Clone)]
pub struct Generator(u64);

impl Generator {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        self.0 >> 33
    }
}

fn on_each_block(work: impl Fn(usize) -> u64 + Sync) {
    let work = &work;
    thread::scope(|scope| {
        for block in 0..2 {
            scope.spawn(move || work(block));
        }
    });
}

pub fn main() {
    let streams = [Generator(7), Generator(1 << 40)];
    let mut first = streams[0].clone();
    on_each_block(|_| first.draw());
    //~ mend: on_each_block(|block| streams[block].clone().draw());
}

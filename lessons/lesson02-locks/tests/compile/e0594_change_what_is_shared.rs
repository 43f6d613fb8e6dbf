//! E0594: `&self` is shared by all threads, and what is shared is not changed.

struct Counter {
    total: u64,
}

impl Counter {
    fn add(&self, n: u64) {
        self.total += n;
    }
}

fn main() {
    Counter { total: 0 }.add(1);
}

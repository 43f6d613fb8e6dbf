//! A learner's accidents.

use kit::sync::Mutex;

pub struct Tidy<'a> {
    pub left: &'a Mutex<u32>,
}

impl Drop for Tidy<'_> {
    fn drop(&mut self) {
        let left = *self.left.lock().unwrap();
        assert_eq!(left, 0, "something is left");
    }
}

pub fn work(left: &Mutex<u32>) {
    let _tidy = Tidy { left };
    *left.lock().unwrap() += 1;
    panic!("the work failed");
}

pub fn weighed(weight: &Mutex<u64>, n: u64) -> u64 {
    let weight = *weight.lock().unwrap();
    sum_down(weight, n)
}

#[expect(unconditional_recursion, reason = "that is the accident")]
fn sum_down(weight: u64, n: u64) -> u64 {
    let rest = sum_down(weight, n.wrapping_sub(1));
    std::hint::black_box(weight.wrapping_mul(n).wrapping_add(rest))
}

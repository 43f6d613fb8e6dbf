//! E0133: a global number that anybody may change needs `unsafe`, which this course forbids.

static mut X: u64 = 0;

fn main() {
    X += 1;
}

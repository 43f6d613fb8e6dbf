//! E0499: two threads change one number, as Python's naive counter does.

fn main() {
    let mut x = 0;
    std::thread::scope(|scope| {
        scope.spawn(|| x += 1);
        scope.spawn(|| x += 1);
    });
    println!("{x}");
}

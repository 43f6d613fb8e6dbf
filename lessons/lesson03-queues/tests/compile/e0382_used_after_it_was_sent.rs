//! E0382: what was handed over is used again.

use std::sync::mpsc;

fn main() {
    let (queue, _worker) = mpsc::channel();
    let page = String::from("home");
    queue.send(page).unwrap();
    println!("{page} is on its way");
}

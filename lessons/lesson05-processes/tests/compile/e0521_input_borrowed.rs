//! E0521: the thread may live longer than the caller's bytes, since nobody has to wait for it.

use std::{io::Write, process::ChildStdin, thread};

pub fn feed(mut pipe: ChildStdin, input: &[u8]) {
    thread::spawn(move || pipe.write_all(input));
    //~ mend: let input = input.to_vec(); thread::spawn(move || pipe.write_all(&input));
}

pub fn main() {}

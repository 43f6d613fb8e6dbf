//! E0507: the input cannot be moved out of a child that is only borrowed: the child would have a hole.

use std::{io::Write, process::Child};

pub fn feed(child: &mut Child, input: &[u8]) {
    let stdin = child.stdin;
    //~ mend: let stdin = child.stdin.take();
    let mut stdin = stdin.expect("its input is a pipe");
    let _ = stdin.write_all(input);
}

pub fn main() {}

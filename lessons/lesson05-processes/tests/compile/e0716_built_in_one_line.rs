//! E0716: `arg` returns a borrow of the command, and the command itself is dropped at the end of the line.

use std::process::Command;

pub fn main() {
    let command = Command::new("sort").arg("-n");
    //~ mend: let mut command = Command::new("sort"); let command = command.arg("-n");
    println!("{:?}", command.get_program());
}

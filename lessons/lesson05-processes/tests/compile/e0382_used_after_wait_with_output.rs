//! E0382: `wait_with_output` takes the child: it is collected then, and there is nobody left to end.

use std::{io, process::{Child, Output}};

pub fn ask(mut child: Child) -> io::Result<Output> {
    let output = child.wait_with_output();
    //~ mend: child.kill()?; let output = child.wait_with_output();
    child.kill()?;
    //~ mend:
    output
}

pub fn main() {}

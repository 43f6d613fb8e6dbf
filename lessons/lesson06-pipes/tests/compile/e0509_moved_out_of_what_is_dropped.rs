//! E0509: a field is moved out of a value whose `drop` will still look at it.

use std::process::{Child, ChildStdin};

struct Connection {
    child: Child,
    to: ChildStdin, // mend: Option<ChildStdin>, and `self.to.take()` with `mut self`
}

impl Connection {
    fn close(self) {
        drop(self.to);
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn main() {
    let _ = Connection::close;
}

//! E0509: a field is moved out of a value whose `drop` will still look at it.

use std::process::{Child, ChildStdin};

struct Connection {
    child: Child,
    to: ChildStdin,
    //~ mend: to: Option<ChildStdin>,
}

impl Connection {
    fn close(self) {
        //~ mend: fn close(mut self) {
        drop(self.to);
        //~ mend: drop(self.to.take());
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

//! E0596: writing through a borrow that others have, too.

use std::{
    io::{self, Write},
    process::ChildStdin,
};

struct Connection {
    to: ChildStdin,
    //~ mend: to: std::sync::Mutex<ChildStdin>,
}

impl Connection {
    fn send(&self, message: &[u8]) -> io::Result<()> {
        self.to.write_all(message)
        //~ mend: self.to.lock().unwrap().write_all(message)
    }
}

fn main() {
    let _ = Connection::send;
}

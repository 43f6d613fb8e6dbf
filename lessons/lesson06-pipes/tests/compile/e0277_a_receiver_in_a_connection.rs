//! E0277: a connection that many threads use holds a receiver that only one may use.

use std::sync::mpsc::{self, Receiver};

struct Connection {
    messages: Receiver<Vec<u8>>,
    //~ mend: messages: std::sync::Mutex<Receiver<Vec<u8>>>,
}

fn for_many_threads<T: Send + Sync>(_: &T) {}

fn main() {
    let (_tell, messages) = mpsc::channel();
    let connection = Connection { messages };
    //~ mend: let connection = Connection { messages: messages.into() };
    for_many_threads(&connection);
    drop(connection.messages);
}

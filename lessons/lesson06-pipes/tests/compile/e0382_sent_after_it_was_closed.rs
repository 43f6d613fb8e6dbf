//! E0382: a message to a child whose connection was closed.

struct Connection;

impl Connection {
    fn send(&self, message: &[u8]) {
        println!("{} bytes", message.len());
    }

    fn close(self) {}
}

fn main() {
    let connection = Connection;
    connection.close();
    //~ mend: connection.send(b"one thing more");
    connection.send(b"one thing more");
    //~ mend: connection.close();
}

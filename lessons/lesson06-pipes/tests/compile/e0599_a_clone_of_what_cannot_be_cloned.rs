//! E0599: a derived `clone` asks for the stream to be cloned.

use std::{
    io,
    sync::{Arc, Mutex},
};

#[derive(Clone)]
//~ mend: impl<W> Clone for SharedWriter<W> { fn clone(&self) -> Self { Self { to: Arc::clone(&self.to) } } }
struct SharedWriter<W> {
    to: Arc<Mutex<W>>,
}

fn main() -> io::Result<()> {
    let (_from, to) = io::pipe()?;
    let first = SharedWriter {
        to: Arc::new(Mutex::new(to)),
    };
    let second = first.clone();
    drop((first.to, second.to));
    Ok(())
}

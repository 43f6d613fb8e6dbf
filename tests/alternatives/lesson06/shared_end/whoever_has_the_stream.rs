//! Alternative: a writer takes the stream away, writes without any lock, and brings it back; the others wait for it on a condition variable.

use std::{
    io::{self, ErrorKind, Write},
    sync::{Arc, Condvar, Mutex},
};

/// The writing end of a stream, for as many threads as want it.
#[derive(Debug)]
pub struct SharedWriter<W: Write> {
    desk: Arc<Desk<W>>,
}

#[derive(Debug)]
struct Desk<W> {
    state: Mutex<State<W>>,
    back: Condvar,
}

#[derive(Debug)]
enum State<W> {
    Here(W),
    Lent,
    Broken,
}

/// Says that the stream is broken, unless it was brought back before.
struct Loan<'a, W>(&'a Desk<W>);

impl<W> Drop for Loan<'_, W> {
    fn drop(&mut self) {
        let mut state = self.0.state.lock().unwrap();
        if matches!(*state, State::Lent) {
            *state = State::Broken;
        }
        self.0.back.notify_all();
    }
}

impl<W: Write> SharedWriter<W> {
    /// The first handle.
    pub fn new(to: W) -> Self {
        let desk = Desk {
            state: Mutex::new(State::Here(to)),
            back: Condvar::new(),
        };
        Self {
            desk: Arc::new(desk),
        }
    }

    /// Writes all of `record`.
    pub fn write_record(&self, record: &[u8]) -> io::Result<()> {
        let desk = &*self.desk;
        let mut state = desk
            .back
            .wait_while(desk.state.lock().unwrap(), |state| {
                matches!(state, State::Lent)
            })
            .unwrap();
        let mut to = match std::mem::replace(&mut *state, State::Lent) {
            State::Here(to) => to,
            other => {
                *state = match other {
                    State::Broken => State::Broken,
                    _ => State::Lent,
                };
                return Err(ErrorKind::BrokenPipe.into());
            }
        };
        drop(state);
        let loan = Loan(desk);
        to.write_all(record)?;
        to.flush()?;
        *desk.state.lock().unwrap() = State::Here(to);
        drop(loan);
        Ok(())
    }
}

impl<W: Write> Clone for SharedWriter<W> {
    fn clone(&self) -> Self {
        let desk = Arc::clone(&self.desk);
        Self { desk }
    }
}

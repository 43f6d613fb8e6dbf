//! Alternative: messages wait in a list behind a lock and a condition variable; the way out is a buffered pipe behind a lock; the child is killed alone, without a group.

use std::{
    collections::VecDeque,
    io::{self, BufReader, BufWriter, ErrorKind},
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    sync::{Arc, Condvar, Mutex},
    thread::{self, JoinHandle},
};

use crate::{FrameError, read_frame, write_frame};

/// The longest message that a connection receives: 64 MiB.
pub const LARGEST: usize = 64 << 20;

/// A child with whom messages are exchanged as frames.
#[derive(Debug)]
pub struct Connection {
    child: Child,
    to: Mutex<Option<BufWriter<ChildStdin>>>,
    letters: Arc<LetterBox>,
    postman: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct LetterBox {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    letters: VecDeque<Result<Vec<u8>, FrameError>>,
    over: bool,
}

impl LetterBox {
    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap());
        self.changed.notify_all();
    }
}

impl Connection {
    /// Starts `command`, with two pipes.
    pub fn spawn(command: &mut Command) -> io::Result<Self> {
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let mut from = BufReader::new(child.stdout.take().expect("it is a pipe"));
        let letters = Arc::<LetterBox>::default();
        let to_fill = Arc::clone(&letters);
        let postman = thread::spawn(move || {
            loop {
                match read_frame(&mut from, LARGEST) {
                    Ok(Some(letter)) => to_fill.change(|state| state.letters.push_back(Ok(letter))),
                    Ok(None) => break,
                    Err(error) => {
                        to_fill.change(|state| state.letters.push_back(Err(error)));
                        break;
                    }
                }
            }
            drop(from);
            to_fill.change(|state| state.over = true);
        });
        Ok(Self {
            to: Mutex::new(child.stdin.take().map(BufWriter::new)),
            child,
            letters,
            postman: Some(postman),
        })
    }

    /// Sends one message.
    pub fn send(&self, message: &[u8]) -> io::Result<()> {
        let mut way = self.to.lock().unwrap();
        let to = way.as_mut().ok_or(ErrorKind::BrokenPipe)?;
        let sent = write_frame(to, message);
        if sent.is_err() {
            *way = None;
        }
        sent
    }

    /// The next message from the child.
    pub fn recv(&self) -> Result<Option<Vec<u8>>, FrameError> {
        let mut state = self.letters.state.lock().unwrap();
        loop {
            if let Some(letter) = state.letters.pop_front() {
                return letter.map(Some);
            }
            if state.over {
                return Ok(None);
            }
            state = self.letters.changed.wait(state).unwrap();
        }
    }

    /// Tells the child that nothing more will come, and waits until it has ended.
    pub fn close(mut self) -> io::Result<ExitStatus> {
        self.to.lock().unwrap().take();
        self.last_words()
    }

    /// Ends the child at once.
    pub fn kill(mut self) -> io::Result<ExitStatus> {
        let _ = self.child.kill();
        self.last_words()
    }

    fn last_words(&mut self) -> io::Result<ExitStatus> {
        if let Some(postman) = self.postman.take() {
            let _ = postman.join(); // the end of the pipe comes with the child's
        }
        self.child.wait()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.last_words();
    }
}

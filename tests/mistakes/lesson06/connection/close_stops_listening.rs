//! Mistake: closes both ways at once: nobody takes what the child still has to say, and its last words meet a broken pipe.
//! Caught by: contract connection::t9_close_waits_for_the_end_and_tells_how_it_was
//! Says: who takes these messages from the pipe, and until when

use std::{
    io::{self, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
    sync::{
        Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread::{self, JoinHandle},
};

use kit::process::Group;

use crate::{FrameError, SharedWriter, read_frame, write_frame};

/// The longest message that a connection receives: 64 MiB.
pub const LARGEST: usize = 64 << 20;

/// A child with whom messages are exchanged as frames: ours go to its standard input, its own come from its standard output.
#[derive(Debug)]
pub struct Connection {
    group: Group,
    child: Child,
    /// `None` when the child is to end.
    to: Option<SharedWriter<ChildStdin>>,
    messages: Mutex<Receiver<Message>>,
    /// `None` when the child has been waited for.
    reader: Option<JoinHandle<()>>,
}

type Message = Result<Option<Vec<u8>>, FrameError>;

impl Connection {
    /// Starts `command`, with two pipes as its standard input and output. Its standard error stays what it is.
    pub fn spawn(command: &mut Command) -> io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let (group, mut child) = Group::spawn(command)?;
        let from = child.stdout.take().expect("its output is a pipe");
        let (tell, messages) = mpsc::channel();
        Ok(Self {
            group,
            to: child.stdin.take().map(SharedWriter::new),
            child,
            messages: Mutex::new(messages),
            reader: Some(thread::spawn(move || read_all(from, &tell))),
        })
    }

    /// Sends one message.
    pub fn send(&self, message: &[u8]) -> io::Result<()> {
        let mut frame = Vec::new();
        write_frame(&mut frame, message)?;
        let to = self.to.as_ref().expect("nobody has closed it");
        to.write_record(&frame)
    }

    /// The next message from the child, also if the child has ended since it sent it.
    pub fn recv(&self) -> Result<Option<Vec<u8>>, FrameError> {
        let messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        messages.recv().unwrap_or(Ok(None))
    }

    /// Tells the child that nothing more will come, waits until it has ended by itself, and says how it ended.
    pub fn close(mut self) -> io::Result<ExitStatus> {
        self.messages = Mutex::new(mpsc::channel().1); // so the reader stops
        drop(self.to.take());
        self.collect()
    }

    /// Ends the child at once, waits until it is gone, and says how it ended: by this, or by itself before.
    pub fn kill(mut self) -> io::Result<ExitStatus> {
        self.end()
    }

    fn end(&mut self) -> io::Result<ExitStatus> {
        drop(self.to.take());
        // Nobody has waited for it yet, so its number is still its own, even if it has ended.
        if self.group.kill().is_err() {
            let _ = self.child.kill(); // where there are no groups
        }
        self.collect()
    }

    /// Waits for the child first: until it ends, the reader makes room for what it still sends.
    fn collect(&mut self) -> io::Result<ExitStatus> {
        let status = self.child.wait();
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
        status
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if self.reader.is_some() {
            let _ = self.end(); // nobody is left to be told
        }
    }
}

/// Takes messages from the pipe until there are no more, and lets go of it.
fn read_all(from: ChildStdout, tell: &Sender<Message>) {
    let mut from = BufReader::new(from);
    loop {
        let message = read_frame(&mut from, LARGEST);
        let last = !matches!(message, Ok(Some(_)));
        if tell.send(message).is_err() || last {
            return;
        }
    }
}

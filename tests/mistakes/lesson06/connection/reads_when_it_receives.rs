//! Mistake: reads from the pipe only in `recv`; while the child still sends, nobody takes it, and both sides wait. [60]
//! Caught by: contract connection::t4_both_sides_may_send_megabytes_first
//! Says: a pipe is full after 64 KiB

use std::{
    io::{self, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
    sync::Mutex,
};

use crate::{FrameError, read_frame, write_frame};

/// The longest message that a connection receives: 64 MiB.
pub const LARGEST: usize = 64 << 20;

/// A child with whom messages are exchanged as frames.
#[derive(Debug)]
pub struct Connection {
    child: Child,
    to: Mutex<ChildStdin>,
    from: Mutex<BufReader<ChildStdout>>,
}

impl Connection {
    /// Starts `command`, with two pipes.
    pub fn spawn(command: &mut Command) -> io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        Ok(Self {
            to: Mutex::new(child.stdin.take().unwrap()),
            from: Mutex::new(BufReader::new(child.stdout.take().unwrap())),
            child,
        })
    }

    /// Sends one message.
    pub fn send(&self, message: &[u8]) -> io::Result<()> {
        write_frame(&mut *self.to.lock().unwrap(), message)
    }

    /// The next message from the child.
    pub fn recv(&self) -> Result<Option<Vec<u8>>, FrameError> {
        read_frame(&mut *self.from.lock().unwrap(), LARGEST)
    }

    /// Tells the child that nothing more will come, and waits until it has ended.
    pub fn close(mut self) -> io::Result<ExitStatus> {
        self.child.wait()
    }

    /// Ends the child at once.
    pub fn kill(mut self) -> io::Result<ExitStatus> {
        self.child.kill()?;
        self.child.wait()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

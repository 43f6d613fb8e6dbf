//! Mistake: one lock around both ends: who waits for a message keeps everybody from sending.
//! Caught by: contract connection::t3_who_waits_for_a_message_keeps_nobody_from_sending
//! Says: which lock does the one hold while it waits

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
    ends: Mutex<Ends>,
}

#[derive(Debug)]
struct Ends {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Connection {
    /// Starts `command`, with two pipes.
    pub fn spawn(command: &mut Command) -> io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let ends = Ends {
            to: child.stdin.take(),
            from: BufReader::new(child.stdout.take().unwrap()),
            child,
        };
        Ok(Self {
            ends: Mutex::new(ends),
        })
    }

    /// Sends one message.
    pub fn send(&self, message: &[u8]) -> io::Result<()> {
        let mut ends = self.ends.lock().unwrap();
        write_frame(ends.to.as_mut().unwrap(), message)
    }

    /// The next message from the child.
    pub fn recv(&self) -> Result<Option<Vec<u8>>, FrameError> {
        read_frame(&mut self.ends.lock().unwrap().from, LARGEST)
    }

    /// Tells the child that nothing more will come, and waits until it has ended.
    pub fn close(self) -> io::Result<ExitStatus> {
        let mut ends = self.ends.lock().unwrap();
        drop(ends.to.take());
        ends.child.wait()
    }

    /// Ends the child at once.
    pub fn kill(self) -> io::Result<ExitStatus> {
        let mut ends = self.ends.lock().unwrap();
        ends.child.kill()?;
        ends.child.wait()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let ends = self.ends.get_mut().unwrap();
        let _ = ends.child.kill();
        let _ = ends.child.wait();
    }
}

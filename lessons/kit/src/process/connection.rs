//! A child that frames are exchanged with.

use std::{
    io::{self, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
    sync::{
        Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread::{self, JoinHandle},
};

use super::{FrameError, Group, read_frame, write_frame};

/// The longest frame that [`Connection::recv`] accepts: 64 MiB.
pub const LARGEST: usize = 64 << 20;

type Frame = Result<Option<Vec<u8>>, FrameError>;

/// A child, and frames to and from it.
///
/// A thread of its own reads what the child sends, as soon as it comes: so both sides may send as much as they like before
/// they receive. Dropping a connection ends the child, and all that it has started, at once.
///
/// Whoever has left the child's group, and still has its output open, keeps [`recv`](Self::recv), [`close`](Self::close),
/// [`kill`](Self::kill) and the drop waiting; `close` waits for those in the group as well.
#[derive(Debug)]
pub struct Connection {
    group: Group,
    child: Child,
    /// `None` once the child is to end.
    to: Mutex<Option<ChildStdin>>,
    frames: Mutex<Receiver<Frame>>,
    /// `None` once the child has been waited for.
    reader: Option<JoinHandle<()>>,
}

impl Connection {
    /// Starts `command` with its standard input and output as the two ways.
    ///
    /// # Errors
    ///
    /// If the program cannot be started, or the thread that reads what it sends.
    pub fn spawn(command: &mut Command) -> io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let (group, mut child) = Group::spawn(command)?;
        let (to, from) = (child.stdin.take(), child.stdout.take());
        let (tell, frames) = mpsc::channel();
        let read = move || from.into_iter().for_each(|from| read_all(from, &tell));
        let mut connection = Self {
            group,
            child,
            to: Mutex::new(to),
            frames: Mutex::new(frames),
            reader: None,
        };
        match thread::Builder::new().spawn(read) {
            Ok(reader) => connection.reader = Some(reader),
            Err(error) => {
                let _ = connection.end();
                return Err(error);
            }
        }
        Ok(connection)
    }

    /// Sends one frame.
    ///
    /// * Blocking: until the child has read so much that the rest fits into the pipe.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::BrokenPipe`] if the child reads no more. After any error half a frame may be on its way, so nothing more is sent.
    pub fn send(&self, body: &[u8]) -> io::Result<()> {
        let mut shared = self.to.lock().unwrap_or_else(PoisonError::into_inner);
        let to = shared.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let mut buffered = io::BufWriter::new(to);
        write_frame(&mut buffered, body)?;
        *shared = Some(buffered.into_inner()?);
        Ok(())
    }

    /// The next frame from the child; `None` if it has closed its output, or after an error.
    ///
    /// * Blocking: until a frame has come or none will.
    ///
    /// # Errors
    ///
    /// As [`read_frame`], with [`LARGEST`] as the limit.
    pub fn recv(&self) -> Frame {
        let frames = self.frames.lock().unwrap_or_else(PoisonError::into_inner);
        frames.recv().unwrap_or(Ok(None))
    }

    /// Closes the child's input, waits until it has ended by itself, and tells how.
    ///
    /// # Errors
    ///
    /// What the system answers.
    pub fn close(mut self) -> io::Result<ExitStatus> {
        self.hang_up();
        self.collect()
    }

    /// Ends the child at once, and tells how it ended: by itself before, or by this.
    ///
    /// # Errors
    ///
    /// What the system answers.
    pub fn kill(mut self) -> io::Result<ExitStatus> {
        self.end()
    }

    fn end(&mut self) -> io::Result<ExitStatus> {
        self.hang_up();
        // Not collected yet, so the number is still its own. One that has ended is there, too.
        if self.group.kill().is_err() {
            let _ = self.child.kill();
        }
        self.collect()
    }

    fn hang_up(&mut self) {
        *self.to.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
    }

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
            let _ = self.end();
        }
    }
}

/// Passes frames on until there are no more, then lets the pipe go.
fn read_all(from: ChildStdout, tell: &Sender<Frame>) {
    let mut from = BufReader::new(from);
    loop {
        let frame = read_frame(&mut from, LARGEST);
        let last = !matches!(frame, Ok(Some(_)));
        if tell.send(frame).is_err() || last {
            return;
        }
    }
}

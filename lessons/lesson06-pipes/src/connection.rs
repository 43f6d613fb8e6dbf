//! A child, and messages to it and from it.

use std::{
    io,
    marker::PhantomData,
    process::{Command, ExitStatus},
};

use crate::FrameError;

/// The longest message that a connection receives: 64 MiB.
pub const LARGEST: usize = 64 << 20;

/// A child with whom messages are exchanged as frames: ours go to its standard input, its own come from its standard output.
///
/// It may be used by several threads at the same time: a thread that waits in [`recv`](Self::recv) keeps nobody from
/// sending, and messages of several senders do not mix.
///
/// What the child sends is taken from the pipe as soon as it comes, and kept until it is received. So the child never has to
/// wait for us, and both sides may send megabytes before either receives.
///
/// Dropping a connection ends the child at once, also one that never would by itself, and waits until it is gone.
///
/// What the child sends is over when nobody has its standard output open any more. Somebody else who has inherited it, such as a child
/// of the child that lives on, keeps [`recv`](Self::recv) waiting, and may keep [`close`](Self::close), [`kill`](Self::kill) and the drop
/// of the connection waiting, too.
#[derive(Debug)]
pub struct Connection {
    // Put what you need in its place; a connection must stay `Send` and `Sync`. (`PhantomData` is a value of no size: it only keeps the place.)
    yours: PhantomData<()>,
}

impl Connection {
    /// Starts `command`, with two pipes as its standard input and output. Its standard error stays what it is.
    ///
    /// # Errors
    ///
    /// If the program cannot be started; what the system says of it.
    ///
    /// # Panics
    ///
    /// Panics if the system refuses a thread, as [`std::thread::spawn`] does.
    pub fn spawn(command: &mut Command) -> io::Result<Self> {
        let _ = command;
        todo!("start the program with a pipe in each direction, and read what it sends")
    }

    /// Sends one message.
    ///
    /// * Blocking: until the child has read so much that the rest fits into the pipe.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::BrokenPipe`](io::ErrorKind::BrokenPipe), if the child does not read any more: it has closed its standard input, or has ended.
    /// [`ErrorKind::InvalidInput`](io::ErrorKind::InvalidInput), if the message is too long for a frame.
    pub fn send(&self, message: &[u8]) -> io::Result<()> {
        todo!("send {} bytes as one frame", message.len())
    }

    /// The next message from the child, also if the child has ended since it sent it. `None` means that nothing is left to receive, and
    /// that the child has closed its standard output, mostly because it has ended; so says every further call.
    ///
    /// * Blocking: until there is a message, or none will come.
    ///
    /// # Errors
    ///
    /// The [`FrameError`] that stands in the message's place: the child died in the middle of it, or sent what is no frame, or one
    /// longer than [`LARGEST`]. Nothing more is received then: further calls return `None`.
    pub fn recv(&self) -> Result<Option<Vec<u8>>, FrameError> {
        todo!("the next frame, or the end")
    }

    /// Tells the child that nothing more will come, waits until it has ended by itself, and says how it ended.
    ///
    /// What it still sends, however much, is taken from the pipe and forgotten: the child can finish what it has to say.
    ///
    /// * Blocking: until the child has ended. One that does not end when its input does is waited for; see also [`Connection`].
    ///
    /// # Errors
    ///
    /// If the system does not tell how the child ended.
    pub fn close(self) -> io::Result<ExitStatus> {
        todo!("close the way to the child, and wait for its end")
    }

    /// Ends the child at once, waits until it is gone, and says how it ended: by this, or by itself before.
    ///
    /// # Errors
    ///
    /// If the system does not tell how the child ended.
    pub fn kill(self) -> io::Result<ExitStatus> {
        todo!("end the child, and wait until it is gone")
    }
}

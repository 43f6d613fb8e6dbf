//! A child, and messages to it and from it.

//# stub: use std::{
//# stub:     io,
//# stub:     marker::PhantomData,
//# stub:     process::{Command, ExitStatus},
//# stub: };
//# solution:
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
//# end

//# stub: use crate::FrameError;
//# solution:
use crate::{FrameError, SharedWriter, read_frame, write_frame};
//# end

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
    //# stub: // Put what you need in its place; a connection must stay `Send` and `Sync`. (`PhantomData` is a value of no size: it only keeps the place.)
    //# stub: yours: PhantomData<()>,
    //# solution:
    group: Group,
    child: Child,
    /// `None` when the child is to end, which is waited for at once.
    to: Option<SharedWriter<ChildStdin>>,
    messages: Mutex<Receiver<Message>>,
    /// Reads what the child sends. `None` before it is started, and when the child has been waited for.
    reader: Option<JoinHandle<()>>,
    //# end
}
//# solution:

type Message = Result<Option<Vec<u8>>, FrameError>;
//# end

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
        //# stub: let _ = command;
        //# stub: todo!("start the program with a pipe in each direction, and read what it sends")
        //# solution:
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let (group, mut child) = Group::spawn(command)?;
        let from = child.stdout.take().expect("its output is a pipe");
        let (tell, messages) = mpsc::channel();
        let mut connection = Self {
            group,
            to: child.stdin.take().map(SharedWriter::new),
            child,
            messages: Mutex::new(messages),
            reader: None,
        };
        // Last of all: if the system refuses it, the connection is dropped, and the child does not stay alone.
        connection.reader = Some(thread::spawn(move || read_all(from, &tell)));
        Ok(connection)
        //# end
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
        //# stub: todo!("send {} bytes as one frame", message.len())
        //# solution:
        let mut frame = Vec::new();
        write_frame(&mut frame, message)?;
        let to = self.to.as_ref().expect("nobody has closed it");
        to.write_record(&frame)
        //# end
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
        //# stub: todo!("the next frame, or the end")
        //# solution:
        let messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        messages.recv().unwrap_or(Ok(None))
        //# end
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
    //# stub: pub fn close(self) -> io::Result<ExitStatus> {
    //# stub:     todo!("close the way to the child, and wait for its end")
    //# stub: }
    //# solution:
    pub fn close(mut self) -> io::Result<ExitStatus> {
        drop(self.to.take());
        self.collect()
    }
    //# end

    /// Ends the child at once, waits until it is gone, and says how it ended: by this, or by itself before.
    ///
    /// # Errors
    ///
    /// If the system does not tell how the child ended.
    //# stub: pub fn kill(self) -> io::Result<ExitStatus> {
    //# stub:     todo!("end the child, and wait until it is gone")
    //# stub: }
    //# solution:
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
    //# end
}
//# solution:

impl Drop for Connection {
    fn drop(&mut self) {
        if self.to.is_some() {
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
//# end

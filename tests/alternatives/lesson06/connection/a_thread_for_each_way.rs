//! Alternative: a thread for each direction owns its end of the pipe; senders hand it their frame through a channel and wait for a receipt.

use std::{
    io::{self, ErrorKind},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Mutex,
        mpsc::{self, Receiver, Sender, SyncSender},
    },
    thread::{self, JoinHandle},
};

use kit::process::Group;

use crate::{FrameError, read_frame, write_frame};

/// The longest message that a connection receives: 64 MiB.
pub const LARGEST: usize = 64 << 20;

/// A child with whom messages are exchanged as frames.
#[derive(Debug)]
pub struct Connection {
    child: Child,
    group: Group,
    out: Option<Sender<Parcel>>,
    back: Mutex<Receiver<Result<Vec<u8>, FrameError>>>,
    hands: Vec<JoinHandle<()>>,
}

struct Parcel {
    message: Vec<u8>,
    receipt: SyncSender<io::Result<()>>,
}

impl Connection {
    /// Starts `command`, with two pipes.
    pub fn spawn(command: &mut Command) -> io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let (group, mut child) = Group::spawn(command)?;
        let mut to = child.stdin.take().expect("a pipe");
        let mut from = child.stdout.take().expect("a pipe");
        let (out, parcels) = mpsc::channel::<Parcel>();
        let (tell, back) = mpsc::channel();
        let sending = thread::spawn(move || {
            for parcel in parcels {
                let sent = write_frame(&mut to, &parcel.message);
                let broken = sent.is_err();
                let _ = parcel.receipt.send(sent);
                if broken {
                    break;
                }
            }
        });
        let receiving = thread::spawn(move || {
            while let Some(message) = read_frame(&mut from, LARGEST).transpose() {
                let last = message.is_err();
                if tell.send(message).is_err() || last {
                    break;
                }
            }
        });
        Ok(Self {
            child,
            group,
            out: Some(out),
            back: Mutex::new(back),
            hands: vec![sending, receiving],
        })
    }

    /// Sends one message.
    pub fn send(&self, message: &[u8]) -> io::Result<()> {
        let (receipt, sent) = mpsc::sync_channel(1);
        let message = message.to_vec();
        let parcel = Parcel { message, receipt };
        let gone = |_| io::Error::from(ErrorKind::BrokenPipe);
        let out = self.out.as_ref().ok_or(ErrorKind::BrokenPipe)?;
        out.send(parcel).map_err(|error| gone(drop(error)))?;
        sent.recv().map_err(|error| gone(drop(error)))?
    }

    /// The next message from the child.
    pub fn recv(&self) -> Result<Option<Vec<u8>>, FrameError> {
        self.back.lock().unwrap().recv().ok().transpose()
    }

    /// Tells the child that nothing more will come, and waits until it has ended.
    pub fn close(mut self) -> io::Result<ExitStatus> {
        self.out = None;
        self.child.wait()
    }

    /// Ends the child at once.
    pub fn kill(mut self) -> io::Result<ExitStatus> {
        let _ = self.group.kill();
        self.child.wait()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.out = None;
        // Not when it has been waited for: its number may be another's by now.
        if let Ok(None) = self.child.try_wait() {
            let _ = self.group.kill();
            let _ = self.child.wait();
        }
        for hand in self.hands.drain(..) {
            let _ = hand.join();
        }
    }
}

//! Threads that read what a program writes, so that it never waits for the runner.

use std::{
    io::{self, BufRead, BufReader, Read},
    sync::{Arc, Mutex, PoisonError, mpsc::SyncSender},
    thread,
};

use super::{capture::Capture, process::Message};

/// Starts a thread. It ends with what it reads.
fn start(name: &str, run: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new()
        .name(name.into())
        .spawn(run)
        .map(drop)
}

/// Keeps what is printed.
///
/// # Errors
///
/// If no thread can be had.
pub(super) fn read_output(
    mut from: impl Read + Send + 'static,
    into: Arc<Mutex<Capture>>,
    tell: SyncSender<Message>,
) -> io::Result<()> {
    start("reads output", move || {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count) = from.read(&mut buffer)
            && count > 0
        {
            into.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(&buffer[..count]);
        }
        let _ = tell.send(Message::OutputOver);
    })
}

/// Longer than any record and any diagnostic; what writes more without a line end writes noise.
const LINE: u64 = 16 * 1024 * 1024;

/// Hands on line after line.
///
/// # Errors
///
/// If no thread can be had.
pub(super) fn read_lines(
    from: impl Read + Send + 'static,
    tell: SyncSender<Message>,
) -> io::Result<()> {
    start("reads lines", move || {
        let mut from = BufReader::with_capacity(64 * 1024, from);
        let mut line = Vec::new();
        while let Ok(count) = from.by_ref().take(LINE).read_until(b'\n', &mut line)
            && count > 0
        {
            let text = String::from_utf8_lossy(&line).into_owned();
            if tell.send(Message::Line(text)).is_err() {
                return;
            }
            line.clear();
        }
        let _ = tell.send(Message::LinesOver);
    })
}

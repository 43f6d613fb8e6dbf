//! A terminal for a program that wants to be at one.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    os::fd::OwnedFd,
    process::{Child, Command, Stdio},
    sync::{Arc, Condvar, Mutex},
    thread,
};

use rustix::{
    process::{Pid, Signal, kill_process},
    pty::{self, OpenptFlags},
    termios::{self, LocalModes, Winsize},
};

/// A program at a terminal of its own, with somebody at the keys.
pub(crate) struct Seat {
    pub(crate) child: Child,
    keys: File,
    its: File,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    /// So much of what was shown has been seen.
    seen: usize,
}

#[derive(Default)]
struct Shown {
    text: String,
    over: bool,
}

impl Seat {
    /// Starts a command at a terminal with so many columns.
    pub(crate) fn at(command: &mut Command, columns: u16) -> Self {
        let (ours, its) = open();
        resize(&ours, columns);
        let handle = || Stdio::from(its.try_clone().expect("a handle of the terminal"));
        command.stdin(handle()).stdout(handle()).stderr(handle());
        let child = command.spawn().expect("the runner can be started");
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let keys = File::from(ours);
        let shown = Arc::new((Mutex::new(Shown::default()), Condvar::new()));
        read(
            keys.try_clone().expect("a handle of the terminal"),
            Arc::clone(&shown),
        );
        Self {
            child,
            keys,
            its,
            shown,
            seen: 0,
        }
    }

    /// Waits until this is shown, after all that was waited for before. Returns what was shown until then.
    #[track_caller]
    pub(crate) fn shows(&mut self, wanted: &str) -> String {
        let (text, news) = &*self.shown;
        let mut shown = text.lock().expect("the reader lives");
        loop {
            let rest = &shown.text[self.seen..];
            if let Some(at) = rest.find(wanted) {
                let end = at + wanted.len();
                let until = rest[..end].to_owned();
                self.seen += end;
                return until;
            }
            let ended = self.child.try_wait().expect("the runner can be looked at");
            assert!(
                ended.is_none() && !shown.over,
                "\"{wanted}\" was never shown: {rest}"
            );
            // Looked at again from time to time: the end of the runner is no news.
            let pause = std::time::Duration::from_millis(50);
            (shown, _) = news.wait_timeout(shown, pause).expect("the reader lives");
        }
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.keys
            .write_all(keys.as_bytes())
            .expect("a key is pressed");
    }

    pub(crate) fn resize(&self, columns: u16) {
        resize(&self.keys, columns);
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let id = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        kill_process(id.expect("an id of a process"), signal).expect("the signal is sent");
    }

    /// Waits for the end, and fails unless the terminal was given back as it was. Returns the exit code.
    #[track_caller]
    pub(crate) fn ends(mut self) -> Option<i32> {
        let status = self.child.wait().expect("the runner ends");
        let modes = termios::tcgetattr(&self.its)
            .expect("a terminal")
            .local_modes;
        let usual = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
        assert!(
            modes.contains(usual),
            "the terminal is not as it was: {modes:?}"
        );
        status.code()
    }
}

fn resize(terminal: impl std::os::fd::AsFd, columns: u16) {
    let size = Winsize {
        ws_row: 24,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    termios::tcsetwinsize(terminal, size).expect("the terminal's size");
}

fn read(mut from: File, into: Arc<(Mutex<Shown>, Condvar)>) {
    thread::spawn(move || {
        let (shown, news) = &*into;
        let mut rest = Vec::new();
        let mut buffer = [0; 4096];
        loop {
            let count = from.read(&mut buffer).unwrap_or(0);
            rest.extend_from_slice(&buffer[..count]);
            // A character may be cut in two.
            let whole = match str::from_utf8(&rest) {
                Ok(text) => text.len(),
                Err(error) => error.valid_up_to(),
            };
            let text: Vec<u8> = rest.drain(..whole).collect();
            let Ok(mut shown) = shown.lock() else { return };
            shown
                .text
                .push_str(str::from_utf8(&text).unwrap_or_default());
            shown.over = count == 0;
            news.notify_all();
            if count == 0 {
                return;
            }
        }
    });
}

/// Runs a command at a terminal of its own, with nobody at its keys. Returns everything that was written to it.
pub(crate) fn shown_at(command: &mut Command) -> String {
    shown(command, Stdio::null())
}

/// The same, at a terminal with so many columns.
pub(crate) fn shown_in(command: &mut Command, columns: u16) -> String {
    let (ours, its) = open();
    resize(&ours, columns);
    shown_by(command, Stdio::null(), ours, its)
}

/// The same, with somebody at the keys.
pub(crate) fn attended_at(command: &mut Command) -> String {
    let (ours, its) = open();
    let keys = its.try_clone().expect("a second handle of the terminal");
    shown_by(command, Stdio::from(keys), ours, its)
}

fn shown(command: &mut Command, keys: Stdio) -> String {
    let (ours, its) = open();
    shown_by(command, keys, ours, its)
}

fn shown_by(command: &mut Command, keys: Stdio, ours: OwnedFd, its: File) -> String {
    let second = its.try_clone().expect("a second handle of the terminal");
    command.stdin(keys).stdout(Stdio::from(second)).stderr(its);
    let mut child = command.spawn().expect("the runner can be started");
    // The command would keep the terminal open, and the reading would never end.
    command.stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut ours = File::from(ours);
    let mut shown = Vec::new();
    let mut buffer = [0; 4096];
    // On Linux the end of a terminal is an error, not an empty read.
    while let Ok(count @ 1..) = ours.read(&mut buffer) {
        shown.extend_from_slice(&buffer[..count]);
    }
    child.wait().expect("the runner ends");
    String::from_utf8(shown).expect("the runner says UTF-8")
}

/// The two ends of a new terminal: ours, and the program's.
fn open() -> (OwnedFd, File) {
    let ours = pty::openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    pty::grantpt(&ours).expect("its other end may be used");
    pty::unlockpt(&ours).expect("its other end may be opened");
    let name = pty::ptsname(&ours, Vec::new()).expect("its other end has a name");
    let name = name.into_string().expect("a plain name");
    let its = OpenOptions::new().read(true).write(true).open(name);
    (ours, its.expect("its other end can be opened"))
}

//! A terminal for a program that wants to be at one.

use std::{
    fs::{File, OpenOptions},
    io::Read,
    os::fd::OwnedFd,
    process::{Command, Stdio},
};

use rustix::pty::{self, OpenptFlags};

/// Runs a command at a terminal of its own, with nobody at its keys. Returns everything that was written to it.
pub(crate) fn shown_at(command: &mut Command) -> String {
    shown(command, Stdio::null())
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

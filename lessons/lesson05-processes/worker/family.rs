//! Children that stay, and children that have children.
//!
//! Whoever stays has reported to the test and is held by it: it ends when the test says so, when the test itself
//! ends, or when somebody ends it. No clock decides.

use std::{
    env, io,
    process::{Child, Command, ExitCode, Stdio},
};

/// Says one thing, and then nothing more.
pub(crate) fn stay(address: &str) -> io::Result<ExitCode> {
    println!("here I am");
    stay_silently(address)
}

/// Says nothing at all.
pub(crate) fn stay_silently(address: &str) -> io::Result<ExitCode> {
    ::kit::roll_call::report(address);
    Ok(ExitCode::SUCCESS)
}

/// Says one thing, closes both outputs, and stays: the same process goes on as one that has never had them.
#[cfg(unix)]
pub(crate) fn stay_without_outputs(address: &str) -> io::Result<ExitCode> {
    println!("no more from me");
    let mut command = staying(address);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    Err(std::os::unix::process::CommandExt::exec(&mut command)) // it comes back only if it fails
}

/// std has no way to close a process's own outputs on this system.
#[cfg(not(unix))]
pub(crate) fn stay_without_outputs(_: &str) -> io::Result<ExitCode> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Stays, and so does a child of its own.
pub(crate) fn stay_with_a_child(address: &str) -> io::Result<ExitCode> {
    let mut child = staying(address).spawn()?;
    stay(address)?;
    child.wait()?;
    Ok(ExitCode::SUCCESS)
}

/// Ends at once, while a child of its own stays and keeps the streams open that it has inherited.
pub(crate) fn leave_a_child(address: &str) -> io::Result<ExitCode> {
    leave(&mut staying(address))
}

/// The same, with a child that goes into a group of its own.
pub(crate) fn leave_a_runaway(address: &str) -> io::Result<ExitCode> {
    let mut command = staying(address);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    leave(&mut command)
}

/// The child outlives this process, and whoever is its parent then collects it.
fn leave(command: &mut Command) -> io::Result<ExitCode> {
    let _: Child = command.spawn()?;
    println!("I have left somebody behind");
    Ok(ExitCode::SUCCESS)
}

/// A child that stays, and says nothing: its streams are the ones that this process has.
fn staying(address: &str) -> Command {
    let mut command = Command::new(env::current_exe().unwrap_or_default());
    command
        .args(["stay-silently", address])
        .stdin(Stdio::null());
    command
}

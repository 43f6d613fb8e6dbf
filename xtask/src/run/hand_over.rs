//! Hands the terminal over to a program of the user's own, such as an editor. It is not watched, and not ended.

use std::{ffi::OsString, io, process::Command};

use super::{Environment, descent};

/// Starts a program in the place of the runner: it has the terminal, and whoever waits for the runner waits for it.
///
/// Returns its exit code where the system cannot replace a process (Windows), and then blocks until it has ended.
///
/// # Errors
///
/// If it cannot be started; then the runner goes on.
pub fn hand_over(program: &str, arguments: &[OsString]) -> io::Result<i32> {
    #[expect(
        clippy::disallowed_methods,
        reason = "this program is the user's own: it takes the runner's place and is not judged"
    )]
    let mut command = Command::new(program);
    command.args(arguments);
    for (name, _) in std::env::vars_os() {
        let passes = |name: &str| Environment::User.passes(name);
        if !name.to_str().is_none_or(passes) {
            command.env_remove(name);
        }
    }
    descent::give_back();
    replace(&mut command)
}

#[cfg(unix)]
fn replace(command: &mut Command) -> io::Result<i32> {
    Err(std::os::unix::process::CommandExt::exec(command))
}

#[cfg(not(unix))]
fn replace(command: &mut Command) -> io::Result<i32> {
    Ok(command.status()?.code().unwrap_or(-1))
}

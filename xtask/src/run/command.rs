//! What is set up for a program before it runs.

use std::process::Command;

use super::Program;

/// The command that starts a program, but for its streams.
pub(super) fn command(program: &Program) -> Command {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place: what starts here is watched to its end"
    )]
    let mut command = Command::new(&program.executable);
    command
        .args(&program.arguments)
        .current_dir(&program.folder);
    for (name, _) in std::env::vars_os() {
        if !name
            .to_str()
            .is_some_and(|name| program.environment.passes(name))
        {
            command.env_remove(name);
        }
    }
    command.envs(program.variables.iter().map(|(name, value)| (name, value)));
    prepare(&mut command, program.yields);
    command
}

/// A group of its own, so that all of it can be ended; an end with the runner, should that be killed; no
/// memory image written when a test aborts.
#[cfg(unix)]
fn prepare(command: &mut Command, yields: bool) {
    use std::os::unix::process::CommandExt;

    command.process_group(0);
    let runner = std::process::id();
    let in_the_child = move || {
        let none = libc::rlimit {
            rlim_cur: 0,
            rlim_max: 0,
        };
        // SAFETY: `none` is valid for reads; the call allocates nothing.
        unsafe { libc::setrlimit(libc::RLIMIT_CORE, &raw const none) };
        if yields {
            // SAFETY: takes numbers only.
            unsafe { libc::setpriority(libc::PRIO_PROCESS, 0, 3) };
        }
        #[cfg(target_os = "linux")]
        {
            // SAFETY: takes numbers only. The thread that starts a program also waits for it, so
            // the signal, which follows the end of that thread, never comes too early.
            unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL, 0, 0, 0) };
        }
        // The runner may have been killed before it could be asked to tell.
        if std::os::unix::process::parent_id() != runner {
            return Err(std::io::ErrorKind::Interrupted.into());
        }
        Ok(())
    };
    // SAFETY: between fork and exec the closure makes system calls only; it neither allocates nor locks
    // (an error made of a kind holds no memory).
    unsafe { command.pre_exec(in_the_child) };
}

#[cfg(not(unix))]
fn prepare(_: &mut Command, _: bool) {}

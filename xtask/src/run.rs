//! Starts processes, watches them, and leaves none behind. Nothing else in the runner starts one.

pub mod capture;
mod channel;
mod command;
mod descent;
pub mod environment;
mod group;
mod hand_over;
pub mod interrupt;
mod process;
mod readers;
mod stop;
pub mod terminal;
#[cfg(all(test, unix))]
mod tests;
mod wait;
mod watch;

use std::{ffi::OsString, io, path::PathBuf, time::Duration};

use kit::record::Record;

pub use environment::Environment;
pub use hand_over::hand_over;
pub use stop::Stop;

/// What to start, and how.
#[derive(Clone, Debug)]
pub struct Program {
    /// The file to execute, or a name to look up in `PATH`.
    pub executable: PathBuf,
    /// Without the program's own name.
    pub arguments: Vec<OsString>,
    /// Where it runs.
    pub folder: PathBuf,
    /// What it inherits.
    pub environment: Environment,
    /// What it gets besides.
    pub variables: Vec<(&'static str, OsString)>,
    /// Whether others go first where processors are short.
    pub yields: bool,
}

/// When a program is ended although it goes on.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For each step; a step ends with [`Next::Step`]. Time in which the machine stands still does not count.
    pub deadline: Option<Duration>,
    /// For so long nothing has moved, and nothing will move by itself. Where the system does not
    /// show it, the deadline decides.
    pub still: Option<Duration>,
    /// Bytes of output.
    pub output: u64,
}

/// What a program did.
#[derive(Debug)]
pub enum Seen<'a> {
    /// A test told something, under its key.
    Record(Record),
    /// cargo wrote a line to its standard output.
    Line(&'a str),
    /// Nothing, for a moment.
    Nothing,
}

/// What the runner does about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Goes on watching.
    GoOn,
    /// Goes on; the deadline begins anew.
    Step,
    /// Ends the program: nothing more is to be learnt.
    Stop,
}

/// How a program came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// By itself, with this code.
    Exited(i32),
    /// By a signal that did not come from the runner.
    Signalled(i32),
    /// Ended by the runner: all of its threads waited.
    Still {
        /// How many they were.
        threads: usize,
    },
    /// Ended by the runner: the deadline of a step was over.
    TimeOver,
    /// Ended by the runner: too much output.
    Flooded {
        /// What had come by then.
        bytes: u64,
    },
    /// Ended by the runner, which had seen enough.
    Stopped,
    /// Ended by the runner, which is asked to end.
    Interrupted,
}

/// What remains of a program that has ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// How.
    pub end: End,
    /// What it printed, made harmless; for cargo, standard error alone.
    pub output: String,
    /// How many processes it left behind; they were ended. Those that were about to end by themselves do not count.
    pub left_behind: usize,
    /// Besides these: how many lived on of which only their environment could tell whose they are, and it was wiped.
    pub strays: usize,
    /// With [`End::Still`]: what its processes waited for, where they waited for each other or at a pipe.
    pub waited: Option<String>,
}

/// From now on this process is the runner: it ends what its programs leave behind, and on Ctrl-C it ends them first.
///
/// Call it once, at the start of `main`. A process that starts others by itself must not call it.
pub fn take_over() {
    descent::take_over();
    interrupt::listen();
}

/// Runs a program to its end, however that comes.
///
/// `observe` is told what the program does, at least every 50 ms. Blocking: until the program and everything that
/// it has started is gone. `stop` ends it from another thread.
///
/// # Errors
///
/// If the program cannot be started.
pub fn supervise(
    program: &Program,
    limits: Limits,
    stop: &Stop,
    observe: &mut dyn FnMut(Seen<'_>) -> Next,
) -> io::Result<Ended> {
    let mut process = process::Process::start(program)?;
    stop.wakes(process.waker());
    let end = watch::watch(&mut process, limits, stop, observe);
    let still = matches!(end, Some(End::Still { .. }));
    let waited = still.then(|| kit::standstill::in_words(process.id()));
    let mut ended = process.finish(end, observe);
    ended.waited = waited.flatten();
    Ok(ended)
}

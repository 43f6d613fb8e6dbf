//! The test guard: the first line of every test.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    panic::{self, PanicHookInfo},
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, ThreadId},
    time::Instant,
};

use crate::{
    activity, fault,
    record::{self, Record},
    tidy, watchdog,
};

/// Guards one test; write it as the test's first line: `let _case = kit::case!();`.
///
/// Under the runner it attests, on a private channel, that the test began and that it reached its end. Under
/// plain `cargo test` it watches the test instead, so that a deadlock ends in words. In
/// both it lets the tests of one process run one at a time: a count of threads means something only then.
#[macro_export]
macro_rules! case {
    () => {{
        fn here() {}
        $crate::case::begin(::std::any::type_name_of_val(&here))
    }};
}

/// The running test. Its end is told when it is dropped.
#[derive(Debug)]
#[must_use = "the test is guarded only as long as this lives: `let _case = kit::case!();`"]
pub struct Case {
    _alone: MutexGuard<'static, ()>,
}

pub(crate) struct Running {
    pub(crate) test: String,
    pub(crate) since: Instant,
    /// The kernel's number of its thread, where it can be had.
    pub(crate) id: Option<u32>,
    thread: ThreadId,
}

static ALONE: Mutex<()> = Mutex::new(());
static RUNNING: Mutex<Option<Running>> = Mutex::new(None);
static ANY_FAILED: AtomicBool = AtomicBool::new(false);
static CHANNEL: OnceLock<Option<Channel>> = OnceLock::new();

struct Channel {
    key: String,
    to: Mutex<File>,
}

/// Begins a test; use [`case!`](crate::case!), which knows the test's name.
///
/// Blocking: waits until no other test of this process runs.
///
/// # Panics
///
/// Panics if the runner's channel is announced but cannot be opened.
pub fn begin(here: &str) -> Case {
    tidy::wait_for_turn(true);
    let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    tidy::wait_for_turn(false);
    CHANNEL.get_or_init(|| {
        let channel = Channel::open();
        if channel.is_some() {
            panic::set_hook(Box::new(tell_panic));
        } else {
            watchdog::start();
        }
        channel
    });
    let test = test_name(here);
    fault::take(); // what a thread of an earlier test did late is not this one's
    *lock(&RUNNING) = Some(Running {
        test: test.clone(),
        since: Instant::now(),
        id: activity::own_thread_id(),
        thread: thread::current().id(),
    });
    tell(&Record::Started { test });
    Case { _alone: alone }
}

impl Drop for Case {
    /// # Panics
    ///
    /// Panics with what was blamed on the test, if it has not failed otherwise.
    fn drop(&mut self) {
        let fault = fault::take().filter(|_| !thread::panicking());
        let failure = fault.and_then(|fault| panic::catch_unwind(|| panic!("{fault}")).err());
        let Some(running) = lock(&RUNNING).take() else {
            return;
        };
        let test = running.test;
        tell(&if thread::panicking() || failure.is_some() {
            ANY_FAILED.store(true, Ordering::Relaxed);
            Record::Failed { test }
        } else {
            Record::Finished { test }
        });
        if let Some(failure) = failure {
            panic::resume_unwind(failure);
        }
    }
}

/// Sends a record to the runner; without a runner nothing happens.
pub(crate) fn tell(record: &Record) {
    if let Some(Some(channel)) = CHANNEL.get() {
        let line = record.to_line(&channel.key);
        // A runner that is gone cannot be told; the test goes on all the same.
        let _ = lock(&channel.to).write_all(line.as_bytes());
    }
}

/// Tells the learner something that is no failure, such as what this system cannot check.
///
/// Under plain `cargo test` it is printed, and shows only when the test fails.
pub fn note(text: &str) {
    if supervised() {
        tell(&Record::Note { text: text.into() });
    } else {
        eprintln!("note: {text}");
    }
}

/// Whether the runner listens.
pub fn supervised() -> bool {
    matches!(CHANNEL.get(), Some(Some(_)))
}

pub(crate) fn running() -> MutexGuard<'static, Option<Running>> {
    lock(&RUNNING)
}

/// Whether a test of this process has failed so far.
#[cfg(feature = "model")]
pub(crate) fn any_failed() -> bool {
    ANY_FAILED.load(Ordering::Relaxed)
}

/// The text with which a test fails that is meant to: whether another one has failed is not forgotten over it.
#[cfg(test)]
pub(crate) fn fails(test: impl FnOnce() + panic::UnwindSafe) -> String {
    let before = ANY_FAILED.load(Ordering::Relaxed);
    let payload = panic::catch_unwind(test).expect_err("the test has failed");
    ANY_FAILED.store(before, Ordering::Relaxed);
    crate::panics::text(&*payload).to_owned()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `contract::bank::t1_promise::here` is the test `bank::t1_promise` of the target `contract`.
fn test_name(here: &str) -> String {
    let path = here.strip_suffix("::here").unwrap_or(here);
    path.split_once("::").map_or(path, |(_, test)| test).into()
}

fn tell_panic(info: &PanicHookInfo<'_>) {
    let current = thread::current();
    // `try_lock`: a panic inside the guard itself must not hang the process.
    let of_the_test = RUNNING.try_lock().is_ok_and(|running| {
        running
            .as_ref()
            .is_some_and(|running| running.thread == current.id())
    });
    tell(&Record::Panicked {
        thread: current.name().unwrap_or("unnamed").into(),
        of_the_test,
        file: info.location().map_or("", |at| at.file()).into(),
        line: info.location().map_or(0, |at| at.line()),
        message: text(info).into(),
    });
}

/// What was panicked with.
pub(crate) fn text<'i>(info: &'i PanicHookInfo<'_>) -> &'i str {
    crate::panics::text(info.payload())
}

impl Channel {
    fn open() -> Option<Self> {
        let wanted = std::env::var(record::VARIABLE).ok()?;
        let mut key = String::new();
        let mut input = std::io::stdin();
        let mut byte = [0];
        while input.read(&mut byte).expect("the runner sends a key") == 1 && byte[0] != b'\n' {
            key.push(char::from(byte[0]));
        }
        let to = match wanted.strip_prefix("file:") {
            Some(path) => OpenOptions::new().append(true).open(path),
            None => standard_input(),
        };
        Some(Self {
            key,
            to: Mutex::new(to.expect("the runner's channel can be opened")),
        })
    }
}

/// A second handle of the socket, which a child process does not inherit.
#[cfg(unix)]
fn standard_input() -> std::io::Result<File> {
    use std::os::fd::AsFd;
    Ok(File::from(std::io::stdin().as_fd().try_clone_to_owned()?))
}

#[cfg(not(unix))]
fn standard_input() -> std::io::Result<File> {
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::{begin, running, test_name};

    #[test]
    fn a_test_is_known_by_its_path_inside_its_target() {
        assert_eq!(
            test_name("contract::bank::t1_promise::here"),
            "bank::t1_promise"
        );
        assert_eq!(test_name("alone"), "alone");
    }

    #[test]
    fn the_name_of_the_running_test_is_known_while_it_runs() {
        let case = crate::case!();
        let name = running().as_ref().map(|running| running.test.clone());
        assert!(name.is_some_and(|name| {
            name.ends_with("the_name_of_the_running_test_is_known_while_it_runs")
        }));
        drop(case);
        let _next = begin("kit::next::here"); // would wait for ever if the first were not over
    }
}

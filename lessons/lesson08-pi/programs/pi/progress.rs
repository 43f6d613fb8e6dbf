//! Says how far a long run is, on the error stream.

use std::{
    io::{self, IsTerminal, Write},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

/// Shows progress until it is dropped.
///
/// The forms tell nothing before they are ready, so it goes by the time that the points should take, if that is known.
pub(crate) struct Progress {
    over: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// For a run that should take `expected`. Nothing is shown of short ones.
    pub(crate) fn show(name: &'static str, workers: usize, expected: Option<Duration>) -> Self {
        let (over, is_over) = mpsc::channel();
        let terminal = io::stderr().is_terminal();
        // In a terminal the line is written over again and again; in a file there is one now and then.
        let every = Duration::from_millis(if terminal { 250 } else { 10_000 });
        let thread = thread::spawn(move || {
            let begin = Instant::now();
            let mut shown = false;
            while is_over.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                let gone = begin.elapsed();
                if gone < Duration::from_secs(1) {
                    continue;
                }
                shown = true;
                let line = line(name, workers, gone, expected);
                let _ = match terminal {
                    true => write!(io::stderr(), "\r{line}\x1b[K"),
                    false => writeln!(io::stderr(), "{line}"),
                };
            }
            if terminal && shown {
                let _ = write!(io::stderr(), "\r\x1b[K");
            }
        });
        Self {
            over: Some(over),
            thread: Some(thread),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.over.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn line(name: &str, workers: usize, gone: Duration, expected: Option<Duration>) -> String {
    let (who, seconds) = (format!("{name}, workers {workers}:"), gone.as_secs());
    match expected {
        None => format!("{who} {seconds} s gone"),
        Some(expected) if gone >= expected => {
            let expected = expected.as_secs_f64();
            format!("{who} {seconds} s gone, {expected:.1} s were expected")
        }
        Some(expected) => {
            let share = gone.as_secs_f64() / expected.as_secs_f64();
            let filled = (share * 20.0) as usize;
            let bar = format!("{}{}", "#".repeat(filled), "-".repeat(20 - filled));
            let left = (expected - gone).as_secs();
            format!(
                "{who} [{bar}] {:.0} %, {seconds} s gone, {left} s to go",
                (100.0 * share).floor()
            )
        }
    }
}

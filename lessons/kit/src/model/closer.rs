//! Ends a process whose end is blocked.
//!
//! A thread that panics twice can only be stopped inside of the panic hook, and the test harness waits for ever for
//! such a hook when all tests are over and told. Then this ends the process for it.

use std::{
    process,
    sync::Once,
    thread,
    time::{Duration, Instant},
};

use crate::{
    activity::{self, Activity, Stillness},
    case,
};

/// The harness does nothing more: no thread has moved for so long.
const STILL: Duration = Duration::from_millis(300);
/// Where the system does not show its threads: no test has run for so long.
const IDLE: Duration = Duration::from_secs(3);
/// As the harness ends a process: with a test that failed, or without one.
const FAILED: i32 = 101;
const PASSED: i32 = 0;

/// Watches from now on.
pub(crate) fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        thread::Builder::new()
            .name("kit closer".into())
            .spawn(watch)
            .expect("a thread that ends the process");
    });
}

fn watch() {
    let own = activity::own_thread_id();
    let mut stillness = Stillness::default();
    let mut idle = Instant::now();
    loop {
        thread::sleep(Duration::from_millis(20));
        if case::running().is_some() {
            stillness = Stillness::default();
            idle = Instant::now();
            continue;
        }
        let over = match Activity::of(None) {
            Some(mut activity) => {
                // The watchdog of plain `cargo test` never stands still, and means nothing.
                activity
                    .threads
                    .retain(|thread| Some(thread.id) != own && thread.name != "kit watchdog");
                stillness.look(&activity).is_some_and(|still| still > STILL)
            }
            None => idle.elapsed() > IDLE,
        };
        if over {
            #[expect(
                clippy::disallowed_methods,
                reason = "the harness, which would return, waits for ever"
            )]
            process::exit(if case::any_failed() { FAILED } else { PASSED });
        }
    }
}

//! Under plain `cargo test`: a test that hangs ends in words instead of never.
//!
//! Under the runner this is off; the runner sees the same from outside, where nothing in the
//! test's process can disturb it.

use std::{
    io::{self, Write},
    sync::Once,
    thread,
    time::{Duration, Instant},
};

use crate::{
    activity::{self, Activity, Stillness},
    case,
};

/// No thread has moved for so long: they wait for each other.
pub const STILL: Duration = Duration::from_millis(1000);
/// A test that has run for so long is not going to end.
pub const DEADLINE: Duration = Duration::from_secs(10);

pub(crate) fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        thread::Builder::new()
            .name("kit watchdog".into())
            .spawn(watch)
            .expect("a thread for the watchdog");
    });
}

fn watch() {
    let own = activity::own_thread_id();
    let mut stillness = Stillness::default();
    let mut watched: Option<Instant> = None;
    loop {
        thread::sleep(Duration::from_millis(50));
        let Some((test, since)) = case::running()
            .as_ref()
            .map(|running| (running.test.clone(), running.since))
        else {
            continue;
        };
        if watched != Some(since) {
            watched = Some(since);
            stillness = Stillness::default();
        }
        let activity = Activity::of(None).map(|activity| activity.without(own));
        if let Some(activity) = &activity
            && stillness.look(activity).is_some_and(|still| still > STILL)
        {
            end(
                &test,
                "deadlock: every thread waits, and nobody is left to wake one",
            );
        }
        #[cfg(feature = "loom")]
        if crate::model::is_exploring() {
            continue; // it has a budget of its own, and a watch over its threads
        }
        if since.elapsed() > DEADLINE {
            end(
                &test,
                &format!("still not over after {} s", DEADLINE.as_secs()),
            );
        }
    }
}

fn end(test: &str, why: &str) -> ! {
    let promise = test.rsplit("::").next().unwrap_or(test).replace('_', " ");
    // Not `eprintln!`: libtest captures what threads print that a test has started, and this is one.
    let _ = writeln!(
        io::stderr(),
        "\n{test}\n  promise: {promise}\n  {why}.\n  `cargo xtask check` shows more.\n"
    );
    #[expect(
        clippy::disallowed_methods,
        reason = "the test hangs: nothing but the end of its process ends it, and 101 is how a failed test ends"
    )]
    std::process::exit(101);
}

//! Under plain `cargo test`: a test that hangs ends in words instead of never.
//!
//! Under the runner this is off; the runner sees the same from outside, where nothing in the
//! test's process can disturb it.

use std::{
    io::{self, Write},
    process,
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
        let Some((test, since, id)) = case::running()
            .as_ref()
            .map(|running| (running.test.clone(), running.since, running.id))
        else {
            continue;
        };
        if watched != Some(since) {
            watched = Some(since);
            stillness = Stillness::default();
        }
        // Where tests have threads of their own, the first one is the harness's: it waits for them with a time limit.
        let harness = Some(process::id()).filter(|first| id != Some(*first));
        let activity = Activity::of(None).map(|all| {
            let own_threads = all.without(own).without(harness);
            own_threads.with_descendants(None)
        });
        if let Some(activity) = &activity
            && stillness.look(activity).is_some_and(|still| still > STILL)
        {
            end(
                &test,
                &match crate::standstill::in_words(process::id()) {
                    Some(waits) => format!("deadlock: nobody is left to wake one: {waits}"),
                    None => "deadlock: every thread waits, and nobody is left to wake one".into(),
                },
                "for each thing that is waited for, who would bring it, and can that one still get there?",
            );
        }
        #[cfg(feature = "model")]
        if crate::model::is_exploring() {
            continue; // it has a budget of its own, and a watch over its threads
        }
        if since.elapsed() > DEADLINE {
            end(
                &test,
                &format!("still not over after {} s", DEADLINE.as_secs()),
                "which loop has an end that is never reached, or which wait looks again and again?",
            );
        }
    }
}

fn end(test: &str, why: &str, hint: &str) -> ! {
    let name = test.rsplit("::").next().unwrap_or(test);
    let promise = name.split_once('_').map_or(name, |(_, promise)| promise);
    let promise = promise.replace('_', " ");
    // Not `eprintln!`: libtest captures what threads print that a test has started, and this is one.
    let _ = writeln!(
        io::stderr(),
        "\n{test}\n  promise: {promise}\n  {why}.\n  Hint: {hint}\n  `cargo xtask check` shows more.\n"
    );
    crate::process::end_descendants();
    #[expect(
        clippy::disallowed_methods,
        reason = "the test hangs: nothing but the end of its process ends it, and 101 is how a failed test ends"
    )]
    process::exit(101);
}

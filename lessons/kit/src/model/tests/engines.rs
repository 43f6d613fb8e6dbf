//! Where the engines differ: what loom cannot know, and what the explorer says in its place.
//! And where they must not differ.

mod alike;
mod panics;
mod surprises;

use std::{panic::Location, time::Duration};

use super::explore;
use crate::{
    model::{Model, log::Ending, verdict::Verdict},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
};

const LONG: Duration = Duration::from_secs(3600);

/// How a model ends over one engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    Well,
    /// A thread panics.
    Panics,
    Refused,
}

/// The model ends as it must over the explorer, and over loom as it does for this reason.
#[track_caller]
fn over(explorer: Ends, (loom, reason): (Ends, &str), body: impl Fn() + Send + Sync + 'static) {
    check(&explore(body), explorer, (loom, reason));
}

#[track_caller]
fn check(verdict: &Verdict, explorer: Ends, (loom, reason): (Ends, &str)) {
    let ends = match verdict {
        Verdict::Proven(_) | Verdict::Bounded(_) => Ends::Well,
        Verdict::Failed { failure, .. } => match failure.ending {
            Ending::Panic { .. } => Ends::Panics,
            _ => panic!("an end of another kind: {verdict:#?}"),
        },
        Verdict::Refused(_) => Ends::Refused,
        Verdict::Stale => panic!("nothing was replayed"),
    };
    if cfg!(feature = "explorer") {
        assert_eq!(ends, explorer, "{verdict:#?}");
    } else {
        assert_eq!(ends, loom, "over loom: {reason}; {verdict:#?}");
    }
}

const FEW: (Ends, &str) = (Ends::Refused, "five threads are the most");

#[test]
fn eight_threads_can_take_part() {
    let _case = crate::case!();
    let body = || {
        let total = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..7 {
                scope.spawn(|| total.fetch_add(1, SeqCst));
            }
        });
        assert_eq!(total.load(SeqCst), 7);
    };
    // There are far too many ways to go through all of them.
    let model = Model::new().budget(Duration::from_millis(50));
    let verdict = model.verdict(Arc::new(body), Location::caller(), None);
    check(&verdict, Ends::Well, FEW);
}

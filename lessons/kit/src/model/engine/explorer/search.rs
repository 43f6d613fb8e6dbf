//! The search through a model's executions, and what comes of it.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use explorer::{Ending as Theirs, Exploration, Explorer, Phase, Run, Schedule};

use super::{
    counts,
    covered::{covered, with_left_out, without_counts},
    execution::{Told, execution, lock},
    observer::Observer,
    place,
};
use crate::model::{
    conditions::Conditions,
    ending::{self, End, Refusal},
    log::{Ending, Failure, Log},
    report,
    verdict::Verdict,
    watch::Watch,
};

/// The name of a schedule looks like this.
const EXAMPLE: &str = "i:.7.1002";

/// How often the one who waits looks whether the model gets on.
const LOOK: Duration = Duration::from_millis(20);

/// Explores a model.
pub(crate) fn search(conditions: &Conditions) -> Verdict {
    let start = |explorer: &Explorer, observer, body| explorer.start(observer, body);
    // Two executions in which different counts were read may look the same.
    let model = conditions.here.file();
    let mut reading = counts::Reading::of(model);
    let counts = reading.finds_looks_in_the_module(model);
    let explorer = Explorer::new().budget(conditions.budget);
    let mut explored = explore(conditions, &explorer.clone().pruning(!counts), start);
    if !matches!(explored.verdict, Verdict::Proven(_) | Verdict::Bounded(_)) {
        return explored.verdict; // what it found is there
    }
    let Some(first) = explored.first.take() else {
        return explored.verdict;
    };
    if let Some(refusal) = conditions.shares_nothing(&first) {
        return Verdict::Refused(refusal);
    }
    if !counts && !reading.finds_looks_on_the_way(&first) {
        return explored.verdict;
    }
    if !counts {
        let left = conditions.budget.saturating_sub(explored.spent);
        let explorer = explorer.budget(left).pruning(false);
        explored = explore(conditions, &explorer, start);
    }
    match explored.verdict {
        Verdict::Proven(covered) | Verdict::Bounded(covered) => without_counts(covered).verdict(),
        found => found,
    }
}

/// Runs the one execution that an earlier check named so.
pub(crate) fn replay(conditions: &Conditions, name: &str) -> Verdict {
    let Ok(schedule) = name.parse::<Schedule>() else {
        return Verdict::Refused(report::no_schedule(name, EXAMPLE));
    };
    let replay =
        |explorer: &Explorer, observer, body| explorer.start_replay(&schedule, observer, body);
    explore(conditions, &Explorer::new(), replay).verdict
}

type Closure = Box<dyn Fn() + Send + Sync>;

/// What came of an exploration.
struct Explored {
    verdict: Verdict,
    /// What the first execution did, if it came to its end.
    first: Option<Log>,
    /// The processor time that it took.
    spent: Duration,
}

fn explore(
    conditions: &Conditions,
    explorer: &Explorer,
    start: impl FnOnce(&Explorer, Observer, Closure) -> Run,
) -> Explored {
    ending::install_hook();
    let told = Arc::new(Told::default());
    let explorer = explorer.clone().stack_size(place::STACK);
    let body: Closure = Box::new({
        let (told, body) = (Arc::clone(&told), Arc::clone(&conditions.body));
        let time_passes = conditions.time_passes;
        move || execution(&told, &body, time_passes)
    });
    let run = start(&explorer, Observer(Arc::clone(&told)), body);
    let mut watch = Watch::new(None);
    let exploration = loop {
        if let Some(exploration) = run.wait_for(LOOK) {
            break exploration;
        }
        // It moves from one OS thread to another after a panic that was left in the middle.
        match told.os_thread.load(Ordering::Relaxed) {
            0 => {}
            os_thread => watch.follow(os_thread),
        }
        if let Some(refusal) = watch.look() {
            return Explored {
                verdict: Verdict::Refused(report::refusal(&refusal)),
                first: None,
                spent: Duration::ZERO,
            };
        }
    };
    let first = lock(&told.first).take();
    let last = lock(&told.last).take();
    let verdict = match verdict(exploration, last, told.orders.load(Ordering::Relaxed)) {
        Verdict::Bounded(covered) if told.left_out.load(Ordering::Relaxed) => {
            if told.judged.load(Ordering::Relaxed) {
                Verdict::Bounded(with_left_out(covered))
            } else {
                Verdict::Refused(report::refusal(&Refusal::WaitsInPanic))
            }
        }
        verdict => verdict,
    };
    Explored {
        verdict,
        first,
        spent: run.spent(),
    }
}

fn verdict(exploration: Exploration, last: Option<End>, has_orders: bool) -> Verdict {
    let refused = |refusal| Verdict::Refused(report::refusal(&refusal));
    match exploration {
        Exploration::Proven { .. } | Exploration::Bounded { .. } => {
            covered(&exploration, has_orders).verdict()
        }
        Exploration::Failed(failure) => {
            let (ending, log) = match last {
                Some(End::Failed { ending, log }) => (ending, log),
                _ => (Ending::Deadlock, Log::default()),
            };
            let ending = ending_of(&failure.ending).unwrap_or(ending);
            Verdict::Failed {
                replay: failure.schedule.to_string(),
                failure: Failure {
                    ending,
                    log,
                    interleaving: failure.phase == Phase::Interleavings,
                    bound: failure.bound.map(|bound| bound as usize),
                    execution: failure.executions,
                },
            }
        }
        Exploration::Refused(explorer::Refusal::TooManyThreads) => refused(Refusal::TooManyThreads),
        Exploration::Refused(theirs) => match last {
            Some(End::Refused(refusal)) => refused(refusal),
            _ => refused(Refusal::Broken {
                message: theirs.to_string(),
            }),
        },
        Exploration::NotDeterministic(difference) => {
            refused(Refusal::NotDeterministic(Some(difference.to_string())))
        }
        Exploration::Stale(_) => Verdict::Stale,
    }
}

/// How the explorer says that it ended; `None` if it was the kit that said so.
fn ending_of(theirs: &Theirs) -> Option<Ending> {
    match theirs {
        Theirs::Livelock { polling, .. } => Some(Ending::Spin {
            thread: polling.first()?.index(),
        }),
        Theirs::TooManySteps { thread, steps } => Some(Ending::NoEnd {
            thread: thread.index(),
            steps: *steps,
        }),
        Theirs::DataRace { first, second } => Some(Ending::DataRace {
            message: theirs.to_string(),
            accesses: Some((first.tag as usize, second.tag as usize)),
        }),
        Theirs::StackOverflow { thread } => Some(Ending::StackOverflow {
            thread: Some(thread.index()),
        }),
        _ => None,
    }
}

//! The OS threads that run the executions: one at a time.

use std::{
    sync::{Arc, mpsc::Sender},
    thread,
};

use crate::{
    Ending, Exploration,
    end::Stop,
    execution::{self, Execution, Uses, with},
    fiber::{self, Turn},
    overflow,
    search::{Plan, Search},
};

/// What came of an execution.
pub(crate) struct Ran {
    pub(crate) stop: Option<Stop>,
    pub(crate) uses: Uses,
    pub(crate) cost: u32,
    pub(crate) steps: usize,
    pub(crate) switches: usize,
    /// The bound has kept it from something.
    pub(crate) was_bounded: bool,
    /// A thread that polls was kept from going on.
    pub(crate) polling: bool,
}

/// Starts an OS thread that goes on with the search.
pub(crate) fn start(search: Search, tell: Sender<Exploration>) {
    thread::Builder::new()
        .name("explorer".into())
        .spawn(move || work(search, &tell))
        .expect("an OS thread for the executions");
}

fn work(mut search: Search, tell: &Sender<Exploration>) {
    overflow::install();
    let execution = Execution::new(search.observer(), search.progress());
    execution::replace(Some(Box::new(execution)));
    search.budget().begin();
    let exploration = loop {
        let (ran, plan) = execute(search.plan());
        let exploration = search.next(ran, plan);
        if exploration.is_some() || is_spoilt() {
            break exploration;
        }
    };
    let execution = execution::replace(None);
    if is_spoilt() {
        // Its fibers hold frames that were left in the middle of a panic; to take them down could panic again.
        std::mem::forget(execution);
    }
    search.budget().end();
    match exploration {
        // The caller may have gone away.
        Some(exploration) => drop(tell.send(exploration)),
        None => start(search, tell.clone()),
    }
}

/// Whether a panic was left in the middle, so that this OS thread counts as panicking for good.
fn is_spoilt() -> bool {
    thread::panicking() || overflow::has_happened()
}

fn execute(plan: Plan) -> (Ran, Plan) {
    let observer = with(|x| {
        x.begin(plan.settings, plan.path, plan.seen);
        let body = Arc::clone(&plan.body);
        x.spawn(Box::new(move || body()))
            .expect("it is the first thread");
        Arc::clone(&x.observer)
    });
    observer.begins();
    loop {
        match fiber::resume() {
            Turn::To(_) => {}
            Turn::Over | Turn::Stop => break,
            Turn::Overflow => {
                with(|x| {
                    let thread = x.current();
                    x.stop = Some(Stop::Failed(Ending::StackOverflow { thread }));
                });
                break;
            }
        }
    }
    let is_spoilt = is_spoilt();
    let (ran, path, seen) = with(|x| {
        if !is_spoilt {
            let (done, left): (Vec<_>, Vec<_>) =
                x.threads.iter().partition(|thread| thread.is_done);
            x.fibers.give_back(done.iter().map(|thread| thread.fiber));
            x.fibers.give_up(left.iter().map(|thread| thread.fiber));
        }
        let ran = Ran {
            stop: x.stop.take(),
            uses: x.uses,
            cost: x.cost,
            steps: x.steps,
            switches: x.switches,
            was_bounded: x.was_bounded,
            polling: x.polling,
        };
        (
            ran,
            std::mem::take(&mut x.path),
            std::mem::take(&mut x.seen),
        )
    });
    observer.ends(ran.stop.is_some());
    (ran, Plan { path, seen, ..plan })
}

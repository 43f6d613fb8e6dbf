//! Small models, wrong and right, and how the search ends for each.

mod accidents;
mod atomics;
mod channels;
mod cost;
mod counts;
mod engines;
mod locks;
mod meetings;
mod orders;
mod pointers;
mod poison;
mod polling;
mod publishing;
mod random;
mod readers;
mod replays;

use std::{panic::Location, sync::Arc};

use super::{
    Model,
    log::{Ending, Failure},
    verdict::{Covered, Verdict},
};

#[track_caller]
fn explore(body: impl Fn() + Send + Sync + 'static) -> Verdict {
    Model::new().verdict(Arc::new(body), Location::caller(), None)
}

/// The model holds in every interleaving.
#[track_caller]
fn proven(body: impl Fn() + Send + Sync + 'static) -> Covered {
    match explore(body) {
        Verdict::Proven(covered) => covered,
        other => panic!("not proven: {other:#?}"),
    }
}

/// The model fails.
#[track_caller]
fn failed(body: impl Fn() + Send + Sync + 'static) -> Failure {
    match explore(body) {
        Verdict::Failed { failure, .. } => failure,
        other => panic!("not failed: {other:#?}"),
    }
}

/// The model fails by a panic with this message.
#[track_caller]
fn panics(text: &str, body: impl Fn() + Send + Sync + 'static) -> Failure {
    let failure = failed(body);
    match &failure.ending {
        Ending::Panic { message, .. } if message.contains(text) => failure,
        other => panic!("not this panic: {other:#?}"),
    }
}

/// The model cannot be explored.
#[track_caller]
fn refused(text: &str, body: impl Fn() + Send + Sync + 'static) {
    match explore(body) {
        Verdict::Refused(why) if why.contains(text) => {}
        other => panic!("not refused so: {other:#?}"),
    }
}

//! What to say of an execution that was run to be shown.

use crate::{Difference, Exploration, Failure, Schedule, end::Stop, path::Path, worker::Ran};

/// Of a failure that was found, and run again.
pub(super) fn shown(failure: Failure, path: &Path, ran: Ran) -> Exploration {
    let again = match ran.stop {
        Some(Stop::Failed(ending)) if ending.is_like(&failure.ending) => {
            return Exploration::Failed(Failure { ending, ..failure });
        }
        Some(Stop::Failed(ending)) => ending.to_string(),
        None | Some(Stop::LeftOut) => "it did not fail".into(),
        Some(stop) => Exploration::from(stop).to_string(),
    };
    Exploration::NotDeterministic(Difference {
        choice: path.choices().iter().count(),
        what: format!(
            "a schedule failed ({}), and when it was run again: {again}",
            failure.ending
        ),
    })
}

/// Of a schedule that a caller had.
pub(super) fn replayed(schedule: Schedule, path: &Path, ran: Ran) -> Exploration {
    if let (None | Some(Stop::Failed(_)), Some(difference)) = (&ran.stop, path.left_over()) {
        return Exploration::Stale(format!(
            "it has more choices than this execution, which ended before choice {}",
            difference.choice + 1
        ));
    }
    match ran.stop {
        None | Some(Stop::LeftOut) => Exploration::Stale("this execution does not fail".into()),
        Some(Stop::Failed(ending)) => Exploration::Failed(Failure {
            ending,
            phase: schedule.phase,
            schedule,
            bound: None,
            cost: ran.cost,
            executions: 1,
            steps: ran.steps,
            switches: ran.switches,
        }),
        Some(stop) => stop.into(),
    }
}

impl From<Stop> for Exploration {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(refusal) => Self::Refused(refusal),
            Stop::NotDeterministic(difference) => Self::NotDeterministic(difference),
            Stop::Stale(reason) => Self::Stale(reason),
            Stop::Failed(_) => unreachable!("a failure is shown before it is told"),
            Stop::LeftOut => unreachable!("the search goes on"),
        }
    }
}

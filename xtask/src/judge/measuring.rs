//! Starts a program that measures, alone on the machine as far as the runner can help it.

use std::{path::Path, sync::PoisonError, time::Duration};

use super::{
    JudgeError,
    execution::{BESIDE, OUTPUT, STILL},
};
use crate::run::{self, Ended, Environment, Limits, Next, Program, Seen, Stop};

/// Runs it to its end, or until `observe` has seen enough. Blocking; nothing else is judged meanwhile.
///
/// # Errors
///
/// If it cannot be started.
pub(super) fn run(
    executable: &Path,
    folder: &Path,
    arguments: &[&str],
    deadline: Duration,
    observe: &mut dyn FnMut(Seen<'_>) -> Next,
) -> Result<Ended, JudgeError> {
    let _alone = BESIDE.write().unwrap_or_else(PoisonError::into_inner);
    let program = Program {
        executable: executable.into(),
        arguments: arguments.iter().map(Into::into).collect(),
        folder: folder.into(),
        environment: Environment::Test,
        variables: vec![("RUST_BACKTRACE", "0".into())],
        yields: false,
    };
    let limits = Limits {
        deadline: Some(deadline),
        still: Some(STILL),
        output: OUTPUT,
    };
    run::supervise(&program, limits, &Stop::default(), observe).map_err(|error| {
        JudgeError::System {
            what: "the measuring program could not be started".into(),
            error: error.to_string(),
        }
    })
}

//! Outcomes in words for a learner.

use std::io;

/// The value, or a failure that says what was done and which error came back.
#[track_caller]
pub(crate) fn value<T>(outcome: io::Result<T>, what: &str) -> T {
    match outcome {
        Ok(value) => value,
        Err(error) => panic!(
            "{what} returned an error: {error} ({:?}). Hint: which of your calls returned it, and is it an error for the caller, too?",
            error.kind()
        ),
    }
}

/// The kind of the error, or a failure that says what was done although it must not work.
#[track_caller]
pub(crate) fn kind<T: std::fmt::Debug>(
    outcome: io::Result<T>,
    what: &str,
    question: &str,
) -> io::ErrorKind {
    match outcome {
        Ok(value) => panic!("{what} returned {value:?}, and no error. Hint: {question}"),
        Err(error) => error.kind(),
    }
}

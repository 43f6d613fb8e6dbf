//! Panics that a test expects.

use std::{any::Any, panic};

pub(crate) use ::kit::panics::message_of;

/// Panics without a word: neither message nor backtrace, since nothing is wrong.
pub(crate) fn panic_with(payload: impl Any + Send) -> ! {
    panic::resume_unwind(Box::new(payload))
}

/// How a call of [`message_of`] ended.
pub(crate) fn in_words(message: &Option<String>) -> String {
    match message {
        Some(message) => format!("panicked with {message:?}"),
        None => "returned".to_owned(),
    }
}

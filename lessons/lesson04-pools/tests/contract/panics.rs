//! Panics that a test expects.

use std::{any::Any, panic};

pub(crate) use ::kit::panics::{message_of, text_of};

/// Panics without a word: neither message nor backtrace, since nothing is wrong.
pub(crate) fn panic_with(payload: impl Any + Send) -> ! {
    panic::resume_unwind(Box::new(payload))
}

/// The number with which the job of a result panicked; in words what came instead.
pub(crate) fn number_of<T>(result: std::thread::Result<T>) -> Result<u32, &'static str> {
    match result {
        Ok(_) => Err("no panic"),
        Err(payload) => payload
            .downcast::<u32>()
            .map(|number| *number)
            .map_err(|_| "another payload"),
    }
}

/// How a call ended that should have panicked with other words.
pub(crate) fn what_came(message: &Option<String>) -> String {
    match message {
        Some(text) => format!("it panicked with {text:?}"),
        None => "it returned".to_owned(),
    }
}

//! Panics that a test expects.

use std::{
    any::Any,
    panic::{self, AssertUnwindSafe},
};

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

/// What the call panics with, in words; `None` if it returns.
///
/// A `todo!` is not the panic that anybody expects: it goes on to the test.
pub(crate) fn message_of(call: impl FnOnce()) -> Option<String> {
    let payload = panic::catch_unwind(AssertUnwindSafe(call)).err()?;
    Some(text_of(payload))
}

/// What a payload says. That of a `todo!` goes on to the test.
pub(crate) fn text_of(payload: Box<dyn Any + Send>) -> String {
    let text = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("(a panic without text)")
        .to_owned();
    if text.starts_with("not yet implemented") {
        panic::resume_unwind(payload);
    }
    text
}

/// How a call ended that should have panicked with other words.
pub(crate) fn what_came(message: &Option<String>) -> String {
    match message {
        Some(text) => format!("it panicked with {text:?}"),
        None => "it returned".to_owned(),
    }
}

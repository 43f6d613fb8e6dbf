//! Panics that a test expects.

use std::panic::{self, AssertUnwindSafe};

/// What the call panics with, in words; `None` if it returns.
///
/// A `todo!` is not the panic that anybody expects: it goes on to the test.
pub(crate) fn message_of(call: impl FnOnce()) -> Option<String> {
    let payload = panic::catch_unwind(AssertUnwindSafe(call)).err()?;
    let text = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("(a panic without text)")
        .to_owned();
    if text.starts_with("not yet implemented") {
        panic::resume_unwind(payload);
    }
    Some(text)
}

/// How a call of [`message_of`] ended.
pub(crate) fn in_words(message: &Option<String>) -> String {
    match message {
        Some(message) => format!("panicked with {message:?}"),
        None => "returned".to_owned(),
    }
}

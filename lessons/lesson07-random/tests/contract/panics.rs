//! Panics that a test expects.

pub(crate) use ::kit::panics::message_of;

/// How a call of [`message_of`] ended.
pub(crate) fn in_words(message: &Option<String>) -> String {
    match message {
        Some(message) => format!("panicked with {message:?}"),
        None => "returned".to_owned(),
    }
}

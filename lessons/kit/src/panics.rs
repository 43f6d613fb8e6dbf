//! Panics that a test expects, or can say more about than std does.

use std::{
    any::Any,
    panic::{self, AssertUnwindSafe},
};

/// What a payload says.
pub(crate) fn text(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("(a panic without text)")
}

/// What a payload says, in words of its own.
///
/// # Panics
///
/// Goes on with the payload of a `todo!`: that is not the panic that anybody expects, and has a verdict of its own.
pub fn text_of(payload: Box<dyn Any + Send>) -> String {
    let text = text(&*payload).to_owned();
    if text.starts_with("not yet implemented") {
        panic::resume_unwind(payload);
    }
    text
}

/// What the call returns, or what it panics with, in words.
///
/// # Panics
///
/// As [`text_of`].
pub fn answer_of<R>(call: impl FnOnce() -> R) -> Result<R, String> {
    panic::catch_unwind(AssertUnwindSafe(call)).map_err(text_of)
}

/// What the call panics with, in words; `None` if it returns.
///
/// # Panics
///
/// As [`text_of`].
pub fn message_of(call: impl FnOnce()) -> Option<String> {
    answer_of(call).err()
}

#[cfg(test)]
mod tests {
    use super::{answer_of, message_of};
    use std::panic;

    #[test]
    fn what_is_panicked_with_is_told_and_what_is_not_written_yet_goes_on() {
        let _case = crate::case!();
        let silent = |payload| move || panic::resume_unwind(payload);
        assert_eq!(answer_of(|| 7), Ok(7));
        assert_eq!(
            message_of(silent(Box::new("a word"))).as_deref(),
            Some("a word")
        );
        assert_eq!(
            message_of(silent(Box::new("text".to_owned()))).as_deref(),
            Some("text")
        );
        assert_eq!(
            message_of(silent(Box::new(7))).as_deref(),
            Some("(a panic without text)")
        );
        let todo = || message_of(silent(Box::new("not yet implemented: this")));
        assert!(panic::catch_unwind(todo).is_err());
    }
}

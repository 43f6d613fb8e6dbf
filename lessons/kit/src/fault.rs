//! What the running test is to fail for although nothing has panicked, whichever thread is to blame.

use std::sync::{Mutex, PoisonError};

static FAULT: Mutex<Option<String>> = Mutex::new(None);

/// Lets the running test fail at its end with this text; the first one counts. Without a test nothing happens.
pub(crate) fn blame(text: String) {
    if crate::case::running().is_some() {
        fault().get_or_insert(text);
    }
}

/// What was blamed so far, which is forgiven by that.
pub(crate) fn take() -> Option<String> {
    fault().take()
}

fn fault() -> std::sync::MutexGuard<'static, Option<String>> {
    FAULT.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::{panic, thread};

    use super::blame;

    #[test]
    fn what_another_thread_is_blamed_for_fails_the_test_at_its_end() {
        let case = crate::case!();
        let blaming = thread::spawn(|| ["first", "second"].map(|text| blame(text.into())));
        blaming.join().expect("it does not panic itself");
        assert_eq!(crate::case::fails(|| drop(case)), "first");
        drop(crate::case!()); // the next one is innocent
        assert!(panic::catch_unwind(|| drop(crate::case!())).is_ok());
    }
}

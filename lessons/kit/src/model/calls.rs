//! The chain of calls that led to an event.
//!
//! Taken for each event of the one execution that is written down, which costs some microseconds;
//! turned into places, which costs more, only for the few events of which a timeline asks.

use std::{
    backtrace::Backtrace,
    fmt,
    sync::{Arc, OnceLock},
};

use super::log::Place;

/// Calls, the nearest first; none where they are not known.
#[derive(Clone, Default)]
pub struct Calls(Option<Arc<Taken>>);

struct Taken {
    trace: Backtrace,
    places: OnceLock<Vec<Place>>,
}

impl Calls {
    /// Those that lead here.
    pub(crate) fn take() -> Self {
        Self(Some(Arc::new(Taken {
            trace: Backtrace::force_capture(),
            places: OnceLock::new(),
        })))
    }

    /// These.
    #[cfg(test)]
    pub(crate) fn known(places: Vec<Place>) -> Self {
        Self(Some(Arc::new(Taken {
            trace: Backtrace::disabled(),
            places: OnceLock::from(places),
        })))
    }

    /// Where they stand: in files of the course and of its learners, but not in the kit.
    pub(crate) fn places(&self) -> &[Place] {
        self.0.as_ref().map_or(&[], |taken| {
            // Full paths: the short form names them relative to whatever folder this is.
            taken
                .places
                .get_or_init(|| places(&format!("{:#}", taken.trace)))
        })
    }
}

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Calls")
    }
}

/// The places in the text of a backtrace. std promises nothing about its form; where it is another
/// one, there are no places, and names are less exact.
fn places(trace: &str) -> Vec<Place> {
    trace
        .lines()
        .filter_map(|line| {
            let at = line.trim_start().strip_prefix("at ")?;
            let (rest, column) = at.rsplit_once(':')?;
            let (file, line) = rest.rsplit_once(':')?;
            let file = file.strip_prefix("./").unwrap_or(file);
            is_readers(file).then_some(())?;
            Some(Place {
                // Leaked: once for each call of the one failing execution that is drawn.
                file: String::leak(file.to_string()),
                line: line.parse().ok()?,
                column: column.parse().ok()?,
            })
        })
        .collect()
}

fn is_readers(file: &str) -> bool {
    let file = file.replace('\\', "/");
    let foreign = [
        "/rustc/",
        "/rustlib/",
        "/registry/src/",
        "lessons/kit/src/",
        "lessons/explorer/src/",
        "/library/std/",
        "/library/core/",
    ];
    !foreign.iter().any(|part| file.contains(part))
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn only_files_of_the_course_are_named() {
        let trace = "   3:     0x1 - kit::model::sync::Mutex::lock\n                  at /c/lessons/kit/src/model/sync/mutex.rs:9:5\n   \
            4:     0x2 - lesson02::bank::transfer\n                  at /c/lessons/lesson02-locks/src/bank.rs:30:41\n   \
            5:     0x3 - core::ops::function::FnOnce::call_once\n                  at /rustc/1/library/core/src/ops/function.rs:250:5\n";
        let found = places(trace);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].file, "/c/lessons/lesson02-locks/src/bank.rs");
        assert_eq!((found[0].line, found[0].column), (30, 41));
    }

    #[test]
    fn text_of_another_form_is_no_reason_to_panic() {
        assert!(places("at nowhere\n at a:b:c\n\n at : :").is_empty());
    }
}

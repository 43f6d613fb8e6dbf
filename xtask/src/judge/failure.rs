//! Why a subject does not build, in the compiler's words and, where the tests miss a name, in the course's.

use super::stand::Stand;
use crate::{
    build::{Built, Part},
    report::BuildFailure,
};

/// What to show of the errors of one package.
pub(super) fn of(built: &Built, stand: &Stand) -> BuildFailure {
    let of_part = |part| built.errors.iter().filter(move |error| error.part == part);
    let only_tests = of_part(Part::Library).next().is_none();
    let shown = if only_tests {
        Part::Tests
    } else {
        Part::Library
    };
    // One name that is missing is missing in fifty places of the tests: the first one will do.
    let limit = if only_tests { 1 } else { usize::MAX };
    let diagnostics = of_part(shown)
        .take(limit)
        .map(|error| error.rendered.trim_end().to_owned());
    BuildFailure {
        diagnostics: stand.in_the_courses_names(&diagnostics.collect::<Vec<_>>().join("\n\n")),
        missing: Vec::new(),
        only_tests,
    }
}

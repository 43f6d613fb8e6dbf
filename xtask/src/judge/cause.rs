//! Which of several panics tells why a test failed.

use std::path::PathBuf;

use super::words;
use crate::report::{Place, Verdict};

/// A panic that a test process told of; see [`kit::record::Record::Panicked`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Panic {
    pub(super) thread: String,
    pub(super) of_the_test: bool,
    pub(super) file: String,
    pub(super) line: u32,
    pub(super) message: String,
}

/// The panics of one test, in their order: the first and the last of each [`Kind`].
///
/// The choice below is always the first or the last of some kinds, so no other is needed, and code that panics without end
/// does not fill the runner's memory.
#[derive(Debug, Default)]
pub(super) struct Panics(Vec<(Kind, Panic)>);

/// All that the choice asks a panic for.
type Kind = [bool; 5];

impl Panics {
    /// Keeps one more.
    pub(super) fn keep(&mut self, panic: Panic) {
        let kind = panic.kind();
        let mut same = (0..self.0.len()).filter(|at| self.0[*at].0 == kind);
        let (_first, last) = (same.next(), same.next());
        if let Some(last) = last {
            self.0.remove(last);
        }
        self.0.push((kind, panic));
    }

    /// Those that were kept.
    pub(super) fn kept(self) -> Vec<Panic> {
        self.0.into_iter().map(|(_, panic)| panic).collect()
    }
}

type Locate<'a> = &'a dyn Fn(&str) -> Option<PathBuf>;

/// For a test whose function panicked.
pub(super) fn of_failure(panics: &[Panic], locate: Locate<'_>) -> (Verdict, String, Option<Place>) {
    if let Some(todo) = first_todo(panics) {
        return told(Verdict::Todo, todo, locate);
    }
    match decisive(panics) {
        Some(panic) => told(Verdict::Failed, panic, locate),
        None => (
            Verdict::Failed,
            "the test panicked without a message".into(),
            None,
        ),
    }
}

/// For a test whose process came to a bad end, `verdict`. A thread that panicked before is often why.
pub(super) fn of_end(
    panics: &[Panic],
    verdict: Verdict,
    locate: Locate<'_>,
) -> (Verdict, String, Option<Place>) {
    if verdict == Verdict::NotRun {
        return (verdict, String::new(), None);
    }
    if let Some(todo) = first_todo(panics) {
        return told(Verdict::Todo, todo, locate);
    }
    let message = words::of(&verdict);
    let Some(panic) = panics.iter().rev().find(|panic| !panic.is_a_consequence()) else {
        return (verdict, message, None);
    };
    let who = if panic.of_the_test {
        "the test".into()
    } else {
        format!("thread `{}`", panic.thread)
    };
    let message = format!("{message}; before that {who} panicked: {}", panic.message);
    (verdict, message, place(panic, locate))
}

/// Code that is not written yet explains everything that follows from it.
fn first_todo(panics: &[Panic]) -> Option<&Panic> {
    panics.iter().find(|panic| panic.todo().is_some())
}

/// The test's own last panic, unless that only says that another thread panicked.
fn decisive(panics: &[Panic]) -> Option<&Panic> {
    let own = panics.iter().rev().find(|panic| panic.of_the_test);
    if own.is_some_and(|own| !own.is_a_consequence()) {
        return own;
    }
    // Also when the payload of a thread's panic was handed on: that raises no panic of its own.
    let mut others = panics
        .iter()
        .filter(|panic| !panic.of_the_test && !panic.is_a_consequence());
    let by_the_learner = others.clone().find(|panic| panic.lies_in("src"));
    let asserted = others.clone().find(|panic| panic.is_asserted());
    // Tests make threads panic on purpose. Who unwraps what such a thread left is at fault, not that thread.
    let unwrapped = own.filter(|own| own.lies_in("src"));
    by_the_learner
        .or(asserted)
        .or(unwrapped)
        .or_else(|| others.next())
        .or(own)
        .or_else(|| panics.last())
}

fn told(verdict: Verdict, panic: &Panic, locate: Locate<'_>) -> (Verdict, String, Option<Place>) {
    let message = panic.todo().unwrap_or(&panic.message);
    (verdict, message.to_owned(), place(panic, locate))
}

fn place(panic: &Panic, locate: Locate<'_>) -> Option<Place> {
    let file = locate(&panic.file)?;
    Some(Place {
        file,
        line: panic.line,
    })
}

impl Panic {
    fn kind(&self) -> Kind {
        [
            self.of_the_test,
            self.todo().is_some(),
            self.is_a_consequence(),
            self.is_asserted(),
            self.lies_in("src"),
        ]
    }

    /// Whether a test's assertion says so.
    fn is_asserted(&self) -> bool {
        self.message.contains("Hint: ")
    }

    /// The text of a `todo!` or `unimplemented!`.
    fn todo(&self) -> Option<&str> {
        let rest = ["not yet implemented", "not implemented"]
            .iter()
            .find_map(|phrase| self.message.strip_prefix(phrase))?;
        match rest.strip_prefix(": ") {
            Some(text) => Some(text),
            None => rest.is_empty().then_some(self.message.as_str()),
        }
    }

    /// Whether it only says that something else went wrong before, in another thread.
    fn is_a_consequence(&self) -> bool {
        let phrases = [
            "a scoped thread panicked",
            "Any { .. }",
            "PoisonError",
            "RecvError",
            "SendError",
            "RecvTimeoutError",
            "sending on a closed channel",
            "receiving on a closed channel",
        ];
        // A test's assertion may quote such a text: what it says is its own.
        !self.is_asserted() && phrases.iter().any(|phrase| self.message.contains(phrase))
    }

    /// Whether it was raised in the lesson's own code (`src`) or in its tests (`tests`).
    fn lies_in(&self, folder: &str) -> bool {
        let std = self.file.starts_with("/rustc/") || self.file.starts_with("library");
        !std && self.file.split(['/', '\\']).any(|part| part == folder)
    }
}

#[cfg(test)]
mod tests {
    use super::{Panic, Panics, of_end, of_failure};
    use crate::report::{Place, Verdict};

    fn panic(thread: &str, file: &str, message: &str) -> Panic {
        Panic {
            thread: thread.into(),
            of_the_test: thread == "main",
            file: file.into(),
            line: 7,
            message: message.into(),
        }
    }

    fn failure(panics: &[Panic]) -> (Verdict, String, Option<Place>) {
        of_failure(panics, &|file| {
            file.starts_with("lessons").then(|| file.into())
        })
    }

    const SRC: &str = "lessons/l/src/bank.rs";
    const TEST: &str = "lessons/l/tests/contract/bank.rs";

    #[test]
    fn the_tests_own_last_panic_decides() {
        let panics = [
            panic("main", TEST, "caught on purpose"),
            panic("ann", SRC, "on purpose, too"),
            panic("main", TEST, "10 cents were lost"),
        ];
        let place = Place {
            file: TEST.into(),
            line: 7,
        };
        assert_eq!(
            failure(&panics),
            (Verdict::Failed, "10 cents were lost".into(), Some(place))
        );
    }

    #[test]
    fn of_panics_without_end_those_are_kept_that_decide() {
        let mut all = Vec::new();
        let mut kept = Panics::default();
        for number in 0..1000 {
            let (thread, file, message) = match number {
                400 => ("worker", SRC, "index out of bounds".to_owned()),
                999 => ("main", TEST, "RecvError".to_owned()),
                _ => ("worker", TEST, format!("on purpose, {number}")),
            };
            let panic = panic(thread, file, &message);
            all.push(panic.clone());
            kept.keep(panic);
        }
        let kept = kept.kept();
        assert!(kept.len() <= 4, "{kept:?}");
        assert_eq!(failure(&kept), failure(&all));
        let ended = |panics: &[Panic]| of_end(panics, Verdict::Failed, &|_| None);
        assert_eq!(ended(&kept), ended(&all));
    }

    #[test]
    fn a_consequence_gives_way_to_its_cause() {
        for consequence in [
            "a scoped thread panicked",
            "called `Result::unwrap()` on an `Err` value: Any { .. }",
            "called `Result::unwrap()` on an `Err` value: PoisonError { .. }",
            "called `Result::unwrap()` on an `Err` value: RecvError",
        ] {
            let panics = [
                panic("on purpose", TEST, "this job panics"),
                panic("worker", SRC, "index out of bounds"),
                panic("main", TEST, consequence),
            ];
            assert_eq!(failure(&panics).1, "index out of bounds", "{consequence}");
        }
        let quoted =
            "the next update panicked with \"PoisonError\". Hint: what does a panic leave behind?";
        let panics = [
            panic("worker", SRC, "too much"),
            panic("main", TEST, quoted),
        ];
        assert_eq!(failure(&panics).1, quoted, "the test's own words");
        let alone = [panic("main", SRC, "a scoped thread panicked")];
        assert_eq!(failure(&alone).1, "a scoped thread panicked");
    }

    #[test]
    fn what_a_test_throws_on_purpose_is_not_blamed_for_its_consequence() {
        let unwrapped = "called `Result::unwrap()` on an `Err` value: Any { .. }";
        let thrown = panic("worker", TEST, "this job panics");
        let panics = [thrown, panic("main", SRC, unwrapped)];
        assert_eq!(failure(&panics).1, unwrapped);
        let asserted = panic(
            "worker",
            TEST,
            "1 of 3 were there. Hint: when do they begin?",
        );
        let panics = [asserted.clone(), panic("main", SRC, unwrapped)];
        assert_eq!(failure(&panics).1, asserted.message);
        let scope = "/rustc/5980/library/std/src/thread/scoped.rs";
        let panics = [
            panic("worker", TEST, "only 1 of 2 were there"),
            panic("main", scope, "a scoped thread panicked"),
        ];
        assert_eq!(failure(&panics).1, "only 1 of 2 were there");
    }

    #[test]
    fn a_panic_that_was_handed_on_is_the_other_threads() {
        assert_eq!(
            failure(&[panic("worker", TEST, "2 of 3 were there")]).1,
            "2 of 3 were there"
        );
        assert_eq!(failure(&[]).0, Verdict::Failed);
    }

    #[test]
    fn code_that_is_not_written_yet_explains_what_follows() {
        let todo = panic("worker", SRC, "not yet implemented: add 3 to the count");
        let panics = [todo, panic("main", TEST, "nothing came within 2 s")];
        assert_eq!(failure(&panics).0, Verdict::Todo);
        assert_eq!(failure(&panics).1, "add 3 to the count");
        assert_eq!(
            of_end(&panics, Verdict::Deadlock { threads: 2 }, &|_| None).0,
            Verdict::Todo
        );
        assert_eq!(
            failure(&[panic("main", SRC, "not yet implemented")]).1,
            "not yet implemented"
        );
        assert_eq!(
            failure(&[panic("main", SRC, "not yet implemented here")]).0,
            Verdict::Failed
        );
    }

    #[test]
    fn a_bad_end_names_the_panic_before_it() {
        let panics = [panic("worker", SRC, "index out of bounds")];
        let (verdict, message, place) =
            of_end(&panics, Verdict::Deadlock { threads: 2 }, &|file| {
                Some(file.into())
            });
        assert_eq!(verdict, Verdict::Deadlock { threads: 2 });
        assert!(
            message.ends_with("; before that thread `worker` panicked: index out of bounds"),
            "{message}"
        );
        assert_eq!(place.map(|place| place.line), Some(7));
    }

    #[test]
    fn a_place_in_the_standard_library_is_no_place() {
        assert_eq!(
            failure(&[panic("main", "/rustc/1/library/std/src/x.rs", "boom")]).2,
            None
        );
    }
}

//! What judging comes to: values that every renderer reads and nobody changes.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{
    course::ExerciseId,
    speed::{Account, Comparison, Facts},
};

/// How far a subject is judged, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// It compiles, and so do the course's tests against it.
    Build,
    /// It keeps its promises, as ordinary tests see it.
    Contract,
    /// It keeps them in every interleaving.
    Race,
    /// More workers make it faster, as far as this machine can tell.
    Speed,
}

/// What explores the interleavings in the race stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Engine {
    /// The course's own.
    #[default]
    Explorer,
    /// The one that the field uses: a second opinion.
    Loom,
}

impl Engine {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Explorer, Self::Loom];

    /// As it is typed, and as the feature is called that builds it in: `loom`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Explorer => "explorer",
            Self::Loom => "loom",
        }
    }

    /// The engine of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.name() == name)
    }
}

impl Stage {
    /// Those that run the subject's tests, in their order.
    pub const JUDGED: [Self; 3] = [Self::Contract, Self::Race, Self::Speed];

    /// As it is typed and told: `contract`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Build => "build",
            Self::Contract => "contract",
            Self::Race => "race",
            Self::Speed => "speed",
        }
    }

    /// The stage of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut all = [Self::Build].into_iter().chain(Self::JUDGED);
        all.find(|stage| stage.name() == name)
    }
}

/// What one test says about a subject.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The test attested its end, and the process ended well.
    Passed,
    /// The code is still a `todo!`.
    Todo,
    /// An assertion failed, or the learner's code panicked.
    Failed,
    /// All threads wait: for each other, or for what never comes.
    Deadlock {
        /// How many threads wait.
        threads: usize,
    },
    /// Still computing (or sleeping) when the time was over.
    Hung {
        /// The limit, in seconds.
        seconds: u64,
    },
    /// The process left before the test was over.
    LeftEarly {
        /// Its exit code.
        code: i32,
    },
    /// The process was ended by a signal, such as an abort or a stack overflow.
    Aborted {
        /// In words: "aborted", "stack overflow", "killed by signal 11".
        how: String,
    },
    /// The test and its program ended well, but processes that it had started lived on.
    LeftBehind {
        /// How many.
        processes: usize,
    },
    /// It printed so much that it was stopped.
    Flooded {
        /// How many bytes had come by then.
        bytes: u64,
    },
    /// It uses std's own locks, threads or atomics where the race stage must see them.
    AroundTheKit,
    /// It uses what belongs to the tests, with which it could attest their end itself, or hides what it uses. Nothing of it was run.
    OffLimits,
    /// Right, but not faster with more workers, on a machine that had cores for them.
    Slow,
    /// Whether it is fast cannot be told on this machine at this moment: neither red nor green.
    CannotTell,
    /// An earlier test in the same process decided; this one was not run.
    NotRun,
}

impl Verdict {
    /// Whether the test is green.
    pub fn passed(&self) -> bool {
        *self == Self::Passed
    }

    /// Whether it says something against the subject, or nothing at all because something before it did.
    pub fn is_red(&self) -> bool {
        !matches!(self, Self::Passed | Self::CannotTell)
    }
}

/// A line of the learner's (or of the test's) source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Relative to the course's root where it lies inside.
    pub file: PathBuf,
    /// From 1.
    pub line: u32,
}

/// What the speed stage measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Speed {
    /// How many workers the subject had.
    pub workers: usize,
    /// How many times as fast as our serial code it had to be.
    pub at_least: f64,
    /// What it was compared with.
    pub comparison: Comparison,
    /// What the rounds showed.
    pub facts: Facts,
    /// How long the rounds took.
    pub took: Duration,
    /// Where the time of one run went, if it was too slow.
    pub account: Option<Account>,
}

/// What one test came to.
#[derive(Clone, Debug)]
pub struct TestResult {
    /// Its path inside its target: `bank::t1_promise`.
    pub test: String,
    /// The stage that it belongs to.
    pub stage: Stage,
    /// What it says.
    pub verdict: Verdict,
    /// The message of the panic that decided, or words for the other verdicts.
    pub message: String,
    /// Where that panic was raised.
    pub place: Option<Place>,
    /// What the program printed, head and tail, made harmless.
    pub output: String,
    /// Things that the learner should know, such as what was not checked here.
    pub notes: Vec<String>,
    /// What the exploration told, for the race stage: the JSON of `kit::model`.
    pub model: Option<serde_json::Value>,
    /// What was measured, for the speed stage.
    pub speed: Option<Speed>,
    /// How long the test's process ran.
    pub took: Duration,
}

impl TestResult {
    /// A test of which no more is known than its verdict.
    pub fn new(stage: Stage, test: impl Into<String>, verdict: Verdict) -> Self {
        Self {
            test: test.into(),
            stage,
            verdict,
            message: String::new(),
            place: None,
            output: String::new(),
            notes: Vec::new(),
            model: None,
            speed: None,
            took: Duration::ZERO,
        }
    }

    /// The promise that the test's name spells: `bank::t1_no_cent_is_lost` → `no cent is lost`.
    pub fn promise(&self) -> String {
        promise(&self.test)
    }
}

/// The promise that a test's name spells: `bank::t1_no_cent_is_lost` → `no cent is lost`.
pub fn promise(test: &str) -> String {
    let name = test.rsplit("::").next().unwrap_or(test);
    let sentence = name.split_once('_').map_or(name, |(_, rest)| rest);
    sentence.replace('_', " ")
}

/// Why a subject does not build.
#[derive(Clone, Debug)]
pub struct BuildFailure {
    /// rustc's own diagnostics, as a terminal shows them.
    pub diagnostics: String,
    /// Public names that the course's tests need and that are missing or different, each with its promise.
    pub missing: Vec<MissingName>,
    /// Whether the lesson's own code compiles and only the course's tests against it do not.
    pub only_tests: bool,
    /// The codes among the errors of the lesson's own code that its README explains, such as E0310.
    pub explained: Vec<String>,
}

impl BuildFailure {
    /// The line that rustc's first error points to, if it lies in a file below `root`.
    pub fn place(&self, root: &Path) -> Option<Place> {
        let plain = anstream::adapter::strip_str(&self.diagnostics).to_string();
        let points = plain
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("--> "));
        let place = |point: &str| {
            let (rest, _column) = point.trim_end().rsplit_once(':')?;
            let (file, line) = rest.rsplit_once(':')?;
            let file = PathBuf::from(file);
            Some(Place {
                line: line.parse().ok()?,
                file: file.strip_prefix(root).map(Path::to_owned).unwrap_or(file),
            })
        };
        let mut places = points.filter_map(place);
        places.find(|place| root.join(&place.file).is_file())
    }
}

/// A public name that a learner renamed, removed, or gave another signature.
#[derive(Clone, Debug)]
pub struct MissingName {
    /// `Counter::add`.
    pub name: String,
    /// The exercise's file that should have it.
    pub file: PathBuf,
    /// The first sentence of its documentation.
    pub promise: String,
    /// If it is there but is called in another way: how the tests call it, `pub fn add(&self, n: u64)`.
    pub signature: Option<String>,
}

/// What one exercise came to.
#[derive(Clone, Debug)]
pub struct ExerciseReport {
    /// Which one.
    pub exercise: ExerciseId,
    /// The tests in the order in which they count; those after the first that is not green
    /// may be [`Verdict::NotRun`].
    pub tests: Vec<TestResult>,
    /// All stages were green before, and nothing has changed since.
    pub unchanged: bool,
}

impl ExerciseReport {
    /// Whether it was judged now and nothing is red. Some tests may be untold.
    pub fn is_judged_green(&self) -> bool {
        !self.tests.is_empty() && self.first_failure().is_none()
    }

    /// The first test that is red: the one that decides what is shown.
    pub fn first_failure(&self) -> Option<&TestResult> {
        self.tests.iter().find(|result| result.verdict.is_red())
    }

    /// The first test that nothing can be told of, where nothing is red.
    pub fn first_untold(&self) -> Option<&TestResult> {
        let untold = |result: &&TestResult| result.verdict == Verdict::CannotTell;
        let first = self.tests.iter().find(untold);
        first.filter(|_| self.first_failure().is_none())
    }
}

/// What a subject came to.
#[derive(Clone, Debug)]
pub struct Report {
    /// The lesson's number, two digits.
    pub lesson: String,
    /// In words: "your work", "the solution", "mistake joins_in_the_loop".
    pub subject: String,
    /// Set when a stage did not compile. The exercises are then those of which something was judged before: contract
    /// tests run while the race tests are still being compiled.
    pub build: Option<BuildFailure>,
    /// In the order of the lesson, as far as they were judged.
    pub exercises: Vec<ExerciseReport>,
}

impl Report {
    /// Whether nothing is red, but not everything could be told on this machine.
    pub fn is_untold(&self) -> bool {
        self.is_green()
            && self
                .exercises
                .iter()
                .any(|judged| judged.first_untold().is_some())
    }

    /// Whether it compiled and no test that was judged is red. Some may be untold.
    pub fn is_green(&self) -> bool {
        self.build.is_none()
            && self
                .exercises
                .iter()
                .all(|judged| judged.first_failure().is_none())
    }
}

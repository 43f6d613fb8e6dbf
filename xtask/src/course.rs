//! What lies on disk: the lessons, their exercises, their tests.

mod listing;
mod load;
mod manifest;

use std::path::{Path, PathBuf};

use crate::report::Stage;

pub use load::CourseError;

/// Where the packages lie that every lesson stands on, relative to the course's root; a folder is called as its package.
pub const FOUNDATIONS: [&str; 2] = ["lessons/kit", "lessons/explorer"];

/// The whole course.
#[derive(Clone, Debug)]
pub struct Course {
    /// The folder with the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// In the order of their numbers.
    pub lessons: Vec<Lesson>,
}

/// One lesson and its solution.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Two digits, as in the folder's name.
    pub number: String,
    /// As the manifest says: "Threads".
    pub title: String,
    /// `lessons/lesson01-threads`, relative to the course's root.
    pub folder: PathBuf,
    /// `solutions/lesson01-threads`, relative to the course's root.
    pub solution: PathBuf,
    /// In the order of the manifest.
    pub exercises: Vec<Exercise>,
}

/// One exercise: a module that learners fill in, and its tests.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// The module's name: `bank`.
    pub name: String,
    /// To write, or to mend.
    pub kind: Kind,
    /// How long it takes most learners.
    pub minutes: u32,
    /// Paths of the contract tests inside their target, in the order in which they count.
    pub contract: Vec<String>,
    /// The same for the race tests; empty where the exercise has no race stage.
    pub race: Vec<String>,
    /// What the lesson's speed bench measures of it; empty where the exercise has no speed stage.
    pub speed: Vec<String>,
}

impl Course {
    /// Every exercise in the course's order, with its lesson.
    pub fn exercises(&self) -> impl Iterator<Item = (&Lesson, &Exercise)> {
        self.lessons.iter().flat_map(Lesson::each)
    }

    /// Where the learner's module of an exercise lies now, relative to the root: in `bank.rs`, or in `bank/mod.rs` if
    /// there is only that.
    pub fn module(&self, lesson: &Lesson, exercise: &str) -> PathBuf {
        let file = lesson.module(exercise);
        let inside = file.with_extension("").join("mod.rs");
        let moved = !self.root.join(&file).exists() && self.root.join(&inside).exists();
        if moved { inside } else { file }
    }
}

impl Lesson {
    /// Its exercises, each with the lesson.
    pub fn each(&self) -> impl Iterator<Item = (&Self, &Exercise)> {
        self.exercises.iter().map(move |exercise| (self, exercise))
    }

    /// The package's name: `lesson01`.
    pub fn package(&self) -> String {
        format!("lesson{}", self.number)
    }

    /// The exercise with this name.
    pub fn exercise(&self, name: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.name == name)
    }

    /// Where the learner's module of an exercise lies as it is handed out, relative to the course's root.
    pub fn module(&self, exercise: &str) -> PathBuf {
        self.folder.join("src").join(format!("{exercise}.rs"))
    }

    /// The lesson's speed bench, relative to the course's root. Not every lesson has one.
    pub fn bench(&self) -> PathBuf {
        self.folder.join("benches").join("speed.rs")
    }

    /// Where the tests of an exercise lie, relative to the course's root.
    pub fn tests(&self, stage: Stage, exercise: &str) -> PathBuf {
        let target = match stage {
            Stage::Build | Stage::Contract => "contract",
            Stage::Race => "race",
            Stage::Speed => return self.bench(),
        };
        self.folder
            .join("tests")
            .join(target)
            .join(format!("{exercise}.rs"))
    }

    /// Whether a file of the tests decides about an exercise: its own, and what is no other exercise's, such as an oracle.
    pub fn decides(&self, file: &Path, exercise: &Exercise) -> bool {
        [Stage::Contract, Stage::Race].into_iter().any(|stage| {
            let own = self.tests(stage, &exercise.name);
            let is_anothers = || {
                let mut others = self.exercises.iter();
                others.any(|other| self.tests(stage, &other.name) == file)
            };
            let folder = own.parent().unwrap_or(&own);
            file == own || (file.starts_with(folder) && !is_anothers())
        })
    }

    /// Names an exercise of this lesson.
    pub fn id(&self, exercise: &str) -> ExerciseId {
        ExerciseId {
            lesson: self.number.clone(),
            exercise: exercise.to_owned(),
        }
    }
}

impl Exercise {
    /// All its tests in the order in which they count, each with its stage.
    pub fn all_tests(&self) -> impl Iterator<Item = (Stage, &str)> {
        let contract = self
            .contract
            .iter()
            .map(|test| (Stage::Contract, test.as_str()));
        let race = self.race.iter().map(|test| (Stage::Race, test.as_str()));
        let speed = self.speed.iter().map(|test| (Stage::Speed, test.as_str()));
        contract.chain(race).chain(speed)
    }

    /// Whether it is one of those that [`Course::and_challenges`] adds: measured, and judged by no stage.
    pub fn is_challenge(&self) -> bool {
        self.contract.is_empty() && self.race.is_empty()
    }
}

/// What a learner does in an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Fills in a stub.
    Write,
    /// Mends code that runs and looks right.
    Mend,
}

/// Names one exercise of the course: lesson `02`, exercise `bank`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExerciseId {
    /// The lesson's number, two digits.
    pub lesson: String,
    /// The exercise's name.
    pub exercise: String,
}

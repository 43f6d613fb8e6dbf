//! What the runner can be asked to do: values.

use std::path::PathBuf;

use super::Shell;
use crate::{
    handout::choice::Choice,
    report::{Engine, Stage},
};

/// What the runner was asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Without a command: go on with the first exercise that is not done.
    Next,
    /// Judge.
    Check(Check),
    /// Judge on save.
    Watch(Watch),
    /// Open the learner's editor at the exercise; at the one that is to be worked on if nothing is named.
    Open(Target),
    /// Show what is done.
    Status,
    /// Show what this computer can do.
    Machine,
    /// Draw how speed grows.
    Speedup(Speedup),
    /// One more hint.
    Hint(Target),
    /// Bring stubs back.
    Reset(Target),
    /// Show work and solution side by side.
    Compare(Compare),
    /// Make a hand-out.
    Handout(Handout),
    /// Bring a hand-out up to date.
    Update(Update),
    /// Help a shell to complete what is typed.
    Completions(Completions),
    /// What only those do who write lessons.
    Author(Author),
}

impl Command {
    /// As it is typed and told: `author check`; `next` where nothing is typed.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Check(_) => "check",
            Self::Watch(_) => "watch",
            Self::Open(_) => "open",
            Self::Status => "status",
            Self::Machine => "machine",
            Self::Speedup(_) => "speedup",
            Self::Hint(_) => "hint",
            Self::Reset(_) => "reset",
            Self::Compare(_) => "compare",
            Self::Handout(_) => "handout",
            Self::Update(_) => "update",
            Self::Completions(_) => "completions",
            Self::Author(Author::Stubs { .. }) => "author stubs",
            Self::Author(Author::Prove(_)) => "author check",
            Self::Author(Author::Opinion { .. }) => "author opinion",
            Self::Author(Author::Verdicts(_)) => "author verdicts",
            Self::Author(Author::New { .. }) => "author new",
            Self::Author(Author::Trace { .. }) => "author trace",
        }
    }
}

/// What a shell asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completions {
    /// What it has to load.
    Script(Shell),
    /// What may become of the last one of these words.
    Words(Vec<String>),
}

/// What only those ask for who write lessons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// Derive the stubs of one lesson, or of all.
    Stubs {
        /// As it was typed.
        lesson: Option<String>,
        /// Writes nothing, only compares.
        check: bool,
    },
    /// Prove the course itself.
    Prove(Prove),
    /// Ask loom about everything that the race stage judges.
    Opinion {
        /// As it was typed; the whole course without it.
        lesson: Option<String>,
        /// Asks the explorer as well, and writes both engines' figures side by side.
        measure: bool,
    },
    /// Count what the speed stage says.
    Verdicts(Verdicts),
    /// Scaffold a lesson.
    New {
        /// As it was typed.
        number: String,
        /// The second half of the folder's name.
        name: String,
    },
    /// Record rounds of work whose speedup is known.
    Trace {
        /// Where to; it is added to.
        file: PathBuf,
        /// How many rounds of each.
        rounds: u64,
    },
}

/// A lesson and an exercise, as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// `lesson03`, `03`, `3`, or an exercise's name alone.
    pub lesson: Option<String>,
    /// An exercise of that lesson.
    pub exercise: Option<String>,
}

/// What `watch` watches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watch {
    /// A lesson, as it was typed; the whole course if nothing is named.
    pub lesson: Option<String>,
    /// Milliseconds between two looks at the files.
    pub poll: Option<u64>,
}

/// What `compare` compares, and how it is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compare {
    /// A lesson, or one exercise.
    pub target: Target,
    /// A file in the place of the learner's module.
    pub with: Option<PathBuf>,
    /// Also what is not green yet.
    pub spoil: bool,
    /// Markdown, for a comment of a review.
    pub markdown: bool,
}

/// What `handout` makes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handout {
    /// Where: a new or empty folder.
    pub folder: PathBuf,
    /// What goes along.
    pub choice: Choice,
    /// Leaves out the trial in a clean folder.
    pub untried: bool,
}

/// What `update` brings up to date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// A folder that `handout` made, or a clone of it.
    pub folder: PathBuf,
    /// Other lessons than were handed out, as they were typed.
    pub lessons: Option<String>,
}

/// How `check` judges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// What to judge; everything if nothing is named.
    pub target: Target,
    /// Whose code.
    pub whose: Whose,
    /// Only this stage.
    pub stage: Option<Stage>,
    /// Go on after the first failure.
    pub keep_going: bool,
    /// Explore models as far as it takes.
    pub full: bool,
    /// What explores the interleavings.
    pub engine: Engine,
    /// Show the last failing interleaving again.
    pub replay: bool,
}

/// Whose code `check` judges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// The learner's.
    #[default]
    Learner,
    /// The course's own solution.
    Solution,
    /// A file of `tests/mistakes`, by its name.
    Mistake(String),
    /// Any file, in place of the exercise's module.
    With(PathBuf),
}

/// What `speedup` draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speedup {
    /// What to measure; everything that can be if nothing is named.
    pub target: Target,
    /// Whose code.
    pub whose: Whose,
    /// Over the amount of work instead of the number of workers.
    pub work: bool,
    /// How often each point is measured.
    pub rounds: u64,
    /// Where the drawing goes as well.
    pub svg: Option<PathBuf>,
    /// Where the figures go as well.
    pub csv: Option<PathBuf>,
}

/// What `author verdicts` counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// As it was typed; the whole course without it.
    pub lesson: Option<String>,
    /// Judge each subject so often.
    pub repeat: u32,
    /// Beside two busy loops.
    pub busy: bool,
    /// Without alternatives.
    pub short: bool,
}

/// How `author check` proves the course.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prove {
    /// As it was typed; the whole course without it.
    pub lesson: Option<String>,
    /// Judge every solution so often, under load.
    pub repeat: u32,
    /// Ignore what was proven before.
    pub fresh: bool,
}

//! Judges a subject: builds it, runs the course's tests against it, says what came out.

mod bench;
mod builder;
mod bypass;
mod cause;
mod error;
mod execution;
mod failure;
mod given;
mod many;
mod measurement;
mod measuring;
mod model;
mod off_limits;
mod scratch;
mod stand;
mod tally;
mod told;
mod trial;
mod wanted;
mod words;

use crate::{
    course::{Course, Lesson},
    report::{Engine, Report, Stage},
    subject::Subject,
};

pub use bench::Bench;
pub use error::JudgeError;
pub(crate) use stand::base as target_folder;

use stand::Stand;
use trial::Trial;
use wanted::Wanted;

/// What is to be judged, and how far.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Names, in the order in which they are judged.
    pub exercises: Vec<String>,
    /// [`Stage::Contract`], [`Stage::Race`], [`Stage::Speed`], or some of them; the build is implied. A stage that an exercise does not have
    /// is passed over.
    pub stages: Vec<Stage>,
    /// Judges everything although something is red already.
    pub keep_going: bool,
    /// Tells also of code that is fast where its time goes, and how many threads it starts.
    pub explains: bool,
    /// Gives the race stage all the time that it needs.
    pub full: bool,
    /// What explores the interleavings.
    pub engine: Engine,
    /// One schedule of the race stage to show again, as an earlier timeline named it: `i:.7.1002`.
    pub replay: Option<String>,
    /// Only this test: `bank::t1_promise`.
    pub only: Option<String>,
    /// Whether rustc's diagnostics carry colours.
    pub colour: bool,
    /// Timelines are drawn for a terminal with so many columns, where these are fewer than they like.
    pub width: Option<u16>,
}

/// What is going on, for a live line. The first one comes at once. More kinds may be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A stage's tests are being compiled.
    Building {
        /// Which one.
        stage: Stage,
        /// For the first time, dependencies included: this takes a while.
        cold: bool,
    },
    /// The dependencies are not on this machine yet and are being downloaded.
    Downloading {
        /// The stage that needs them.
        stage: Stage,
    },
    /// A stage's tests are compiled, or do not compile.
    Built {
        /// Which one.
        stage: Stage,
    },
    /// A test program runs.
    Running {
        /// The exercise.
        exercise: String,
        /// The stage.
        stage: Stage,
        /// The test, once it has begun.
        test: Option<String>,
    },
}

/// One of many subjects to be judged in one go.
#[derive(Clone, Debug)]
pub struct Job {
    /// The lesson's number, two digits.
    pub lesson: String,
    /// Whose code.
    pub subject: Subject,
    /// How far.
    pub plan: Plan,
}

/// Judges one subject of one lesson.
///
/// Blocking: until the verdict is there or the runner is interrupted.
///
/// # Errors
///
/// If there can be no verdict, for a reason that is not the subject's.
pub fn judge(
    course: &Course,
    lesson: &Lesson,
    subject: &Subject,
    plan: &Plan,
    events: &mut dyn FnMut(Event),
) -> Result<Report, JudgeError> {
    let wanted = Wanted::of(lesson, plan)?;
    let (at_once, later): (Vec<Stage>, Vec<Stage>) = match &wanted.builds[..] {
        [only] => (vec![*only], Vec::new()),
        // Speed is the last to be judged, and must not be built beside what comes before it.
        all => all.iter().partition(|stage| **stage != Stage::Speed),
    };
    for &stage in &at_once {
        events(Event::Building {
            stage,
            cold: stand::is_cold(course, subject, stage, plan.engine),
        });
    }
    let stand = Stand::of(course, lesson, subject, &wanted)?;
    let base = stand::base(course);
    // Where several stages are built, the first one comes first on a busy machine.
    let build = |&stage| {
        Stand::build(
            &[&stand],
            &base,
            (stage, plan.engine),
            plan.colour,
            stage != wanted.builds[0] && stage != Stage::Speed,
        )
    };
    let builds: Vec<_> = at_once.iter().filter_map(build).collect();
    let later: Vec<_> = later.iter().filter_map(build).collect();
    builder::with(&builds, later, |builder| {
        Trial::new(course, lesson, subject, plan, &stand).run(&wanted, builder, events)
    })
}

/// Judges many subjects: all are built by one cargo call a stage, then they run, two at a time.
///
/// The results come in the order of the jobs. Events carry the number of the job; the ones about
/// building are told once, with the number of the first job. The learner's own work, which is not
/// staged, is judged last, by itself.
pub fn judge_many(
    course: &Course,
    jobs: &[Job],
    events: &mut dyn FnMut(usize, Event),
) -> Vec<Result<Report, JudgeError>> {
    many::judge(course, jobs, events)
}

//! Judges a subject: builds it, runs the course's tests against it, says what came out.

mod builder;
mod cause;
mod error;
mod failure;
mod stand;
mod tally;
mod trial;
mod wanted;
mod words;

use crate::{
    course::{Course, Lesson},
    report::{Report, Stage},
    subject::Subject,
};

pub use error::JudgeError;

/// What is to be judged, and how far.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Names, in the order in which they are judged.
    pub exercises: Vec<String>,
    /// [`Stage::Contract`], [`Stage::Race`] or both; the build is implied. A stage that an exercise does not have
    /// is passed over.
    pub stages: Vec<Stage>,
    /// Judges everything although something is red already.
    pub keep_going: bool,
    /// Gives the race stage all the time that it needs.
    pub full: bool,
    /// One schedule of the race stage to show again, as an earlier timeline named it: `1:30`.
    pub replay: Option<String>,
    /// Only this test: `bank::t1_promise`.
    pub only: Option<String>,
    /// Whether rustc's diagnostics carry colours.
    pub colour: bool,
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
    let wanted = wanted::Wanted::of(lesson, plan)?;
    for &stage in &wanted.builds {
        events(Event::Building {
            stage,
            cold: stand::is_cold(course, subject, stage),
        });
    }
    let stand = stand::Stand::of(course, lesson, subject)?;
    let base = stand::base(course);
    // Where several stages are built, the first one comes first on a busy machine.
    let builds = wanted
        .builds
        .iter()
        .map(|&stage| stand.build(&base, stage, plan, stage != wanted.builds[0]));
    let builds: Vec<_> = builds.collect();
    builder::with(&builds, |builder| {
        trial::Trial::new(lesson, subject, plan, &stand).run(&wanted, builder, events)
    })
}

/// Judges many subjects: all are built by one cargo call a stage, then they run.
///
/// The learner's own work is not among them; it is judged by [`judge`].
/// The results come in the order of the jobs. Events carry the number of the job.
pub fn judge_many(
    course: &Course,
    jobs: &[Job],
    events: &mut dyn FnMut(usize, Event),
) -> Vec<Result<Report, JudgeError>> {
    let one = |(number, job): (usize, &Job)| {
        let lesson = course
            .lessons
            .iter()
            .find(|lesson| lesson.number == job.lesson);
        let lesson = lesson.ok_or_else(|| JudgeError::Course {
            problem: format!("there is no lesson {}", job.lesson),
        })?;
        judge(course, lesson, &job.subject, &job.plan, &mut |event| {
            events(number, event)
        })
    };
    jobs.iter().enumerate().map(one).collect()
}

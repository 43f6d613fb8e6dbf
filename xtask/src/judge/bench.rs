//! A speed bench for commands that only measure and judge nothing.

use std::{path::PathBuf, time::Duration};

use kit::record::Record;

use super::{
    Event, JudgeError, measuring,
    stand::{self, Stand},
    wanted::Wanted,
};
use crate::{
    build::{Build, Built},
    course::{Course, Lesson},
    judge::Plan,
    report::{Engine, Stage},
    run::{End, Next, Seen, Stop, capture::stripped, interrupt},
    subject::Subject,
};

/// No single measurement takes so long.
const DEADLINE: Duration = Duration::from_secs(30);

/// A speed bench, built and ready to measure.
#[derive(Debug)]
pub struct Bench {
    program: PathBuf,
    folder: PathBuf,
}

impl Bench {
    /// The kit's own bench: the machine itself, and work whose speedup is known.
    ///
    /// # Errors
    ///
    /// If it cannot be built.
    pub fn of_kit(course: &Course, events: &mut dyn FnMut(Event)) -> Result<Self, JudgeError> {
        let folder = course.root.join("lessons").join("kit");
        let build = Build {
            workspace: course.root.clone(),
            packages: [("kit".to_owned(), folder.clone())].into(),
            stage: Stage::Speed,
            engine: Engine::default(), // no part of this stage
            target: stand::base(course).join("course-speed"),
            colour: false,
            sources: Vec::new(),
            yields: false,
        };
        let built = built(&build, "kit", events)?;
        Self::ready(built, folder)
    }

    /// The bench of a lesson, with a subject's code.
    ///
    /// # Errors
    ///
    /// If it cannot be built; the subject's own errors come as [`JudgeError::Course`].
    pub fn of(
        course: &Course,
        lesson: &Lesson,
        subject: &Subject,
        exercise: &str,
        events: &mut dyn FnMut(Event),
    ) -> Result<Self, JudgeError> {
        let plan = Plan {
            exercises: vec![exercise.to_owned()],
            stages: vec![Stage::Speed],
            ..Plan::default()
        };
        let wanted = Wanted::of(lesson, &plan)?;
        let stand = Stand::of(course, lesson, subject, &wanted)?;
        let base = stand::base(course);
        let build = Stand::build(&[&stand], &base, (Stage::Speed, plan.engine), false, false);
        let build = build.expect("there is one package to build");
        let built = built(&build, &stand.package, events)?;
        Self::ready(built, stand.folder)
    }

    fn ready(built: Built, folder: PathBuf) -> Result<Self, JudgeError> {
        match built.program {
            Some(program) => Ok(Self { program, folder }),
            None => {
                let errors = built.errors.iter().map(|error| error.message.as_str());
                let problem = format!(
                    "the code does not build: {}",
                    errors.collect::<Vec<_>>().join("; ")
                );
                Err(JudgeError::Course { problem })
            }
        }
    }

    /// Runs the bench with these arguments, and hands every measurement on: what it is, and its numbers.
    ///
    /// Blocking: until it ends, or until `take` says that it has seen enough.
    ///
    /// # Errors
    ///
    /// If it cannot be started, was interrupted, panicked or hung.
    pub fn run(
        &self,
        arguments: &[&str],
        take: &mut dyn FnMut(&str, &[u64]) -> Next,
    ) -> Result<(), JudgeError> {
        let mut panicked = None;
        let mut observe = |seen: Seen<'_>| match seen {
            Seen::Record(Record::Measured { what, numbers }) => match take(&what, &numbers) {
                Next::GoOn => Next::Step,
                next => next,
            },
            Seen::Record(Record::Panicked { message, .. }) => {
                panicked.get_or_insert(message);
                Next::GoOn
            }
            Seen::Record(_) | Seen::Line(_) | Seen::Nothing => Next::GoOn,
        };
        let ended = measuring::run(
            &self.program,
            &self.folder,
            arguments,
            DEADLINE,
            &mut observe,
        )?;
        match ended.end {
            _ if interrupt::wanted() => Err(JudgeError::interrupted()),
            End::Interrupted => Err(JudgeError::interrupted()),
            End::Exited(0) | End::Stopped => Ok(()),
            end => {
                let why = match panicked {
                    Some(message) => stripped(&message),
                    None => format!("{end:?} {}", ended.output.trim()),
                };
                Err(JudgeError::System {
                    what: "the measuring program did not come to its end".into(),
                    error: why,
                })
            }
        }
    }
}

fn built(build: &Build, package: &str, events: &mut dyn FnMut(Event)) -> Result<Built, JudgeError> {
    let stage = Stage::Speed;
    let cold = build.is_cold();
    events(Event::Building { stage, cold });
    let packages = build.run(&Stop::default(), &mut || {
        events(Event::Downloading { stage });
    })?;
    let mut packages = packages.ok_or_else(JudgeError::interrupted)?;
    Ok(packages.remove(package).unwrap_or_default())
}

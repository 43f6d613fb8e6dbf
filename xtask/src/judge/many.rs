//! Many subjects in one go: the course proves itself with more than a hundred of them.

use std::{
    collections::BTreeMap,
    fs::File,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use super::{
    Event, Job, JudgeError,
    builder::{self, Finished},
    stand::{self, Stand},
    trial::Trial,
    wanted::Wanted,
};
use crate::{
    course::{Course, Lesson},
    report::{Engine, Report, Stage},
    staging::Workspace,
    subject::Subject,
};

/// So many test programs run at the same time. More would disturb each other: tests look at what
/// threads do, and a search for interleavings has a time limit.
const AT_A_TIME: usize = 2;

type Answer = Result<Report, JudgeError>;

/// A job that is ready to be built.
#[derive(Debug)]
struct Ready<'a> {
    course: &'a Course,
    job: &'a Job,
    lesson: &'a Lesson,
    wanted: Wanted<'a>,
    stand: Stand,
}

pub(super) fn judge(
    course: &Course,
    jobs: &[Job],
    events: &mut dyn FnMut(usize, Event),
) -> Vec<Answer> {
    let staged = jobs.iter().any(|job| job.subject != Subject::Learner);
    let mut answers = match staged {
        true => judge_staged(course, jobs, events),
        false => jobs.iter().map(|_| None).collect(),
    };
    jobs.iter()
        .enumerate()
        .map(|(number, job)| {
            answers[number].take().unwrap_or_else(|| {
                let lesson = lesson(course, job)?;
                super::judge(course, lesson, &job.subject, &job.plan, &mut |event| {
                    events(number, event)
                })
            })
        })
        .collect()
}

fn lesson<'a>(course: &'a Course, job: &Job) -> Result<&'a Lesson, JudgeError> {
    let lesson = course
        .lessons
        .iter()
        .find(|lesson| lesson.number == job.lesson);
    lesson.ok_or_else(|| JudgeError::Course {
        problem: format!("there is no lesson {}", job.lesson),
    })
}

/// `None` for the learner's work.
fn judge_staged(
    course: &Course,
    jobs: &[Job],
    events: &mut dyn FnMut(usize, Event),
) -> Vec<Option<Answer>> {
    let base = stand::base(course);
    let workspace = Workspace::shared(&base);
    // Another run would write the same workspace's manifest. Let go when this is dropped.
    let lock = match workspace.lock() {
        Ok(lock) => lock,
        Err(error) => return jobs.iter().map(|_| Some(Err(error.clone()))).collect(),
    };
    let prepared: Vec<Option<Result<Ready<'_>, JudgeError>>> = jobs
        .iter()
        .map(|job| (job.subject != Subject::Learner).then(|| Ready::of(course, job, &workspace)))
        .collect();
    let ready: Vec<&Ready<'_>> = prepared.iter().flatten().flatten().collect();
    let finished = build(course, &workspace, &ready, &lock, events);
    run(prepared, &finished, events)
}

impl<'a> Ready<'a> {
    fn of(course: &'a Course, job: &'a Job, workspace: &Workspace) -> Result<Self, JudgeError> {
        let lesson = lesson(course, job)?;
        let wanted = Wanted::of(lesson, &job.plan)?;
        let stand = Stand::staged(course, lesson, &job.subject, &wanted, workspace)?;
        Ok(Self {
            course,
            job,
            lesson,
            wanted,
            stand,
        })
    }
}

/// Builds everything. `_alone` shows that nobody else does.
fn build(
    course: &Course,
    workspace: &Workspace,
    ready: &[&Ready<'_>],
    _alone: &File,
    events: &mut dyn FnMut(usize, Event),
) -> Finished {
    let packages: Vec<&str> = ready
        .iter()
        .map(|ready| ready.stand.package.as_str())
        .collect();
    if let Err(error) = workspace.join(course, &packages) {
        let stages = Stage::JUDGED;
        return stages.map(|stage| (stage, Err(error.clone()))).into();
    }
    let base = stand::base(course);
    let mut builds = Vec::new();
    for stage in Stage::JUDGED {
        let needs_it = |ready: &&&Ready<'_>| ready.wanted.builds.contains(&stage);
        let stands: Vec<&Stand> = ready
            .iter()
            .filter(needs_it)
            .map(|ready| &ready.stand)
            .collect();
        // All are judged by the same engine: it is chosen for a whole run.
        let engine = ready
            .first()
            .map_or_else(Engine::default, |ready| ready.job.plan.engine);
        let colour = ready.iter().any(|ready| ready.job.plan.colour);
        if let Some(build) = Stand::build(&stands, &base, (stage, engine), colour, false) {
            events(
                0,
                Event::Building {
                    stage,
                    cold: build.is_cold(),
                },
            );
            builds.push(build);
        }
    }
    builder::with(&builds, Vec::new(), |builder| {
        let mut finished = BTreeMap::new();
        for build in &builds {
            let packages = builder.all(build.stage, &mut |event| events(0, event));
            finished.insert(build.stage, packages);
        }
        finished
    })
}

/// Runs what was built.
fn run(
    prepared: Vec<Option<Result<Ready<'_>, JudgeError>>>,
    finished: &Finished,
    events: &mut dyn FnMut(usize, Event),
) -> Vec<Option<Answer>> {
    let answers: Vec<_> = prepared.iter().map(|_| Mutex::new(None)).collect();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (tell, told) = mpsc::channel();
        for _ in 0..AT_A_TIME {
            let tell = tell.clone();
            let (prepared, answers, next) = (&prepared, &answers, &next);
            scope.spawn(move || {
                while let number = next.fetch_add(1, Ordering::Relaxed)
                    && let Some(job) = prepared.get(number)
                {
                    let tell = |event| _ = tell.send((number, event));
                    let answer = match job {
                        None => None,
                        Some(Err(error)) => Some(Err(error.clone())),
                        Some(Ok(ready)) => Some(ready.judge(finished, tell)),
                    };
                    *answers[number]
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner) = answer;
                }
            });
        }
        drop(tell);
        for (number, event) in told {
            events(number, event);
        }
    });
    answers
        .into_iter()
        .map(|answer| answer.into_inner().unwrap_or_else(PoisonError::into_inner))
        .collect()
}

impl Ready<'_> {
    fn judge(&self, mut finished: &Finished, mut tell: impl FnMut(Event)) -> Answer {
        let trial = Trial::new(
            self.course,
            self.lesson,
            &self.job.subject,
            &self.job.plan,
            &self.stand,
        );
        trial.run(&self.wanted, &mut finished, &mut tell)
    }
}

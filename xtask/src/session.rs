//! One run of the runner over a learner's work: what is remembered, what must be judged anew.

use crate::{
    choose::Chosen,
    content::Ground,
    course::{Course, Exercise, ExerciseId, Lesson},
    guide::guide,
    judge::{self, JudgeError, Plan},
    progress::{News, events_of},
    render::proof,
    report::{ExerciseReport, Place, Report, Stage},
    state::{Edit, Entry, Failure, State, Store},
    subject::Subject,
    trouble::Trouble,
};

/// How often work that is saved again and again is judged anew, until the last verdict is told as it is.
const ATTEMPTS: usize = 4;

/// What one run knows.
#[derive(Debug)]
pub struct Session<'c> {
    /// The course.
    pub course: &'c Course,
    /// What was remembered when the run began.
    pub state: State,
    /// Things that the learner should know besides.
    pub notes: Vec<String>,
    store: Store,
    ground: Ground,
}

/// A report, and why it is not the whole one.
#[derive(Debug)]
pub struct Judged {
    /// What is known.
    pub report: Report,
    /// Set if the run was interrupted.
    pub interrupted: Option<Trouble>,
}

impl<'c> Session<'c> {
    /// Reads what is remembered.
    ///
    /// # Errors
    ///
    /// If the state must not be touched.
    pub fn open(course: &'c Course) -> Result<Self, Trouble> {
        let store = Store::of(&course.root);
        let loaded = store.load()?;
        Ok(Self {
            course,
            state: loaded.state,
            notes: loaded.note.into_iter().collect(),
            store,
            ground: Ground::of_work(course),
        })
    }

    /// The content key of a learner's exercise, as it lies on disk now.
    pub fn key(&self, lesson: &Lesson, exercise: &Exercise) -> String {
        self.ground.of_exercise(self.course, lesson, exercise)
    }

    /// Whether everything was green for what lies on disk now.
    pub fn is_done(&self, lesson: &Lesson, exercise: &Exercise) -> bool {
        let key = self.key(lesson, exercise);
        self.state.is_done(&lesson.id(&exercise.name), &key)
    }

    /// Whether there is nothing more to do: it is done, or all is right and the rest cannot be told on this machine.
    pub fn is_settled(&self, lesson: &Lesson, exercise: &Exercise) -> bool {
        let key = self.key(lesson, exercise);
        let id = lesson.id(&exercise.name);
        self.state.is_done(&id, &key) || self.state.is_untold(&id, &key)
    }

    /// What is remembered of an exercise.
    pub fn entry(&self, lesson: &Lesson, exercise: &Exercise) -> Option<&Entry> {
        self.state.entry(&lesson.id(&exercise.name))
    }

    /// Judges the learner's work as `plan` says, but for the exercises, and remembers the verdicts. Unless `anew`,
    /// what is done and unchanged is answered from the state.
    ///
    /// # Errors
    ///
    /// If there can be no verdict.
    pub fn work(
        &mut self,
        chosen: &Chosen<'c>,
        plan: &Plan,
        anew: bool,
        say: &mut dyn FnMut(News),
    ) -> Result<Judged, Trouble> {
        let lesson = chosen.lesson;
        let (done, open): (Vec<_>, Vec<_>) = chosen
            .exercises
            .iter()
            .copied()
            .partition(|exercise| !anew && self.is_done(lesson, exercise));
        let mut judged = Judged {
            report: Report {
                lesson: lesson.number.clone(),
                subject: "your work".into(),
                build: None,
                exercises: Vec::new(),
            },
            interrupted: None,
        };
        if !open.is_empty() {
            self.is_all_there(lesson)?;
            let plan = Plan {
                exercises: open.iter().map(|exercise| exercise.name.clone()).collect(),
                ..plan.clone()
            };
            judged = self.judge_saved(lesson, &open, &plan, say)?;
        }
        if judged.report.build.is_none() {
            let unchanged = done.iter().map(|exercise| ExerciseReport {
                exercise: lesson.id(&exercise.name),
                tests: Vec::new(),
                unchanged: true,
            });
            judged.report.exercises.extend(unchanged);
            let place = |id: &ExerciseId| {
                lesson
                    .exercises
                    .iter()
                    .position(|exercise| exercise.name == id.exercise)
            };
            judged
                .report
                .exercises
                .sort_by_key(|judged| place(&judged.exercise));
        }
        Ok(judged)
    }

    /// A module that is gone would only be told in rustc's words.
    fn is_all_there(&self, lesson: &Lesson) -> Result<(), Trouble> {
        let gone = |exercise: &&Exercise| {
            let file = self.course.root.join(lesson.module(&exercise.name));
            !file.with_extension("").join("mod.rs").exists() && !file.exists()
        };
        let Some(exercise) = lesson.exercises.iter().find(gone) else {
            return Ok(());
        };
        let (package, name) = (lesson.package(), &exercise.name);
        Err(Trouble::cannot_tell(
            format!("{} is not there.", lesson.module(name).display()),
            format!("`cargo xtask reset {package} {name}` brings the stub back."),
        ))
    }

    /// Judges until nothing was saved in the meantime, and remembers the verdicts.
    fn judge_saved(
        &mut self,
        lesson: &'c Lesson,
        exercises: &[&'c Exercise],
        plan: &Plan,
        say: &mut dyn FnMut(News),
    ) -> Result<Judged, Trouble> {
        let keys = |session: &Self| -> Vec<String> {
            exercises
                .iter()
                .map(|exercise| session.key(lesson, exercise))
                .collect()
        };
        let mut attempt = 1;
        loop {
            let before = keys(self);
            let judged = judge_once(self.course, lesson, &Subject::Learner, plan, say)?;
            let after = keys(self);
            if before == after {
                self.remember(lesson, exercises, &before, &judged.report);
                return Ok(judged);
            }
            if judged.interrupted.is_some() || attempt == ATTEMPTS {
                self.notes.push(
                    "A file was saved while it was judged, so this verdict is not remembered."
                        .into(),
                );
                return Ok(judged);
            }
            attempt += 1;
            say(News {
                text: "a file was saved meanwhile: judging again".into(),
                slow: true,
            });
        }
    }

    fn remember(
        &mut self,
        lesson: &Lesson,
        exercises: &[&Exercise],
        keys: &[String],
        report: &Report,
    ) {
        let edits = self.edits(lesson, exercises, report);
        let change = |state: &mut State| {
            for (exercise, key) in exercises.iter().zip(keys) {
                let id = lesson.id(&exercise.name);
                if let Some(judged) = report.exercises.iter().find(|judged| judged.exercise == id) {
                    remember(state.entry_mut(&id), exercise, key, judged);
                }
                if let Some((_, place)) = edits.iter().find(|(edited, _)| *edited == id) {
                    state.entry_mut(&id).edit = Some(Edit {
                        content: key.clone(),
                        place: place.clone(),
                    });
                }
            }
        };
        change(&mut self.state);
        if let Err(error) = self.store.update(change) {
            self.notes.push(format!(
                "This verdict cannot be remembered: `.hands/state.json` cannot be written ({error})."
            ));
        }
    }

    /// The lines that the report points to, each with the exercise that it stops.
    fn edits(
        &self,
        lesson: &Lesson,
        exercises: &[&Exercise],
        report: &Report,
    ) -> Vec<(ExerciseId, Place)> {
        if let Some(failure) = &report.build {
            let place = failure.place(&self.course.root);
            let first = exercises.first().map(|first| lesson.id(&first.name));
            return first.zip(place).into_iter().collect();
        }
        let judged = report.exercises.iter();
        let edit = |judged: &ExerciseReport| {
            let failed = judged.first_failure()?;
            let guide = guide(self.course, lesson, &Subject::Learner, failed);
            Some((judged.exercise.clone(), guide.edit))
        };
        judged.filter_map(edit).collect()
    }

    /// Changes what is remembered of an exercise.
    pub fn change(&mut self, id: &ExerciseId, change: impl Fn(&mut Entry)) {
        change(self.state.entry_mut(id));
        if let Err(error) = self.store.update(|state| change(state.entry_mut(id))) {
            self.notes.push(format!(
                "This cannot be remembered: `.hands/state.json` cannot be written ({error})."
            ));
        }
    }
}

fn remember(entry: &mut Entry, exercise: &Exercise, key: &str, judged: &ExerciseReport) {
    match judged.first_failure() {
        Some(failed) => {
            // The same content was green once: no longer to be trusted.
            for green in [&mut entry.passed, &mut entry.untold] {
                if green.as_deref() == Some(key) {
                    *green = None;
                }
            }
            let replay = failed.model.as_ref().and_then(proof::replay);
            entry.last = Some(Failure {
                content: key.to_owned(),
                test: failed.test.clone(),
                stage: failed.stage,
                replay: replay.map(str::to_owned),
            });
        }
        None if is_complete(exercise, judged) || completes(entry, exercise, key, judged) => {
            entry.passed = Some(key.to_owned());
            entry.untold = None;
            entry.last = None;
        }
        None if judged.first_untold().is_some() && is_right(exercise, judged) => {
            // What was told once for the same content stays told.
            if entry.passed.as_deref() != Some(key) {
                entry.untold = Some(key.to_owned());
            }
            entry.last = None;
            entry.edit = None;
        }
        None => {}
    }
}

/// Whether only speed was open for this content, and now is told.
fn completes(entry: &Entry, exercise: &Exercise, key: &str, judged: &ExerciseReport) -> bool {
    entry.untold.as_deref() == Some(key)
        && all_passed(exercise, judged, |stage| stage == Stage::Speed)
}

/// Whether every test but those of speed was seen green.
fn is_right(exercise: &Exercise, judged: &ExerciseReport) -> bool {
    all_passed(exercise, judged, |stage| stage != Stage::Speed)
}

/// Green counts only if every test that the exercise has was seen green: an interrupted run has no failure either.
pub fn is_complete(exercise: &Exercise, judged: &ExerciseReport) -> bool {
    all_passed(exercise, judged, |_| true)
}

fn all_passed(
    exercise: &Exercise,
    judged: &ExerciseReport,
    wanted: impl Fn(Stage) -> bool,
) -> bool {
    let mut tests = exercise.all_tests().filter(|(stage, _)| wanted(*stage));
    tests.all(|(stage, test)| {
        let mut results = judged.tests.iter();
        results.any(|it| it.stage == stage && it.test == test && it.verdict.passed())
    })
}

/// Judges once, with what was known at an interruption kept.
///
/// # Errors
///
/// If there can be no verdict.
pub fn judge_once(
    course: &Course,
    lesson: &Lesson,
    subject: &Subject,
    plan: &Plan,
    say: &mut dyn FnMut(News),
) -> Result<Judged, Trouble> {
    let mut events = events_of(&lesson.number, say);
    match judge::judge(course, lesson, subject, plan, &mut events) {
        Ok(report) => Ok(Judged {
            report,
            interrupted: None,
        }),
        Err(JudgeError::Interrupted(report)) => Ok(Judged {
            interrupted: Some(Trouble::from(JudgeError::Interrupted(report.clone()))),
            report: *report,
        }),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_complete, remember};
    use crate::{
        report::{ExerciseReport, Stage, TestResult, Verdict},
        sample,
        state::Entry,
    };

    fn result(test: &str, stage: Stage, verdict: Verdict) -> TestResult {
        TestResult {
            model: Some(serde_json::json!({ "replay": "1:30" })),
            ..TestResult::new(stage, test, verdict)
        }
    }

    #[test]
    fn what_cannot_be_told_is_neither_done_nor_failed() {
        let course = sample::course();
        let lesson = &course.lessons[1];
        let mut exercise = lesson.exercises[0].clone();
        exercise.speed = vec!["bank::t5_fast".into()];
        let judged = |speed: Verdict, others: bool| {
            let tests = exercise
                .all_tests()
                .filter_map(|(stage, test)| match stage {
                    Stage::Speed => Some(result(test, stage, speed.clone())),
                    _ => others.then(|| result(test, stage, Verdict::Passed)),
                });
            ExerciseReport {
                exercise: lesson.id("bank"),
                tests: tests.collect(),
                unchanged: false,
            }
        };
        let untold = Entry {
            untold: Some("key".into()),
            ..Entry::default()
        };
        let after = |mut entry: Entry, judged: ExerciseReport| {
            remember(&mut entry, &exercise, "key", &judged);
            entry
        };
        let first = after(Entry::default(), judged(Verdict::CannotTell, true));
        assert_eq!(first, untold);
        let alone = after(Entry::default(), judged(Verdict::CannotTell, false));
        assert_eq!(alone, Entry::default(), "nothing was judged but speed");
        let done = after(untold.clone(), judged(Verdict::Passed, false));
        assert_eq!((done.passed.as_deref(), &done.untold), (Some("key"), &None));
        let still = after(done.clone(), judged(Verdict::CannotTell, true));
        assert_eq!(still, done, "what was told once stays told");
        let slow = after(untold, judged(Verdict::Slow, false));
        assert_eq!((&slow.passed, &slow.untold), (&None, &None));
        assert_eq!(slow.last.unwrap().stage, Stage::Speed);
    }

    #[test]
    fn only_a_complete_green_run_is_remembered_as_passed() {
        let course = sample::course();
        let (lesson, exercise) = (&course.lessons[1], &course.lessons[1].exercises[0]);
        let tests = exercise
            .all_tests()
            .map(|(stage, test)| result(test, stage, Verdict::Passed));
        let mut judged = ExerciseReport {
            exercise: lesson.id("bank"),
            tests: tests.collect(),
            unchanged: false,
        };
        let mut entry = Entry::default();
        remember(&mut entry, exercise, "key", &judged);
        assert_eq!(entry.passed.as_deref(), Some("key"));

        let race = judged.tests.pop().unwrap();
        assert!(!is_complete(exercise, &judged), "an interrupted run");
        let mut other = Entry::default();
        remember(&mut other, exercise, "key", &judged);
        assert_eq!(other, Entry::default());

        judged.tests.push(TestResult {
            verdict: Verdict::Deadlock { threads: 2 },
            ..race
        });
        remember(&mut entry, exercise, "key", &judged);
        assert_eq!(
            entry.passed, None,
            "the same content is not trusted any more"
        );
        assert_eq!(entry.last.unwrap().replay.as_deref(), Some("1:30"));
    }
}

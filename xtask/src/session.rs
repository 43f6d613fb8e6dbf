//! One run of the runner over a learner's work: what is remembered, what must be judged anew.

mod judged;
mod memory;
mod work;

pub use judged::{Judged, judge_once};
pub use memory::now;

use crate::{
    choose::Chosen,
    content::Ground,
    course::{Course, Exercise, ExerciseId, Lesson},
    guide::guide,
    report::{ExerciseReport, Place, Report},
    state::{Edit, Entry, State, Store},
    subject::Subject,
    trouble::Trouble,
};

/// What one run knows.
#[derive(Debug)]
pub struct Session<'c> {
    /// The course.
    pub course: &'c Course,
    /// What was remembered when the run began.
    pub state: State,
    /// Things that the learner should know besides.
    pub notes: Vec<String>,
    /// What is right, and whose speed could not be told, is not tried again as long as it does not change.
    pub settles: bool,
    store: Store,
    ground: Ground,
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
            settles: false,
            store,
            ground: Ground::of(course),
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

    /// The first exercise of the course that is not settled.
    pub fn first_open(&self) -> Option<(&'c Lesson, &'c Exercise)> {
        let mut all = self.course.exercises();
        all.find(|(lesson, exercise)| !self.is_settled(lesson, exercise))
    }

    /// The first of these that is not settled; rather one that was judged already. An exercise that was named counts
    /// until it is done.
    pub fn first_open_of(&self, chosen: &[Chosen<'c>]) -> Option<(&'c Lesson, &'c Exercise)> {
        let is_open = |one: &Chosen<'c>, (lesson, exercise)| match one.by_name {
            true => !self.is_done(lesson, exercise),
            false => !self.is_settled(lesson, exercise),
        };
        let all = chosen
            .iter()
            .flat_map(|one| one.each().map(move |it| (one, it)));
        let open = all.filter(|(one, it)| is_open(one, *it)).map(|(_, it)| it);
        let open: Vec<_> = open.collect();
        let was_judged = |&&(lesson, exercise): &&(&Lesson, &Exercise)| {
            let entry = self.entry(lesson, exercise);
            entry.is_some_and(|entry| entry.last.is_some())
        };
        open.iter().find(was_judged).or(open.first()).copied()
    }

    /// Whether something is settled and not done: all of it is right, but whether it is fast could not be told.
    pub fn is_untold(&self) -> bool {
        let mut all = self.course.exercises();
        all.any(|(lesson, exercise)| {
            self.is_settled(lesson, exercise) && !self.is_done(lesson, exercise)
        })
    }

    /// What is remembered of an exercise.
    pub fn entry(&self, lesson: &Lesson, exercise: &Exercise) -> Option<&Entry> {
        self.state.entry(&lesson.id(&exercise.name))
    }

    /// Writes what was judged before anybody is told.
    fn remember(
        &mut self,
        lesson: &Lesson,
        exercises: &[&Exercise],
        keys: &[String],
        report: &Report,
    ) {
        let edits = self.edits(lesson, exercises, report);
        let attempts: Vec<_> = exercises
            .iter()
            .map(|exercise| memory::attempt(self.course, lesson, exercise))
            .collect();
        let now = now();
        let change = |state: &mut State| {
            for ((exercise, key), attempt) in exercises.iter().zip(keys).zip(&attempts) {
                let id = lesson.id(&exercise.name);
                let mut all = report.exercises.iter();
                if let Some(judged) = all.find(|it| it.exercise == id && !it.tests.is_empty()) {
                    let entry = state.entry_mut(&id);
                    memory::remember(entry, exercise, key, judged);
                    memory::count(entry, attempt.as_deref(), now);
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
        self.update("This verdict", change);
    }

    fn update(&mut self, what: &str, change: impl FnOnce(&mut State)) {
        match self.store.update(change) {
            Ok(note) => self.notes.extend(note),
            Err(error) => self.notes.push(format!(
                "{what} cannot be remembered: `.hands/state.json` cannot be written ({error})."
            )),
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
        self.update("This", |state| change(state.entry_mut(id)));
    }
}

#[cfg(test)]
mod tests {
    use super::Session;
    use crate::{
        choose,
        cli::Target,
        course::Course,
        report::Stage,
        sample,
        state::{Entry, Failure},
    };

    #[test]
    fn what_could_not_be_told_is_open_only_to_who_names_it() {
        let root = tempfile::tempdir().unwrap();
        let course = Course {
            root: root.path().into(),
            ..sample::course()
        };
        let mut session = Session::open(&course).unwrap();
        let open = |session: &Session<'_>, lesson: Option<&str>, exercise: Option<&str>| {
            let target = Target {
                lesson: lesson.map(Into::into),
                exercise: exercise.map(Into::into),
            };
            let chosen = choose::chosen(&course, &target).unwrap();
            let open = session.first_open_of(&chosen);
            open.map(|(_, exercise)| exercise.name.clone())
        };
        let both = &course.lessons[0].exercises[0];
        let key = session.key(&course.lessons[0], both);
        session.change(&course.lessons[0].id("both"), |entry| {
            entry.untold = Some(key.clone());
        });
        assert!(session.is_untold());
        assert_eq!(open(&session, None, None).unwrap(), "outcomes");
        assert_eq!(open(&session, Some("1"), Some("both")).unwrap(), "both");
        let failed = Entry {
            last: Some(Failure {
                content: String::new(),
                test: "bank::t1_a_transfer_moves_money".into(),
                stage: Stage::Contract,
                replay: None,
                mended: None,
            }),
            ..Entry::default()
        };
        session.change(&course.lessons[1].id("bank"), |entry| {
            *entry = failed.clone()
        });
        assert_eq!(
            open(&session, None, None).unwrap(),
            "bank",
            "judged already"
        );
        session.change(&course.lessons[0].id("both"), |entry| {
            entry.passed = Some(key.clone());
        });
        assert!(!session.is_untold());
        assert_eq!(open(&session, Some("1"), Some("both")), None);
    }
}

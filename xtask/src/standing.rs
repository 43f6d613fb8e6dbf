//! How far an exercise is: what is remembered of it, seen beside what lies on disk now.

use crate::{
    course::{Exercise, Lesson},
    report::Stage,
    session::Session,
    state::Entry,
};

/// How far an exercise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It passed, and nothing has changed since.
    Done,
    /// Nothing is wrong with it, but whether it is fast could not be told.
    Untold,
    /// It passed once; something that it depends on has changed since.
    Changed,
    /// It was judged, and is not yet right or not yet judged as a whole.
    Begun,
    /// It was never judged.
    Waiting,
}

/// What is known of one stage for what lies on disk now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// All its promises are kept.
    Kept,
    /// One is not.
    Open,
    /// It could not be told on this machine.
    Untold,
    /// It was not judged like this.
    Nothing,
}

/// Everything that is shown of an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// As a whole.
    pub progress: Progress,
    /// Stage by stage, as far as it has them.
    pub stages: Vec<(Stage, Known)>,
    /// How many different contents were judged, the stub apart.
    pub attempts: usize,
    /// When it was judged last, in seconds since 1970.
    pub judged: Option<u64>,
    /// When it was done, if it is.
    pub done: Option<u64>,
}

impl Standing {
    /// Of a learner's exercise.
    pub fn of(session: &Session<'_>, lesson: &Lesson, exercise: &Exercise) -> Self {
        let key = session.key(lesson, exercise);
        let nothing = Entry::default();
        let entry = session.entry(lesson, exercise).unwrap_or(&nothing);
        let progress = progress(entry, &key);
        Self {
            progress,
            stages: stages(exercise, entry, &key, progress),
            attempts: entry.attempts.len(),
            judged: entry.judged,
            done: entry.done.filter(|_| progress == Progress::Done),
        }
    }

    /// Whether there is nothing more to do.
    pub fn is_settled(&self) -> bool {
        matches!(self.progress, Progress::Done | Progress::Untold)
    }
}

fn progress(entry: &Entry, key: &str) -> Progress {
    let holds = |remembered: &Option<String>| remembered.as_deref() == Some(key);
    match entry {
        _ if holds(&entry.passed) => Progress::Done,
        _ if holds(&entry.untold) => Progress::Untold,
        _ if entry.passed.is_some() || entry.untold.is_some() => Progress::Changed,
        _ if entry.last.is_some() || entry.kept.is_some() => Progress::Begun,
        _ => Progress::Waiting,
    }
}

fn stages(
    exercise: &Exercise,
    entry: &Entry,
    key: &str,
    progress: Progress,
) -> Vec<(Stage, Known)> {
    let mut stages: Vec<Stage> = exercise.all_tests().map(|(stage, _)| stage).collect();
    stages.dedup();
    let failed = entry.last.as_ref().filter(|last| last.content == key);
    let kept = entry.kept.as_ref().filter(|kept| kept.content == key);
    let known = |stage: Stage| match progress {
        Progress::Done => Known::Kept,
        Progress::Untold if stage == Stage::Speed => Known::Untold,
        Progress::Untold => Known::Kept,
        _ if kept.is_some_and(|kept| kept.stages.contains(&stage)) => Known::Kept,
        _ if failed.is_some_and(|failed| failed.stage == stage) => Known::Open,
        _ => Known::Nothing,
    };
    stages
        .into_iter()
        .map(|stage| (stage, known(stage)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Known, Progress, progress, stages};
    use crate::{
        report::Stage,
        sample,
        state::{self, Entry, Failure},
    };

    #[test]
    fn no_more_is_known_than_was_judged_for_this_content() {
        let course = sample::course();
        let exercise = &course.lessons[1].exercises[0];
        let part = |stages: &[Stage]| Entry {
            kept: Some(state::Kept {
                content: "now".into(),
                stages: stages.to_vec(),
            }),
            ..Entry::default()
        };
        let failed = |kept: &[Stage]| Entry {
            last: Some(Failure {
                content: "now".into(),
                test: "bank::t3_x".into(),
                stage: Stage::Race,
                replay: None,
                mended: None,
            }),
            ..part(kept)
        };
        let passed = |key: &str| Entry {
            passed: Some(key.into()),
            ..failed(&[Stage::Contract])
        };
        use Known::{Kept, Nothing, Open};
        for (entry, far, [contract, race]) in [
            (Entry::default(), Progress::Waiting, [Nothing, Nothing]),
            (passed("now"), Progress::Done, [Kept, Kept]),
            (passed("then"), Progress::Changed, [Kept, Open]),
            (failed(&[Stage::Contract]), Progress::Begun, [Kept, Open]),
            (failed(&[]), Progress::Begun, [Nothing, Open]),
            (part(&[Stage::Contract]), Progress::Begun, [Kept, Nothing]),
        ] {
            assert_eq!(progress(&entry, "now"), far);
            let known = stages(exercise, &entry, "now", far);
            assert_eq!(known, [(Stage::Contract, contract), (Stage::Race, race)]);
        }
        let later = stages(
            exercise,
            &failed(&[Stage::Contract]),
            "later",
            Progress::Begun,
        );
        assert!(
            later.iter().all(|(_, known)| *known == Nothing),
            "{later:?}"
        );
    }
}

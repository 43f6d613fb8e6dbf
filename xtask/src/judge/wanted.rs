//! Which exercises, stages and tests a plan asks for.

use super::{JudgeError, Plan};
use crate::{
    course::{Exercise, Lesson},
    report::Stage,
};

/// What is to be judged, checked against the lesson.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    /// In the order in which they are judged.
    pub(super) exercises: Vec<WantedExercise<'a>>,
    /// The stages to build; never empty.
    pub(super) builds: Vec<Stage>,
}

/// The tests of one exercise that are to run.
#[derive(Debug)]
pub(super) struct WantedExercise<'a> {
    pub(super) exercise: &'a Exercise,
    pub(super) contract: Vec<String>,
    pub(super) race: Vec<String>,
    pub(super) speed: Vec<String>,
}

impl<'a> Wanted<'a> {
    pub(super) fn of(lesson: &'a Lesson, plan: &Plan) -> Result<Self, JudgeError> {
        let tests = |stage, all: &[String]| -> Vec<String> {
            let only = |test: &&String| plan.only.as_ref().is_none_or(|only| only == *test);
            let wanted = plan.stages.contains(&stage);
            all.iter()
                .filter(only)
                .filter(|_| wanted)
                .cloned()
                .collect()
        };
        let mut exercises = Vec::new();
        for name in &plan.exercises {
            let exercise = lesson.exercise(name).ok_or_else(|| JudgeError::Course {
                problem: format!("lesson {} has no exercise `{name}`", lesson.number),
            })?;
            exercises.push(WantedExercise {
                exercise,
                contract: tests(Stage::Contract, &exercise.contract),
                race: tests(Stage::Race, &exercise.race),
                speed: tests(Stage::Speed, &exercise.speed),
            });
        }
        if let Some(only) = &plan.only
            && exercises.iter().all(WantedExercise::is_empty)
        {
            let problem = format!("none of these exercises has the test `{only}` in these stages");
            return Err(JudgeError::Course { problem });
        }
        let race = exercises.iter().any(|exercise| !exercise.race.is_empty());
        let speed = exercises.iter().any(|exercise| !exercise.speed.is_empty());
        let contract = !(race || speed)
            || exercises
                .iter()
                .any(|exercise| !exercise.contract.is_empty());
        let stages = [
            (Stage::Contract, contract),
            (Stage::Race, race),
            (Stage::Speed, speed),
        ];
        let builds = stages
            .into_iter()
            .filter(|(_, needed)| *needed)
            .map(|(stage, _)| stage);
        Ok(Self {
            exercises,
            builds: builds.collect(),
        })
    }
}

impl WantedExercise<'_> {
    /// Those of a stage, in the order in which they count.
    pub(super) fn tests(&self, stage: Stage) -> &[String] {
        match stage {
            Stage::Build => &[],
            Stage::Contract => &self.contract,
            Stage::Race => &self.race,
            Stage::Speed => &self.speed,
        }
    }

    fn is_empty(&self) -> bool {
        Stage::JUDGED
            .into_iter()
            .all(|stage| self.tests(stage).is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;
    use crate::{
        course::{Exercise, Kind, Lesson},
        judge::Plan,
        report::Stage,
    };

    fn lesson() -> Lesson {
        let exercise = |name: &str, race: &[&str]| Exercise {
            name: name.into(),
            kind: Kind::Write,
            minutes: 10,
            contract: vec![format!("{name}::t1_a"), format!("{name}::t2_b")],
            race: race.iter().map(|test| format!("{name}::{test}")).collect(),
            speed: vec![format!("{name}::t9_fast")],
        };
        Lesson {
            number: "02".into(),
            title: "Locks".into(),
            folder: "lessons/lesson02-locks".into(),
            solution: "solutions/lesson02-locks".into(),
            exercises: vec![exercise("plain", &[]), exercise("raced", &["t3_c"])],
        }
    }

    fn plan(exercises: &[&str], stages: &[Stage], only: Option<&str>) -> Plan {
        Plan {
            exercises: exercises.iter().map(|&name| name.into()).collect(),
            stages: stages.into(),
            only: only.map(Into::into),
            ..Plan::default()
        }
    }

    #[test]
    fn only_what_is_asked_for_is_built() {
        use Stage::{Contract, Race, Speed};
        let lesson = lesson();
        let builds = |plan: &Plan| {
            Wanted::of(&lesson, plan)
                .map(|wanted| wanted.builds)
                .unwrap()
        };
        assert_eq!(
            builds(&plan(&["plain"], &[Contract, Race], None)),
            [Contract]
        );
        assert_eq!(
            builds(&plan(&["plain", "raced"], &[Contract, Race], None)),
            [Contract, Race]
        );
        assert_eq!(builds(&plan(&["raced"], &[Race], None)), [Race]);
        assert_eq!(builds(&plan(&["plain"], &[Speed], None)), [Speed]);
        assert_eq!(
            builds(&plan(&["raced"], &[Contract, Race, Speed], None)),
            [Contract, Race, Speed]
        );
        assert_eq!(
            builds(&plan(&["raced"], &[Contract, Race], Some("raced::t3_c"))),
            [Race]
        );
        assert_eq!(
            builds(&plan(&["raced"], &[], None)),
            [Contract],
            "it must compile at least"
        );
    }

    #[test]
    fn what_does_not_exist_is_told() {
        let lesson = lesson();
        assert!(Wanted::of(&lesson, &plan(&["other"], &[Stage::Contract], None)).is_err());
        assert!(
            Wanted::of(
                &lesson,
                &plan(&["plain"], &[Stage::Contract], Some("plain::t9"))
            )
            .is_err()
        );
    }
}

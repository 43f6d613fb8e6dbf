//! What must be true of one subject, and whether a report shows it.

use std::{fs, path::PathBuf};

use super::evidence;
use crate::{
    corpus::{self, Mistake},
    course::{Course, Exercise, Kind, Lesson},
    judge::{self, Job, Plan},
    report::{Report, Stage},
    rules::Findings,
    stub,
    subject::Subject,
    trouble::Trouble,
};

/// Something that must be true of the course.
#[derive(Clone, Debug)]
pub struct Claim<'c> {
    /// The lesson.
    pub lesson: &'c Lesson,
    /// The exercise whose tests judge.
    pub exercise: &'c Exercise,
    /// Whose code, and what is claimed of it.
    pub what: What,
    /// The code, where it is not the solution's own: relative to the course's root, or absolute.
    pub file: Option<PathBuf>,
    /// Everything that makes it differ from the solution.
    pub text: String,
}

/// What is claimed.
#[derive(Clone, Debug)]
pub enum What {
    /// Passes every stage.
    Solution,
    /// Is caught first by the test that it names, with the words that it names.
    Mistake(Mistake),
    /// Passes every stage, or all but the race stage, which then says why.
    Alternative {
        /// The file's name without its ending.
        name: String,
        /// Whether the race stage can judge it.
        race: bool,
    },
    /// Fails every test, in words; where it is to be mended, its contract passes.
    Stub(Kind),
    /// Right code is also fast, as far as this machine can tell.
    Fast {
        /// The alternative's name; `None` for the solution.
        alternative: Option<String>,
    },
}

impl Claim<'_> {
    /// Whether the code is said to be fast; a mistake that speed must catch is not.
    pub fn is_fast(&self) -> bool {
        matches!(self.what, What::Fast { .. })
    }

    /// Whether it is about right code in another style than the solution's.
    pub fn is_alternative(&self) -> bool {
        matches!(
            self.what,
            What::Alternative { .. }
                | What::Fast {
                    alternative: Some(_)
                }
        )
    }
}

impl What {
    /// Whether it takes a measurement: on a busy machine nothing may come of it.
    pub fn is_about_speed(&self) -> bool {
        match self {
            Self::Fast { .. } => true,
            Self::Mistake(mistake) => mistake.stage == Stage::Speed,
            Self::Solution | Self::Alternative { .. } | Self::Stub(_) => false,
        }
    }
}

/// All claims of these lessons, in the order of lessons and exercises.
///
/// # Errors
///
/// If a stub cannot be derived or written.
pub fn claims<'c>(course: &'c Course, lessons: &[&'c Lesson]) -> Result<Vec<Claim<'c>>, Trouble> {
    // The derived text and not the lesson's own file: that may be a learner's work.
    let stubs = judge::target_folder(course).join("stubs");
    // What is wrong with a head is told by the rules.
    let mistakes = corpus::mistakes(course, &mut Findings::default());
    let alternatives = corpus::alternatives(course, &mut Findings::default());
    let mut claims = Vec::new();
    // Measured when all else is done, since nothing of ours may run beside a measurement.
    let mut speed = Vec::new();
    for &lesson in lessons {
        let derived = stub::stubs(course, lesson)?;
        for exercise in &lesson.exercises {
            let id = lesson.id(&exercise.name);
            let mut claim = |what, file: Option<PathBuf>, text| {
                let claim = Claim {
                    lesson,
                    exercise,
                    what,
                    file,
                    text,
                };
                match claim.what.is_about_speed() {
                    true => speed.push(claim),
                    false => claims.push(claim),
                }
            };
            let is_measured = !exercise.speed.is_empty();
            let read =
                |file: &PathBuf| fs::read_to_string(course.root.join(file)).unwrap_or_default();
            claim(What::Solution, None, String::new());
            if is_measured {
                claim(What::Fast { alternative: None }, None, String::new());
            }
            let module = lesson.module(&exercise.name);
            if let Some(stub) = derived.iter().find(|stub| stub.to == module) {
                let file = stubs
                    .join(lesson.package())
                    .join(format!("{}.rs", exercise.name));
                write_if_new(&file, &stub.text)?;
                claim(What::Stub(exercise.kind), Some(file), stub.text.clone());
            }
            for mistake in mistakes.iter().filter(|mistake| mistake.exercise == id) {
                let file = mistake.file.clone();
                let text = read(&file);
                claim(What::Mistake(mistake.clone()), Some(file), text);
            }
            for right in alternatives.iter().filter(|right| right.exercise == id) {
                let what = What::Alternative {
                    name: right.name.clone(),
                    race: right.race_not_judged.is_none(),
                };
                claim(what, Some(right.file.clone()), read(&right.file));
                if is_measured {
                    let alternative = Some(right.name.clone());
                    let what = What::Fast { alternative };
                    claim(what, Some(right.file.clone()), read(&right.file));
                }
            }
        }
    }
    claims.extend(speed);
    Ok(claims)
}

fn write_if_new(file: &std::path::Path, text: &str) -> Result<(), Trouble> {
    if fs::read_to_string(file).is_ok_and(|found| found == text) {
        return Ok(());
    }
    crate::state::write_aside(file, text.as_bytes())
        .map_err(|error| Trouble::unwritable(file, &error))
}

impl Claim<'_> {
    /// As reports and findings call it: `lesson02 bank: mistake naive`.
    pub fn name(&self) -> String {
        let exercise = format!("{} {}", self.lesson.package(), self.exercise.name);
        match &self.what {
            What::Solution => format!("{exercise}: the solution"),
            What::Mistake(mistake) => format!("{exercise}: mistake {}", mistake.name),
            What::Alternative { name, .. } => format!("{exercise}: alternative {name}"),
            What::Stub(_) => format!("{exercise}: the stub"),
            What::Fast { alternative: None } => format!("{exercise}: speed of the solution"),
            What::Fast {
                alternative: Some(name),
            } => format!("{exercise}: speed of alternative {name}"),
        }
    }

    /// Whose code is judged.
    pub fn subject(&self) -> Subject {
        match &self.file {
            None => Subject::Solution,
            Some(file) => Subject::With {
                exercise: self.exercise.name.clone(),
                file: file.clone(),
                title: self.name(),
            },
        }
    }

    /// How it is judged.
    pub fn job(&self) -> Job {
        let stages = match &self.what {
            What::Fast { .. } => vec![Stage::Speed],
            What::Alternative { race: false, .. } => vec![Stage::Contract],
            // What comes after the stage that is to catch it need not even be built.
            What::Mistake(mistake) => match mistake.stage {
                Stage::Build | Stage::Contract => vec![Stage::Contract],
                Stage::Race => vec![Stage::Contract, Stage::Race],
                Stage::Speed => Stage::JUDGED.to_vec(),
            },
            _ => vec![Stage::Contract, Stage::Race],
        };
        Job {
            lesson: self.lesson.number.clone(),
            subject: self.subject(),
            plan: Plan {
                exercises: vec![self.exercise.name.clone()],
                stages,
                // For a mistake the first failure says it all.
                keep_going: !matches!(self.what, What::Mistake(_)),
                ..Plan::default()
            },
        }
    }

    /// What the report says against the claim; `None` if it proves it. `shown` is what a learner would read.
    pub fn problem(&self, report: &Report, shown: &str) -> Option<String> {
        if self.untold(report).is_some() {
            return None;
        }
        let result = match &self.what {
            What::Mistake(mistake) => evidence::is_caught(mistake, report, shown),
            What::Solution => evidence::only_exercise(report).and_then(|judged| {
                evidence::passes(judged, &self.wanted())?;
                evidence::is_explored(judged)
            }),
            What::Alternative { .. } | What::Fast { .. } => evidence::only_exercise(report)
                .and_then(|judged| evidence::passes(judged, &self.wanted())),
            What::Stub(kind) => evidence::only_exercise(report)
                .and_then(|judged| evidence::fails_in_words(judged, *kind, &self.wanted())),
        };
        result.err()
    }

    /// Whether this is a mistake, and some test failed: the claimed one or another.
    pub(super) fn is_caught(&self, report: &Report) -> bool {
        let judged = evidence::only_exercise(report);
        matches!(self.what, What::Mistake(_)) && judged.is_ok_and(|it| it.first_failure().is_some())
    }

    /// Why the machine cannot tell whether the claim is true, if it cannot: neither for it nor against it.
    pub fn untold<'r>(&self, report: &'r Report) -> Option<&'r str> {
        let judged = evidence::only_exercise(report).ok()?;
        let untold = judged
            .first_untold()
            .filter(|_| self.what.is_about_speed())?;
        Some(&untold.message)
    }

    /// The tests that must have been judged.
    fn wanted(&self) -> Vec<(Stage, &str)> {
        let stages = self.job().plan.stages;
        self.exercise
            .all_tests()
            .filter(|(stage, _)| stages.contains(stage))
            .collect()
    }
}

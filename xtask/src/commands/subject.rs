//! Whose code a command looks at: which file `--mistake` and `--with` mean.

use std::path::{Path, PathBuf};

use super::World;
use crate::{
    choose::{self, Chosen, did_you_mean},
    cli::{Target, Whose},
    corpus::{self, Mistake},
    course::Course,
    findings::Findings,
    handout,
    subject::Subject,
    trouble::Trouble,
};

/// Whose code is meant, and which exercises.
pub(super) fn named<'c>(
    course: &'c Course,
    whose: &Whose,
    target: &Target,
    world: World<'_>,
) -> Result<(Subject, Vec<Chosen<'c>>), Trouble> {
    if *whose != Whose::Learner {
        handout::solutions_are_here(course)?;
    }
    match whose {
        Whose::Learner => Ok((Subject::Learner, choose::chosen(course, target)?)),
        Whose::Solution => Ok((Subject::Solution, choose::chosen(course, target)?)),
        Whose::Mistake(name) => mistake(course, target, name),
        Whose::With(file) => with(course, target, world.folder, file),
    }
}

/// The known mistake of this name, among those of the target.
fn mistake<'c>(
    course: &'c Course,
    target: &Target,
    name: &str,
) -> Result<(Subject, Vec<Chosen<'c>>), Trouble> {
    let chosen = choose::chosen(course, target)?;
    // What is wrong with a head is for `author check` to say.
    let all = corpus::mistakes(course, &mut Findings::default());
    let is_chosen = |mistake: &&Mistake| {
        chosen.iter().any(|one| {
            let ids = one
                .exercises
                .iter()
                .map(|exercise| one.lesson.id(&exercise.name));
            ids.into_iter().any(|id| id == mistake.exercise)
        })
    };
    let candidates: Vec<&Mistake> = all.iter().filter(is_chosen).collect();
    let wanted = name.strip_suffix(".rs").unwrap_or(name);
    let found: Vec<_> = candidates
        .iter()
        .filter(|mistake| mistake.name == wanted)
        .collect();
    match found[..] {
        [mistake] => {
            let subject = Subject::With {
                exercise: mistake.exercise.exercise.clone(),
                file: mistake.file.clone(),
                title: format!("mistake {wanted}"),
            };
            let lesson = format!("lesson{}", mistake.exercise.lesson);
            let exercise = mistake.exercise.exercise.clone();
            Ok((subject, only(course, lesson, exercise)?))
        }
        [] => Err(Trouble::usage(
            format!(
                "There is no mistake `{name}` here.{}",
                did_you_mean(
                    wanted,
                    candidates.iter().map(|mistake| mistake.name.clone())
                )
            ),
            match candidates.len() {
                0 => "There are none at all for this.".into(),
                1..=30 => format!("There are: {}.", listed(&candidates)),
                many => format!(
                    "There are {many}; name the exercise to see its own, as in `cargo xtask check lesson02 bank --mistake {wanted}`."
                ),
            },
        )),
        _ => Err(Trouble::usage(
            format!("More than one exercise has a mistake `{name}`."),
            format!(
                "Name the exercise as well: {}.",
                listed(&found.into_iter().copied().collect::<Vec<_>>())
            ),
        )),
    }
}

fn listed(mistakes: &[&Mistake]) -> String {
    let name = |mistake: &&Mistake| {
        let id = &mistake.exercise;
        format!("lesson{} {} {}", id.lesson, id.exercise, mistake.name)
    };
    mistakes.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// A file in place of an exercise's module. Without a target, the file's name or its folder tells the exercise.
pub(super) fn with<'c>(
    course: &'c Course,
    target: &Target,
    folder: &Path,
    typed: &Path,
) -> Result<(Subject, Vec<Chosen<'c>>), Trouble> {
    let file = folder.join(typed);
    if !file.is_file() {
        return Err(Trouble::usage(
            format!("There is no file `{}`.", typed.display()),
            "Give a path from where you are, or an absolute one.",
        ));
    }
    let chosen = choose::chosen(course, target)?;
    let exercise = match &chosen[..] {
        [one] if one.by_name => one.exercises[0].name.clone(),
        _ => told_by_path(&chosen, &file).ok_or_else(|| {
            Trouble::usage(
                format!("Which exercise shall `{}` be judged as?", typed.display()),
                "Name lesson and exercise, as in `cargo xtask check lesson02 bank --with FILE`.",
            )
        })?,
    };
    let lesson = chosen
        .iter()
        .find(|one| one.exercises.iter().any(|it| it.name == exercise));
    let lesson = lesson.map_or(String::new(), |one| one.lesson.package());
    let subject = Subject::With {
        exercise: exercise.clone(),
        file: inside(course, file),
        title: format!("the file {}", typed.display()),
    };
    Ok((subject, only(course, lesson, exercise)?))
}

/// `tests/mistakes/lesson02/bank/naive.rs` and `bank.rs` both tell `bank`, if only one exercise is so called.
fn told_by_path(chosen: &[Chosen<'_>], file: &Path) -> Option<String> {
    let folder = file.parent().and_then(Path::file_name);
    let names = [folder, file.file_stem()];
    let all = chosen.iter().flat_map(|one| &one.exercises);
    let mut told = all.filter(|exercise| {
        names
            .iter()
            .flatten()
            .any(|name| *name == exercise.name.as_str())
    });
    told.next()
        .filter(|_| told.next().is_none())
        .map(|exercise| exercise.name.clone())
}

/// Paths inside the course are told and judged relative to its root.
fn inside(course: &Course, file: PathBuf) -> PathBuf {
    let (Ok(root), Ok(full)) = (course.root.canonicalize(), file.canonicalize()) else {
        return file;
    };
    full.strip_prefix(root).map(Path::to_owned).unwrap_or(full)
}

fn only(course: &Course, lesson: String, exercise: String) -> Result<Vec<Chosen<'_>>, Trouble> {
    let target = Target {
        lesson: Some(lesson),
        exercise: Some(exercise),
    };
    choose::chosen(course, &target)
}

//! What the course must catch, and what it must let pass: `tests/mistakes/` and `tests/alternatives/`.
//!
//! Each file is a whole module of an exercise; its head (the `//! Name: …` lines at its top) says what it proves.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    course::{Course, Exercise, ExerciseId, Lesson},
    findings::Findings,
    report::Stage,
    speed::Cause,
};

/// A module as a learner might leave it, which one test must be the first to catch.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// Relative to the course's root.
    pub file: PathBuf,
    /// The exercise whose module it replaces.
    pub exercise: ExerciseId,
    /// The file's name without its ending: `joins_in_the_loop`.
    pub name: String,
    /// What is wrong, in words.
    pub summary: String,
    /// The stage that must catch it.
    pub stage: Stage,
    /// The first test that must fail: `bank::t3_…`. Empty if [`Self::stage`] is the build.
    pub test: String,
    /// What the message must hold.
    pub says: String,
    /// The cause that a *no* must name, for a mistake that speed catches: `stops`, as `xtask/README.md` lists them.
    pub cause: Option<String>,
    /// Why the message's numbers differ from run to run, if they do.
    pub varies: Option<String>,
}

/// Right code in another style, which must pass.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// Relative to the course's root.
    pub file: PathBuf,
    /// The exercise whose module it replaces.
    pub exercise: ExerciseId,
    /// The file's name without its ending.
    pub name: String,
    /// How it differs from the solution.
    pub differs: String,
    /// Why the race stage cannot judge it, if it cannot.
    pub race_not_judged: Option<String>,
}

/// All mistakes, in the order of lessons and exercises, then by name.
pub fn mistakes(course: &Course, findings: &mut Findings) -> Vec<Mistake> {
    modules(course, "mistakes", findings, mistake)
}

/// All alternatives, in the order of lessons and exercises, then by name.
pub fn alternatives(course: &Course, findings: &mut Findings) -> Vec<Alternative> {
    modules(course, "alternatives", findings, alternative)
}

/// One file of the corpus before its head is understood.
struct Module<'a> {
    file: PathBuf,
    exercise: &'a Exercise,
    id: ExerciseId,
    name: String,
    head: Vec<(String, String)>,
}

impl Module<'_> {
    /// The text of the head's line with this name.
    fn entry(&self, name: &str) -> Option<String> {
        let mut entries = self.head.iter().filter(|(key, _)| key == name);
        entries.next().map(|(_, text)| text.clone())
    }

    fn wanted(&self, name: &str, findings: &mut Findings) -> Option<String> {
        let entry = self.entry(name).filter(|text| !text.is_empty());
        if entry.is_none() {
            findings.add(
                &self.file,
                1,
                format!("the head has no line `//! {name}: …`"),
            );
        }
        entry
    }
}

fn mistake(module: Module<'_>, findings: &mut Findings) -> Option<Mistake> {
    let summary = module.wanted("Mistake", findings);
    let caught = module.wanted("Caught by", findings);
    let says = module.wanted("Says", findings);
    let (summary, caught, says) = (summary?, caught?, says?);
    let mut words = caught.split_whitespace();
    let stage = match words.next() {
        Some("build") => Stage::Build,
        Some("contract") => Stage::Contract,
        Some("race") => Stage::Race,
        Some("speed") => Stage::Speed,
        _ => {
            findings.add(
                &module.file,
                2,
                format!("`{caught}` does not begin with a stage: build, contract, race or speed"),
            );
            return None;
        }
    };
    let test = words.next().unwrap_or_default().to_owned();
    let known = module
        .exercise
        .all_tests()
        .any(|it| it == (stage, test.as_str()));
    if stage != Stage::Build && !known {
        findings.add(
            &module.file,
            2,
            format!("the exercise has no test `{test}` in this stage"),
        );
    }
    let cause = module.entry("Cause");
    if let Some(cause) = &cause
        && (stage != Stage::Speed || !Cause::NAMES.contains(&cause.as_str()))
    {
        findings.add(
            &module.file,
            4,
            format!(
                "`{cause}` is no cause of a slow run: a mistake of the speed stage names one of {}",
                Cause::NAMES.join(", ")
            ),
        );
    }
    Some(Mistake {
        cause,
        varies: module.entry("Varies"),
        file: module.file,
        exercise: module.id,
        name: module.name,
        summary,
        stage,
        test,
        says,
    })
}

fn alternative(module: Module<'_>, findings: &mut Findings) -> Option<Alternative> {
    let differs = module.wanted("Alternative", findings)?;
    let race_not_judged = module.entry("Race");
    if let Some(why) = &race_not_judged
        && !why.starts_with("not judged; ")
    {
        findings.add(
            &module.file,
            2,
            "a `//! Race:` line says `not judged; ` and why".to_owned(),
        );
    }
    Some(Alternative {
        file: module.file,
        exercise: module.id,
        name: module.name,
        differs,
        race_not_judged,
    })
}

/// The files of `tests/{folder}/lessonNN/EXERCISE/`, each as `read` understands it.
fn modules<'a, T>(
    course: &'a Course,
    folder: &str,
    findings: &mut Findings,
    read: impl Fn(Module<'a>, &mut Findings) -> Option<T>,
) -> Vec<T> {
    let folder = Path::new("tests").join(folder);
    unknown_folders(course, &folder, findings);
    let mut found = Vec::new();
    for lesson in &course.lessons {
        for exercise in &lesson.exercises {
            let of_exercise = folder.join(lesson.package()).join(&exercise.name);
            for file in files(course, &of_exercise) {
                let text = findings.read(course, &file);
                let module = Module {
                    name: stem(&file),
                    exercise,
                    id: lesson.id(&exercise.name),
                    head: head(&text),
                    file,
                };
                found.extend(read(module, findings));
            }
        }
    }
    found
}

/// A folder whose name is no lesson's or no exercise's would silently prove nothing.
fn unknown_folders(course: &Course, folder: &Path, findings: &mut Findings) {
    let lesson_of = |name: &str| {
        course
            .lessons
            .iter()
            .find(|lesson| lesson.package() == name)
    };
    for of_lesson in files(course, folder) {
        match lesson_of(&stem(&of_lesson)) {
            None => findings.add(&of_lesson, 0, "no lesson has this name".to_owned()),
            Some(lesson) => unknown_exercises(course, lesson, &of_lesson, findings),
        }
    }
}

fn unknown_exercises(course: &Course, lesson: &Lesson, folder: &Path, findings: &mut Findings) {
    for of_exercise in files(course, folder) {
        if lesson.exercise(&stem(&of_exercise)).is_none() {
            let problem = format!("{} has no exercise of this name", lesson.package());
            findings.add(&of_exercise, 0, problem);
        }
    }
}

/// What lies directly in a folder, sorted; nothing if there is no such folder.
fn files(course: &Course, folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(course.root.join(folder)).into_iter().flatten();
    let mut files: Vec<_> = entries
        .flatten()
        .map(|entry| folder.join(entry.file_name()))
        .filter(|path| path.extension().is_none_or(|extension| extension != "md"))
        .collect();
    files.sort();
    files
}

fn stem(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// The `//! Name: text` lines at the top of a file; a `//!` line without a name goes on with the one before.
fn head(text: &str) -> Vec<(String, String)> {
    let mut head: Vec<(String, String)> = Vec::new();
    for line in text.lines().map_while(|line| line.strip_prefix("//!")) {
        let line = line.trim();
        match line
            .split_once(": ")
            .or_else(|| Some((line.strip_suffix(':')?, "")))
        {
            Some((name, text)) if NAMES.contains(&name) => {
                head.push((name.to_owned(), text.trim().to_owned()));
            }
            _ => {
                if let Some((_, text)) = head.last_mut() {
                    text.push(' ');
                    text.push_str(line);
                }
            }
        }
    }
    head
}

const NAMES: [&str; 7] = [
    "Mistake",
    "Caught by",
    "Says",
    "Cause",
    "Varies",
    "Alternative",
    "Race",
];

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn a_head_is_read_up_to_the_first_line_of_code() {
        let text = "\
//! Mistake: looks, lets go,
//! and takes: under two locks. [10]
//! Caught by: race drain::t6_each_item_is_handled_once
//! Says: was handled twice

use std::sync::Mutex;
//! Says: not this
";
        let entry = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        assert_eq!(
            head(text),
            [
                entry(
                    "Mistake",
                    "looks, lets go, and takes: under two locks. [10]"
                ),
                entry("Caught by", "race drain::t6_each_item_is_handled_once"),
                entry("Says", "was handled twice"),
            ]
        );
        assert!(head("use std::thread;\n").is_empty());
    }
}

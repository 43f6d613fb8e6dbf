//! A key for everything that a verdict depends on: two runs with the same key would say the same.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

use crate::{
    course::{Course, Exercise, FOUNDATIONS, Lesson},
    reach::{data, reach},
    report::Stage,
    stub,
};

/// What all exercises depend on. Read once a run.
#[derive(Clone, Debug)]
pub struct Ground(DefaultHasher);

impl Ground {
    /// Kit, explorer, lock file, root manifest, and this runner.
    ///
    /// The runner stands for the toolchain as well: cargo builds it anew when Rust was updated.
    pub fn of(course: &Course) -> Self {
        let mut hasher = DefaultHasher::new();
        // Not the program's own time or content: learners, authors and the course's tests build it each in their way.
        env!("MADE_OF").hash(&mut hasher);
        for file in ["Cargo.lock", "Cargo.toml"] {
            add(&mut hasher, course, Path::new(file));
        }
        for package in FOUNDATIONS {
            add(&mut hasher, course, &Path::new(package).join("Cargo.toml"));
            add_all(&mut hasher, course, &Path::new(package).join("src"));
        }
        Self(hasher)
    }

    /// The key of the learner's work on one exercise.
    ///
    /// It takes in the exercise's module, all that it reaches, the texts that these take in, `lib.rs`, the
    /// tests and the manifest. It leaves out the
    /// lesson's other modules: work on those must not put in doubt what was done before.
    pub fn of_exercise(&self, course: &Course, lesson: &Lesson, exercise: &Exercise) -> String {
        let mut hasher = self.0.clone();
        let source = lesson.folder.join("src");
        add(&mut hasher, course, &source.join("lib.rs"));
        let folder = course.root.join(&lesson.folder);
        let library = folder.join("src/lib.rs");
        let mut reached = reach(&folder.join("src"), &exercise.name);
        for (file, text) in &reached {
            file.strip_prefix(&course.root).ok().hash(&mut hasher);
            text.hash(&mut hasher);
        }
        reached.extend(
            fs::read_to_string(&library)
                .ok()
                .map(|text| (library, text)),
        );
        for file in data(&folder, &reached) {
            fs::read(file).ok().hash(&mut hasher);
        }
        self.tests(&mut hasher, course, lesson, exercise);
        format!("{:016x}", hasher.finish())
    }

    /// The key of a file of the corpus, judged in place of the exercise's module of the solution.
    pub fn of_subject(
        &self,
        course: &Course,
        lesson: &Lesson,
        exercise: &Exercise,
        text: &str,
    ) -> String {
        let mut hasher = self.0.clone();
        add_all(&mut hasher, course, &lesson.solution.join("src"));
        add(&mut hasher, course, &lesson.solution.join("Cargo.toml"));
        text.hash(&mut hasher);
        self.tests(&mut hasher, course, lesson, exercise);
        format!("{:016x}", hasher.finish())
    }

    fn tests(
        &self,
        hasher: &mut DefaultHasher,
        course: &Course,
        lesson: &Lesson,
        exercise: &Exercise,
    ) {
        add(hasher, course, &lesson.folder.join("Cargo.toml"));
        add_all(hasher, course, &lesson.folder.join("worker"));
        for stage in [Stage::Contract, Stage::Race] {
            let own = lesson.tests(stage, &exercise.name);
            let mut files = Vec::new();
            let _ = stub::source_files(&course.root, own.parent().unwrap_or(&own), &mut files);
            files.sort();
            for file in files.iter().filter(|it| lesson.decides(it, exercise)) {
                add(hasher, course, file);
            }
        }
        if !exercise.speed.is_empty() {
            add(hasher, course, &lesson.bench());
        }
    }
}

fn add(hasher: &mut DefaultHasher, course: &Course, file: &Path) {
    file.hash(hasher);
    fs::read(course.root.join(file)).ok().hash(hasher);
}

fn add_all(hasher: &mut DefaultHasher, course: &Course, folder: &Path) {
    let mut files = Vec::new();
    let _ = stub::source_files(&course.root, folder, &mut files);
    files.sort();
    for file in files {
        add(hasher, course, &file);
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::Ground;
    use crate::sample;

    /// The keys of `both` and `outcomes` after `change` was made to a fresh copy of the sample course.
    fn keys(change: impl FnOnce(&Path)) -> [String; 2] {
        let folder = tempfile::tempdir().unwrap();
        let mut course = sample::course();
        course.root = folder.path().to_owned();
        let source = course.root.join("lessons/lesson01-threads/src");
        fs::create_dir_all(&source).unwrap();
        fs::write(source.join("lib.rs"), "mod both;\nmod outcomes;\n").unwrap();
        fs::write(source.join("both.rs"), "pub fn both() {}\n").unwrap();
        fs::write(source.join("outcomes.rs"), "use crate::both::both;\n").unwrap();
        change(&course.root.join("lessons"));
        let lesson = &course.lessons[0];
        let ground = Ground::of(&course);
        [0, 1].map(|index| ground.of_exercise(&course, lesson, &lesson.exercises[index]))
    }

    #[test]
    fn a_key_changes_with_what_the_verdict_depends_on_and_with_nothing_else() {
        let [both, outcomes] = keys(|_| {});
        assert_eq!(
            [&both, &outcomes],
            keys(|_| {}).each_ref(),
            "nothing changed"
        );
        let write = |file: &'static str| {
            move |lessons: &Path| {
                let file = lessons.join(file);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, "// changed\n").unwrap();
            }
        };
        let changed = keys(write("lesson01-threads/src/outcomes.rs"));
        assert_eq!(changed[0], both, "`both` does not name `outcomes`");
        assert_ne!(changed[1], outcomes);
        for file in [
            "lesson01-threads/src/both.rs",
            "lesson01-threads/src/lib.rs",
            "lesson01-threads/Cargo.toml",
            "lesson01-threads/worker/main.rs",
            "kit/src/lib.rs",
        ] {
            let changed = keys(write(file));
            assert_ne!(changed[0], both, "{file}");
            assert_ne!(changed[1], outcomes, "{file}");
        }
        let takes_a_text = |text: &'static str| {
            keys(move |lessons| {
                let source = lessons.join("lesson01-threads/src");
                let code = "const NAMES: &str = include_str!(\"names.txt\");\n";
                fs::write(source.join("both.rs"), code).unwrap();
                fs::write(source.join("names.txt"), text).unwrap();
            })
        };
        let [before, after] = [takes_a_text("one"), takes_a_text("two")];
        assert_ne!(before[0], after[0], "a text that the code takes in");
        assert_ne!(before[1], after[1], "`outcomes` names `both`");
        let changed = keys(write("lesson01-threads/tests/contract/both.rs"));
        assert_ne!(changed[0], both);
        assert_eq!(changed[1], outcomes);
        let changed = keys(write("lesson01-threads/tests/contract/oracle.rs"));
        assert_ne!(changed[0], both, "what helps the tests decides as well");
        assert_ne!(changed[1], outcomes);
    }
}

//! Gives a subject that is not the learner's a package of its own.
//!
//! The package lies in `target/hands/staged`, in a folder that is named after its content: an older
//! time of a file can never bring back an older verdict. The subject's files are copied, the course's
//! tests are not, and the manifest is the lesson's with everything spelled out that it has from the course.

mod manifest;

use std::{
    collections::BTreeSet,
    fs::{self, File},
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
};

use crate::{
    course::{Course, Lesson},
    judge::JudgeError,
    lock,
    report::Stage,
    run::interrupt,
    subject::Subject,
};

/// A subject's package, ready to be built.
#[derive(Clone, Debug)]
pub struct Staged {
    /// Its name, which no other package has.
    pub package: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Files that are copies, each with what it was copied from.
    pub copies: Vec<(PathBuf, PathBuf)>,
}

/// One file to be written, and what it is a copy of.
#[derive(Debug)]
struct Copy {
    /// Relative to the package.
    to: PathBuf,
    from: Option<PathBuf>,
    content: Vec<u8>,
}

/// Packages with the same target folders: one of its own, or many in one workspace.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
    /// The package is its own workspace.
    alone: bool,
}

impl Workspace {
    /// For one package, in the folder of all that is staged.
    pub fn alone(base: &Path) -> Self {
        Self {
            root: base.join("staged"),
            alone: true,
        }
    }

    /// For many packages that are built together.
    pub fn shared(base: &Path) -> Self {
        Self {
            root: base.join("staged-together"),
            alone: false,
        }
    }

    /// Waits until no other process uses this workspace, and keeps others out until the file is dropped.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written to, or the runner was interrupted.
    pub fn lock(&self) -> Result<File, JudgeError> {
        let held = lock::hold(&self.root.join(".lock"), &interrupt::wanted);
        held.map_err(|error| JudgeError::writing(&self.root, &error))?
            .ok_or_else(JudgeError::interrupted)
    }

    /// The folder with the workspace's manifest.
    pub fn folder<'a>(&'a self, staged: &'a Staged) -> &'a Path {
        if self.alone {
            &staged.folder
        } else {
            &self.root
        }
    }

    /// Writes a subject's package. `exercises` are the ones that are judged: only their tests are compiled.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or written, or if a manifest of the course is damaged.
    pub fn stage(
        &self,
        course: &Course,
        lesson: &Lesson,
        subject: &Subject,
        exercises: &[&str],
    ) -> Result<Staged, JudgeError> {
        let mut copies = sources(course, lesson, subject)?;
        for stage in [Stage::Contract, Stage::Race] {
            copies.extend(tests(course, lesson, stage, exercises)?);
        }
        copies.extend(bench(course, lesson)?);
        let manifests = manifest::Manifests::read(course, lesson)?;
        let files: Vec<_> = copies.iter().map(|copy| copy.to.as_path()).collect();
        let draft = manifests.package("", &files)?;
        let lock = course.root.join("Cargo.lock");
        let lock = read(&lock).unwrap_or_default();

        let mut hasher = DefaultHasher::new();
        (&draft, manifests.profiles(), &lock, &course.root).hash(&mut hasher);
        for copy in &copies {
            (&copy.to, &copy.content).hash(&mut hasher);
        }
        let package = format!(
            "{}-{}-{:016x}",
            lesson.package(),
            slug(subject),
            hasher.finish()
        );
        let folder = self.root.join(&package);
        let mut text = manifests.package(&package, &files)?;
        if self.alone {
            text.push_str("\n[workspace]\n");
            text.push_str(&manifests.profiles());
            write(&folder.join("Cargo.lock"), &lock, false)?;
        }
        write(&folder.join("Cargo.toml"), text.as_bytes(), true)?;
        for copy in &copies {
            write(&folder.join(&copy.to), &copy.content, true)?;
        }
        let origins = copies
            .iter()
            .filter_map(|copy| Some((folder.join(&copy.to), copy.from.clone()?)));
        Ok(Staged {
            package,
            copies: origins.collect(),
            folder: folder.clone(),
        })
    }

    /// Writes the manifest of a shared workspace with these packages.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or written, or if the course's manifest is damaged.
    pub fn join(&self, course: &Course, packages: &[&str]) -> Result<(), JudgeError> {
        let mut text = String::from("[workspace]\nresolver = \"3\"\nmembers = [\n");
        for package in BTreeSet::from_iter(packages) {
            text.push_str(&format!("    \"{package}\",\n"));
        }
        text.push_str("]\n");
        text.push_str(&manifest::profiles(course)?);
        write(&self.root.join("Cargo.toml"), text.as_bytes(), true)?;
        // cargo rewrites the lock file for the packages that are there; it begins anew only from another original.
        let lock = read(&course.root.join("Cargo.lock")).unwrap_or_default();
        let origin = self.root.join("Cargo.lock.origin");
        let same = fs::read(&origin).is_ok_and(|before| before == lock);
        if !same {
            write(&self.root.join("Cargo.lock"), &lock, true)?;
            write(&origin, &lock, true)?;
        }
        Ok(())
    }
}

/// The solution's files, with the exercise's module replaced.
fn sources(course: &Course, lesson: &Lesson, subject: &Subject) -> Result<Vec<Copy>, JudgeError> {
    let folder = course.root.join(&lesson.solution);
    let mut copies = Vec::new();
    collect(&folder, Path::new("src"), &mut copies)?;
    if let Subject::With { exercise, file, .. } = subject {
        let module = Path::new("src").join(format!("{exercise}.rs"));
        let file = course.root.join(file);
        let content = read(&file)?;
        let Some(copy) = copies.iter_mut().find(|copy| copy.to == module) else {
            let problem = format!(
                "the solution of lesson {} has no {}",
                lesson.number,
                module.display()
            );
            return Err(JudgeError::Course { problem });
        };
        copy.content = content;
        copy.from = Some(file);
    }
    Ok(copies)
}

fn collect(package: &Path, folder: &Path, copies: &mut Vec<Copy>) -> Result<(), JudgeError> {
    let failed = |error: io::Error| JudgeError::reading(&package.join(folder), &error);
    let entries = fs::read_dir(package.join(folder)).map_err(failed)?;
    let mut entries = entries.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let to = folder.join(entry.file_name());
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            collect(package, &to, copies)?;
        } else if kind.is_file() && to.extension().is_some_and(|extension| extension == "rs") {
            copies.push(Copy {
                content: read(&entry.path())?,
                from: Some(entry.path()),
                to,
            });
        }
    }
    Ok(())
}

/// The root of a stage's tests, with the tests of other exercises left out and all modules where they are.
fn tests(
    course: &Course,
    lesson: &Lesson,
    stage: Stage,
    exercises: &[&str],
) -> Result<Option<Copy>, JudgeError> {
    let folder = course
        .root
        .join(&lesson.folder)
        .join("tests")
        .join(stage.name());
    let main = folder.join("main.rs");
    if !main.is_file() {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&read(&main)?).into_owned();
    let other = |name: &str| lesson.exercise(name).is_some() && !exercises.contains(&name);
    Ok(Some(Copy {
        to: Path::new("tests").join(format!("{}.rs", stage.name())),
        from: Some(main),
        content: moved(&text, &folder, &other).into_bytes(),
    }))
}

/// The speed bench, whole: it has no modules.
fn bench(course: &Course, lesson: &Lesson) -> Result<Option<Copy>, JudgeError> {
    let from = course.root.join(lesson.bench());
    if !from.is_file() {
        return Ok(None);
    }
    Ok(Some(Copy {
        to: Path::new("benches").join("speed.rs"),
        content: read(&from)?,
        from: Some(from),
    }))
}

/// `mod bank;` → `#[path = "/…/bank.rs"] mod bank;`, or nothing. Every line keeps its number.
fn moved(main: &str, folder: &Path, left_out: &dyn Fn(&str) -> bool) -> String {
    let mut text = String::with_capacity(main.len());
    for line in main.lines() {
        let declaration = line
            .trim_start()
            .trim_start_matches("pub(crate) ")
            .trim_start_matches("pub ");
        let name = declaration
            .strip_prefix("mod ")
            .and_then(|rest| rest.split_once(';'))
            .map(|(name, _)| name.trim());
        match name {
            Some(name) if left_out(name) => {}
            Some(name) => {
                let file = folder.join(format!("{name}.rs"));
                let file = if file.is_file() {
                    file
                } else {
                    folder.join(name).join("mod.rs")
                };
                text.push_str(&format!(
                    "#[path = {:?}] {line}",
                    file.display().to_string()
                ));
            }
            None => text.push_str(line),
        }
        text.push('\n');
    }
    text
}

/// A part of the package's name that says whose code it is.
fn slug(subject: &Subject) -> String {
    let name = match subject {
        Subject::Learner => "learner".into(),
        Subject::Solution => "solution".into(),
        Subject::With { exercise, file, .. } => {
            let stem = file.file_stem().unwrap_or_default().to_string_lossy();
            format!("{exercise}-{stem}")
        }
    };
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '_'
        }
    };
    name.chars().take(60).map(plain).collect()
}

fn read(file: &Path) -> Result<Vec<u8>, JudgeError> {
    fs::read(file).map_err(|error| JudgeError::reading(file, &error))
}

/// Writes a file, aside first, so that nobody ever reads half of it. The same content is not written again.
fn write(file: &Path, content: &[u8], replace: bool) -> Result<(), JudgeError> {
    let unchanged = match fs::read(file) {
        Ok(before) => !replace || before == content,
        Err(_) => false,
    };
    if unchanged {
        return Ok(());
    }
    let folder = file.parent().unwrap_or(file);
    let aside = file.with_extension(format!("{}.new", std::process::id()));
    let written = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&aside, content))
        .and_then(|()| fs::rename(&aside, file));
    written.map_err(|error| JudgeError::writing(folder, &error))
}

#[cfg(test)]
mod tests {
    use super::{Workspace, moved, slug};
    use crate::{course::Course, subject::Subject};
    use std::{fs, path::Path};

    /// The smallest course.
    fn course(root: &Path) -> Course {
        let write = |name: &str, text: &str| {
            let file = root.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        let lesson = "[package]\nname = \"lesson01\"\nversion = \"0.1.0\"\n\
            [package.metadata.lesson]\ntitle = \"T\"\n\
            exercises = [{ name = \"a\", kind = \"write\", minutes = 1 }, { name = \"b\", kind = \"write\", minutes = 1 }]\n";
        write("Cargo.toml", "[workspace]\n");
        write("lessons/kit/Cargo.toml", "");
        write("lessons/lesson01-x/Cargo.toml", lesson);
        write(
            "lessons/lesson01-x/tests/contract/main.rs",
            "mod a;\nmod b;\n",
        );
        write(
            "lessons/lesson01-x/tests/contract/a.rs",
            "#[test]\nfn t1_a() {}\n",
        );
        write(
            "lessons/lesson01-x/tests/contract/b.rs",
            "#[test]\nfn t1_b() {}\n",
        );
        write("solutions/lesson01-x/src/lib.rs", "mod a;\nmod b;\n");
        write("solutions/lesson01-x/src/a.rs", "// a\n");
        write("solutions/lesson01-x/src/b.rs", "// b\n");
        Course::load(root).unwrap()
    }

    fn with(file: &Path) -> Subject {
        Subject::With {
            exercise: "a".into(),
            file: file.into(),
            title: String::new(),
        }
    }

    #[test]
    fn a_file_takes_the_place_of_its_module_and_only_its_tests_are_compiled() {
        let folder = tempfile::tempdir().unwrap();
        let course = course(folder.path());
        let file = folder.path().join("wrong.rs");
        fs::write(&file, "// wrong\n").unwrap();
        let workspace = Workspace::alone(&folder.path().join("target"));
        let staged = workspace
            .stage(&course, &course.lessons[0], &with(&file), &["a"])
            .unwrap();
        let read = |name: &str| fs::read_to_string(staged.folder.join(name)).unwrap();
        assert_eq!(
            (read("src/a.rs").as_str(), read("src/b.rs").as_str()),
            ("// wrong\n", "// b\n")
        );
        let tests = read("tests/contract.rs");
        assert!(
            tests.contains("mod a;") && !tests.contains("mod b;"),
            "{tests}"
        );
        assert!(read("Cargo.toml").contains("[workspace]"));
        assert!(
            staged
                .copies
                .contains(&(staged.folder.join("src/a.rs"), file))
        );
    }

    #[test]
    fn another_content_has_another_folder_and_the_same_one_is_not_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let course = course(folder.path());
        let file = folder.path().join("wrong.rs");
        let workspace = Workspace::alone(&folder.path().join("target"));
        let stage = |text: &str| {
            fs::write(&file, text).unwrap();
            workspace
                .stage(&course, &course.lessons[0], &with(&file), &["a"])
                .unwrap()
        };
        let first = stage("// one\n");
        let mark = |of: &super::Staged| {
            fs::metadata(of.folder.join("src/a.rs"))
                .unwrap()
                .modified()
                .unwrap()
        };
        let written = mark(&first);
        let other = stage("// two\n");
        assert_ne!(first.folder, other.folder);
        let again = stage("// one\n");
        assert_eq!((&again.folder, mark(&again)), (&first.folder, written));
    }

    #[test]
    fn a_workspace_of_many_names_them_all_once() {
        let folder = tempfile::tempdir().unwrap();
        let course = course(folder.path());
        let workspace = Workspace::shared(&folder.path().join("target"));
        let solution = workspace
            .stage(&course, &course.lessons[0], &Subject::Solution, &["a", "b"])
            .unwrap();
        workspace
            .join(&course, &[&solution.package, &solution.package])
            .unwrap();
        let manifest = fs::read_to_string(workspace.folder(&solution).join("Cargo.toml")).unwrap();
        assert_eq!(manifest.matches(&solution.package).count(), 1, "{manifest}");
        let own = fs::read_to_string(solution.folder.join("Cargo.toml")).unwrap();
        assert!(!own.contains("[workspace]"), "{own}");
    }

    #[test]
    fn tests_stay_where_they_are_and_keep_their_lines() {
        let main =
            "//! Contract.\nmod bank;\nmod help;\n    mod counter; // later\nfn module() {}\n";
        let text = moved(main, Path::new("/no/such"), &|name| name == "bank");
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[0], "//! Contract.");
        assert_eq!(lines[1], "");
        assert_eq!(lines[2], "#[path = \"/no/such/help/mod.rs\"] mod help;");
        assert!(lines[3].starts_with("#[path = \"/no/such/counter"));
        assert_eq!(lines[4], "fn module() {}");
    }

    #[test]
    fn a_name_fits_into_a_packages_name() {
        let subject = Subject::With {
            exercise: "bank".into(),
            file: "a b/Löcks in, order.rs".into(),
            title: String::new(),
        };
        assert_eq!(slug(&subject), "bank_l_cks_in__order");
    }
}

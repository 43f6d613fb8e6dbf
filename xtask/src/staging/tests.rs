//! A package holds what is judged and only the tests that judge it, and its folder is named after all that.

use super::{Workspace, slug};
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
fn a_name_fits_into_a_packages_name() {
    let subject = Subject::With {
        exercise: "bank".into(),
        file: "a b/Löcks in, order.rs".into(),
        title: String::new(),
    };
    assert_eq!(slug(&subject), "bank_l_cks_in__order");
}

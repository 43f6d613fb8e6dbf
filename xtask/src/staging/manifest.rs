//! The manifest of a staged package: the lesson's, with everything spelled out that it has from the course's.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    course::{Course, Lesson},
    judge::JudgeError,
};

type Value<'t> = Spanned<DeValue<'t>>;

/// A lesson's manifest and the course's.
#[derive(Debug)]
pub(super) struct Manifests {
    root: PathBuf,
    lesson: PathBuf,
    library: String,
    course_text: String,
    lesson_text: String,
}

impl Manifests {
    pub(super) fn read(course: &Course, lesson: &Lesson) -> Result<Self, JudgeError> {
        let folder = course.root.join(&lesson.folder);
        Ok(Self {
            course_text: text(&course.root.join("Cargo.toml"))?,
            lesson_text: text(&folder.join("Cargo.toml"))?,
            root: course.root.clone(),
            library: lesson.package(),
            lesson: folder,
        })
    }

    /// The package's part, under this name and with these files.
    pub(super) fn package(&self, name: &str, files: &[&Path]) -> Result<String, JudgeError> {
        let course = parse(&self.course_text, &self.root)?;
        let lesson = parse(&self.lesson_text, &self.lesson)?;
        let (course, lesson) = (course.get_ref(), lesson.get_ref());
        let workspace = table(course, "workspace");
        let mut text = format!("[package]\nname = \"{name}\"\n");
        for key in ["version", "edition", "rust-version"] {
            let own = table(lesson, "package").and_then(|package| package.get(key));
            let value = match own {
                Some(own) if is_inherited(own) => workspace
                    .and_then(|workspace| table(workspace, "package"))
                    .and_then(|package| package.get(key)),
                own => own,
            };
            if let Some(value) = value {
                let _ = writeln!(text, "{key} = {}", inline(value.get_ref()));
            }
        }
        text.push_str(
            "publish = false\nautotests = false\nautobenches = false\nautoexamples = false\nautobins = false\n",
        );
        let _ = writeln!(
            text,
            "\n[lib]\nname = \"{}\"\ntest = false\ndoctest = false",
            self.library
        );
        if let Some(features) = lesson.get("features") {
            let _ = writeln!(text, "\n[features]\n{}", lines(features.get_ref()));
        }
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let Some(own) = table(lesson, kind) else {
                continue;
            };
            let _ = writeln!(text, "\n[{kind}]");
            for (name, value) in own.iter() {
                let name = name.get_ref();
                let _ = writeln!(
                    text,
                    "{name:?} = {}",
                    self.dependency(workspace, name, value)
                );
            }
        }
        for stage in ["contract", "race"] {
            let file = format!("tests/{stage}.rs");
            if files.contains(&Path::new(&file)) {
                let _ = writeln!(text, "\n[[test]]\nname = \"{stage}\"\npath = \"{file}\"");
                if stage == "race" {
                    text.push_str("required-features = [\"model\"]\n");
                }
            }
        }
        if files.contains(&Path::new("benches/speed.rs")) {
            text.push_str("\n[[bench]]\nname = \"speed\"\nharness = false\n");
        }
        text.push_str(&self.programs(name, lesson));
        match lesson.get("lints") {
            Some(lints) if is_inherited(lints) => {
                if let Some(lints) = workspace.and_then(|workspace| workspace.get("lints")) {
                    let _ = writeln!(text, "\n[lints]\n{}", lines(lints.get_ref()));
                }
            }
            Some(lints) => _ = writeln!(text, "\n[lints]\n{}", lines(lints.get_ref())),
            None => {}
        }
        Ok(text)
    }

    /// The programs that play a part in the tests, where they lie in the course. Their names begin with the package's:
    /// two of one name would overwrite each other in the target folder, and a subject be judged with another's.
    fn programs(&self, name: &str, lesson: &DeTable<'_>) -> String {
        let bins = lesson.get("bin").and_then(|bins| bins.get_ref().as_array());
        let mut text = String::new();
        for bin in bins.into_iter().flatten() {
            let field = |key| {
                let value = bin.get_ref().as_table()?.get(key)?;
                value.get_ref().as_str()
            };
            let (Some(own), Some(path)) = (field("name"), field("path")) else {
                continue;
            };
            // A program with a name of its own is a learner's tool, and no test's.
            let Some(part) = own.strip_prefix(self.library.as_str()) else {
                continue;
            };
            let path = self.lesson.join(path).display().to_string();
            let _ = writeln!(
                text,
                "\n[[bin]]\nname = \"{name}{part}\"\npath = {}\ntest = false",
                quoted(&path)
            );
        }
        text
    }

    /// A dependency, with what it has from the workspace and with absolute paths.
    fn dependency(&self, workspace: Option<&DeTable<'_>>, name: &str, own: &Value<'_>) -> String {
        let shared = workspace
            .and_then(|workspace| table(workspace, "dependencies"))
            .and_then(|dependencies| dependencies.get(name))
            .filter(|_| is_inherited(own));
        let mut fields = Vec::new();
        for (from, value) in [(&self.root, shared), (&self.lesson, Some(own))] {
            match value.map(Spanned::get_ref) {
                Some(DeValue::Table(table)) => {
                    for (key, value) in table.iter() {
                        let key = key.get_ref();
                        let value = match value.get_ref() {
                            DeValue::String(path) if key == "path" => {
                                quoted(&from.join(path.as_ref()).display().to_string())
                            }
                            value => inline(value),
                        };
                        if key != "workspace" {
                            fields.push(format!("{key:?} = {value}"));
                        }
                    }
                }
                Some(version) => fields.push(format!("version = {}", inline(version))),
                None => {}
            }
        }
        format!("{{ {} }}", fields.join(", "))
    }

    /// The profiles' part of a workspace's manifest.
    pub(super) fn profiles(&self) -> String {
        parse(&self.course_text, &self.root)
            .map_or_else(|_| String::new(), |course| of_profiles(course.get_ref()))
    }
}

/// The profiles' part of a workspace's manifest.
pub(super) fn profiles(course: &Course) -> Result<String, JudgeError> {
    let text = text(&course.root.join("Cargo.toml"))?;
    Ok(of_profiles(parse(&text, &course.root)?.get_ref()))
}

/// What tests and measurements are built with, so that all subjects are built alike. Each staged package is built once:
/// parts kept for a next time would only fill the disk. Line tables stay: timelines name locks through the chain of calls.
fn of_profiles(course: &DeTable<'_>) -> String {
    let mut text = String::new();
    for profile in ["dev", "release"] {
        let _ = writeln!(text, "\n[profile.{profile}]");
        let own = table(course, "profile").and_then(|profiles| table(profiles, profile));
        for (key, value) in own.into_iter().flat_map(DeTable::iter) {
            let key = key.get_ref();
            if key != "incremental" {
                let _ = writeln!(text, "{key:?} = {}", inline(value.get_ref()));
            }
        }
        text.push_str("incremental = false\n");
    }
    text
}

fn text(file: &Path) -> Result<String, JudgeError> {
    fs::read_to_string(file).map_err(|error| JudgeError::reading(file, &error))
}

fn parse<'t>(text: &'t str, folder: &Path) -> Result<Spanned<DeTable<'t>>, JudgeError> {
    DeTable::parse(text).map_err(|error| JudgeError::Manifest {
        cargo: format!(
            "{}: {}",
            folder.join("Cargo.toml").display(),
            error.message()
        ),
    })
}

fn table<'t, 's>(of: &'s DeTable<'t>, name: &str) -> Option<&'s DeTable<'t>> {
    of.get(name)?.get_ref().as_table()
}

/// `{ workspace = true }`
fn is_inherited(value: &Value<'_>) -> bool {
    let table = value.get_ref().as_table();
    table.is_some_and(|table| {
        table
            .get("workspace")
            .is_some_and(|value| value.get_ref().as_bool() == Some(true))
    })
}

/// The entries of a table, a line each.
fn lines(value: &DeValue<'_>) -> String {
    let Some(table) = value.as_table() else {
        return String::new();
    };
    let mut text = String::new();
    for (key, value) in table.iter() {
        let _ = writeln!(text, "{:?} = {}", key.get_ref(), inline(value.get_ref()));
    }
    text
}

/// A value in one line.
fn inline(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => quoted(text),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(time) => time.to_string(),
        DeValue::Array(values) => {
            let values: Vec<_> = values.iter().map(|value| inline(value.get_ref())).collect();
            format!("[{}]", values.join(", "))
        }
        DeValue::Table(table) => {
            let entry = |(key, value): (&Spanned<_>, &Value<'_>)| {
                format!("{:?} = {}", key.get_ref(), inline(value.get_ref()))
            };
            let entries: Vec<String> = table.iter().map(entry).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// JSON's strings are TOML's basic strings.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::Manifests;
    use std::path::Path;

    #[test]
    fn what_comes_from_the_workspace_is_spelled_out() {
        let manifests = Manifests {
            root: "/c".into(),
            lesson: "/c/lessons/lesson02-locks".into(),
            library: "lesson02".into(),
            course_text: r#"
[workspace.package]
version = "0.1.0"
edition = "2024"
[workspace.dependencies]
kit = { path = "lessons/kit" }
rand = "0.9"
[profile.dev]
debug = "line-tables-only"
[profile.dev.package."*"]
debug = 0
[profile.release]
codegen-units = 1
[profile.xtask]
inherits = "dev"
"#
            .into(),
            lesson_text: r#"
[package]
name = "lesson02"
version.workspace = true
edition.workspace = true
[features]
loom = ["kit/loom"]
[dependencies]
kit.workspace = true
rand = { workspace = true, features = ["std"] }
other = { path = "../other" }
[[bin]]
name = "lesson02-worker"
path = "worker/main.rs"
[[bin]]
name = "tool"
path = "tool.rs"
[lints.rust]
unsafe_code = "forbid"
"#
            .into(),
        };
        let text = manifests
            .package("x", &[Path::new("tests/race.rs")])
            .unwrap();
        for line in [
            "name = \"x\"",
            "version = \"0.1.0\"",
            "edition = \"2024\"",
            "name = \"lesson02\"",
            "\"loom\" = [\"kit/loom\"]",
            "\"kit\" = { \"path\" = \"/c/lessons/kit\" }",
            "\"rand\" = { version = \"0.9\", \"features\" = [\"std\"] }",
            "\"other\" = { \"path\" = \"/c/lessons/lesson02-locks/../other\" }",
            "path = \"tests/race.rs\"",
            "name = \"x-worker\"",
            "path = \"/c/lessons/lesson02-locks/worker/main.rs\"",
            "\"rust\" = { \"unsafe_code\" = \"forbid\" }",
        ] {
            assert!(
                text.lines().any(|found| found == line),
                "{line} is missing in\n{text}"
            );
        }
        assert!(
            !text.contains("contract") && !text.contains("workspace") && !text.contains("tool"),
            "{text}"
        );
        toml::de::DeTable::parse(&text).expect("the manifest is TOML");
        let profiles = manifests.profiles();
        assert!(
            profiles.contains("\"package\" = { \"*\" = { \"debug\" = 0 } }"),
            "{profiles}"
        );
        assert!(
            profiles.contains("line-tables-only")
                && profiles.contains("[profile.release]\n\"codegen-units\" = 1\n")
                && !profiles.contains("xtask"),
            "{profiles}"
        );
        toml::de::DeTable::parse(&profiles).expect("the profiles are TOML");
    }
}

//! What cargo writes to its standard output: one JSON object a line.

use std::path::PathBuf;

use serde_json::Value;

use super::Built;

/// An error of the compiler.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// In which part of the package.
    pub part: Part,
    /// As the compiler shows it.
    pub rendered: String,
    /// Its first line, without a code.
    pub message: String,
    /// `E0432`, where it has one.
    pub code: Option<String>,
}

/// A warning of the compiler in what the learner writes, of a kind that tells of a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// As the compiler names it.
    pub file: PathBuf,
    /// Counted from 1.
    pub line: u32,
    /// Its first line, and the first note, if there is one.
    pub text: String,
}

/// Warnings that tell of a mistake; all others would only be noise beside a test that fails.
const TELLING: [&str; 8] = [
    "unused_must_use", // a guard that nobody keeps
    "dropping_references",
    "dropping_copy_types",
    "unconditional_recursion",
    "unreachable_code",
    "unused_assignments",
    "unused_comparisons",
    "unused_variables",
];

/// A part of a package that is compiled for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the learner writes.
    Library,
    /// The course's tests, or anything else.
    Tests,
}

/// A line of cargo's that matters.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) manifest: PathBuf,
    what: What,
}

#[derive(Debug)]
enum What {
    Error(Diagnostic),
    Warning(Warning),
    Program(PathBuf),
}

/// Reads one line; `None` for what does not matter here, most warnings included.
pub(super) fn read(line: &str) -> Option<Message> {
    let line: Value = serde_json::from_str(line).ok()?;
    let kind = |wanted: &str| {
        let kinds = line["target"]["kind"].as_array();
        kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == wanted))
    };
    let what = match line["reason"].as_str()? {
        "compiler-artifact" if kind("test") || kind("bench") => {
            What::Program(line["executable"].as_str()?.into())
        }
        "compiler-message" => {
            let part = if kind("lib") {
                Part::Library
            } else {
                Part::Tests
            };
            match warning(&line["message"]) {
                Some(warning) if part == Part::Library => What::Warning(warning),
                _ => What::Error(diagnostic(&line["message"], part)?),
            }
        }
        _ => return None,
    };
    Some(Message {
        manifest: line["manifest_path"].as_str()?.into(),
        what,
    })
}

fn diagnostic(message: &Value, part: Part) -> Option<Diagnostic> {
    let text = message["message"].as_str()?;
    let code = message["code"]["code"].as_str().map(str::to_owned);
    // The last one only counts the others: "aborting due to 2 previous errors".
    let counts = code.is_none() && text.starts_with("aborting due to ");
    if counts || !message["level"].as_str()?.starts_with("error") {
        return None;
    }
    Some(Diagnostic {
        part,
        rendered: message["rendered"].as_str().unwrap_or(text).to_owned(),
        message: text.to_owned(),
        code,
    })
}

fn warning(message: &Value) -> Option<Warning> {
    let lint = message["code"]["code"].as_str()?;
    if message["level"] != "warning" || !TELLING.contains(&lint) {
        return None;
    }
    let spans = message["spans"].as_array()?;
    let at = spans.iter().find(|span| span["is_primary"] == true)?;
    let notes = message["children"].as_array().into_iter().flatten();
    let note = notes
        .filter(|child| child["level"] == "note")
        .filter_map(|child| child["message"].as_str())
        .find(|note| !note.starts_with("`#[")); // which attribute turns it on
    let text = message["message"].as_str()?;
    Some(Warning {
        file: at["file_name"].as_str()?.into(),
        line: at["line_start"].as_u64()?.try_into().ok()?,
        text: note.map_or_else(|| text.to_owned(), |note| format!("{text}; {note}")),
    })
}

impl Message {
    pub(super) fn add_to(self, built: &mut Built) {
        match self.what {
            What::Error(diagnostic) => built.errors.push(diagnostic),
            What::Warning(warning) => built.warnings.push(warning),
            What::Program(file) => built.program = Some(file),
        }
    }

    pub(super) fn error(self) -> Option<Diagnostic> {
        match self.what {
            What::Error(diagnostic) => Some(diagnostic),
            What::Warning(_) | What::Program(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Built, Part, Warning, read};

    fn built(lines: &[&str]) -> Built {
        let mut built = Built::default();
        for message in lines.iter().filter_map(|line| read(line)) {
            assert_eq!(message.manifest.to_str(), Some("/c/l/Cargo.toml"));
            message.add_to(&mut built);
        }
        built
    }

    const LIBRARY: &str = r#"{"reason":"compiler-artifact","package_id":"p","manifest_path":"/c/l/Cargo.toml","target":{"kind":["lib"],"crate_types":["lib"],"name":"lesson02"},"executable":null,"fresh":false}"#;
    const PROGRAM: &str = r#"{"reason":"compiler-artifact","package_id":"p","manifest_path":"/c/l/Cargo.toml","target":{"kind":["test"],"name":"contract"},"executable":"/t/contract-1","fresh":true}"#;

    #[test]
    fn a_program_is_found_where_cargo_says_and_not_where_it_might_be() {
        let built = built(&[
            LIBRARY,
            PROGRAM,
            r#"{"reason":"build-finished","success":true}"#,
        ]);
        assert_eq!(built.program.as_deref(), Some("/t/contract-1".as_ref()));
        assert!(built.errors.is_empty());
    }

    #[test]
    fn errors_are_kept_in_order_and_warnings_and_sums_are_not() {
        let message = |kind: &str, level: &str, text: &str| {
            format!(
                r#"{{"reason":"compiler-message","manifest_path":"/c/l/Cargo.toml","target":{{"kind":["{kind}"]}},"message":{{"rendered":"{level}: {text}\n","message":"{text}","level":"{level}","code":null}}}}"#
            )
        };
        let lines = [
            message("lib", "warning", "unused"),
            message("lib", "error", "first"),
            message("test", "error", "second"),
            message("lib", "error", "aborting due to 2 previous errors"),
        ];
        let built = built(&lines.each_ref().map(String::as_str));
        let errors: Vec<_> = built
            .errors
            .iter()
            .map(|error| (error.part, error.message.as_str()))
            .collect();
        assert_eq!(errors, [(Part::Library, "first"), (Part::Tests, "second")]);
    }

    #[test]
    fn a_warning_is_kept_if_it_tells_of_a_mistake_in_the_learners_own_code() {
        let message = |kind: &str, lint: &str| {
            format!(
                r##"{{"reason":"compiler-message","manifest_path":"/c/l/Cargo.toml","target":{{"kind":["{kind}"]}},"message":{{"message":"unused guard","level":"warning","code":{{"code":"{lint}"}},"spans":[{{"is_primary":true,"file_name":"src/a.rs","line_start":7}}],"children":[{{"level":"note","message":"`#[warn(x)]` on by default"}},{{"level":"note","message":"it unlocks at once"}}]}}}}"##
            )
        };
        let lines = [
            message("lib", "unused_must_use"),
            message("lib", "unused_imports"),
            message("test", "unused_must_use"),
        ];
        let warnings = built(&lines.each_ref().map(String::as_str)).warnings;
        let expected = Warning {
            file: "src/a.rs".into(),
            line: 7,
            text: "unused guard; it unlocks at once".into(),
        };
        assert_eq!(warnings, [expected]);
    }

    #[test]
    fn what_is_not_cargos_is_passed_over() {
        assert!(read("not JSON").is_none());
        assert!(read("{}").is_none());
        assert!(read(r#"{"reason":"compiler-artifact"}"#).is_none());
    }
}

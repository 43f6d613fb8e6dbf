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
    Library,
    Program(PathBuf),
}

/// Reads one line; `None` for what does not matter here, warnings included.
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
        "compiler-artifact" if kind("lib") => What::Library,
        "compiler-message" => {
            let part = if kind("lib") {
                Part::Library
            } else {
                Part::Tests
            };
            What::Error(diagnostic(&line["message"], part)?)
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

impl Message {
    pub(super) fn add_to(self, built: &mut Built) {
        match self.what {
            What::Error(diagnostic) => built.errors.push(diagnostic),
            What::Library => built.library = true,
            What::Program(file) => built.program = Some(file),
        }
    }

    pub(super) fn error(self) -> Option<Diagnostic> {
        match self.what {
            What::Error(diagnostic) => Some(diagnostic),
            What::Library | What::Program(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Built, Part, read};

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
        assert!(built.library);
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
    fn what_is_not_cargos_is_passed_over() {
        assert!(read("not JSON").is_none());
        assert!(read("{}").is_none());
        assert!(read(r#"{"reason":"compiler-artifact"}"#).is_none());
    }
}

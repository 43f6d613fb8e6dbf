//! Derives a lesson's stubs from its solution.
//!
//! A solution marks what a learner writes, each mark on a line of its own: what stands between
//! `//# solution:` and `//# end` stays out of the stub, and `//# stub: CODE` puts CODE there instead. So
//! signatures and docs are the same bytes in both, and `reset` can always bring a stub back.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use crate::{
    course::{Course, Lesson},
    handout,
};

/// One file of a lesson as its solution derives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stub {
    /// The solution's file, or a stub that was handed out, relative to the course's root.
    pub from: PathBuf,
    /// The lesson's file, relative to the course's root.
    pub to: PathBuf,
    /// What the lesson's file holds before a learner touches it.
    pub text: String,
}

/// Why a stub cannot be derived.
#[derive(Debug)]
pub enum StubError {
    /// A mark that cannot be understood.
    Mark {
        /// The solution's file.
        file: PathBuf,
        /// From 1.
        line: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The solution cannot be read.
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl fmt::Display for StubError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mark {
                file,
                line,
                problem,
            } => write!(f, "{}:{line}: {problem}", file.display()),
            Self::Read { path, error } => {
                write!(f, "{} cannot be read: {error}", path.display())
            }
        }
    }
}

impl std::error::Error for StubError {}

/// A mark that cannot be understood, and its line (from 1).
#[derive(Debug, PartialEq, Eq)]
pub struct BadMark {
    /// From 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: &'static str,
}

/// The stub of one solution file.
///
/// # Errors
///
/// [`BadMark`] if a mark is unknown, not on a line of its own, or without its partner.
pub fn derive(solution: &str) -> Result<String, BadMark> {
    let mut stub = String::with_capacity(solution.len());
    let mut opened = None;
    let mut after_end = false;
    for (index, line) in solution.lines().enumerate() {
        let line_number = index + 1;
        let bad = |problem| BadMark {
            line: line_number,
            problem,
        };
        let text = line.trim();
        if let Some(mark) = text.strip_prefix("//#") {
            let indent = &line[..line.len() - line.trim_start().len()];
            match mark.trim() {
                "solution:" if opened.is_some() => {
                    return Err(bad(
                        "`//# solution:` inside another one; close that with `//# end`",
                    ));
                }
                "solution:" => opened = Some(line_number),
                "end" if opened.take().is_none() => {
                    return Err(bad("`//# end` without a `//# solution:` before it"));
                }
                "end" => after_end = true,
                "stub:" => stub.push('\n'),
                other => match other.strip_prefix("stub: ") {
                    Some(code) => {
                        stub.push_str(indent);
                        stub.push_str(code);
                        stub.push('\n');
                        after_end = false;
                    }
                    None => {
                        return Err(bad(
                            "unknown mark; it is `//# solution:`, `//# end` or `//# stub: CODE`",
                        ));
                    }
                },
            }
        } else if ["//# solution:", "//# end", "//# stub:"]
            .iter()
            .any(|mark| text.contains(mark))
            && !text.starts_with("//")
        {
            return Err(bad("a mark stands on a line of its own"));
        } else if opened.is_none() {
            // What is taken out must not leave two empty lines, which rustfmt would not.
            let doubled =
                after_end && text.is_empty() && (stub.is_empty() || stub.ends_with("\n\n"));
            if !doubled {
                stub.push_str(line);
                stub.push('\n');
                after_end = false;
            }
        }
    }
    match opened {
        Some(line) => Err(BadMark {
            line,
            problem: "`//# solution:` without a `//# end` after it",
        }),
        None => Ok(stub),
    }
}

/// All files of a lesson's `src` as its solution derives them, in the order of their paths.
///
/// # Errors
///
/// If the solution cannot be read, or a mark in it not understood.
pub fn stubs(course: &Course, lesson: &Lesson) -> Result<Vec<Stub>, StubError> {
    let carried = handout::stubs(lesson);
    let solution = lesson.solution.join("src");
    // A hand-out without solutions carries its stubs along.
    let source = match course.root.join(&solution).is_dir() || !course.root.join(&carried).is_dir()
    {
        true => solution,
        false => carried,
    };
    let mut files = Vec::new();
    source_files(&course.root, &source, &mut files)?;
    files.sort();
    files
        .into_iter()
        .map(|from| {
            let text =
                fs::read_to_string(course.root.join(&from)).map_err(|error| StubError::Read {
                    path: from.clone(),
                    error,
                })?;
            let text = derive(&text).map_err(|BadMark { line, problem }| StubError::Mark {
                file: from.clone(),
                line,
                problem,
            })?;
            let inside = from.strip_prefix(&source).unwrap_or(&from);
            let to = lesson.folder.join("src").join(inside);
            Ok(Stub { from, to, text })
        })
        .collect()
}

/// All files below `folder`, as paths relative to the root.
///
/// # Errors
///
/// If a folder cannot be read.
pub fn source_files(root: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), StubError> {
    let failed = |error| StubError::Read {
        path: folder.to_owned(),
        error,
    };
    for entry in fs::read_dir(root.join(folder)).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = folder.join(entry.file_name());
        if entry.file_type().map_err(failed)?.is_dir() {
            source_files(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether a lesson's file is still the stub. The kind of line ends does not count: git may have changed them.
pub fn same_text(found: &str, stub: &str) -> bool {
    found.lines().eq(stub.lines())
}

#[cfg(test)]
mod tests {
    use super::{BadMark, derive};

    #[test]
    fn the_solution_goes_and_the_stub_comes() {
        let solution = "\
/// Adds.
pub fn add(n: u64) {
    //# stub: todo!(\"add {n}\")
    //# solution:
    work(n);
    //# end
}
";
        let stub = "\
/// Adds.
pub fn add(n: u64) {
    todo!(\"add {n}\")
}
";
        assert_eq!(derive(solution).unwrap(), stub);
    }

    #[test]
    fn a_stub_line_may_be_empty_or_indented_further() {
        assert_eq!(
            derive("a\n//# stub:\n  //# stub:   b\n").unwrap(),
            "a\n\n    b\n"
        );
    }

    #[test]
    fn what_is_taken_out_leaves_no_double_empty_line() {
        assert_eq!(
            derive("a\n\n//# solution:\nx\n//# end\n\nb\n\n\nc\n").unwrap(),
            "a\n\nb\n\n\nc\n"
        );
        assert_eq!(derive("//# solution:\nx\n//# end\n\nb\n").unwrap(), "b\n");
    }

    #[test]
    fn a_bad_mark_is_told_with_its_line() {
        let line = |text: &str| derive(text).map_err(|BadMark { line, .. }| line);
        assert_eq!(line("a\n//# end\n"), Err(2));
        assert_eq!(line("//# solution:\n//# solution:\n//# end\n"), Err(2));
        assert_eq!(line("a\n  //# solution:\nb\n"), Err(2));
        assert_eq!(line("//# sulotion:\n"), Err(1));
        assert_eq!(line("x(); //# end\n"), Err(1));
        assert_eq!(
            line("// `//# end` is told here\n"),
            Ok("// `//# end` is told here\n".into())
        );
    }
}

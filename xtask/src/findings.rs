//! What is found wrong in the course's own files.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use crate::course::Course;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Relative to the course's root.
    pub file: PathBuf,
    /// From 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// All that was found.
#[derive(Debug, Default)]
pub struct Findings {
    /// In the order in which they were found.
    pub list: Vec<Finding>,
}

impl Findings {
    /// One more; `line` is 0 for the file as a whole.
    pub fn add(&mut self, file: &Path, line: usize, problem: String) {
        self.list.push(Finding {
            file: file.into(),
            line,
            problem,
        });
    }

    /// The text of a file of the course; that it cannot be read is a finding, and the text is then empty.
    pub fn read(&mut self, course: &Course, file: &Path) -> String {
        fs::read_to_string(course.root.join(file)).unwrap_or_else(|error| {
            self.add(file, 0, format!("cannot be read: {error}"));
            String::new()
        })
    }
}

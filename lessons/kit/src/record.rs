//! What a test process tells the runner, and how the runner knows that it is true.
//!
//! A record is one line: key, kind and fields, with tabs between; tabs, line ends and backslashes
//! inside a field are escaped. The runner writes a fresh key into the test process's standard
//! input, which is one end of a private socket, and the test guard reads it before any learner's
//! code has run. A line without the key is nothing but noise: an exit status or a printed
//! "ok" can be had by luck or by `process::exit(0)`; the key cannot.

use std::fmt::Write as _;

/// The environment variable that tells a test process where its records go:
/// `stdin` (the key comes from standard input, records go back the same way), or, where there are no
/// Unix sockets, `file:PATH` (the key comes from standard input, records are appended to PATH).
pub const VARIABLE: &str = "HANDS_RECORDS";

/// One thing that happened in a test process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// The test of this name (`bank::t1_…`) begins.
    Started {
        /// The test's path inside its test target.
        test: String,
    },
    /// Somewhere in the process a thread panicked. Not every panic is a failure: a test
    /// may expect it. The last one before [`Record::Failed`] tells why the test failed.
    Panicked {
        /// The thread's name, or `unnamed`.
        thread: String,
        /// Whether it is the thread that runs the test.
        of_the_test: bool,
        /// Source file as rustc knows it, relative to the package's workspace.
        file: String,
        /// Line, from 1.
        line: u32,
        /// The panic's message.
        message: String,
    },
    /// The test's function returned.
    Finished {
        /// As in [`Record::Started`].
        test: String,
    },
    /// The test's function panicked.
    Failed {
        /// As in [`Record::Started`].
        test: String,
    },
    /// Something that the learner should know although it is no failure.
    Note {
        /// One sentence.
        text: String,
    },
    /// What the exploration of a model found, as JSON; see the race stage.
    Model {
        /// A JSON object.
        json: String,
    },
    /// A measurement of the speed stage; `kit::speed` says which numbers there are.
    Measured {
        /// Of what: `round`, `size`, `account`, …
        what: String,
        /// Whole numbers, times in nanoseconds.
        numbers: Vec<u64>,
    },
}

impl Record {
    /// The record as one line, with its line end.
    pub fn to_line(&self, key: &str) -> String {
        let (kind, fields): (&str, Vec<String>) = match self {
            Self::Started { test } => ("started", vec![test.clone()]),
            Self::Panicked {
                thread,
                of_the_test,
                file,
                line,
                message,
            } => (
                "panicked",
                vec![
                    thread.clone(),
                    of_the_test.to_string(),
                    file.clone(),
                    line.to_string(),
                    message.clone(),
                ],
            ),
            Self::Finished { test } => ("finished", vec![test.clone()]),
            Self::Failed { test } => ("failed", vec![test.clone()]),
            Self::Note { text } => ("note", vec![text.clone()]),
            Self::Model { json } => ("model", vec![json.clone()]),
            Self::Measured { what, numbers } => {
                let numbers = numbers.iter().map(u64::to_string);
                let fields = std::iter::once(what.clone()).chain(numbers);
                ("measured", fields.collect())
            }
        };
        let mut line = format!("{key}\t{kind}");
        for field in &fields {
            line.push('\t');
            escape(field, &mut line);
        }
        line.push('\n');
        line
    }

    /// Reads one line back. `None` for every line that does not carry `key` or is not a record.
    pub fn from_line(line: &str, key: &str) -> Option<Self> {
        let mut parts = line.strip_suffix('\n').unwrap_or(line).split('\t');
        if parts.next()? != key {
            return None;
        }
        let kind = parts.next()?;
        let fields: Vec<String> = parts.map(unescape).collect();
        match (kind, fields.as_slice()) {
            ("started", [test]) => Some(Self::Started { test: test.clone() }),
            ("finished", [test]) => Some(Self::Finished { test: test.clone() }),
            ("failed", [test]) => Some(Self::Failed { test: test.clone() }),
            ("note", [text]) => Some(Self::Note { text: text.clone() }),
            ("model", [json]) => Some(Self::Model { json: json.clone() }),
            ("measured", [what, numbers @ ..]) => Some(Self::Measured {
                what: what.clone(),
                numbers: numbers
                    .iter()
                    .map(|number| number.parse().ok())
                    .collect::<Option<_>>()?,
            }),
            ("panicked", [thread, of_the_test, file, line, message]) => Some(Self::Panicked {
                thread: thread.clone(),
                of_the_test: of_the_test.parse().ok()?,
                file: file.clone(),
                line: line.parse().ok()?,
                message: message.clone(),
            }),
            _ => None,
        }
    }
}

fn escape(field: &str, into: &mut String) {
    for character in field.chars() {
        match character {
            '\\' => into.push_str("\\\\"),
            '\n' => into.push_str("\\n"),
            '\r' => into.push_str("\\r"),
            '\t' => into.push_str("\\t"),
            other => _ = into.write_char(other),
        }
    }
}

fn unescape(field: &str) -> String {
    let mut text = String::with_capacity(field.len());
    let mut characters = field.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some(other) => text.push(other),
            None => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Record;

    #[test]
    fn every_kind_survives_the_way_through_a_line() {
        let test = String::from("bank::t1_all_is_well");
        let records = [
            Record::Started { test: test.clone() },
            Record::Panicked {
                thread: "ann".into(),
                of_the_test: false,
                file: "src\\bank.rs".into(),
                line: 7,
                message: "left: 1\n\tright: 2\r\n \\n is not a line end".into(),
            },
            Record::Finished { test: test.clone() },
            Record::Failed { test },
            Record::Note { text: "".into() },
            Record::Model {
                json: "{\"runs\":3}".into(),
            },
            Record::Measured {
                what: "round".into(),
                numbers: vec![0, u64::MAX],
            },
            Record::Measured {
                what: "nothing".into(),
                numbers: Vec::new(),
            },
        ];
        for record in records {
            let line = record.to_line("k3y");
            assert_eq!(line.matches('\n').count(), 1, "{line:?} is not one line");
            assert_eq!(Record::from_line(&line, "k3y").as_ref(), Some(&record));
        }
    }

    #[test]
    fn a_line_without_the_key_is_noise() {
        let record = Record::Finished {
            test: "a::t1".into(),
        };
        assert_eq!(Record::from_line(&record.to_line("guessed"), "k3y"), None);
        assert_eq!(Record::from_line("k3y\tfinished\n", "k3y"), None);
        assert_eq!(Record::from_line("k3y\tblessed\ta::t1\n", "k3y"), None);
        assert_eq!(Record::from_line("", "k3y"), None);
    }
}

//! Where a learner should look: the line to edit, and the test that says so.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    course::{Course, Lesson},
    report::{Place, Report, Stage, TestResult},
    subject::Subject,
};

/// Two places for one failing test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// In the subject's own code. Line 0 if only the file is known.
    pub edit: Place,
    /// In the course's test. Line 0 if only the file is known.
    pub test: Place,
}

/// Finds the places for every exercise of a report that is not green, in its order.
pub fn guides(course: &Course, lesson: &Lesson, subject: &Subject, report: &Report) -> Vec<Guide> {
    let firsts = report
        .exercises
        .iter()
        .filter_map(|judged| judged.first_failure());
    firsts
        .map(|failed| guide(course, lesson, subject, failed))
        .collect()
}

/// Finds the places for a failing test.
///
/// Where the panic was raised in the subject's own code, that line is it. Else it is the function that the
/// test is about.
pub fn guide(course: &Course, lesson: &Lesson, subject: &Subject, failed: &TestResult) -> Guide {
    let raised = failed.place.as_ref();
    of_test(
        course,
        lesson,
        subject,
        (failed.stage, &failed.test),
        said(&failed.message),
        raised,
    )
}

/// The same, of a test that is known by its stage and path, by what it said, and by the place where its panic was raised.
pub fn of_test(
    course: &Course,
    lesson: &Lesson,
    subject: &Subject,
    (stage, test): (Stage, &str),
    said: &str,
    raised: Option<&Place>,
) -> Guide {
    let read = |file: &Path| fs::read_to_string(course.root.join(file)).unwrap_or_default();
    let (exercise, name) = test.split_once("::").unwrap_or(("", test));
    let (folder, module) = own(course, lesson, subject, exercise);
    let test_file = lesson.tests(stage, exercise);
    let tests = read(&test_file);
    let raised = raised.filter(|place| place.line > 0);
    let raised_in = |folder: &Path| {
        raised
            .filter(|place| place.file.starts_with(folder))
            .cloned()
    };
    let edit = raised_in(&folder)
        .or_else(|| raised_in(&module))
        .unwrap_or_else(|| Place {
            line: About {
                test: name,
                body: body(&tests, name),
                said,
                to_write: &to_write(&read(&of_solution(lesson, &lesson.module(exercise)))),
            }
            .line(&read(&module)),
            file: module,
        });
    let test = raised_in(&test_file).unwrap_or_else(|| Place {
        line: line_of(&tests, name),
        file: test_file,
    });
    Guide { edit, test }
}

/// Whose code is edited: its folder, and the exercise's module.
fn own(course: &Course, lesson: &Lesson, subject: &Subject, exercise: &str) -> (PathBuf, PathBuf) {
    let solution = lesson.solution.join("src");
    match subject {
        Subject::Learner => (lesson.folder.join("src"), course.module(lesson, exercise)),
        Subject::Solution => (solution, of_solution(lesson, &lesson.module(exercise))),
        Subject::With { file, .. } => (solution, file.clone()),
    }
}

/// The solution's file for one of the lesson's.
fn of_solution(lesson: &Lesson, file: &Path) -> PathBuf {
    let inside = file.strip_prefix(&lesson.folder).unwrap_or(file);
    lesson.solution.join(inside)
}

/// Where work on an exercise begins that was not judged yet: what is to be written, or its first function.
pub fn beginning(course: &Course, lesson: &Lesson, exercise: &str) -> Place {
    let file = course.module(lesson, exercise);
    let module = fs::read_to_string(course.root.join(&file)).unwrap_or_default();
    let lines = || (1..).zip(module.lines());
    let todo = lines().find(|(_, line)| line.trim_start().starts_with("todo!("));
    let line = todo.or_else(|| lines().find(|(_, line)| public_function(line).is_some()));
    Place {
        file,
        line: line.map_or(0, |(number, _)| number),
    }
}

/// The line of `fn name`, or the one where a speed bench names it; from 1, 0 if there is none.
fn line_of(source: &str, name: &str) -> u32 {
    let function = format!("fn {name}(");
    let measured = format!("::{name}\",");
    let is_it = |line: &str| line.contains(&function) || line.ends_with(&measured);
    let index = source.lines().position(is_it);
    index.map_or(0, |index| index as u32 + 1)
}

/// The text of a test, up to the next one.
fn body<'s>(source: &'s str, name: &str) -> &'s str {
    let Some(start) = source.find(&format!("fn {name}(")) else {
        return "";
    };
    let rest = &source[start..];
    &rest[..rest.find("#[test]").unwrap_or(rest.len())]
}

/// What tells which function a failing test is about.
struct About<'s> {
    test: &'s str,
    body: &'s str,
    /// The test's message without its hint.
    said: &'s str,
    /// The functions that a learner writes.
    to_write: &'s [String],
}

impl About<'_> {
    /// The line of the public function: one that the learner writes before one that is given, one that the message
    /// names, one that the test calls, one that the test's name tells; the first one that it calls, and a
    /// constructor only if there is nothing else.
    fn line(&self, module: &str) -> u32 {
        let functions = public_functions(module);
        let called = |name: &str| self.body.find(&format!("{name}("));
        let told = |name: &str| format!("_{}_", self.test).contains(&format!("_{name}_"));
        let best = functions.iter().min_by_key(|(name, _)| {
            (
                !self.to_write.iter().any(|own| own == name),
                !names(self.said, name),
                called(name).is_none(),
                !told(name),
                *name == "new",
                called(name).unwrap_or(0),
            )
        });
        best.map_or(0, |(_, line)| *line)
    }
}

fn said(message: &str) -> &str {
    message.split("Hint: ").next().unwrap_or(message)
}

/// Whether a text names a function, as a word of its own.
fn names(text: &str, function: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.any(|word| word == function)
}

/// The public functions that hold something of the solution's own.
fn to_write(solution: &str) -> Vec<String> {
    let mut own = Vec::new();
    let mut inside = None;
    for line in solution.lines() {
        let indent = line.len() - line.trim_start().len();
        if let Some(name) = public_function(line) {
            inside = Some((name, indent));
        } else if inside.is_some_and(|(_, begun)| indent == begun && line.trim_start() == "}") {
            inside = None;
        } else if line.trim_start().starts_with("//# solution:")
            && let Some((name, _)) = inside
        {
            own.push(name.to_owned());
        }
    }
    own
}

fn public_functions(module: &str) -> Vec<(&str, u32)> {
    let lines = (1..).zip(module.lines());
    lines
        .filter_map(|(number, line)| Some((public_function(line)?, number)))
        .collect()
}

fn public_function(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = ["pub fn ", "pub const fn ", "pub unsafe fn "]
        .iter()
        .find_map(|start| line.strip_prefix(start))?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    Some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::{About, body, line_of, to_write};

    const MODULE: &str = "\
impl<T> Queue<T> {
    pub fn new(capacity: usize) -> Self {}
    pub fn push(&self, item: T) {}
    pub fn pop(&self) -> Option<T> {}
    pub fn len(&self) -> usize {}
}
";

    fn about<'s>(test: &'s str, body: &'s str) -> About<'s> {
        About {
            test,
            body,
            said: "",
            to_write: &[],
        }
    }

    #[test]
    fn the_function_is_the_one_that_the_name_tells_or_the_first_that_is_called() {
        let line = |test: &str, body: &str| about(test, body).line(MODULE);
        assert_eq!(line("t1_pop_waits", "Queue::new(1); q.push(1); q.pop()"), 4);
        assert_eq!(
            line("t2_first_in_first_out", "Queue::new(1); q.push(1); q.pop()"),
            3
        );
        assert_eq!(line("t3_no_room_is_a_panic", "Queue::new(0)"), 2);
        assert_eq!(about("t1_x", "x()").line("struct Empty;"), 0);
    }

    #[test]
    fn the_message_tells_it_better_and_what_is_given_is_not_it() {
        let body = "Queue::new(1); helper(); q.len()";
        let said = About {
            said: "a pop of two that came never came back",
            ..about("t4_len_is_right", body)
        };
        assert_eq!(said.line(MODULE), 4);
        let own = ["push".to_owned(), "pop".to_owned()];
        let given = About {
            to_write: &own,
            ..about("t4_len_is_right", body)
        };
        assert_eq!(given.line(MODULE), 3, "`len` is given");
    }

    #[test]
    fn what_a_learner_writes_is_what_the_solution_marks() {
        let solution = "\
impl Queue {
    pub fn new() -> Self {
        Self {
            //# solution:
            list: Vec::new(),
            //# end
        }
    }
    pub fn len(&self) -> usize {
        0
    }
    //# solution:
    fn helper() {}
    //# end
    pub fn push(&self) {
        //# stub: todo!()
        //# solution:
        //# end
    }
}
";
        assert_eq!(to_write(solution), ["new", "push"]);
    }

    #[test]
    fn a_test_is_found_with_its_body() {
        let tests = "#[test]\nfn t1_a() {\n    a();\n}\n\n#[test]\nfn t2_b() {}\n";
        assert_eq!(line_of(tests, "t2_b"), 7);
        assert_eq!(line_of(tests, "t9_c"), 0);
        assert_eq!(body(tests, "t1_a"), "fn t1_a() {\n    a();\n}\n\n");
    }
}

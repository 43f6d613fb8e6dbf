//! A look at a file of tests, without a compiler.

/// A `#[test]` function in its file.
pub(super) struct Test<'a> {
    /// `t3_a_transfer_that_fails_moves_nothing`.
    pub(super) name: &'a str,
    /// The line of its `fn`, from 1.
    pub(super) line: usize,
    /// The first line of its body that is not empty, trimmed.
    pub(super) first: &'a str,
}

/// The tests of a file, in its order.
pub(super) fn tests(text: &str) -> Vec<Test<'_>> {
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let mut tests = Vec::new();
    let mut marked = false;
    for (index, line) in lines.iter().enumerate() {
        marked |= line.starts_with("#[test]");
        let line = line.strip_prefix("#[test]").map_or(*line, str::trim);
        if let Some(rest) = line.strip_prefix("fn ").filter(|_| marked) {
            marked = false;
            let after = &lines[index + 1..];
            tests.push(Test {
                name: rest.split('(').next().unwrap_or(rest),
                line: index + 1,
                first: after.iter().find(|line| !line.is_empty()).unwrap_or(&""),
            });
        }
    }
    tests
}

/// The `use` items of a file, each with the line on which it begins (from 1), in one line.
pub(super) fn imports(text: &str) -> Vec<(usize, String)> {
    let mut imports: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (index, line) in text.lines().map(str::trim).enumerate() {
        let begins = ["use ", "pub use ", "pub(crate) use "]
            .iter()
            .any(|it| line.starts_with(it));
        if !open && begins {
            imports.push((index + 1, String::new()));
            open = true;
        }
        if open && let Some((_, import)) = imports.last_mut() {
            import.push_str(line);
            import.push(' ');
            open = !line.contains(';');
        }
    }
    imports
}

#[cfg(test)]
mod tests {
    use super::{imports, tests};

    #[test]
    fn tests_are_found_with_the_first_line_of_their_body() {
        let text = "
fn helper() {}

#[test]
#[cfg(unix)]
fn t1_first() {

    let _case = ::kit::case!();
}
";
        let [test] = &tests(text)[..] else {
            panic!("one test")
        };
        assert_eq!((test.name, test.line), ("t1_first", 6));
        assert_eq!(test.first, "let _case = ::kit::case!();");
    }

    #[test]
    fn an_import_over_several_lines_is_one() {
        let text = "use ::a::{\n    B,\n    C,\n};\nuse std::thread;\n";
        let found = imports(text);
        assert_eq!(found[0], (1, "use ::a::{ B, C, }; ".to_owned()));
        assert_eq!(found[1], (5, "use std::thread; ".to_owned()));
    }
}

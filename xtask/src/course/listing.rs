//! Finds the tests in a source file without a compiler: the list of what must pass has to be known before
//! anything of the learner's runs.

/// The names of the `#[test]` functions, in the order of the file.
pub(super) fn test_names(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut marked = false;
    for line in source.lines().map(str::trim) {
        if line.starts_with("#[test]") {
            marked = true;
        }
        if marked && let Some(name) = function_name(line) {
            names.push(name.to_owned());
            marked = false;
        }
    }
    names
}

/// What a speed bench measures of an exercise, in the order of the file: every line `test: "EXERCISE::t…",`.
pub(super) fn measured(source: &str, exercise: &str) -> Vec<String> {
    let lines = source.lines().map(str::trim);
    let tests = lines.filter_map(|line| line.strip_prefix("test: \"")?.strip_suffix("\","));
    let own = tests.filter(|test| test.split("::").next() == Some(exercise));
    own.map(str::to_owned).collect()
}

/// Whose work a speed bench measures, in the order of the file.
pub(super) fn measured_names(source: &str) -> Vec<String> {
    let lines = source.lines().map(str::trim);
    let names = lines.filter_map(|line| line.strip_prefix("test: \"")?.split_once("::"));
    let mut known: Vec<String> = names.map(|(name, _)| name.to_owned()).collect();
    known.dedup();
    known
}

fn function_name(line: &str) -> Option<&str> {
    let line = line.strip_prefix("#[test]").unwrap_or(line).trim_start();
    let rest = line
        .strip_prefix("pub ")
        .unwrap_or(line)
        .strip_prefix("fn ")?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    Some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::{measured, measured_names, test_names};

    #[test]
    fn what_is_measured_is_listed() {
        let source = "Speed {\n    test: \"primes::t9_two\",\n}\n// test: \"primes::t8\",\n    test: \"map::t1\",\n";
        assert_eq!(measured(source, "primes"), ["primes::t9_two"]);
        assert_eq!(measured(source, "prime"), [""; 0]);
        assert_eq!(measured_names(source), ["primes", "map"]);
    }

    #[test]
    fn tests_are_listed_in_the_order_of_the_file() {
        let source = "
#[test]
fn t2_second() {}
fn helper() {}
// #[test]
fn not_a_test() {}
#[test]
#[cfg(unix)]
fn t1_first() {
}
#[test] fn t3_in_one_line() {}
";
        assert_eq!(
            test_names(source),
            ["t2_second", "t1_first", "t3_in_one_line"]
        );
    }
}

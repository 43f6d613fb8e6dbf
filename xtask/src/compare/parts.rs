//! The lines of a module that a learner writes, or might have written: no marks, no docs, nothing empty.

/// One line of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// In its file, from 1.
    pub number: usize,
    /// With its indentation, without what stands behind its end.
    pub text: String,
}

/// The code of a module. Comments inside the code stay: they are a part of how somebody wrote it.
pub fn code(module: &str) -> Vec<Line> {
    let lines = module.lines().enumerate();
    let is_code = |text: &str| {
        let text = text.trim_start();
        // `////` is a comment like any other.
        let doc = text.starts_with("//!") || (text.starts_with("///") && !text.starts_with("////"));
        !(text.is_empty() || doc || text.starts_with("//#"))
    };
    lines
        .filter(|(_, text)| is_code(text))
        .map(|(index, text)| Line {
            number: index + 1,
            text: text.trim_end().replace('\t', "    "),
        })
        .collect()
}

/// The lines of `module` that its stub does not have: what its writer wrote.
pub fn written(module: &[Line], stub: &[Line]) -> usize {
    let common = super::diff::common(stub, module);
    module.len() - common
}

#[cfg(test)]
mod tests {
    use super::{code, written};

    const SOLUTION: &str = "\
//! Exercise `add`.

/// Adds.
pub fn add(n: u64) {
    //# stub: todo!(\"add {n}\")
    //# solution:
    // All at once.
    work(n);
    //# end
}
";

    #[test]
    fn marks_and_docs_are_nobodys_work() {
        let lines = code(SOLUTION);
        let shown: Vec<_> = lines
            .iter()
            .map(|it| (it.number, it.text.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                (4, "pub fn add(n: u64) {"),
                (7, "    // All at once."),
                (8, "    work(n);"),
                (10, "}")
            ]
        );
        let stub = crate::stub::derive(SOLUTION).unwrap();
        assert_eq!(written(&lines, &code(&stub)), 2);
        assert_eq!(written(&code(&stub), &code(&stub)), 0);
    }
}

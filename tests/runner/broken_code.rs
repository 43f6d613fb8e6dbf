//! Code that does not compile: rustc's own words, and nothing that hides them.

use crate::{copy::Copy, first};

#[test]
fn code_that_does_not_compile_shows_rustcs_diagnostics_and_nothing_else() {
    let copy = Copy::fresh();
    let (_, file) = first();
    copy.write(
        &file,
        with_body("let answer: u32 = \"forty-two\"; (left(), right())"),
    );
    let said = copy
        .run(&["check", "1", "both"])
        .ended_with(1)
        .says("error[E0308]");
    let said = said.says(&format!("{}:", file.display()));
    for noise in [
        "could not compile",
        "For more information",
        "build failed",
        "Compiling",
        "warning:",
    ] {
        assert!(
            !said.out.contains(noise),
            "somebody says \"{noise}\"\n{said}"
        );
    }
}

#[test]
fn an_error_in_another_exercise_is_told_where_it_is() {
    let copy = Copy::fresh();
    let (lesson, _) = first();
    let other = lesson.module("outcomes");
    let text = copy.read(&other);
    copy.write(&other, format!("{text}\nfn half_written("));
    copy.run(&["check", "1", "both"])
        .ended_with(1)
        .says("outcomes.rs:");
}

#[test]
fn a_renamed_public_name_shows_the_build_error_and_the_promise() {
    let copy = Copy::fresh();
    let (lesson, file) = first();
    let library = lesson.folder.join("src/lib.rs");
    copy.write(
        &file,
        copy.read(&file).replace("pub fn both", "pub fn twice"),
    );
    copy.write(
        &library,
        copy.read(&library).replace("both::both", "both::twice"),
    );
    let said = copy.run(&["check", "1", "both"]).ended_with(1);
    let said = said
        .says("`both`")
        .says("Calls `left` and `right` at the same time");
    let errors = said.out.matches("error[").count();
    assert!(
        errors <= 3,
        "{errors} errors are too many for one name\n{said}"
    );
}

/// The solution's module with another body of `both`.
fn with_body(body: &str) -> String {
    let (lesson, _) = first();
    let solution = crate::copy::solution(lesson, "both");
    let end = solution
        .find(") -> (A, B) {")
        .expect("the signature of `both`");
    format!("{}) -> (A, B) {{\n    {body}\n}}\n", &solution[..end])
}

//! A speed bench without the runner: some rounds for people.

use std::process::ExitCode;

use super::{Case, rounds};

/// For `cargo bench`, and for `cargo test --all-targets`, which runs it in a debug build.
pub(super) fn print(cases: &[&dyn Case], bench: bool) -> ExitCode {
    if cfg!(debug_assertions) {
        println!(
            "A debug build says nothing about speed: use `cargo bench`, or `cargo xtask check --stage speed`."
        );
        return if bench {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        };
    }
    for case in cases {
        rounds::print(*case);
    }
    println!(
        "These are figures, not a verdict: `cargo xtask check --stage speed` looks at what the machine was doing, too."
    );
    ExitCode::SUCCESS
}

#[cfg(all(test, debug_assertions))]
mod tests {
    use std::process::ExitCode;

    use super::{super::under_the_runner, print};
    use crate::speed::{Case, Prepared};

    /// Fails if anybody measures it.
    struct Untouched;

    impl Case for Untouched {
        fn test(&self) -> &'static str {
            "untouched::t1_nobody_measures_it"
        }

        fn workers(&self) -> usize {
            panic!("it is measured")
        }

        fn at_least(&self) -> f64 {
            panic!("it is measured")
        }

        fn sizes(&self) -> (u64, u64) {
            panic!("it is measured")
        }

        fn prepare<'a>(&'a self, _: u64, _: u64) -> Box<dyn Prepared + 'a> {
            panic!("it is measured")
        }
    }

    #[test]
    fn a_debug_build_prints_no_figures() {
        let ended = |bench| format!("{:?}", print(&[&Untouched], bench));
        assert_eq!(ended(false), format!("{:?}", ExitCode::SUCCESS));
        assert_eq!(ended(true), format!("{:?}", ExitCode::FAILURE));
    }

    #[test]
    fn a_debug_build_is_not_measured_for_the_runner_either() {
        let said = crate::case::fails(|| {
            under_the_runner(Untouched.test(), Some(&Untouched), |case| {
                _ = case.workers()
            });
        });
        assert!(
            said.starts_with("this is a debug build: its speed says nothing. Hint: "),
            "{said}"
        );
    }
}

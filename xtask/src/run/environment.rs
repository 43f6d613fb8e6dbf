//! What programs inherit of the runner's environment.
//!
//! The runner is itself started by cargo, often inside a terminal full of settings. What cargo says about the
//! runner's own package is wrong for every other one; flags that differ from call to call
//! would rebuild everything; and a test must not depend on who started it.

/// For whom an environment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// For cargo.
    Cargo,
    /// For a test program.
    Test,
    /// For a program of the user's own, such as an editor.
    User,
}

impl Environment {
    /// Whether a variable is passed on.
    pub(super) fn passes(self, name: &str) -> bool {
        let ours = name.starts_with("HANDS_");
        let about_the_runner = ABOUT_THE_RUNNER
            .iter()
            .any(|prefix| name.starts_with(prefix))
            || matches!(name, "CARGO" | "OUT_DIR");
        match self {
            _ if ours || about_the_runner => false,
            Self::User => true,
            Self::Cargo => !REBUILDS.contains(&name),
            Self::Test => !["CARGO_", "RUST", "LOOM_"]
                .iter()
                .any(|prefix| name.starts_with(prefix)),
        }
    }
}

/// cargo sets these for a program that it runs.
const ABOUT_THE_RUNNER: [&str; 5] = [
    "CARGO_PKG_",
    "CARGO_MANIFEST_",
    "CARGO_BIN_",
    "CARGO_CRATE_",
    "CARGO_PRIMARY_",
];

/// These would build everything anew, or elsewhere, whenever they come and go. (The configuration files of cargo
/// can say the same; they stay as they are, and count.)
const REBUILDS: [&str; 9] = [
    "RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_BUILD_RUSTFLAGS",
    "RUSTC_WORKSPACE_WRAPPER",
    "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER",
    "CARGO_TARGET_DIR",
    "CARGO_BUILD_TARGET_DIR",
    "CARGO_BUILD_BUILD_DIR",
    "CARGO_TARGET_TMPDIR",
];

#[cfg(test)]
mod tests {
    use super::Environment::{Cargo, Test};

    #[test]
    fn cargo_keeps_what_the_user_says_and_loses_what_is_about_the_runner() {
        for passes in [
            "PATH",
            "HOME",
            "CARGO_HOME",
            "CARGO_NET_OFFLINE",
            "RUSTUP_TOOLCHAIN",
            "RUSTC_WRAPPER",
        ] {
            assert!(Cargo.passes(passes), "{passes}");
        }
        for stays in [
            "CARGO",
            "CARGO_PKG_NAME",
            "CARGO_MANIFEST_DIR",
            "RUSTFLAGS",
            "CARGO_TARGET_DIR",
            "HANDS_RECORDS",
        ] {
            assert!(!Cargo.passes(stays), "{stays}");
        }
    }

    #[test]
    fn a_test_does_not_see_who_started_it() {
        assert!(Test.passes("PATH") && Test.passes("TMPDIR"));
        for stays in [
            "RUST_TEST_THREADS",
            "RUST_BACKTRACE",
            "CARGO_HOME",
            "LOOM_MAX_PREEMPTIONS",
            "HANDS_RECORDS",
        ] {
            assert!(!Test.passes(stays), "{stays}");
        }
    }
}

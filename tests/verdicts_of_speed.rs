//! Solutions are fast, and slow mistakes are caught by the speed stage, as far as this machine can tell at this
//! moment. What it cannot tell fails nothing, and is told; a wrong verdict fails.

#[path = "support/course.rs"]
mod course;
#[path = "support/findings.rs"]
mod findings;
#[path = "support/proofs.rs"]
mod proofs;

use std::io::{Write, stderr};

use findings::nothing_found;
use proofs::{problems, proofs};
use xtask::author::{claim::What, told::about_speed};

#[test]
fn no_verdict_on_speed_is_wrong() {
    // Alternatives are measured by `author check`: this has to be quick.
    let proofs = proofs(|what| match what {
        What::Fast { alternative } => alternative.is_none(),
        what => what.is_about_speed(),
    });
    // Not by `eprintln`: what could not be told must be seen also when all is well.
    let told = about_speed(proofs.iter().map(|(claim, proof)| (claim, proof)));
    let _ = writeln!(stderr(), "{}", anstream::adapter::strip_str(&told));
    nothing_found(problems(&proofs));
}

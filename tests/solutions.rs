//! Every solution passes every test of its exercise, and its models are explored to their end.

#[path = "support/course.rs"]
mod course;
#[path = "support/findings.rs"]
mod findings;
#[path = "support/proofs.rs"]
mod proofs;

use findings::nothing_found;
use proofs::{problems, proofs};
use xtask::author::claim::What;

#[test]
fn every_solution_passes_every_test() {
    let proofs = proofs(|what| matches!(what, What::Solution));
    nothing_found(problems(&proofs));
}

//! Right code in other styles than ours passes: a check that rejects it is as broken as one that lets
//! wrong code pass.

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
fn every_alternative_passes_every_stage() {
    let proofs = proofs(|what| matches!(what, What::Alternative { .. }));
    nothing_found(problems(&proofs));
}

//! What learners meet first: every stub fails every test of its exercise, in words that help; only code to mend
//! keeps its contract. Judged is what the solutions derive, not the lessons' own files: those are the learners'.

#[path = "support/course.rs"]
mod course;
#[path = "support/findings.rs"]
mod findings;
#[path = "support/proofs.rs"]
mod proofs;
#[path = "support/shown.rs"]
mod shown;

use std::sync::OnceLock;

use findings::nothing_found;
use proofs::{problems, proofs};
use shown::Snapshot;
use xtask::author::{
    claim::{Claim, What},
    prove::Proof,
};

#[test]
fn every_stub_fails_every_test_in_words() {
    nothing_found(problems(proven()));
}

#[test]
fn what_a_learner_reads_first_is_what_was_read_before() {
    let texts = proven().iter().map(|(claim, proof)| Snapshot {
        name: shown::name(claim, "stub"),
        about: "the stub, before anybody has touched it".to_owned(),
        text: proof.shown.clone(),
        numbers_vary: false,
    });
    nothing_found(shown::differences(texts));
}

fn proven() -> &'static [(Claim<'static>, Proof)] {
    static PROVEN: OnceLock<Vec<(Claim<'static>, Proof)>> = OnceLock::new();
    PROVEN.get_or_init(|| proofs(|what| matches!(what, What::Stub(_))))
}

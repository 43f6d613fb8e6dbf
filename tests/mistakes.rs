//! Every mistake is caught by the test that it names, with the words that it names; what a learner then reads
//! lies in `tests/snapshots/`.

#[path = "support/course.rs"]
mod course;
#[path = "support/findings.rs"]
mod findings;
#[path = "support/proofs.rs"]
mod proofs;
#[path = "support/shown.rs"]
mod shown;

use std::{slice, sync::OnceLock};

use course::course;
use findings::nothing_found;
use proofs::{problems, proofs};
use shown::Snapshot;
use xtask::author::{
    claim::{Claim, What},
    prove::{self, Proof},
};

#[test]
fn every_mistake_is_caught_first_by_the_test_that_it_names() {
    nothing_found(problems(proven()));
}

#[test]
fn what_a_learner_reads_is_what_was_read_before() {
    let differs = proven().iter().flat_map(|(claim, proof)| {
        let mut differences = shown::differences(snapshot(claim, proof).into_iter());
        // A mistake may be a race, and read otherwise on a busy machine now and then: it is judged
        // once more, by itself, and then again. A text that has really changed differs each time.
        for _ in 0..prove::JUDGED_AGAIN {
            if differences.is_empty() {
                break;
            }
            let again = prove_again(claim);
            differences = shown::differences(snapshot(claim, &again).into_iter());
        }
        differences
    });
    nothing_found(differs.collect());
}

/// One claim, judged anew whatever was proven before.
fn prove_again(claim: &Claim<'_>) -> Proof {
    let proofs = prove::prove(course(), slice::from_ref(claim), true, &mut |_| {});
    let proofs = proofs.unwrap_or_else(|error| panic!("{error}"));
    proofs.into_iter().next().expect("a proof for the claim")
}

fn snapshot(claim: &Claim<'_>, proof: &Proof) -> Option<Snapshot> {
    let What::Mistake(mistake) = &claim.what else {
        return None;
    };
    Some(Snapshot {
        name: shown::name(claim, &mistake.name),
        about: mistake.summary.clone(),
        text: proof.shown.clone(),
        numbers_vary: mistake.varies.is_some(),
    })
}

fn proven() -> &'static [(Claim<'static>, Proof)] {
    static PROVEN: OnceLock<Vec<(Claim<'static>, Proof)>> = OnceLock::new();
    // What only a measurement catches has a test of its own, which a busy machine cannot fail.
    PROVEN.get_or_init(|| proofs(|what| matches!(what, What::Mistake(_)) && !what.is_about_speed()))
}

//! What is claimed of the subjects, and whether it holds.

use xtask::author::{
    claim::{self, Claim, What},
    prove::{self, Proof},
};

use crate::course::course;

/// The claims of one kind, each with its proof. What was proven before, for the very same files, by
/// `cargo test` or by `author check`, is not proven again.
pub(crate) fn proofs(wanted: fn(&What) -> bool) -> Vec<(Claim<'static>, Proof)> {
    let lessons: Vec<_> = course().lessons.iter().collect();
    let claims = claim::claims(course(), &lessons);
    let mut claims = claims.unwrap_or_else(|trouble| panic!("{trouble}"));
    claims.retain(|claim| wanted(&claim.what));
    let proofs = prove::prove(course(), &claims, false, &mut |_| {});
    let proofs = proofs.unwrap_or_else(|error| panic!("{error}"));
    claims.into_iter().zip(proofs).collect()
}

/// What speaks against the claims.
pub(crate) fn problems(proofs: &[(Claim<'_>, Proof)]) -> Vec<String> {
    let problem = |(claim, proof): &(Claim<'_>, Proof)| {
        let problem = proof.problem.as_ref()?;
        Some(format!("{} {problem}", claim.name()))
    };
    proofs.iter().filter_map(problem).collect()
}

//! Solutions are fast, and slow mistakes are caught by the speed stage, as far as this machine can tell at this
//! moment. What it cannot tell fails nothing, and is told; a wrong verdict fails.

#[path = "support/course.rs"]
mod course;
#[path = "support/findings.rs"]
mod findings;

use std::io::{Write, stderr};

use course::course;
use findings::nothing_found;
use xtask::{
    author::{
        claim::{What, claims},
        prove::prove,
        told::about_speed,
    },
    judge,
};

#[test]
fn no_verdict_on_speed_is_wrong() {
    let lessons: Vec<_> = course().lessons.iter().collect();
    let stubs = judge::target_folder(course()).join("stubs");
    let mut claims = claims(course(), &lessons, &stubs).expect("the course can be read");
    // Alternatives are measured by `author check`: this has to be quick.
    claims.retain(|claim| {
        claim.is_about_speed()
            && !matches!(
                claim.what,
                What::Fast {
                    alternative: Some(_)
                }
            )
    });
    let proofs = prove(course(), &claims, false, &mut |_| {}).expect("nobody interrupts this");
    // Not by `eprintln`: what could not be told must be seen also when all is well.
    let told = about_speed(&claims, &proofs);
    let _ = writeln!(stderr(), "{}", anstream::adapter::strip_str(&told));
    let wrong = claims.iter().zip(&proofs).filter_map(|(claim, proof)| {
        let problem = proof.problem.as_ref()?;
        Some(format!("{}: {problem}", claim.name()))
    });
    nothing_found(wrong.collect());
}

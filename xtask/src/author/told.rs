//! How much a busy machine left open.

use super::{claim::Claim, prove::Proof};
use crate::render::text::{count, harmless, prose};

/// What could be told about speed. A machine that never can would prove nothing, and nobody would notice.
pub fn about_speed(claims: &[Claim<'_>], proofs: &[Proof]) -> String {
    let all = || {
        let all = claims.iter().zip(proofs);
        all.filter(|(claim, _)| claim.is_about_speed())
    };
    let untold: Vec<_> = all()
        .filter_map(|(claim, proof)| Some((claim, proof.untold.as_ref()?)))
        .collect();
    let decided = all().count() - untold.len();
    let mut text = String::new();
    for (claim, why) in &untold {
        text.push_str(&prose(&format!("? {}: {}", claim.name(), harmless(why)), 4));
    }
    match (decided, untold.len()) {
        (0, 0) => {}
        (0, untold) => text.push_str(&format!(
            "SPEED: NOTHING WAS DECIDED. {} could not be told on this machine, so nothing is known about speed.\n",
            count(untold, "case", "cases")
        )),
        (decided, untold) => text.push_str(&format!(
            "speed: {decided} of {} decided on this machine, {untold} could not be told\n",
            count(decided + untold, "case", "cases"),
        )),
    }
    text
}

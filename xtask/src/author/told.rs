//! How much a busy machine left open.

use super::{claim::Claim, prove::Proof};
use crate::render::text::{count, harmless, prose};

/// What could be told about speed. A machine that never can would prove nothing, and nobody would notice.
pub fn about_speed<'p, 'c: 'p>(
    proofs: impl IntoIterator<Item = (&'p Claim<'c>, &'p Proof)>,
) -> String {
    let proofs = proofs.into_iter();
    let measured: Vec<_> = proofs
        .filter(|(claim, _)| claim.what.is_about_speed())
        .collect();
    let untold: Vec<_> = measured
        .iter()
        .filter_map(|(claim, proof)| Some((claim, proof.untold.as_ref()?)))
        .collect();
    let mut text = String::new();
    for (claim, why) in &untold {
        let line = format!("? {}: {}", claim.name(), harmless(why));
        text.push_str(&prose(&line, 4));
    }
    let all = count(measured.len(), "case", "cases");
    match measured.len() - untold.len() {
        _ if measured.is_empty() => {}
        0 => text.push_str(&format!(
            "SPEED: NOTHING WAS DECIDED. {all} could not be told on this machine, so nothing is known about speed.\n"
        )),
        decided => text.push_str(&format!(
            "speed: {decided} of {all} decided on this machine, {} could not be told\n",
            untold.len()
        )),
    }
    text
}

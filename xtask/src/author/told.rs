//! How much a busy machine left open.

use super::{claim::Claim, prove::Proof};
use crate::render::text::{count, prose, spelled_out};

/// Whether it is proven, and was before: nothing was judged now.
pub fn is_kept(proof: &Proof) -> bool {
    proof.took.is_none() && proof.problem.is_none() && proof.untold.is_none()
}

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
        let line = format!("? {}: {}", claim.name(), spelled_out(why));
        text.push_str(&prose(&line, 4));
    }
    let before = measured.iter().filter(|(_, proof)| is_kept(proof)).count();
    let now = measured.len() - before;
    let cases = count(now, "case", "cases");
    let kept = match before {
        0 => String::new(),
        before => format!(" ({before} proven before)"),
    };
    match now - untold.len() {
        _ if measured.is_empty() => {}
        _ if now == 0 => text.push_str(&format!(
            "speed: nothing had to be measured{kept}\n"
        )),
        0 => text.push_str(&format!(
            "SPEED: NOTHING WAS DECIDED. {cases} could not be told on this machine, so nothing new is known about \
             speed{kept}.\n"
        )),
        decided => text.push_str(&format!(
            "speed: {decided} of {cases} decided on this machine, {} could not be told{kept}\n",
            untold.len()
        )),
    }
    text
}

#[cfg(test)]
mod tests {
    use std::{path::PathBuf, time::Duration};

    use super::about_speed;
    use crate::{
        author::{
            claim::{Claim, What},
            prove::Proof,
        },
        course::Course,
    };

    /// What is said of the speed of one solution, proven in each of these ways.
    fn said(proofs: &[Proof]) -> String {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
        let course = Course::load(&root).expect("the course can be read");
        let lesson = &course.lessons[0];
        let claim = Claim {
            lesson,
            exercise: &lesson.exercises[0],
            what: What::Fast { alternative: None },
            file: None,
            text: String::new(),
        };
        about_speed(proofs.iter().map(|proof| (&claim, proof)))
    }

    #[test]
    fn what_was_proven_before_was_not_decided_now() {
        let kept = Proof::default;
        let took = Some(Duration::from_secs(1));
        let decided = || Proof {
            took,
            ..Proof::default()
        };
        let untold = || Proof {
            untold: Some("busy".into()),
            took,
            ..Proof::default()
        };
        let last = |proofs: &[Proof]| said(proofs).lines().last().unwrap_or_default().to_owned();
        assert_eq!(last(&[]), "");
        assert_eq!(
            last(&[kept(), kept()]),
            "speed: nothing had to be measured (2 proven before)"
        );
        assert_eq!(
            last(&[kept(), decided(), untold()]),
            "speed: 1 of 2 cases decided on this machine, 1 could not be told (1 proven before)"
        );
        assert_eq!(
            last(&[kept(), untold()]),
            "SPEED: NOTHING WAS DECIDED. 1 case could not be told on this machine, so nothing new is known about speed \
             (1 proven before)."
        );
        assert_eq!(
            last(&[decided()]),
            "speed: 1 of 1 case decided on this machine, 0 could not be told"
        );
    }
}

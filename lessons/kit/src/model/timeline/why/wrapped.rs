//! A number that was counted below zero.

use super::{Reason, number, rows};
use crate::model::timeline::facts::Facts;

/// An unsigned number that is suddenly among the largest of its type.
pub(super) fn below_zero(facts: &Facts) -> Option<Reason> {
    let largest = [u64::from(u32::MAX), u64::MAX];
    facts
        .accesses
        .iter()
        .enumerate()
        .find_map(|(index, access)| {
            let after: u64 = access
                .value
                .as_ref()
                .filter(|_| access.writes)?
                .parse()
                .ok()?;
            let before = facts.accesses[..index]
                .iter()
                .rev()
                .find(|other| other.object == access.object)?;
            let before: u64 = before.value.as_ref()?.parse().ok()?;
            let wrapped = largest
                .iter()
                .any(|max| after <= *max && max - after < 1000)
                && before < 1000;
            wrapped.then(|| Reason {
            kind: "below-zero",
            sentences: vec![format!(
                "Row {} counts {} below zero: {before} becomes {after}, the other end of its type.",
                number(facts, access.event),
                facts.object(access.object)
            )],
            rows: rows(facts, &[access.event]),
        })
        })
}

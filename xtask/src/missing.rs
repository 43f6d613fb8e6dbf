//! Finds public names that a learner renamed, removed or gave another signature, so that fifty errors in the tests
//! become one sentence.

mod items;
mod signature;

use std::collections::BTreeSet;

use items::public_items;

pub use items::Item;
pub use signature::Signature;

/// The public items of `solution` that `subject` lacks, in the solution's order.
pub fn missing(solution: &str, subject: &str) -> Vec<Item> {
    let there: BTreeSet<String> = public_items(subject)
        .into_iter()
        .map(|item| item.name)
        .collect();
    let mut missing = public_items(solution);
    missing.retain(|item| !there.contains(&item.name));
    // A type that is gone takes its methods along; to name it is enough.
    let gone: BTreeSet<String> = missing.iter().map(|item| item.name.clone()).collect();
    missing.retain(|item| {
        let owner = item.name.split_once("::").map(|(owner, _)| owner);
        !owner.is_some_and(|owner| gone.contains(owner))
    });
    missing
}

/// The public functions of `solution` that `subject` has with another signature, in the solution's order.
pub fn changed(solution: &str, subject: &str) -> Vec<Item> {
    let there = public_items(subject);
    let mut items = public_items(solution);
    items.retain(|item| {
        let same_name = there.iter().find(|found| found.name == item.name);
        same_name.is_some_and(|found| found.signature != item.signature)
    });
    items
}

#[cfg(test)]
mod tests {
    use super::{changed, items::tests::SOLUTION, missing};

    #[test]
    fn a_renamed_method_is_missed_with_its_promise() {
        let subject = SOLUTION.replace("fn add", "fn plus");
        let missing = missing(SOLUTION, &subject);
        assert_eq!(missing.len(), 1);
        assert_eq!(missing[0].name, "Counter::add");
        assert_eq!(missing[0].promise, "Adds `n`, whoever else adds.");
    }

    #[test]
    fn a_type_that_is_gone_takes_its_methods_along() {
        let subject = SOLUTION.replace("Counter", "Tally");
        let missing: Vec<_> = missing(SOLUTION, &subject)
            .into_iter()
            .map(|item| item.name)
            .collect();
        assert_eq!(missing, ["Counter"]);
        assert_eq!(super::missing(SOLUTION, SOLUTION), []);
    }

    #[test]
    fn what_is_not_public_any_more_is_missing() {
        let subject = SOLUTION
            .replace("pub fn transfer", "fn transfer")
            .replace("pub const FEE", "pub(crate) const FEE");
        let missing: Vec<_> = missing(SOLUTION, &subject)
            .into_iter()
            .map(|item| item.name)
            .collect();
        assert_eq!(missing, ["FEE", "transfer"]);
    }

    #[test]
    fn another_signature_is_told_and_other_names_of_parameters_are_not() {
        let changed = |from: &str, to: &str| {
            let items = changed(SOLUTION, &SOLUTION.replace(from, to));
            items
                .into_iter()
                .map(|item| (item.name, item.signature.unwrap().text))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            changed("add(&self, n: u64)", "add(&mut self, n: u64)"),
            [(
                "Counter::add".to_owned(),
                "pub fn add(&self, n: u64) -> Result<(), Trouble> where T: Clone".to_owned()
            )]
        );
        assert_eq!(changed("n: u64", "n: u32").len(), 1);
        assert_eq!(changed("Result<(), Trouble>", "Option<()>").len(), 1);
        assert_eq!(changed("&self, n: u64", "&self, mut number: u64"), []);
        assert_eq!(changed("&self, n: u64", "\n&self,\n    n: u64,\n"), []);
        assert_eq!(changed("fn add", "fn plus"), [], "missing, not changed");
    }
}

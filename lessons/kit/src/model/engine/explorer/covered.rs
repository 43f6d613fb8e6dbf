//! How much of the executions was explored, in words.

use explorer::{Exploration, Finished};

use crate::model::verdict::{Covered, thousands};

/// How much was explored; nothing of an exploration that ended otherwise. `has_orders`: memory orders as well.
pub(super) fn covered(exploration: &Exploration, has_orders: bool) -> Covered {
    match exploration {
        Exploration::Proven {
            executions,
            polling,
            ..
        } => Covered {
            executions: *executions,
            is_complete: true,
            interruptions: None,
            sentence: proven(*executions, *polling, has_orders),
        },
        Exploration::Bounded {
            executions,
            interleavings,
            memory_orders,
        } => Covered {
            executions: *executions,
            is_complete: false,
            interruptions: match interleavings {
                Finished::Bound(bound) => Some(*bound as usize),
                Finished::Nothing | Finished::All => None,
            },
            sentence: bounded(*executions, *interleavings, *memory_orders),
        },
        _ => Covered::default(),
    }
}

fn proven(executions: u64, polling: bool, has_orders: bool) -> String {
    let what = if has_orders {
        "every interleaving, and all that the memory orders allow"
    } else {
        "every interleaving"
    };
    let polling = if polling {
        "; a thread that polls goes on when there is something new"
    } else {
        ""
    };
    format!("{what}, in {}{polling}", number(executions))
}

fn bounded(executions: u64, interleavings: Finished, orders: Option<Finished>) -> String {
    let mut sentence = format!(
        "{}: {}",
        number(executions),
        part(interleavings, "every interleaving", "interleavings")
    );
    if let Some(orders) = orders {
        sentence += "; ";
        sentence += &part(orders, "all that the memory orders allow", "memory orders");
    }
    sentence
}

/// The same where the code looks at reference counts, which are no steps of the model.
pub(super) fn without_counts(covered: Covered) -> Covered {
    let steps = "all orders of the steps";
    let sentence = covered.sentence.replace("every interleaving", steps);
    Covered {
        is_complete: false,
        sentence: format!(
            "{sentence}; how often an `Arc` is shared was seen between steps only, so this is not every interleaving"
        ),
        ..covered
    }
}

/// The same where some executions could not be judged.
pub(super) fn with_left_out(covered: Covered) -> Covered {
    let sentence = format!(
        "{}; how it goes on where a destructor waits while its thread panics cannot be explored",
        covered.sentence
    );
    Covered {
        sentence,
        ..covered
    }
}

fn part(finished: Finished, all: &str, some: &str) -> String {
    match finished {
        Finished::All => all.into(),
        Finished::Bound(0) => format!("{all} without an interruption, and part of the rest"),
        Finished::Bound(1) => {
            format!("{all} with at most 1 interruption or other surprise, and part of the rest")
        }
        Finished::Bound(bound) => {
            format!(
                "{all} with at most {bound} interruptions or other surprises, and part of the rest"
            )
        }
        Finished::Nothing => format!("{some}, and by far not all"),
    }
}

fn number(executions: u64) -> String {
    match executions {
        1 => "1 execution".into(),
        many => format!("{} executions", thousands(many)),
    }
}

#[cfg(test)]
mod tests {
    use explorer::{Exploration, Finished};

    use super::covered;

    #[test]
    fn a_finished_search_says_so() {
        let _case = crate::case!();
        let proven = |polling| Exploration::Proven {
            executions: 1200,
            states: 7,
            polling,
        };
        let all = covered(&proven(false), false);
        assert_eq!((all.is_complete, all.interruptions), (true, None));
        assert_eq!(all.sentence, "every interleaving, in 1,200 executions");
        assert_eq!(
            covered(&proven(true), true).sentence,
            "every interleaving, and all that the memory orders allow, in 1,200 executions; a thread that polls goes \
             on when there is something new"
        );
    }

    #[test]
    fn a_finished_bound_covers_just_so_many_interruptions() {
        let _case = crate::case!();
        let bounded = |interleavings, memory_orders| Exploration::Bounded {
            executions: 9,
            interleavings,
            memory_orders,
        };
        let two = covered(&bounded(Finished::Bound(2), None), false);
        assert_eq!((two.is_complete, two.interruptions), (false, Some(2)));
        assert_eq!(
            two.sentence,
            "9 executions: every interleaving with at most 2 interruptions or other surprises, and part of the rest"
        );
        let orders = covered(&bounded(Finished::All, Some(Finished::Nothing)), true);
        assert_eq!(
            orders.sentence,
            "9 executions: every interleaving; memory orders, and by far not all"
        );
    }
}

//! Random programs of atomics and fences: the engine against the axioms of C++20.
//!
//! All candidate executions of a program are enumerated, and those kept that the axioms allow. The engine must show
//! nothing else; and it must show all of those that can be executed in an order that agrees with the
//! modification orders, which is what its documentation promises.

mod candidate;
mod relation;

use std::{collections::BTreeSet, time::Duration};

use explorer::Explorer;

use self::{
    candidate::{Candidate, Event, events},
    relation::Relation,
};
use crate::programs::{
    Answer, Program, REGISTERS,
    corpus::{Compared, compare},
    generate::Kind,
    run,
};

/// What C++20 allows, and what of it the engine promises to show.
#[derive(Default)]
struct Axioms {
    allowed: BTreeSet<Answer>,
    promised: BTreeSet<Answer>,
}

impl Axioms {
    fn of(program: &Program) -> Self {
        let mut axioms = Self::default();
        let events = events(program);
        let mut from = vec![0; events.len()];
        axioms.choose_sources(program.len(), &events, &mut from, 0);
        axioms
    }

    /// Chooses for each event from `index` on whom it reads from.
    fn choose_sources(
        &mut self,
        threads: usize,
        events: &[Event],
        from: &mut Vec<usize>,
        index: usize,
    ) {
        let Some(event) = events.get(index) else {
            if let Some(candidate) = Candidate::new(events, from) {
                self.choose_orders(threads, events, &candidate);
            }
            return;
        };
        if !event.reads() {
            return self.choose_sources(threads, events, from, index + 1);
        }
        for (source, writer) in events.iter().enumerate() {
            if source != index && writer.may_write() && writer.register() == event.register() {
                from[index] = source;
                self.choose_sources(threads, events, from, index + 1);
            }
        }
    }

    /// Chooses a modification order for each register.
    fn choose_orders(&mut self, threads: usize, events: &[Event], candidate: &Candidate<'_>) {
        let writes = |register: usize| -> Vec<usize> {
            (REGISTERS..events.len())
                .filter(|event| {
                    events[*event].register() == Some(register) && candidate.is_write(*event)
                })
                .collect()
        };
        for first in permutations(&writes(0)) {
            for second in permutations(&writes(1)) {
                let mut modification = Relation::EMPTY;
                let mut last = [0, 1];
                for (register, order) in [&first, &second].into_iter().enumerate() {
                    let order: Vec<_> = std::iter::once(&register).chain(order).collect();
                    for (place, from) in order.iter().enumerate() {
                        for to in &order[place + 1..] {
                            modification.add(**from, **to);
                        }
                    }
                    last[register] = **order.last().expect("the first value");
                }
                if let Some(in_order) = candidate.is_allowed(&modification) {
                    let answer = candidate.answer(threads, &last);
                    if in_order {
                        self.promised.insert(answer.clone());
                    }
                    self.allowed.insert(answer);
                }
            }
        }
    }
}

fn permutations(items: &[usize]) -> Vec<Vec<usize>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    (0..items.len())
        .flat_map(|first| {
            let mut others = items.to_vec();
            let first = others.remove(first);
            permutations(&others).into_iter().map(move |mut rest| {
                rest.insert(0, first);
                rest
            })
        })
        .collect()
}

#[test]
fn random_memory_orders_obey_the_axioms_of_the_standard() {
    let explorer = Explorer::new().budget(Duration::from_secs(600));
    let mut gaps = 0;
    compare(Kind::Atomics, 1, |program, _| {
        let (shown, exploration) = run(&explorer, program);
        assert!(exploration.is_proven(), "{exploration} in {program:?}");
        let axioms = Axioms::of(program);
        let forbidden: Vec<_> = shown.difference(&axioms.allowed).collect();
        assert!(
            forbidden.is_empty(),
            "forbidden, and yet shown: {forbidden:?} in {program:?}"
        );
        let missed: Vec<_> = axioms.promised.difference(&shown).collect();
        assert!(
            missed.is_empty(),
            "promised, and not shown: {missed:?} in {program:?}"
        );
        gaps += usize::from(axioms.allowed.len() > shown.len());
        Compared::Same
    });
    println!("of these, {gaps} have answers that C++20 allows and the engine does not show");
}

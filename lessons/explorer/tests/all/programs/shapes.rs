//! The classic shapes of litmus tests, with random orders and fences.

use super::{
    Op, Program,
    generate::{Random, any_order, fence},
};

/// An operation, by its kind and its register.
#[derive(Clone, Copy)]
enum Slot {
    Read(usize),
    Write(usize),
    Change(usize),
}
use Slot::{Change, Read, Write};

/// Threads of one or two operations.
type Shape = &'static [&'static [Slot]];

const SHAPES: [Shape; 11] = [
    // Store buffering, load buffering.
    &[&[Write(0), Read(1)], &[Write(1), Read(0)]],
    &[&[Read(0), Write(1)], &[Read(1), Write(0)]],
    // Message passing, plain and through a read-modify-write.
    &[&[Write(0), Write(1)], &[Read(1), Read(0)]],
    &[&[Write(0), Write(1)], &[Change(1)], &[Read(1), Read(0)]],
    &[&[Write(0), Change(1)], &[Change(1), Read(0)]],
    // Write to read causality, read to write causality, independent reads of independent writes.
    &[&[Write(0)], &[Read(0), Write(1)], &[Read(1), Read(0)]],
    &[&[Write(0)], &[Read(0), Read(1)], &[Write(1), Read(0)]],
    &[
        &[Write(0)],
        &[Write(1)],
        &[Read(0), Read(1)],
        &[Read(1), Read(0)],
    ],
    // R, S, 2+2W.
    &[&[Write(0), Write(1)], &[Write(1), Read(0)]],
    &[&[Write(0), Write(1)], &[Read(1), Write(0)]],
    &[&[Write(0), Write(1)], &[Write(1), Write(0)]],
];

/// A program of a classic shape.
pub(super) fn program(random: &mut Random) -> Program {
    let shape = random.pick(&SHAPES);
    let mut new = 0;
    shape
        .iter()
        .map(|slots| {
            let mut thread = Vec::new();
            for slot in *slots {
                new += 1;
                // A fence in every other gap.
                if !thread.is_empty() && random.below(2) == 0 {
                    thread.push(fence(random));
                }
                thread.push(fill(random, *slot, new));
            }
            thread
        })
        .collect()
}

/// The first operation that comes along and fits.
fn fill(random: &mut Random, slot: Slot, new: u64) -> Op {
    loop {
        let op = any_order(random, new);
        match (op, slot) {
            (Op::Load(_, order), Read(register)) => return Op::Load(register, order),
            (Op::Store(_, value, order), Write(register)) => {
                return Op::Store(register, value, order);
            }
            (Op::Add(_, value, order), Change(register)) => return Op::Add(register, value, order),
            _ => {}
        }
    }
}

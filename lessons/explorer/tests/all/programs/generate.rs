//! Random programs from a seed.

use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};

use super::{Op, Program, REGISTERS, shapes};

/// A small generator of its own, so that a seed means the same for ever (xorshift64*).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        // Spread small seeds; the state must not be 0.
        Self(explorer::mix(seed, 0x5EED) | 1)
    }

    /// A number less than `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }
}

/// Which operations a program may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// All primitives, atomics with `SeqCst`.
    Interleavings,
    /// Atomics and fences with all orders, a lock, and in some programs a cell.
    MemoryOrders,
    /// Atomics and fences with all orders, nothing else; every other program is of a classic shape.
    Atomics,
    /// Waits that may end early, yields, rare events.
    Early,
}

/// A program of two threads with up to three operations each, or of three with up to two: so small that every
/// schedule can be enumerated.
pub(crate) fn program(random: &mut Random, kind: Kind) -> Program {
    if kind == Kind::Atomics && random.below(2) == 0 {
        return shapes::program(random);
    }
    let threads = 2 + random.below(2);
    let operations = 5 - threads;
    // A few families each, so that their operations meet.
    let families: [u64; 2] = [random.below(6), random.below(6)];
    // In some programs different threads write the same, so that a value does not tell who wrote it.
    let is_told = random.below(3) > 0;
    let mut program: Program = (0..threads)
        .map(|thread| {
            let count = 1 + random.below(operations);
            (0..count)
                .map(|_| {
                    let new = 1 + u64::from(is_told) * thread * 10 + random.below(3);
                    match kind {
                        Kind::Interleavings => {
                            let family = random.pick(&families);
                            operation(random, family, thread, new)
                        }
                        Kind::MemoryOrders => weak(random, families[0] < 2, new),
                        Kind::Atomics => ordered(random, families[0], new),
                        Kind::Early => early(random, families[0], thread == 0, new),
                    }
                })
                .collect()
        })
        .collect();
    // For the oracle every park may end for nothing, for the engine only the first.
    let parks = program[0].iter_mut().filter(|op| **op == Op::Park);
    parks.skip(1).for_each(|op| *op = Op::Update(1));
    program
}

fn register(random: &mut Random) -> usize {
    random.below(REGISTERS as u64) as usize
}

fn operation(random: &mut Random, family: u64, thread: u64, new: u64) -> Op {
    let is_first = thread == 0;
    match family {
        0 => atomic(random, new, |_| SeqCst),
        1 => random.pick(&[Op::Update(new), Op::TryUpdate(new), Op::Update(new)]),
        2 => random.pick(&[Op::Await, Op::NotifyOne, Op::NotifyAll, Op::Update(new)]),
        3 => random.pick(&[Op::Read, Op::TryRead, Op::Write(new)]),
        4 if is_first => random.pick(&[Op::Receive, Op::TryReceive, Op::Receive]),
        4 => Op::Send(new),
        _ if is_first => random.pick(&[Op::Park, Op::Update(new)]),
        _ => random.pick(&[Op::Unpark, Op::Unpark, Op::Update(new)]),
    }
}

fn early(random: &mut Random, family: u64, is_first: bool, new: u64) -> Op {
    match family {
        0 | 1 => random.pick(&[
            Op::AwaitShortly,
            Op::AwaitSpuriously,
            Op::NotifyOne,
            Op::Update(new),
        ]),
        2 if is_first => random.pick(&[Op::ReceiveShortly, Op::Receive, Op::Sleep]),
        2 => random.pick(&[Op::Send(new), Op::Send(new), Op::Sleep, Op::Yield]),
        3 => random.pick(&[Op::AwaitShortly, Op::Await, Op::NotifyAll, Op::Maybe]),
        _ => random.pick(&[
            Op::Yield,
            Op::Sleep,
            Op::Maybe,
            Op::TryUpdate(new),
            Op::Load(0, SeqCst),
        ]),
    }
}

fn weak(random: &mut Random, has_cell: bool, new: u64) -> Op {
    match random.below(10) {
        0 | 1 if has_cell => random.pick(&[Op::Peek, Op::Poke]),
        0 => fence(random),
        1 => Op::Update(new),
        _ => any_order(random, new),
    }
}

/// Few orders in each program, so that the same ones meet.
fn ordered(random: &mut Random, family: u64, new: u64) -> Op {
    let orders: &[Ordering] = match family {
        0 => &[SeqCst],
        1 => &[Relaxed],
        2 => &[AcqRel, Relaxed],
        3 => &[SeqCst, Relaxed],
        _ => &[Relaxed, AcqRel, SeqCst],
    };
    if random.below(5) == 0 {
        return if family < 2 {
            Op::Fence(SeqCst)
        } else {
            fence(random)
        };
    }
    atomic(random, new, |random| random.pick(orders))
}

pub(super) fn fence(random: &mut Random) -> Op {
    Op::Fence(random.pick(&[Acquire, Release, AcqRel, SeqCst]))
}

pub(super) fn any_order(random: &mut Random, new: u64) -> Op {
    atomic(random, new, |random| {
        random.pick(&[Relaxed, AcqRel, SeqCst])
    })
}

/// `AcqRel` stands for the half of it that the operation can have.
fn atomic(random: &mut Random, new: u64, order: impl Fn(&mut Random) -> Ordering) -> Op {
    let register = register(random);
    let order = order(random);
    let half = |half| if order == AcqRel { half } else { order };
    match random.below(10) {
        0..4 => Op::Load(register, half(Acquire)),
        4..7 => Op::Store(register, new, half(Release)),
        7 => Op::Add(register, new, order),
        8 => Op::Swap(register, new, order),
        _ => Op::Exchange(register, 0, new, order, half(Acquire)),
    }
}

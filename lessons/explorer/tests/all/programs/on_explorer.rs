//! Programs on the engine.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    rc::Rc,
    sync::{Arc, Mutex as StdMutex, atomic::Ordering::SeqCst},
};

use explorer::{
    Cell, Exploration, Explorer, Found, Register, fence, join, rarely, sleep, spawn, yield_now,
};

use super::{Answer, NOTHING, Op, Program, REGISTERS, next};
use crate::primitives::{Channel, Condvar, Mutex, Permit, RwLock};

struct World {
    registers: [Register; REGISTERS],
    lock: Mutex,
    condvar: Condvar,
    rwlock: RwLock,
    channel: Channel,
    permit: Permit,
    cell: Cell,
}

/// All answers of a program, and how its exploration ended.
pub(crate) fn run(explorer: &Explorer, program: &Program) -> (BTreeSet<Answer>, Exploration) {
    let answers = Arc::new(StdMutex::new(BTreeSet::new()));
    let exploration = explorer.run((), {
        let (answers, program) = (Arc::clone(&answers), program.clone());
        move || {
            let answer = execute(&program);
            answers.lock().unwrap().insert(answer);
        }
    });
    let found = std::mem::take(&mut *answers.lock().unwrap());
    (found, exploration)
}

fn execute(program: &Program) -> Answer {
    let world = Rc::new(World {
        registers: std::array::from_fn(|_| Register::new(0)),
        lock: Mutex::new(0),
        condvar: Condvar::new(),
        rwlock: RwLock::new(),
        channel: Channel::new(1, program.len() - 1),
        permit: Permit::new(),
        cell: Cell::new(),
    });
    let answer = Rc::new(RefCell::new(vec![Vec::new(); program.len()]));
    let uses_channel = program.iter().flatten().any(|op| {
        matches!(
            op,
            Op::Send(_) | Op::Receive | Op::TryReceive | Op::ReceiveShortly
        )
    });
    let others: Vec<_> = (1..program.len())
        .map(|thread| {
            let (world, answer) = (Rc::clone(&world), Rc::clone(&answer));
            let operations = program[thread].clone();
            spawn(move || {
                let found = thread_of(&world, &operations);
                answer.borrow_mut()[thread] = found;
                if uses_channel {
                    world.channel.drop_sender();
                }
            })
        })
        .collect();
    let found = thread_of(&world, &program[0]);
    others.into_iter().for_each(join);
    let mut answer = answer.take();
    answer[0] = found;
    let registers = world
        .registers
        .iter()
        .map(|register| register.load(SeqCst).value);
    answer.push(registers.collect());
    answer.push(vec![world.lock.lock(), world.rwlock.read()]);
    answer
}

fn thread_of(world: &World, operations: &[Op]) -> Vec<u64> {
    operations
        .iter()
        .filter_map(|op| step(world, *op))
        .collect()
}

fn found(result: Result<Found, Found>) -> u64 {
    match result {
        Ok(found) => found.value + 1000,
        Err(found) => found.value,
    }
}

fn step(world: &World, op: Op) -> Option<u64> {
    let World {
        registers,
        lock,
        condvar,
        rwlock,
        channel,
        permit,
        cell,
    } = world;
    match op {
        Op::Load(register, order) => return Some(registers[register].load(order).value),
        Op::Store(register, value, order) => registers[register].store(value, order),
        Op::Add(register, value, order) => {
            let add = |old| Some(old + value);
            return Some(found(registers[register].rmw(order, SeqCst, add)));
        }
        Op::Swap(register, value, order) => {
            return Some(found(
                registers[register].rmw(order, SeqCst, |_| Some(value)),
            ));
        }
        Op::Exchange(register, from, to, success, failure) => {
            let change = |old| (old == from).then_some(to);
            return Some(found(registers[register].rmw(success, failure, change)));
        }
        Op::Fence(order) => fence(order),
        Op::Update(new) => {
            let value = lock.lock();
            lock.unlock(next(value, new));
            return Some(value);
        }
        Op::TryUpdate(new) => {
            let Some(value) = lock.try_lock() else {
                return Some(NOTHING);
            };
            lock.unlock(next(value, new));
            return Some(value);
        }
        Op::Await => {
            let mut value = lock.lock();
            while value == 0 {
                value = condvar.wait(lock, value);
            }
            lock.unlock(value);
            return Some(value);
        }
        Op::NotifyOne => condvar.notify_one(),
        Op::NotifyAll => condvar.notify_all(),
        Op::Read => {
            let value = rwlock.read();
            rwlock.unlock_read();
            return Some(value);
        }
        Op::TryRead => {
            let value = rwlock.try_read();
            if value.is_some() {
                rwlock.unlock_read();
            }
            return Some(value.unwrap_or(NOTHING));
        }
        Op::Write(new) => {
            let value = rwlock.write();
            rwlock.unlock_write(next(value, new));
        }
        Op::Send(value) => channel.send(value),
        Op::Receive => return Some(channel.recv().unwrap_or(NOTHING)),
        Op::TryReceive => return Some(channel.try_recv().unwrap_or(NOTHING)),
        Op::Park => permit.park(),
        Op::Unpark => permit.unpark(),
        Op::Yield => yield_now(),
        Op::Sleep => sleep(),
        Op::Maybe => return Some(rarely().into()),
        Op::AwaitShortly => {
            let value = lock.lock();
            let (value, is_over) = if value == 0 {
                condvar.wait_timeout(lock, value)
            } else {
                (value, false)
            };
            lock.unlock(value);
            return Some(value * 2 + u64::from(is_over));
        }
        Op::AwaitSpuriously => {
            let mut value = lock.lock();
            if value == 0 {
                value = condvar.wait_spuriously(lock, value);
            }
            lock.unlock(value);
            return Some(value);
        }
        Op::ReceiveShortly => {
            return Some(match channel.recv_timeout() {
                Ok(value) => value.unwrap_or(NOTHING),
                Err(()) => NOTHING + 1,
            });
        }
        Op::Peek => cell.read(0),
        Op::Poke => cell.write(0),
    }
    None
}

//! Programs on shuttle's depth-first search.

use std::{
    any::Any,
    collections::BTreeSet,
    panic::{self, AssertUnwindSafe},
    sync::{Arc, Mutex as StdMutex, PoisonError, atomic::Ordering::SeqCst},
};

use shuttle::{
    Config, Runner,
    scheduler::DfsScheduler,
    sync::{
        Condvar, Mutex, RwLock,
        atomic::AtomicU64,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::{self, Thread},
};

use crate::programs::{Answer, NOTHING, Op, Program, REGISTERS, next};

/// What the oracle says of a program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Oracle {
    /// All answers.
    Answers(BTreeSet<Answer>),
    Deadlock,
    /// More executions than there is time for.
    TooMany,
}

const MOST: usize = 2_000;

pub(crate) fn run(program: &Program) -> Oracle {
    let answers = Arc::new(StdMutex::new(BTreeSet::new()));
    let body = {
        let (answers, program) = (Arc::clone(&answers), program.clone());
        move || {
            let answer = execute(&program);
            answers
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(answer);
        }
    };
    let mut config = Config::new();
    config.silence_warnings = true;
    config.failure_persistence = shuttle::FailurePersistence::None;
    let search = DfsScheduler::new(Some(MOST), false);
    let ran = panic::catch_unwind(AssertUnwindSafe(|| Runner::new(search, config).run(body)));
    match ran {
        Ok(MOST) => Oracle::TooMany,
        Ok(_) => {
            let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
            Oracle::Answers(std::mem::take(&mut *answers))
        }
        Err(payload) => {
            let message = text(&*payload);
            assert!(
                message.contains("deadlock"),
                "shuttle: {message} in {program:?}"
            );
            Oracle::Deadlock
        }
    }
}

fn text(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| payload.downcast_ref::<&str>().map(|text| (*text).into()))
        .unwrap_or_default()
}

struct World {
    registers: [AtomicU64; REGISTERS],
    lock: Mutex<u64>,
    condvar: Condvar,
    rwlock: RwLock<u64>,
    first: Thread,
}

enum End {
    Sends(SyncSender<u64>),
    Receives(Receiver<u64>),
}

fn execute(program: &Program) -> Answer {
    let world = Arc::new(World {
        registers: std::array::from_fn(|_| AtomicU64::new(0)),
        lock: Mutex::new(0),
        condvar: Condvar::new(),
        rwlock: RwLock::new(0),
        first: thread::current(),
    });
    let (sender, receiver) = sync_channel(1);
    let others: Vec<_> = program[1..]
        .iter()
        .map(|operations| {
            let (world, operations) = (Arc::clone(&world), operations.clone());
            let end = End::Sends(sender.clone());
            thread::spawn(move || thread_of(&world, &end, &operations))
        })
        .collect();
    drop(sender);
    let end = End::Receives(receiver);
    let mut answer = vec![thread_of(&world, &end, &program[0])];
    answer.extend(others.into_iter().map(|other| other.join().unwrap()));
    let registers = world.registers.iter().map(|register| register.load(SeqCst));
    answer.push(registers.collect());
    answer.push(vec![
        *world.lock.lock().unwrap(),
        *world.rwlock.read().unwrap(),
    ]);
    answer
}

fn thread_of(world: &World, end: &End, operations: &[Op]) -> Vec<u64> {
    operations
        .iter()
        .filter_map(|op| step(world, end, *op))
        .collect()
}

fn step(world: &World, end: &End, op: Op) -> Option<u64> {
    let World {
        registers,
        lock,
        condvar,
        rwlock,
        first,
    } = world;
    match (op, end) {
        (Op::Load(register, _), _) => return Some(registers[register].load(SeqCst)),
        (Op::Store(register, value, _), _) => registers[register].store(value, SeqCst),
        (Op::Add(register, value, _), _) => {
            return Some(registers[register].fetch_add(value, SeqCst) + 1000);
        }
        (Op::Swap(register, value, _), _) => {
            return Some(registers[register].swap(value, SeqCst) + 1000);
        }
        (Op::Exchange(register, from, to, ..), _) => {
            let exchanged = registers[register].compare_exchange(from, to, SeqCst, SeqCst);
            return Some(exchanged.map_or_else(|found| found, |found| found + 1000));
        }
        (Op::Update(new), _) => {
            let mut value = lock.lock().unwrap();
            let found = *value;
            *value = next(found, new);
            return Some(found);
        }
        (Op::TryUpdate(new), _) => {
            let Ok(mut value) = lock.try_lock() else {
                return Some(NOTHING);
            };
            let found = *value;
            *value = next(found, new);
            return Some(found);
        }
        (Op::Await, _) => {
            let value = lock.lock().unwrap();
            let value = condvar.wait_while(value, |value| *value == 0).unwrap();
            return Some(*value);
        }
        (Op::NotifyOne, _) => condvar.notify_one(),
        (Op::NotifyAll, _) => condvar.notify_all(),
        (Op::Read, _) => return Some(*rwlock.read().unwrap()),
        (Op::TryRead, _) => return Some(rwlock.try_read().map_or(NOTHING, |value| *value)),
        (Op::Write(new), _) => {
            let mut value = rwlock.write().unwrap();
            *value = next(*value, new);
        }
        (Op::Send(value), End::Sends(sender)) => sender.send(value).unwrap(),
        (Op::Receive, End::Receives(receiver)) => {
            return Some(receiver.recv().unwrap_or(NOTHING));
        }
        (Op::TryReceive, End::Receives(receiver)) => {
            return Some(receiver.try_recv().unwrap_or(NOTHING));
        }
        (Op::Park, _) => thread::park(),
        (Op::Unpark, _) => first.unpark(),
        _ => unreachable!("not generated for the oracle, or not for this thread"),
    }
    None
}

//! Alternative: the jobs are an iterator behind a lock, each with the place for its answer; new workers are started by the thread that lost one, at once.

use std::{io, process::Command, sync::Mutex, thread};

use crate::{Connection, WorkerError};

/// A fixed number of worker processes, started once.
#[derive(Debug)]
pub struct ProcessPool {
    command: Mutex<Command>,
    workers: Vec<io::Result<Connection>>,
}

impl ProcessPool {
    /// Starts `workers` workers with this command.
    pub fn new(mut command: Command, workers: usize) -> io::Result<Self> {
        if workers == 0 {
            panic!("a pool needs at least one worker");
        }
        let mut hired = Vec::new();
        while hired.len() < workers {
            hired.push(Ok(Connection::spawn(&mut command)?));
        }
        Ok(Self {
            command: Mutex::new(command),
            workers: hired,
        })
    }

    /// Has every job done, and returns the answers in the order of the jobs.
    pub fn map(&mut self, jobs: &[Vec<u8>]) -> Vec<Result<Vec<u8>, WorkerError>> {
        let mut answers: Vec<_> = jobs.iter().map(|_| None).collect();
        let pairs = Mutex::new(jobs.iter().zip(&mut answers));
        let (pairs, command) = (&pairs, &self.command);
        thread::scope(|scope| {
            for worker in &mut self.workers {
                scope.spawn(move || {
                    loop {
                        // In a line of its own: the lock is let go at its end.
                        let pair = pairs.lock().unwrap().next();
                        let Some((job, answer)) = pair else {
                            break;
                        };
                        *answer = Some(one(worker, command, job));
                    }
                });
            }
        });
        answers.into_iter().flatten().collect()
    }
}

fn one(
    worker: &mut io::Result<Connection>,
    command: &Mutex<Command>,
    job: &[u8],
) -> Result<Vec<u8>, WorkerError> {
    let start = || Connection::spawn(&mut command.lock().unwrap());
    let mut sent = worker.as_ref().is_ok_and(|old| old.send(job).is_ok());
    if !sent {
        *worker = start(); // perhaps it works now
        sent = worker.as_ref().is_ok_and(|new| new.send(job).is_ok());
    }
    let connection = match worker {
        Ok(connection) => connection,
        Err(error) => return Err(WorkerError::NoWorker(error.kind())),
    };
    if sent
        && let Ok(Some(answer)) = connection.recv()
    {
        return Ok(answer);
    }
    let dead = std::mem::replace(worker, start());
    let ended = dead.and_then(Connection::kill);
    Err(ended.map_or_else(
        |error| WorkerError::NoWorker(error.kind()),
        WorkerError::Crashed,
    ))
}

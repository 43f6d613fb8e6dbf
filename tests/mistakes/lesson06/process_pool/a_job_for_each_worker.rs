//! Mistake: goes through workers and jobs side by side, and stops when there are no more workers: the other jobs are forgotten. [76]
//! Caught by: contract process_pool::t1_every_job_has_its_answer
//! Says: which job does each answer belong to

use std::{
    io,
    process::Command,
    sync::{Mutex, PoisonError},
    thread,
};

use crate::{Connection, WorkerError};

/// A fixed number of worker processes, started once.
#[derive(Debug)]
pub struct ProcessPool {
    /// Starts a worker; also one in the place of another that has died.
    command: Command,
    /// `None` in the place of one that has died.
    workers: Vec<Option<Connection>>,
}

impl ProcessPool {
    /// Starts `workers` workers with this command.
    pub fn new(mut command: Command, workers: usize) -> io::Result<Self> {
        assert!(workers > 0, "a pool needs at least one worker");
        let workers = (0..workers)
            .map(|_| Connection::spawn(&mut command).map(Some))
            .collect::<io::Result<_>>()?;
        Ok(Self { command, workers })
    }

    /// Has every job done, and returns the answers in the order of the jobs.
    pub fn map(&mut self, jobs: &[Vec<u8>]) -> Vec<Result<Vec<u8>, WorkerError>> {
        let command = &Mutex::new(&mut self.command);
        thread::scope(|scope| {
            let pairs = jobs.iter().zip(&mut self.workers);
            let threads: Vec<_> = pairs
                .map(|(job, worker)| scope.spawn(move || ask(worker, command, job)))
                .collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .collect()
        })
    }
}

/// One job for one worker, which is started if there is none, and is gone if there was no answer.
fn ask(
    worker: &mut Option<Connection>,
    command: &Mutex<&mut Command>,
    job: &[u8],
) -> Result<Vec<u8>, WorkerError> {
    let connection = match worker.take() {
        Some(connection) => connection,
        None => {
            let mut command = command.lock().unwrap_or_else(PoisonError::into_inner);
            Connection::spawn(&mut command).map_err(|error| WorkerError::NoWorker(error.kind()))?
        }
    };
    let answer = match connection.send(job) {
        Ok(()) => connection.recv().ok().flatten(),
        Err(_) => None,
    };
    if let Some(answer) = answer {
        *worker = Some(connection);
        return Ok(answer);
    }
    // It is dead, or talks nonsense; it may also have closed its output and live on.
    match connection.kill() {
        Ok(status) => Err(WorkerError::Crashed(status)),
        Err(error) => Err(WorkerError::NoWorker(error.kind())),
    }
}

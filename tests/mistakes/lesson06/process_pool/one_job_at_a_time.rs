//! Mistake: sends a job and waits for its answer before it sends the next: all workers but one are idle.
//! Caught by: contract process_pool::t2_all_workers_work_at_the_same_time
//! Says: who waits for an answer before the next job is sent

use std::{io, process::Command};

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
        let workers = self.workers.len();
        let jobs = jobs.iter().enumerate();
        jobs.map(|(place, job)| ask(&mut self.workers[place % workers], &mut self.command, job))
            .collect()
    }
}

/// One job for one worker, which is started if there is none, and is gone if there was no answer.
fn ask(
    worker: &mut Option<Connection>,
    command: &mut Command,
    job: &[u8],
) -> Result<Vec<u8>, WorkerError> {
    let connection = match worker.take() {
        Some(connection) => connection,
        None => Connection::spawn(command).map_err(|error| WorkerError::NoWorker(error.kind()))?,
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

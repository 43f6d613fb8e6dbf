//! Mistake: sends every worker all of its jobs before it reads an answer. A connection can do that; but who is free gets nothing.
//! Caught by: contract process_pool::t4_whoever_is_free_takes_the_next_job
//! Says: who decides which worker does a job

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
        for (place, job) in jobs.iter().enumerate() {
            if let Some(worker) = &self.workers[place % workers] {
                let _ = worker.send(job);
            }
        }
        (0..jobs.len())
            .map(|place| {
                let worker = &mut self.workers[place % workers];
                let connection = worker
                    .take()
                    .ok_or(WorkerError::NoWorker(io::ErrorKind::BrokenPipe))?;
                if let Ok(Some(answer)) = connection.recv() {
                    *worker = Some(connection);
                    return Ok(answer);
                }
                *worker = Connection::spawn(&mut self.command).ok();
                match connection.kill() {
                    Ok(status) => Err(WorkerError::Crashed(status)),
                    Err(error) => Err(WorkerError::NoWorker(error.kind())),
                }
            })
            .collect()
    }
}

//! Mistake: deals the jobs out before any is done: behind a slow one the others wait, though a worker is free. [56]
//! Caught by: contract process_pool::t4_whoever_is_free_takes_the_next_job
//! Says: who decides which worker does a job

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
        let workers = self.workers.len();
        let command = &Mutex::new(&mut self.command);
        let mut answers: Vec<_> = thread::scope(|scope| {
            let threads: Vec<_> = self
                .workers
                .iter_mut()
                .enumerate()
                .map(|(first, worker)| {
                    scope.spawn(move || {
                        let mine = jobs.iter().enumerate().skip(first).step_by(workers);
                        mine.map(|(place, job)| (place, ask(worker, command, job)))
                            .collect::<Vec<_>>()
                    })
                })
                .collect();
            threads
                .into_iter()
                .flat_map(|thread| thread.join().unwrap())
                .collect()
        });
        answers.sort_unstable_by_key(|(place, _)| *place);
        answers.into_iter().map(|(_, answer)| answer).collect()
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

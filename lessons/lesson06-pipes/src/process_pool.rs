//! Workers in houses of their own: what one of them breaks, breaks for nobody else.

use std::{io, process::Command};

use crate::{Connection, WorkerError};

/// A fixed number of worker processes, started once.
///
/// A worker reads jobs from its standard input and writes an answer for each to its standard output: one frame in, one frame out.
/// A worker that dies costs one job at most, the one that it was given last, and is replaced before the next job that needs it.
///
/// Dropping the pool ends all workers at once, also those that never would by themselves, and waits until they are gone.
#[derive(Debug)]
pub struct ProcessPool {
    /// Starts a worker; also one in the place of another that has died.
    command: Command,
    /// `None` in the place of one that has died.
    workers: Vec<Option<Connection>>,
}

impl ProcessPool {
    /// Starts `workers` workers with this command.
    ///
    /// # Errors
    ///
    /// If one cannot be started, what the system says of it. None is left behind then.
    ///
    /// # Panics
    ///
    /// Panics if `workers` is 0: "a pool needs at least one worker".
    pub fn new(command: Command, workers: usize) -> io::Result<Self> {
        let _ = command;
        todo!("start workers, {workers} of them, each with a connection")
    }

    /// Has every job done, and returns the answers in the order of the jobs.
    ///
    /// All workers work at the same time, and whoever is free gets the next job. The workers are kept for the next call.
    ///
    /// Each job is tried once: if its worker dies there is an error in its place, since nobody knows how much of it was done, or whether
    /// the job was what killed the worker. The other jobs go on, with a new worker.
    ///
    /// A job that cannot be sent has not been tried: a worker that never had all of it cannot have done it. So if a worker dies between
    /// two jobs, and the next one cannot be sent to it, that one goes to a new worker, once. Nobody looks after a worker that has nothing
    /// to do: if it dies so late that the job can still be sent, there is no answer, and the job is lost as above.
    ///
    /// * Speed: for some dozen jobs of a millisecond each, two workers on two free cores are at least 1.3 times as fast as one thread
    ///   without this pool. Their start is not counted.
    /// * Blocking: until there is an answer or an error for every job. A worker that neither answers nor dies is waited for, and so is
    ///   one that has died, as long as somebody else has its standard output open.
    ///
    /// # Errors
    ///
    /// [`WorkerError`] in the place of each job that has no answer.
    pub fn map(&mut self, jobs: &[Vec<u8>]) -> Vec<Result<Vec<u8>, WorkerError>> {
        todo!("have all jobs done, {} of them", jobs.len())
    }
}

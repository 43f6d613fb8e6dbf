//! Workers in houses of their own: what one of them breaks, breaks for nobody else.

//# stub: use std::{io, process::Command};
//# solution:
use std::{
    io,
    process::Command,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};
//# end

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
    //# stub: pub fn new(command: Command, workers: usize) -> io::Result<Self> {
    //# stub:     let _ = command;
    //# stub:     todo!("start workers, {workers} of them, each with a connection")
    //# stub: }
    //# solution:
    pub fn new(mut command: Command, workers: usize) -> io::Result<Self> {
        assert!(workers > 0, "a pool needs at least one worker");
        let workers = (0..workers)
            .map(|_| Connection::spawn(&mut command).map(Some))
            .collect::<io::Result<_>>()?;
        Ok(Self { command, workers })
    }
    //# end

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
        //# stub: todo!("have all jobs done, {} of them", jobs.len())
        //# solution:
        let next = AtomicUsize::new(0);
        let command = Mutex::new(&mut self.command);
        let mut answers: Vec<_> = thread::scope(|scope| {
            // A thread for each worker: one that waits for its answer, and keeps nobody else waiting.
            let workers = self.workers.iter_mut().map(|worker| {
                scope.spawn(|| {
                    let take = || next.fetch_add(1, Ordering::Relaxed);
                    let places =
                        std::iter::repeat_with(take).take_while(|place| *place < jobs.len());
                    let answers = places.map(|place| (place, ask(worker, &command, &jobs[place])));
                    answers.collect::<Vec<_>>()
                })
            });
            let workers: Vec<_> = workers.collect();
            let answers = workers
                .into_iter()
                .map(|worker| worker.join().expect("it does not panic"));
            answers.flatten().collect()
        });
        answers.sort_unstable_by_key(|(place, _)| *place);
        answers.into_iter().map(|(_, answer)| answer).collect()
        //# end
    }
}
//# solution:

/// One job for one worker, which is started if there is none, and is gone if there was no answer.
fn ask(
    worker: &mut Option<Connection>,
    command: &Mutex<&mut Command>,
    job: &[u8],
) -> Result<Vec<u8>, WorkerError> {
    let (connection, sent) = match worker.take().filter(|old| old.send(job).is_ok()) {
        Some(old) => (old, true),
        // There was none, or it has died since its last answer. What was not sent whole has not been tried.
        None => {
            let new = hire(command)?;
            let sent = new.send(job).is_ok();
            (new, sent)
        }
    };
    let answer = match sent {
        true => connection.recv().ok().flatten(),
        false => None,
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

fn hire(command: &Mutex<&mut Command>) -> Result<Connection, WorkerError> {
    let mut command = command.lock().unwrap_or_else(PoisonError::into_inner);
    Connection::spawn(&mut command).map_err(|error| WorkerError::NoWorker(error.kind()))
}
//# end

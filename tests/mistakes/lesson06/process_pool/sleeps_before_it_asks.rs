//! Mistake: sleeps after each job, to be sure that the answer is there when it looks. [6]
//! Caught by: speed process_pool::t13_two_workers_are_much_faster_than_one
//! Says: with 2 workers it is
//! Varies: times and shares are this machine's

use std::{
    io,
    process::Command,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
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
    }
}

/// One job for one worker, which is started if there is none, and is gone if there was no answer.
fn ask(
    worker: &mut Option<Connection>,
    command: &Mutex<&mut Command>,
    job: &[u8],
) -> Result<Vec<u8>, WorkerError> {
    let (connection, sent) = match worker.take().filter(|old| old.send(job).is_ok()) {
        Some(old) => (old, true),
        None => {
            let mut command = command.lock().unwrap_or_else(PoisonError::into_inner);
            let new = Connection::spawn(&mut command).map_err(|error| WorkerError::NoWorker(error.kind()))?;
            drop(command);
            let sent = new.send(job).is_ok();
            (new, sent)
        }
    };
    let answer = match sent {
        true => {
            thread::sleep(Duration::from_millis(2));
            connection.recv().ok().flatten()
        }
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

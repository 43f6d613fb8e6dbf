//! Workers in other processes, hired once.

use std::{
    error::Error,
    fmt, io,
    process::{Command, ExitStatus},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::Connection;

/// Why a job has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkerError {
    /// The worker died before its answer was complete, or sent what is no answer and was ended for it.
    Crashed(ExitStatus),
    /// No worker could be started for the job, or the system would not tell how one ended.
    NoWorker(io::ErrorKind),
}

/// A number of workers, each a process of its own that [serves](super::serve).
///
/// They are started once, kept from one call to the next, and ended at once when the pool is dropped.
#[derive(Debug)]
pub struct ProcessPool {
    command: Command,
    /// `None` after a crash, until there is a next job.
    workers: Vec<Option<Connection>>,
}

impl ProcessPool {
    /// Starts so many workers with this command. Its standard input and output become the pool's.
    ///
    /// # Errors
    ///
    /// If a worker cannot be started; none is left then.
    ///
    /// # Panics
    ///
    /// Panics if `workers` is 0: "a pool needs at least one worker".
    pub fn new(mut command: Command, workers: usize) -> io::Result<Self> {
        assert!(workers > 0, "a pool needs at least one worker");
        let workers = (0..workers)
            .map(|_| Connection::spawn(&mut command).map(Some))
            .collect::<io::Result<_>>()?;
        Ok(Self { command, workers })
    }

    /// Has each job done by whichever worker is free, and returns the answers in the order of the jobs.
    ///
    /// A job whose worker dies is not tried again: it has an error in its place, a new worker does the next one. One that could not be sent,
    /// since the worker had died before, was not tried: a new worker does it.
    ///
    /// * Blocking: until each job has its answer. A worker that neither answers nor dies is waited for, and so is
    ///   one that has died, as long as somebody else has its output open.
    pub fn map(&mut self, jobs: &[Vec<u8>]) -> Vec<Result<Vec<u8>, WorkerError>> {
        let desk = Desk {
            jobs,
            next: AtomicUsize::new(0),
            command: Mutex::new(&mut self.command),
        };
        let mut answers: Vec<_> = thread::scope(|scope| {
            let workers = self.workers.iter_mut().take(jobs.len());
            let hands: Vec<_> = workers
                .map(|worker| scope.spawn(|| desk.serve(worker)))
                .collect();
            let each = hands.into_iter().map(|hand| hand.join().expect("no panic"));
            each.flatten().collect()
        });
        answers.sort_unstable_by_key(|(place, _)| *place);
        answers.into_iter().map(|(_, answer)| answer).collect()
    }
}

/// Where the threads that look after the workers fetch jobs.
struct Desk<'a> {
    jobs: &'a [Vec<u8>],
    next: AtomicUsize,
    command: Mutex<&'a mut Command>,
}

type Answer = Result<Vec<u8>, WorkerError>;

impl Desk<'_> {
    /// Gives one worker after another job, until none is left.
    fn serve(&self, worker: &mut Option<Connection>) -> Vec<(usize, Answer)> {
        let mut answers = Vec::new();
        loop {
            let place = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = self.jobs.get(place) else {
                return answers;
            };
            answers.push((place, self.ask(worker, job)));
        }
    }

    fn ask(&self, worker: &mut Option<Connection>, job: &[u8]) -> Answer {
        let (connection, sent) = match worker.take().filter(|old| old.send(job).is_ok()) {
            Some(old) => (old, true),
            // There was none, or it has died since its last answer: what was not sent whole was not tried.
            None => {
                let new = self.hire()?;
                let sent = new.send(job).is_ok();
                (new, sent)
            }
        };
        let answer = match sent {
            true => connection.recv().ok().flatten(),
            false => None,
        };
        match answer {
            Some(answer) => {
                *worker = Some(connection);
                Ok(answer)
            }
            None => Err(match connection.kill() {
                Ok(status) => WorkerError::Crashed(status),
                Err(error) => WorkerError::NoWorker(error.kind()),
            }),
        }
    }

    fn hire(&self) -> Result<Connection, WorkerError> {
        let mut command = self.command.lock().unwrap_or_else(PoisonError::into_inner);
        Connection::spawn(&mut command).map_err(|error| WorkerError::NoWorker(error.kind()))
    }
}

impl fmt::Display for WorkerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Crashed(status) => write!(f, "the worker died before it answered ({status})"),
            Self::NoWorker(kind) => write!(f, "there was no worker for it: {kind}"),
        }
    }
}

impl Error for WorkerError {}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;

    use super::{ProcessPool, WorkerError};
    use crate::tidy::Belongings;

    fn program(words: &[&str]) -> Command {
        #[expect(
            clippy::disallowed_methods,
            reason = "the kit tests its pool of processes"
        )]
        let mut command = Command::new(words[0]);
        command.args(&words[1..]);
        command
    }

    #[test]
    fn answers_stand_in_the_order_of_the_jobs_and_nothing_is_left_behind() {
        let _case = crate::case!();
        let belongings = Belongings::now();
        // A frame that comes back as it is: this is a worker.
        let mut pool = ProcessPool::new(program(&["cat"]), 2).expect("there is a cat");
        for round in 0..3 {
            let jobs: Vec<_> = (0..9)
                .map(|n| vec![n; 100_000 * usize::from(n % 3 + round)])
                .collect();
            let answers: Result<Vec<_>, _> = pool.map(&jobs).into_iter().collect();
            assert!(answers.is_ok_and(|answers| answers == jobs));
        }
        assert!(pool.map(&[]).is_empty());
        drop(pool);
        belongings.nothing_is_left_behind("a pool of cats");
    }

    #[test]
    fn a_crash_costs_its_job_alone_and_a_worker_is_tried_once_for_a_job() {
        let _case = crate::case!();
        let belongings = Belongings::now();
        let mut pool = ProcessPool::new(program(&["sh", "-c", "exit 3"]), 2).expect("a shell");
        let answers = pool.map(&vec![vec![0; 1_000]; 5]);
        let codes = answers.iter().map(|answer| match answer {
            Err(WorkerError::Crashed(status)) => status.code(),
            _ => None,
        });
        assert!(codes.eq([Some(3); 5]), "{answers:?}");
        drop(pool);
        belongings.nothing_is_left_behind("a pool of shells that end at once");
    }

    #[test]
    fn a_worker_that_dies_between_two_jobs_costs_none() {
        let _case = crate::case!();
        let belongings = Belongings::now();
        // Frames of one byte: this one gives one answer, and ends.
        let mut pool = ProcessPool::new(program(&["head", "-c", "5"]), 1).expect("a program");
        for byte in 0..3 {
            assert_eq!(pool.map(&[vec![byte]]), [Ok(vec![byte])]);
            if belongings.children_end() != Some(true) {
                return; // not all systems tell whether it has died before the next job comes
            }
        }
        drop(pool);
        belongings.nothing_is_left_behind("a pool of workers for one job each");
    }

    #[test]
    fn a_worker_that_talks_nonsense_or_ignores_its_end_is_ended() {
        let _case = crate::case!();
        let belongings = Belongings::now();
        // "zzzz" announces two gigabytes.
        let mut pool = ProcessPool::new(program(&["sh", "-c", "echo zzzz; exec sleep 1000000"]), 1)
            .expect("a shell");
        let answers = pool.map(&[vec![1], vec![2]]);
        assert!(
            answers
                .iter()
                .all(|answer| matches!(answer, Err(WorkerError::Crashed(status)) if status.code().is_none())),
            "{answers:?}"
        );
        let sleeping = ProcessPool::new(program(&["sleep", "1000000"]), 2).expect("a program");
        drop((pool, sleeping));
        belongings.nothing_is_left_behind("pools of workers that would stay");
    }
}

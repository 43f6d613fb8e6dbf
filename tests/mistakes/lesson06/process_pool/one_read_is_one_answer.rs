//! Mistake: reads answers itself, each with one `read`: enough for short ones, and of a long one no more comes than a pipe holds. [65]
//! Caught by: contract process_pool::t8_jobs_and_answers_may_be_megabytes
//! Says: 0 of 4 came back whole

use std::{
    io::{self, Read},
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use crate::{LARGEST, WorkerError, write_frame};

/// A fixed number of worker processes, started once.
#[derive(Debug)]
pub struct ProcessPool {
    command: Command,
    workers: Vec<Option<Worker>>,
}

#[derive(Debug)]
struct Worker {
    child: Child,
    to: ChildStdin,
    from: Option<ChildStdout>,
}

impl ProcessPool {
    /// Starts `workers` workers with this command.
    pub fn new(mut command: Command, workers: usize) -> io::Result<Self> {
        assert!(workers > 0, "a pool needs at least one worker");
        let workers = (0..workers)
            .map(|_| Worker::start(&mut command).map(Some))
            .collect::<io::Result<_>>()?;
        Ok(Self { command, workers })
    }

    /// Has every job done, and returns the answers in the order of the jobs.
    pub fn map(&mut self, jobs: &[Vec<u8>]) -> Vec<Result<Vec<u8>, WorkerError>> {
        let next = AtomicUsize::new(0);
        let command = Mutex::new(&mut self.command);
        let mut answers = thread::scope(|scope| {
            let workers = self.workers.iter_mut().map(|worker| {
                scope.spawn(|| {
                    let mut answers = Vec::new();
                    loop {
                        let place = next.fetch_add(1, Ordering::Relaxed);
                        let Some(job) = jobs.get(place) else {
                            return answers;
                        };
                        answers.push((place, ask(worker, &command, job)));
                    }
                })
            });
            let workers: Vec<_> = workers.collect();
            let answers = workers.into_iter().flat_map(|one| one.join().unwrap());
            answers.collect::<Vec<_>>()
        });
        answers.sort_unstable_by_key(|(place, _)| *place);
        answers.into_iter().map(|(_, answer)| answer).collect()
    }
}

fn ask(
    worker: &mut Option<Worker>,
    command: &Mutex<&mut Command>,
    job: &[u8],
) -> Result<Vec<u8>, WorkerError> {
    let old = worker.take().and_then(|old| old.sent(job));
    let sent = match old {
        Some(old) => Some(old),
        None => {
            let started = Worker::start(&mut command.lock().unwrap());
            let new = started.map_err(|error| WorkerError::NoWorker(error.kind()))?;
            new.sent(job)
        }
    };
    let mut asked = sent.ok_or(WorkerError::NoWorker(io::ErrorKind::BrokenPipe))?;
    match asked.answer() {
        Some(answer) => {
            *worker = Some(asked);
            Ok(answer)
        }
        None => match asked.end() {
            Ok(status) => Err(WorkerError::Crashed(status)),
            Err(error) => Err(WorkerError::NoWorker(error.kind())),
        },
    }
}

impl Worker {
    fn start(command: &mut Command) -> io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let to = child.stdin.take().unwrap();
        let from = child.stdout.take();
        Ok(Self { child, to, from })
    }

    /// Itself, if it has taken the job.
    fn sent(mut self, job: &[u8]) -> Option<Self> {
        match write_frame(&mut self.to, job) {
            Ok(()) => Some(self),
            Err(_) => None,
        }
    }

    fn answer(&mut self) -> Option<Vec<u8>> {
        let mut buffer = vec![0; 1 << 16];
        let count = self.from.as_mut()?.read(&mut buffer).ok()?;
        let Some((header, body)) = buffer[..count].split_first_chunk() else {
            let _ = self.child.wait(); // it is dying
            return None;
        };
        let wanted = u32::from_be_bytes(*header) as usize;
        if wanted > body.len() && wanted < LARGEST {
            self.from = None; // so that it does not wait for us, and dies
            let _ = self.child.wait();
        }
        (wanted == body.len()).then(|| body.to_vec())
    }

    fn end(&mut self) -> io::Result<ExitStatus> {
        let _ = self.child.kill();
        self.child.wait()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

//! Alternative: each worker has a thread for the whole life of the pool, which owns its connection; jobs and answers go through channels.

use std::{
    io,
    process::Command,
    sync::{
        Arc, Mutex,
        mpsc::{self, Receiver, Sender},
    },
    thread::{self, JoinHandle},
};

use crate::{Connection, WorkerError};

type Answer = Result<Vec<u8>, WorkerError>;

/// A job with its place, and where its answer goes.
type Order = (usize, Vec<u8>, Sender<(usize, Answer)>);

/// A fixed number of worker processes, started once.
#[derive(Debug)]
pub struct ProcessPool {
    orders: Option<Sender<Order>>,
    clerks: Vec<JoinHandle<()>>,
}

struct Clerk {
    orders: Arc<Mutex<Receiver<Order>>>,
    command: Arc<Mutex<Command>>,
    worker: Option<Connection>,
}

impl ProcessPool {
    /// Starts `workers` workers with this command.
    pub fn new(command: Command, workers: usize) -> io::Result<Self> {
        assert!(workers != 0, "a pool needs at least one worker");
        let (tell, orders) = mpsc::channel();
        let orders = Arc::new(Mutex::new(orders));
        let command = Arc::new(Mutex::new(command));
        let clerks = (0..workers)
            .map(|_| {
                let worker = Connection::spawn(&mut command.lock().unwrap())?;
                Ok(Clerk {
                    orders: Arc::clone(&orders),
                    command: Arc::clone(&command),
                    worker: Some(worker),
                })
            })
            .collect::<io::Result<Vec<_>>>()?;
        let clerks = clerks
            .into_iter()
            .map(|clerk| thread::spawn(|| clerk.work()));
        Ok(Self {
            orders: Some(tell),
            clerks: clerks.collect(),
        })
    }

    /// Has every job done, and returns the answers in the order of the jobs.
    pub fn map(&mut self, jobs: &[Vec<u8>]) -> Vec<Answer> {
        let (tell, told) = mpsc::channel();
        if let Some(orders) = &self.orders {
            for (place, job) in jobs.iter().enumerate() {
                let _ = orders.send((place, job.clone(), tell.clone()));
            }
        }
        drop(tell);
        let mut answers = vec![Err(WorkerError::NoWorker(io::ErrorKind::Other)); jobs.len()];
        for (place, answer) in told {
            answers[place] = answer;
        }
        answers
    }
}

impl Clerk {
    fn work(mut self) {
        loop {
            let order = self.orders.lock().unwrap().recv();
            let Ok((place, job, tell)) = order else {
                return; // the worker is dropped with its clerk
            };
            let _ = tell.send((place, self.one(&job)));
        }
    }

    fn one(&mut self, job: &[u8]) -> Answer {
        let mut worker = match self.worker.take() {
            Some(worker) => worker,
            None => self.hire()?,
        };
        let mut sent = worker.send(job);
        if sent.is_err() {
            worker = self.hire()?;
            sent = worker.send(job);
        }
        match sent.ok().and_then(|()| worker.recv().ok().flatten()) {
            Some(answer) => {
                self.worker = Some(worker);
                Ok(answer)
            }
            None => Err(match worker.kill() {
                Ok(status) => WorkerError::Crashed(status),
                Err(error) => WorkerError::NoWorker(error.kind()),
            }),
        }
    }

    fn hire(&self) -> Result<Connection, WorkerError> {
        let started = Connection::spawn(&mut self.command.lock().unwrap());
        started.map_err(|error| WorkerError::NoWorker(error.kind()))
    }
}

impl Drop for ProcessPool {
    fn drop(&mut self) {
        drop(self.orders.take());
        for clerk in self.clerks.drain(..) {
            let _ = clerk.join();
        }
    }
}

//! Alternative: `map` is made of `as_completed`, and puts each answer into its place as it comes; that has a list and a condition variable.

use std::{
    collections::VecDeque,
    panic::{self, AssertUnwindSafe},
    sync::{Arc, Condvar, Mutex},
};

use crate::ThreadPool;

type Answer<T> = (usize, std::thread::Result<T>);

impl ThreadPool {
    /// Calls `f` with every item, and returns the answers in the order of the items.
    pub fn map<T, R>(
        &self,
        items: impl IntoIterator<Item = T>,
        f: impl Fn(T) -> R + Send + Sync + 'static,
    ) -> Vec<R>
    where
        T: Send + 'static,
        R: Send + 'static,
    {
        let f = Arc::new(f);
        let jobs: Vec<_> = items
            .into_iter()
            .map(|item| {
                let f = Arc::clone(&f);
                move || f(item)
            })
            .collect();
        let mut places: Vec<Option<std::thread::Result<R>>> = Vec::new();
        places.resize_with(jobs.len(), || None);
        for (number, answer) in self.as_completed(jobs) {
            places[number] = Some(answer);
        }
        let results = places.into_iter().flatten();
        results
            .map(|result| match result {
                Ok(answer) => answer,
                Err(payload) => panic::resume_unwind(payload),
            })
            .collect()
    }

    /// Gives all `jobs` to the pool, and returns their answers as they come.
    pub fn as_completed<T, F>(&self, jobs: impl IntoIterator<Item = F>) -> AsCompleted<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let board = Arc::new(Board {
            answers: Mutex::new(VecDeque::new()),
            news: Condvar::new(),
        });
        let mut to_come = 0;
        for job in jobs {
            let (board, number) = (Arc::clone(&board), to_come);
            to_come += 1;
            self.execute(move || {
                let answer = panic::catch_unwind(AssertUnwindSafe(job));
                board.answers.lock().unwrap().push_back((number, answer));
                board.news.notify_one();
            });
        }
        AsCompleted { board, to_come }
    }
}

struct Board<T> {
    answers: Mutex<VecDeque<Answer<T>>>,
    news: Condvar,
}

/// The answers of [`ThreadPool::as_completed`], first come, first served.
pub struct AsCompleted<T> {
    board: Arc<Board<T>>,
    to_come: usize,
}

impl<T> Iterator for AsCompleted<T> {
    type Item = Answer<T>;

    fn next(&mut self) -> Option<Answer<T>> {
        self.to_come = self.to_come.checked_sub(1)?;
        let answers = self.board.answers.lock().unwrap();
        let mut answers = self
            .board
            .news
            .wait_while(answers, |answers| answers.is_empty())
            .unwrap();
        answers.pop_front()
    }
}

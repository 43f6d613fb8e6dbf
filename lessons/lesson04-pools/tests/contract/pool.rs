use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex,
        mpsc::{self, TryRecvError},
    },
    thread,
};

use ::kit::{patience::receive, probe::Probe, tidy::Threads};
use ::lesson04::ThreadPool;

use crate::{
    call::{Call, in_time, must_rest},
    gate::Gate,
    panics::{message_of, panic_with, what_came},
};

const DROP_HINT: &str = "what ends a worker's loop, and is it told before you wait for the worker?";

/// Numbers that jobs write down, in the order in which they are done.
#[derive(Clone, Default)]
struct Diary(Arc<Mutex<Vec<u32>>>);

impl Diary {
    fn job(&self, number: u32) -> impl FnOnce() + Send + 'static {
        let diary = self.clone();
        move || diary.0.lock().unwrap().push(number)
    }

    fn pages(&self) -> Vec<u32> {
        self.0.lock().unwrap().clone()
    }
}

#[test]
fn t1_the_drop_comes_back_when_every_job_is_done() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let mut gate = Gate::in_a_worker_of(&pool);
    let diary = Diary::default();
    (1..=5).for_each(|number| pool.execute(diary.job(number)));
    gate.must_still_hold(
        "execute",
        "what does a worker still hold while it does its job?",
    );
    let mut dropping = Call::start(move || drop(pool));
    dropping.must_wait(
        "1 worker was in a job and 5 jobs waited, yet the drop was over. Hint: what tells you that a thread has ended?",
    );
    gate.open();
    dropping.must_come_back(&format!(
        "1 worker, and all of its jobs could be done; 2 s later the drop had not come back. Hint: {DROP_HINT}"
    ));
    let mut done = diary.pages();
    done.sort();
    assert_eq!(
        done,
        [1, 2, 3, 4, 5],
        "jobs 1 to 5 waited when the drop began; it is over, and these are done. Hint: when nothing more will come, what is still there?"
    );
}

#[test]
fn t2_the_threads_live_as_long_as_the_pool() {
    let _case = ::kit::case!();
    let threads = Threads::now();
    let pool = ThreadPool::new(1);
    let workers = pool.workers();
    let at_first = threads.more_than_before().unwrap_or(1);
    assert!(
        (workers, at_first) == (1, 1),
        "made a pool of 1 worker: workers() is {workers}, and {at_first} more threads live than before. \
         Hint: who starts the threads, and when?"
    );
    in_time("dropping the pool", DROP_HINT, || drop(pool));
    let left = threads.left_behind().unwrap_or(0);
    assert!(
        left == 0,
        "the drop of the pool is over; threads that live on: {left}. Hint: for whom do you wait, and how?"
    );
}

#[test]
fn t3_jobs_are_begun_in_the_order_in_which_they_were_given() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let gate = Gate::in_a_worker_of(&pool);
    let diary = Diary::default();
    (1..=5).for_each(|number| pool.execute(diary.job(number)));
    drop(gate);
    in_time("dropping the pool", DROP_HINT, || drop(pool));
    assert_eq!(
        diary.pages(),
        [1, 2, 3, 4, 5],
        "1 worker, which was busy while jobs 1 to 5 came. Hint: at which end do jobs go in, and at which do they come out?"
    );
}

#[test]
fn t4_all_workers_work_at_the_same_time() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(3);
    let (show, shown) = mpsc::channel();
    let mut gates = Vec::new();
    for busy in 0..pool.workers() {
        let ((gate, stop), show) = (Gate::new(), show.clone());
        pool.execute(move || {
            let _ = show.send(Probe::here());
            stop.here();
        });
        assert!(
            gate.is_reached(),
            "3 workers, {busy} of them in a job, and one more job: 2 s later it had not begun, so at the same time no more than {busy}. \
             Hint: do the workers that are left still live, and what does one hold while it does its job?"
        );
        gates.push(gate);
    }
    let workers: Vec<Probe> = shown.try_iter().collect();
    drop(gates);
    // All of them wait for a job when the pool is dropped.
    for worker in workers {
        worker.falls_asleep();
    }
    in_time(
        "dropping a pool of 3 workers that all waited for a job",
        "how many workers must learn that nothing more will come?",
        || drop(pool),
    );
}

#[test]
fn t5_a_job_that_panics_costs_no_worker() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(2);
    let done_by = Arc::new(Mutex::new(HashSet::new()));
    let (tell, told) = mpsc::channel();
    for number in 0..20_u32 {
        let (done_by, tell) = (Arc::clone(&done_by), tell.clone());
        pool.execute(move || {
            done_by.lock().unwrap().insert(thread::current().id());
            panic_with((number, tell))
        });
    }
    pool.execute(move || _ = tell.send(()));
    assert!(
        receive(&told).is_ok(),
        "2 workers did 20 jobs that panicked; the job after them was not done within 2 s. \
         Hint: where does a panic go on when nobody catches it?"
    );
    in_time("dropping the pool after 20 panics", DROP_HINT, || {
        drop(pool)
    });
    let done_by = done_by.lock().unwrap().len();
    assert!(
        done_by <= 2,
        "20 jobs that panicked were done by {done_by} threads, and the pool had 2 workers. Hint: must a worker end with its job?"
    );
    // Each payload holds a sender.
    assert!(
        told.try_recv() == Err(TryRecvError::Disconnected),
        "20 jobs panicked and the pool is gone, but not all payloads have been dropped. Hint: catch_unwind gives you the payload; whose is it then, and where does it end?"
    );
}

#[test]
fn t6_without_a_worker_it_panics_in_words() {
    let _case = ::kit::case!();
    let message = message_of(|| drop(ThreadPool::new(0)));
    assert!(
        message
            .as_ref()
            .is_some_and(|text| text.contains("a pool needs at least one worker")),
        "ThreadPool::new(0) must panic with \"a pool needs at least one worker\"; {}. \
         Hint: who would do the jobs?",
        what_came(&message)
    );
}

#[test]
fn t7_run_one_never_waits_for_a_job() {
    let _case = ::kit::case!();
    let pool = Arc::new(ThreadPool::new(1));
    let helper = Arc::clone(&pool);
    let (show, shown) = mpsc::channel();
    pool.execute(move || _ = show.send(Probe::here()));
    let worker = receive(&shown);
    assert!(
        worker.is_ok(),
        "a worker was free and got one job; it was not done within 2 s. Hint: what does a worker do until a job comes, and who tells it?"
    );
    // What the worker holds while it waits for the next job may stand in run_one's way.
    worker
        .into_iter()
        .for_each(|worker| _ = worker.falls_asleep());
    let found = in_time(
        "run_one of a pool that had nothing to do",
        "what does a worker hold while it waits for a job, and does run_one need it?",
        move || helper.run_one(),
    );
    assert!(
        !found,
        "no job waited, yet run_one returned true. Hint: what does it return, and when?"
    );
}

#[test]
fn t8_run_one_does_the_first_job_that_waits_on_the_callers_thread() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let gate = Gate::in_a_worker_of(&pool);
    let diary = Diary::default();
    let (tell, told) = mpsc::channel();
    let first = diary.job(1);
    pool.execute(move || {
        first();
        let _ = tell.send(thread::current().id());
    });
    (2..=3).for_each(|number| pool.execute(diary.job(number)));
    let helped = pool.run_one();
    assert!(
        helped && diary.pages() == [1],
        "the only worker was busy and jobs 1, 2, 3 waited; run_one returned {helped}, and these were done: {:?}. \
         Hint: how many jobs does run_one do, and which?",
        diary.pages()
    );
    assert!(
        told.try_recv() == Ok(thread::current().id()),
        "run_one had job 1 done by another thread. Hint: whose thread shall do the job?"
    );
    drop(gate);
}

#[test]
fn t9_a_panic_does_not_reach_the_caller_of_run_one() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let gate = Gate::in_a_worker_of(&pool);
    let (tell, told) = mpsc::channel::<()>();
    pool.execute(move || panic_with(tell));
    let mut helped = false;
    let message = message_of(|| helped = pool.run_one());
    assert!(
        message.is_none(),
        "the only job that waited panicked: run_one did not return; the panic reached its caller. \
         Hint: where do your workers catch a panic, and does run_one do a job the same way?"
    );
    assert!(
        helped,
        "the only job that waited panicked: run_one returned false. Hint: is a job that panicked done?"
    );
    drop(gate);
    in_time("dropping the pool", DROP_HINT, || drop(pool));
    assert!(
        told.try_recv() == Err(TryRecvError::Disconnected),
        "run_one did a job that panicked, and the pool is gone, but the payload has not been dropped. Hint: catch_unwind gives you the payload; whose is it then, and where does it end?"
    );
}

#[test]
fn t10_a_job_may_give_the_pool_further_jobs() {
    let _case = ::kit::case!();
    let pool = Arc::new(ThreadPool::new(1));
    let gate = Gate::in_a_worker_of(&pool);
    let diary = Diary::default();
    let (inner, further) = (Arc::clone(&pool), diary.job(2));
    let first = diary.job(1);
    pool.execute(move || {
        inner.execute(further);
        first();
    });
    let helper = Arc::clone(&pool);
    let helped = in_time(
        "run_one of a job that calls execute",
        "which lock is still held while the job runs?",
        move || [helper.run_one(), helper.run_one(), helper.run_one()],
    );
    assert!(
        helped == [true, true, false] && diary.pages() == [1, 2],
        "job 1 waited, and gives job 2 when it is done; three calls of run_one returned {helped:?}, and these are done: {:?}. \
         Hint: where does a job go that another job gives?",
        diary.pages()
    );
    drop(gate);
}

#[test]
fn t11_a_job_may_be_the_last_owner_of_the_pool() {
    let _case = ::kit::case!();
    let threads = Threads::now();
    let pool = Arc::new(ThreadPool::new(2));
    let (mut gate, stop) = Gate::new();
    let (tell, told) = mpsc::channel();
    let owner = Arc::clone(&pool);
    let after = tell.clone();
    pool.execute(move || {
        stop.here();
        drop(owner);
        let _ = after.send("the job that dropped the pool went on");
    });
    gate.must_be_reached("2 workers were free and got one job");
    let second = Gate::in_a_worker_of(&pool);
    pool.execute(move || _ = tell.send("a job that waited was done"));
    drop(pool);
    gate.open();
    drop(second);
    let mut news = HashSet::new();
    while let Ok(word) = receive(&told) {
        news.insert(word);
    }
    assert!(
        news.contains("the job that dropped the pool went on"),
        "a job dropped the last owner of the pool, and did not get beyond that. Hint: on which thread does the drop run then, and for whom can that thread not wait?"
    );
    assert!(
        news.contains("a job that waited was done"),
        "a job dropped the last owner of the pool while another job waited; that one was never done. Hint: who does the jobs that are left?"
    );
    let left = threads.left_behind().unwrap_or(0);
    assert!(
        left == 0,
        "a job dropped the last owner of a pool of 2 workers; threads that live on: {left}. Hint: does the worker that dropped the pool learn that nothing more will come?"
    );
}

#[test]
fn t12_waiting_for_a_job_costs_no_processor_time() {
    let _case = ::kit::case!();
    let pool = ThreadPool::new(1);
    let (show, shown) = mpsc::channel();
    pool.execute(move || _ = show.send(Probe::here()));
    let worker = receive(&shown);
    assert!(
        worker.is_ok(),
        "a worker was free and got one job; it was not done within 2 s. Hint: what does a worker do until a job comes, and who tells it?"
    );
    let rest = |worker| must_rest(worker, "a worker without a job waits for one");
    worker.into_iter().for_each(rest);
}

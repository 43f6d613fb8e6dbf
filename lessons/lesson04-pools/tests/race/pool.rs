use ::kit::{
    Model,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};
use ::lesson04::ThreadPool;

/// No wait comes to its limit here: whoever is not woken waits for ever, and shows it.
fn no_limits() -> Model {
    Model::new().time_stands_still()
}

#[test]
fn t13_every_worker_learns_that_nothing_more_will_come() {
    let _case = ::kit::case!();
    no_limits().check(|| drop(ThreadPool::new(2)));
}

#[test]
fn t14_a_job_is_done_before_the_drop_is_over() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let done = Arc::new(AtomicUsize::new(0));
        let pool = ThreadPool::new(2);
        let count = Arc::clone(&done);
        pool.execute(move || _ = count.fetch_add(1, Ordering::SeqCst));
        drop(pool);
        let done = done.load(Ordering::SeqCst);
        assert_eq!(
            done, 1,
            "2 workers, 1 job, then the pool was dropped: how often the job was done by then. Hint: who stops too early, a worker or the drop, and what had it looked at last?"
        );
    });
}

#[test]
fn t15_two_who_help_at_the_same_time_both_find_a_job() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let pool = Arc::new(ThreadPool::new(1));
        let (begin, began) = mpsc::channel();
        let (open, opens) = mpsc::channel::<()>();
        pool.execute(move || {
            begin.send(()).expect("the test listens");
            let _ = opens.recv();
        });
        began.recv().expect("the worker does its job");
        pool.execute(|| {});
        pool.execute(|| {});
        let other = thread::spawn({
            let pool = Arc::clone(&pool);
            move || pool.run_one()
        });
        let helped = [pool.run_one(), other.join().expect("run_one does not panic")];
        drop(open);
        assert_eq!(
            helped,
            [true, true],
            "the only worker was busy and 2 jobs waited; 2 threads called run_one, and this is what it returned. Hint: can run_one take something else for an empty list?"
        );
    });
}

use ::kit::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};
use ::lesson03::TaskQueue;

#[test]
fn t12_join_never_returns_before_the_work_is_done() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let queue = Arc::new(TaskQueue::new());
        let done = Arc::new(AtomicBool::new(false));
        let worker = thread::spawn({
            let (queue, done) = (Arc::clone(&queue), Arc::clone(&done));
            move || {
                let task = queue.take().map(|task| (*task, task));
                done.store(true, Ordering::Relaxed);
                task.map(|(number, _task)| number)
            }
        });
        assert_eq!(
            queue.put(1),
            Ok(()),
            "an open queue gave task 1 back. Hint: what is Closed for?"
        );
        queue.join();
        assert!(
            done.load(Ordering::Relaxed),
            "task 1 was put, then join returned; the worker had not done it yet. Hint: is there a moment at which the task is neither in the queue nor counted?"
        );
        let taken = worker.join().expect("take does not panic");
        assert_eq!(
            taken,
            Some(1),
            "a worker took the only task, and got something else. Hint: which task did put add?"
        );
    });
}

#[test]
fn t13_a_new_task_wakes_a_worker_even_while_join_waits() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let queue = Arc::new(TaskQueue::new());
        assert_eq!(
            queue.put(1),
            Ok(()),
            "an open queue gave task 1 back. Hint: what is Closed for?"
        );
        let first = queue.take();
        let waits_for_all = thread::spawn({
            let queue = Arc::clone(&queue);
            move || queue.join()
        });
        let worker = thread::spawn({
            let queue = Arc::clone(&queue);
            move || queue.take().map(|task| *task)
        });
        assert_eq!(
            queue.put(2),
            Ok(()),
            "an open queue gave task 2 back. Hint: what is Closed for?"
        );
        let taken = worker.join().expect("take does not panic");
        assert_eq!(
            taken,
            Some(2),
            "task 2 was put while task 1 was worked on; the worker got something else. Hint: which task waits?"
        );
        drop(first);
        waits_for_all.join().expect("join does not panic");
    });
}

#[test]
fn t14_close_is_noticed_at_every_moment() {
    let _case = ::kit::case!();
    ::kit::model(|| {
        let queue = Arc::new(TaskQueue::<u32>::new());
        let worker = thread::spawn({
            let queue = Arc::clone(&queue);
            move || queue.take().map(|task| *task)
        });
        queue.close();
        let taken = worker.join().expect("take does not panic");
        assert_eq!(
            taken, None,
            "an empty queue was closed. Hint: which task can that be?"
        );
    });
}

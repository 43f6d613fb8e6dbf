use ::kit::{
    Model,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};
use ::lesson03::{Closed, TaskQueue};

/// No wait comes to its limit here: whoever is not woken waits for ever, and shows it.
fn no_limits() -> Model {
    Model::new().time_stands_still()
}

#[test]
fn t14_join_never_returns_before_the_work_is_done() {
    let _case = ::kit::case!();
    no_limits().check(|| {
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
fn t15_a_new_task_wakes_a_worker_even_while_join_waits() {
    let _case = ::kit::case!();
    no_limits().check(|| {
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
fn t16_close_is_noticed_at_every_moment() {
    let _case = ::kit::case!();
    no_limits().check(|| {
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

#[test]
fn t17_each_task_wakes_a_take_that_waits() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let queue = Arc::new(TaskQueue::new());
        let workers = [(); 2].map(|()| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.take().map(|task| *task))
        });
        let put = [queue.put(1), queue.put(2)];
        let mut taken = workers.map(|worker| worker.join().expect("take does not panic"));
        taken.sort();
        assert_eq!(
            (put, taken),
            ([Ok(()); 2], [Some(1), Some(2)]),
            "put 1 and 2; 2 workers took one each. Hint: when take has been woken, what may another thread have done before it runs?"
        );
    });
}

#[test]
fn t18_a_task_is_taken_in_or_given_back_when_the_queue_closes() {
    let _case = ::kit::case!();
    no_limits().check(|| {
        let queue = Arc::new(TaskQueue::new());
        let producer = thread::spawn({
            let queue = Arc::clone(&queue);
            move || queue.put(1)
        });
        queue.close();
        let taken = queue.take().map(|task| *task);
        let put = producer.join().expect("put does not panic");
        assert!(
            [(Ok(()), Some(1)), (Err(Closed(1)), None)].contains(&(put, taken)),
            "put(1) met a close: it answered {put:?}, and the take after close {taken:?}: either the task is in, or it comes back. Hint: can close come in between the look and the put?"
        );
    });
}

#[test]
fn t19_no_wait_ends_by_itself() {
    let _case = ::kit::case!();
    // Here time passes: who waits with a limit may come to it at any moment.
    ::kit::model(|| {
        let queue = Arc::new(TaskQueue::new());
        let done = Arc::new(AtomicBool::new(false));
        let worker = thread::spawn({
            let (queue, done) = (Arc::clone(&queue), Arc::clone(&done));
            move || {
                let task = queue.take();
                done.store(true, Ordering::Relaxed);
                task.map(|task| *task)
            }
        });
        let put = queue.put(1);
        queue.join();
        let was_done = done.load(Ordering::Relaxed);
        let taken = worker.join().expect("take does not panic");
        assert_eq!(
            (put, taken, was_done),
            (Ok(()), Some(1), true),
            "put(1), what a worker took, and whether it had done its task when join returned. Hint: what else than a task, a close or the end of all tasks ends a wait?"
        );
    });
}

use std::{
    panic::{self, AssertUnwindSafe},
    sync::Arc,
};

use ::lesson03::{Closed, Task, TaskQueue};

use crate::{Answer::Returned, Call, in_time};

/// A queue with these tasks in it.
fn queue_of(tasks: &[u32]) -> Arc<TaskQueue<u32>> {
    let queue = TaskQueue::new();
    for task in tasks {
        assert_eq!(
            queue.put(*task),
            Ok(()),
            "called put({task}) on an open queue. Hint: when does put give the task back?"
        );
    }
    Arc::new(queue)
}

fn call<R: Send + 'static>(
    queue: &Arc<TaskQueue<u32>>,
    call: impl FnOnce(&TaskQueue<u32>) -> R + Send + 'static,
) -> Call<R> {
    let queue = Arc::clone(queue);
    Call::start(move || call(&queue))
}

/// Takes the next task; fails the test if none is there.
fn take(queue: &TaskQueue<u32>) -> Task<'_, u32> {
    queue.take().expect(
        "the queue is open and a task waits, yet take gave None. Hint: what does None mean?",
    )
}

#[test]
fn t1_tasks_are_taken_in_the_order_in_which_they_were_put() {
    let _case = ::kit::case!();
    let queue = queue_of(&[1, 2, 3]);
    let taken = [*take(&queue), *take(&queue), *take(&queue)];
    assert_eq!(
        taken,
        [1, 2, 3],
        "put 1, 2, 3. Hint: at which end do tasks go in, and at which do they come out?"
    );
}

#[test]
fn t2_take_waits_while_there_is_no_task() {
    let _case = ::kit::case!();
    let queue = queue_of(&[]);
    let mut taking = call(&queue, |queue| queue.take().map(|task| *task));
    assert!(
        taking.waits(),
        "the queue is empty but open, yet take came back. Hint: None means that no task will ever come; is that sure here?"
    );
    assert_eq!(
        queue.put(7),
        Ok(()),
        "called put(7) on an open queue while a take waits. Hint: when does put give the task back?"
    );
    assert_eq!(
        taking.answer(),
        Returned(Some(7)),
        "a take waited, then task 7 was put. Hint: who tells it that there is a task?"
    );
}

#[test]
fn t3_join_waits_for_tasks_that_nobody_has_taken_yet() {
    let _case = ::kit::case!();
    let queue = queue_of(&[1]);
    let mut join = call(&queue, TaskQueue::join);
    assert!(
        join.waits(),
        "task 1 was put and nobody has taken it, yet join returned. Hint: from which moment on is a task unfinished?"
    );
    drop(take(&queue));
    assert_eq!(
        join.answer(),
        Returned(()),
        "join waited, then the only task was taken and done. Hint: who tells it that nothing is left?"
    );
}

#[test]
fn t4_join_waits_for_a_task_until_it_is_dropped() {
    let _case = ::kit::case!();
    let queue = queue_of(&[1, 2]);
    let (first, second) = (take(&queue), take(&queue));
    let mut join = call(&queue, TaskQueue::join);
    assert!(
        join.waits(),
        "both tasks were taken, neither is done, yet join returned. Hint: at which moment is a task done?"
    );
    drop(second);
    assert!(
        join.waits(),
        "1 of 2 tasks is done, yet join returned. Hint: what must be true when it does?"
    );
    drop(first);
    assert_eq!(
        join.answer(),
        Returned(()),
        "join waited, then both tasks were done. Hint: what does dropping a Task have to change, and whom to tell?"
    );
}

#[test]
fn t5_join_returns_at_once_when_nothing_is_unfinished() {
    let _case = ::kit::case!();
    let queue = queue_of(&[]);
    assert_eq!(
        call(&queue, TaskQueue::join).answer(),
        Returned(()),
        "called join on an open queue that never held a task. Hint: what does join wait for, and is it so already?"
    );
}

#[test]
fn t6_a_task_may_put_further_tasks() {
    let _case = ::kit::case!();
    let queue = queue_of(&[1]);
    let first = take(&queue);
    let mut join = call(&queue, TaskQueue::join);
    assert!(
        join.waits(),
        "task 1 was taken and is not done, yet join returned. Hint: at which moment is a task done?"
    );
    assert_eq!(
        queue.put(2),
        Ok(()),
        "called put(2) while task 1 is worked on. Hint: when does put give the task back?"
    );
    drop(first);
    assert!(
        join.waits(),
        "task 1 put task 2 before it was done, and join returned without task 2. Hint: does join count the tasks of its beginning, or those of now?"
    );
    drop(take(&queue));
    assert_eq!(
        join.answer(),
        Returned(()),
        "join waited, then both tasks were done. Hint: who wakes it?"
    );
}

#[test]
fn t7_a_task_that_panics_is_done_too() {
    let _case = ::kit::case!();
    let queue = queue_of(&[1]);
    let ended = panic::catch_unwind(AssertUnwindSafe(|| {
        let task = take(&queue);
        panic::resume_unwind(Box::new(*task)) // a panic, but a silent one
    }));
    assert!(
        ended.is_err(),
        "took task 1 and panicked. Hint: does something catch the panic of the caller?"
    );
    assert_eq!(
        call(&queue, TaskQueue::join).answer(),
        Returned(()),
        "a worker panicked with task 1 in its hands, then join was called. Hint: what runs on every way out of a scope, also on a panic?"
    );
}

#[test]
fn t8_after_close_the_rest_can_be_taken_then_comes_none() {
    let _case = ::kit::case!();
    let queue = queue_of(&[1, 2]);
    queue.close();
    queue.close();
    assert_eq!(
        queue.put(3),
        Err(Closed(3)),
        "put a task into a closed queue. Hint: what does put look at first?"
    );
    let take_all = move || [(); 3].map(|()| queue.take().map(|task| *task));
    let taken = in_time("a take from a closed queue", take_all);
    assert_eq!(
        taken,
        [Some(1), Some(2), None],
        "closed a queue with tasks 1 and 2 in it, then took three times. Hint: when closed, what is still in the queue?"
    );
}

#[test]
fn t9_close_wakes_every_take_that_waits() {
    let _case = ::kit::case!();
    let queue = Arc::new(TaskQueue::default());
    let mut takes = [(); 3].map(|()| call(&queue, |queue| queue.take().map(|task| *task)));
    let waiting = takes
        .iter_mut()
        .filter_map(|take| take.waits().then_some(()))
        .count();
    assert_eq!(
        waiting, 3,
        "3 takes from an empty, open queue: so many wait. Hint: see t2"
    );
    queue.close();
    assert_eq!(
        takes.map(Call::answer),
        [Returned(None); 3],
        "3 takes waited, then the queue was closed. Hint: how many threads does your close wake?"
    );
}

#[test]
fn t10_every_join_that_waits_returns() {
    let _case = ::kit::case!();
    let queue = queue_of(&[1]);
    let mut joins = [(); 2].map(|()| call(&queue, TaskQueue::join));
    let waiting = joins
        .iter_mut()
        .filter_map(|join| join.waits().then_some(()))
        .count();
    assert_eq!(
        waiting, 2,
        "2 joins on a queue with one task: so many wait. Hint: see t3"
    );
    drop(take(&queue));
    assert_eq!(
        joins.map(Call::answer),
        [Returned(()); 2],
        "2 threads waited in join, then the last task was done. Hint: how many threads does it wake?"
    );
}

#[test]
fn t11_waiting_costs_no_processor_time() {
    let _case = ::kit::case!();
    let (empty, busy) = (queue_of(&[]), queue_of(&[1]));
    let taking = call(&empty, |queue| queue.take().map(|task| *task));
    assert_eq!(
        taking.unrest(),
        None,
        "a take waits for a task. Hint: who looks again and again, and who is told?"
    );
    let join = call(&busy, TaskQueue::join);
    assert_eq!(
        join.unrest(),
        None,
        "a join waits for the end. Hint: who looks again and again, and who is told?"
    );
    empty.close();
    drop(take(&busy));
    assert_eq!(
        (taking.answer(), join.answer()),
        (Returned(None), Returned(())),
        "a take waited, then its queue was closed; a join waited, then the task was done. Hint: see t9 and t3"
    );
}

use std::{
    panic::{self, AssertUnwindSafe},
    sync::Arc,
};

use ::kit::tidy::Threads;
use ::lesson03::{Closed, Task, TaskQueue};

use crate::{Answer::Returned, Call, all_wait, answers, in_time};

/// A queue with these tasks in it.
fn queue_of(tasks: &[u32]) -> Arc<TaskQueue<u32>> {
    let queue = TaskQueue::new();
    for task in tasks {
        put(&queue, *task);
    }
    Arc::new(queue)
}

#[track_caller]
fn put(queue: &TaskQueue<u32>, task: u32) {
    assert_eq!(
        queue.put(task),
        Ok(()),
        "called put({task}) on an open queue. Hint: when does put give the task back?"
    );
}

/// Takes the next task; fails the test if none is there.
#[track_caller]
fn take(queue: &TaskQueue<u32>) -> Task<'_, u32> {
    queue.take().expect(
        "the queue is open and a task waits, yet take gave None. Hint: what does None mean?",
    )
}

/// Takes a task on another thread, and has it done at once.
fn taking(queue: &Arc<TaskQueue<u32>>) -> Call<Option<u32>> {
    let queue = Arc::clone(queue);
    Call::start(move || queue.take().map(|task| *task))
}

fn joining(queue: &Arc<TaskQueue<u32>>) -> Call<()> {
    let queue = Arc::clone(queue);
    Call::start(move || queue.join())
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
    let mut taking = taking(&queue);
    taking.must_wait(
        "the queue is empty but open, yet take came back. Hint: None means that no task will ever come; is that sure here?",
    );
    put(&queue, 7);
    taking.must_return(
        Some(7),
        "a take waited, then task 7 was put. Hint: who tells it that there is a task?",
    );
}

#[test]
fn t3_join_waits_for_tasks_that_nobody_has_taken_yet() {
    let _case = ::kit::case!();
    let queue = queue_of(&[1]);
    let mut join = joining(&queue);
    join.must_wait(
        "task 1 was put and nobody has taken it, yet join returned. Hint: from which moment on is a task unfinished?",
    );
    drop(take(&queue));
    join.must_return(
        (),
        "join waited, then the only task was taken and done. Hint: who tells it that nothing is left?",
    );
    assert_eq!(
        queue.put(2),
        Ok(()),
        "join had returned and nobody called close, then put(2). Hint: what does join change in the queue?"
    );
    let mut join = joining(&queue);
    join.must_wait(
        "join had returned, then task 2 was put and nobody has taken it, yet a second join returned. Hint: what is left over from the first round?",
    );
    drop(take(&queue));
    join.must_return(
        (),
        "a second join waited, then task 2 was taken and done. Hint: who wakes it?",
    );
}

#[test]
fn t4_join_waits_for_a_task_until_it_is_dropped() {
    let _case = ::kit::case!();
    let queue = queue_of(&[1, 2]);
    let (first, second) = (take(&queue), take(&queue));
    let mut join = joining(&queue);
    join.must_wait(
        "both tasks were taken, neither is done, yet join returned. Hint: at which moment is a task done?",
    );
    drop(second);
    join.must_wait(
        "1 of 2 tasks is done, yet join returned. Hint: what must be true when it does?",
    );
    drop(first);
    join.must_return(
        (),
        "join waited, then both tasks were done. Hint: what does dropping a Task have to change, and whom to tell?",
    );
}

#[test]
fn t5_join_returns_at_once_when_nothing_is_unfinished() {
    let _case = ::kit::case!();
    joining(&queue_of(&[])).must_return(
        (),
        "called join on an open queue that never held a task. Hint: what does join wait for, and is it so already?",
    );
}

/// What is put here runs when the value is dropped.
struct AtItsEnd(Option<Box<dyn FnOnce() + Send>>);

impl Drop for AtItsEnd {
    fn drop(&mut self) {
        self.0.take().into_iter().for_each(|run| run());
    }
}

#[test]
fn t6_a_task_may_put_further_tasks() {
    let _case = ::kit::case!();
    let queue = queue_of(&[1]);
    let first = take(&queue);
    let mut join = joining(&queue);
    join.must_wait(
        "task 1 was taken and is not done, yet join returned. Hint: at which moment is a task done?",
    );
    put(&queue, 2);
    drop(first);
    join.must_wait(
        "task 1 put task 2 before it was done, and join returned without task 2. Hint: what does join look at when it wakes: the count of its beginning, the one of now, or none?",
    );
    drop(take(&queue));
    join.must_return(
        (),
        "join waited, then both tasks were done. Hint: who wakes it?",
    );
    let queue = Arc::new(TaskQueue::new());
    let all = Arc::clone(&queue);
    let joins = Box::new(move || all.join());
    let put = queue.put(AtItsEnd(Some(joins)));
    assert!(
        put.is_ok(),
        "put a task into an open queue. Hint: when does put give the task back?"
    );
    Call::start(move || drop(queue.take())).must_return(
        (),
        "took the only task and dropped it; its value called join when it was dropped itself. Hint: in which order does your Task end, and which lock is held?",
    );
}

#[test]
fn t7_a_task_that_panics_is_done_too() {
    let _case = ::kit::case!();
    let queue = queue_of(&[1]);
    let mut waits_already = joining(&queue);
    waits_already.must_wait("task 1 was put and nobody has taken it, yet join returned. Hint: from which moment on is a task unfinished?");
    let ended = panic::catch_unwind(AssertUnwindSafe(|| {
        let task = take(&queue);
        panic::resume_unwind(Box::new(*task)) // a panic, but a silent one
    }));
    assert!(
        ended.is_err(),
        "took task 1 and panicked. Hint: does something catch the panic of the caller?"
    );
    joining(&queue).must_return(
        (),
        "a worker panicked with task 1 in its hands, then join was called. Hint: what runs on every way out of a scope, also on a panic?",
    );
    waits_already.must_return(
        (),
        "a join waited, then a worker panicked with the only task in its hands. Hint: does your drop tell those who wait, however the task ended?",
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
    assert_eq!(
        in_time("a take from a closed queue", take_all),
        [Some(1), Some(2), None],
        "closed a queue with tasks 1 and 2 in it, then took three times. Hint: when closed, what is still in the queue?"
    );
}

#[test]
fn t9_close_wakes_every_take_that_waits() {
    let _case = ::kit::case!();
    let queue = queue_of(&[1]);
    let worked_on = take(&queue);
    let takes = all_wait(
        (0..3).map(|_| taking(&queue)),
        "the queue is empty but open, yet one of 3 takes came back. Hint: None means that no task will ever come; is that sure here?",
    );
    queue.close();
    assert_eq!(
        answers(takes),
        [Returned(None); 3],
        "task 1 was worked on and 3 takes waited, then the queue was closed. Hint: how many threads does your close wake, and which ones?"
    );
    taking(&queue).must_return(
        None,
        "the queue is closed and empty, and task 1 is worked on: take did not come back. Hint: what may a closed queue still give?",
    );
    drop(worked_on);
}

#[test]
fn t10_every_join_that_waits_returns() {
    let _case = ::kit::case!();
    let queue = queue_of(&[1]);
    let joins = all_wait(
        (0..2).map(|_| joining(&queue)),
        "task 1 was put and nobody has taken it, yet one of 2 joins returned. Hint: from which moment on is a task unfinished?",
    );
    drop(take(&queue));
    assert_eq!(
        answers(joins),
        [Returned(()); 2],
        "2 threads waited in join, then the last task was done. Hint: how many threads does it wake?"
    );
}

#[test]
fn t11_closing_changes_nothing_for_join() {
    let _case = ::kit::case!();
    let queue = queue_of(&[1]);
    queue.close();
    let mut join = joining(&queue);
    join.must_wait(
        "the queue was closed while task 1 waits in it, and join returned. Hint: what does join wait for, and does close change that?",
    );
    let refused = queue.put(2);
    let task = take(&queue);
    for joining in [&mut join, &mut joining(&queue)] {
        joining.must_wait("the queue is closed and empty, task 1 is being worked on, and join returned. Hint: what does join wait for, and does close change that?");
    }
    drop(task);
    join.must_return(
        (),
        &format!("put(2) after close answered {refused:?}, and task 1 is done. Hint: what does a put that is refused leave behind?"),
    );
}

#[test]
fn t12_waiting_costs_no_processor_time() {
    let _case = ::kit::case!();
    let (empty, busy) = (queue_of(&[]), queue_of(&[1]));
    let taking = taking(&empty);
    taking.must_rest("a take waits for a task");
    let join = joining(&busy);
    join.must_rest("a join waits for the end");
    empty.close();
    drop(take(&busy));
}

#[test]
fn t13_no_thread_is_left_behind() {
    let _case = ::kit::case!();
    let threads = Threads::now();
    in_time("one task, its end, a join and the close of a queue", || {
        let queue = TaskQueue::new();
        put(&queue, 1);
        drop(take(&queue));
        queue.join();
        queue.close();
    });
    threads.none_lives_on(
        "a queue was joined, closed and dropped",
        "which thread does a queue need for itself, and who ends it?",
    );
}

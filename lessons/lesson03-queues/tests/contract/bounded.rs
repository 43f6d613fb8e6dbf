use std::sync::Arc;

use ::lesson03::{BoundedQueue, Closed, TryPushError};

use crate::{Answer::Returned, Call, all_wait, answers, in_time, panic_of};

/// A queue with room for `capacity` numbers, full with the numbers from 1 on.
fn full(capacity: usize) -> Arc<BoundedQueue<usize>> {
    let queue = BoundedQueue::new(capacity);
    for item in 1..=capacity {
        assert_eq!(
            queue.try_push(item),
            Ok(()),
            "called try_push({item}) on {capacity} places. Hint: is there room?"
        );
    }
    Arc::new(queue)
}

fn empty() -> Arc<BoundedQueue<usize>> {
    Arc::new(BoundedQueue::new(1))
}

fn pop(queue: &Arc<BoundedQueue<usize>>) -> Call<Option<usize>> {
    let queue = Arc::clone(queue);
    Call::start(move || queue.pop())
}

fn push(queue: &Arc<BoundedQueue<usize>>, item: usize) -> Call<Result<(), Closed<usize>>> {
    let queue = Arc::clone(queue);
    Call::start(move || queue.push(item))
}

#[test]
fn t1_items_come_out_in_the_order_in_which_they_went_in() {
    let _case = ::kit::case!();
    let queue = BoundedQueue::new(3);
    for item in ["first", "second", "third"] {
        assert_eq!(
            queue.push(item),
            Ok(()),
            "pushed {item:?} into an open queue with room. Hint: when does push give the item back?"
        );
    }
    assert_eq!(
        (queue.len(), queue.capacity()),
        (3, 3),
        "(len, capacity) after 3 pushes into 3 places. Hint: where does push put the item?"
    );
    let out = [queue.pop(), queue.pop(), queue.pop()];
    assert_eq!(
        out,
        [Some("first"), Some("second"), Some("third")],
        "pushed first, second, third and popped three times. Hint: at which end do items go in, and at which do they come out?"
    );
}

#[test]
fn t2_the_capacity_is_kept_and_at_least_1() {
    let _case = ::kit::case!();
    let queue = Arc::new(BoundedQueue::new(2));
    let tries = Arc::clone(&queue);
    let answers = in_time("trying to push 1, 2, 3 into 2 places", move || {
        [1, 2, 3].map(|item| tries.try_push(item))
    });
    assert_eq!(
        answers,
        [Ok(()), Ok(()), Err(TryPushError::Full(3))],
        "tried to push 1, 2, 3 into 2 places; in the queue: {}. Hint: how many items are there when there is no room left?",
        queue.len()
    );
    assert_eq!(
        (queue.pop(), queue.try_push(4)),
        (Some(1), Ok(())),
        "a pop made room, then try_push(4). Hint: what does a pop change?"
    );
    let no_bytes = BoundedQueue::new(1);
    assert_eq!(
        [(), ()].map(|item| no_bytes.try_push(item)),
        [Ok(()), Err(TryPushError::Full(()))],
        "tried to push () twice into 1 place. Hint: who counts the places, you or the list, which can hold any number of things without a size?"
    );
    assert_eq!(
        panic_of(|| BoundedQueue::<u8>::new(0)).as_deref(),
        Some("a queue needs room for at least one item"),
        "made a queue with capacity 0. Hint: who could ever push into it? Say so at once, in the words of the docs."
    );
}

#[test]
fn t3_a_push_into_a_full_queue_waits_for_room() {
    let _case = ::kit::case!();
    let queue = full(2);
    let mut third = push(&queue, 3);
    assert!(
        third.waits(),
        "2 of 2 places are taken, yet push(3) came back; now the queue holds {}. Hint: when may push go on?",
        queue.len()
    );
    assert_eq!(
        queue.pop(),
        Some(1),
        "popped from a queue with 1 and 2 in it, while push(3) waits. Hint: which item was there first?"
    );
    third.must_return(
        Ok(()),
        "a push waited for room, then a pop made some. Hint: who tells it that there is room?",
    );
    assert_eq!(
        (queue.pop(), queue.pop()),
        (Some(2), Some(3)),
        "2 was in the queue when push(3) got its room; then popped twice. Hint: at which end does an item go in that had to wait?"
    );
}

#[test]
fn t4_a_pop_from_an_empty_queue_waits_for_an_item() {
    let _case = ::kit::case!();
    for (name, item) in [("push", 1), ("try_push", 2)] {
        let queue = empty();
        let mut popping = pop(&queue);
        popping.must_wait("the queue is empty but open, yet pop came back. Hint: None means that nothing will ever come; is that sure here?");
        let pushed = match item {
            1 => queue.push(item).is_ok(),
            _ => queue.try_push(item).is_ok(),
        };
        assert!(
            pushed,
            "{name}({item}) gave the item back while a pop waits. Hint: is there room?"
        );
        popping.must_return(
            Some(item),
            &format!("a pop waited for an item, then came {name}({item}). Hint: who tells it that there is an item?"),
        );
    }
}

#[test]
fn t5_after_close_the_rest_can_be_taken_then_comes_none() {
    let _case = ::kit::case!();
    let queue = full(2);
    queue.close();
    let pop_all = move || [queue.pop(), queue.pop(), queue.pop(), queue.pop()];
    assert_eq!(
        in_time("a pop from a closed queue", pop_all),
        [Some(1), Some(2), None, None],
        "closed a queue with 1 and 2 in it, then popped four times. Hint: when closed, what is still in the queue?"
    );
}

#[test]
fn t6_a_closed_queue_gives_every_item_back() {
    let _case = ::kit::case!();
    let queue = empty();
    queue.close();
    queue.close();
    push(&queue, 7).must_return(
        Err(Closed(7)),
        "closed a queue twice, then called push(7). Hint: what does push look at before it adds the item?",
    );
    assert_eq!(
        queue.try_push(8),
        Err(TryPushError::Closed(8)),
        "closed a queue, then called try_push(8). Hint: is it only full?"
    );
    let queue = full(1);
    queue.close();
    assert_eq!(
        queue.try_push(9),
        Err(TryPushError::Closed(9)),
        "closed a full queue, then called try_push(9). Hint: would it be wise to try again later?"
    );
}

#[test]
fn t7_close_wakes_every_pop_that_waits() {
    let _case = ::kit::case!();
    let queue = empty();
    let pops = all_wait(
        (0..3).map(|_| pop(&queue)),
        "the queue is empty but open, yet one of 3 pops came back. Hint: None means that nothing will ever come; is that sure here?",
    );
    queue.close();
    assert_eq!(
        answers(pops),
        [Returned(None); 3],
        "3 pops waited, then the queue was closed. Hint: how many threads does your close wake?"
    );
}

#[test]
fn t8_close_wakes_every_push_that_waits_and_gives_the_items_back() {
    let _case = ::kit::case!();
    let queue = full(1);
    let pushes = all_wait(
        [2, 3].into_iter().map(|item| push(&queue, item)),
        "the queue is full but open, yet one of 2 pushes came back. Hint: when may push go on?",
    );
    queue.close();
    assert_eq!(
        answers(pushes),
        [Returned(Err(Closed(2))), Returned(Err(Closed(3)))],
        "two pushes waited, with 2 and with 3; then the queue was closed. Hint: does close wake those who push, and what do they look at when they wake?"
    );
    assert_eq!(
        queue.pop(),
        Some(1),
        "popped what was in the queue before it was closed. Hint: what does close leave alone?"
    );
}

#[test]
fn t9_waiting_costs_no_processor_time() {
    let _case = ::kit::case!();
    let (empty, full) = (empty(), full(1));
    let popping = pop(&empty);
    popping.must_rest("a pop waits for an item");
    let pushing = push(&full, 2);
    pushing.must_rest("a push waits for room");
    empty.close();
    full.close();
}
